"""A form that was begun is kept, sealed, and taken up again by its link alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pytest
from litestar import Litestar
from playwright.async_api import Page, expect

from forum import clock
from forum.class_visits import queries as class_visits
from forum.database import fetch
from forum.drafts import queries, service
from forum.drafts.rules import KEPT
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.errors import NotFound
from tests import builders
from tests.kit.chromium import DESK, PHONE, OpenPage
from tests.kit.typed import THERESE
from tests.kit.web import csrf, submit

Examine = Callable[[Page], Awaitable[None]]
TYPED = {"class_name": ["3e B"], "sectors": ["bois", "sante"], "email": ["therese@ac-besancon.fr"]}
pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
async def edition(database: str) -> EditionValue:
    return await builders.a_fair(slots=2, persons=60)


async def test_what_was_typed_comes_back_whole(edition: EditionValue) -> None:
    token = await service.save(edition.id, "classes", {**TYPED, "_csrf_token": ["x"], "phone": [""]})
    assert await queries.find(edition.id, "classes", token) == TYPED
    assert await service.save(edition.id, "classes", {"class_name": ["3e C"]}, token) == token
    assert await queries.find(edition.id, "classes", token) == {"class_name": ["3e C"]}


async def test_nothing_of_it_can_be_read_without_the_link(edition: EditionValue) -> None:
    token = await service.save(edition.id, "classes", TYPED)
    (row,) = await fetch("SELECT * FROM saved_form")
    for word in (token, "therese", "3e B", "ac-besancon"):
        assert word not in str(row), word


async def test_it_is_of_one_form_of_one_edition_and_goes_when_it_is_sent(edition: EditionValue) -> None:
    token = await service.save(edition.id, "classes", TYPED)
    other = await builders.small_fair("2027")
    assert await queries.find(other.id, "classes", token) is None
    assert await queries.find(edition.id, "visiteurs", token) is None
    assert await queries.find(edition.id, "classes", token + "x") is None
    await service.drop(token)
    await service.drop(token)
    assert await queries.find(edition.id, "classes", token) is None


async def test_a_token_that_somebody_made_up_is_never_taken_over(edition: EditionValue) -> None:
    assert await service.save(edition.id, "classes", TYPED, "0000") != "0000"
    token = await service.save(edition.id, "classes", TYPED)
    assert await service.save(edition.id, "visiteurs", TYPED, token) != token


async def test_it_is_kept_fourteen_days(edition: EditionValue) -> None:
    now = clock.now()
    token = await service.save(edition.id, "classes", TYPED)
    with clock.at(now + KEPT - timedelta(minutes=1)):
        assert await service.sweep() == 0
        assert await queries.find(edition.id, "classes", token)
    with clock.at(now + KEPT + timedelta(minutes=1)):
        assert await queries.find(edition.id, "classes", token) is None
        assert await service.save(edition.id, "classes", TYPED, token) != token
        assert await service.sweep() == 1


async def test_only_our_forms_and_no_novels(edition: EditionValue) -> None:
    with pytest.raises(NotFound):
        await service.save(edition.id, "romans", TYPED)
    with pytest.raises(service.TooMuchTyped):
        await service.save(edition.id, "classes", {"class_name": ["x" * 20_000]})


async def test_the_button_leads_to_the_link_and_the_link_to_the_form(
    app: Litestar, edition: EditionValue, client: httpx.AsyncClient
) -> None:
    said = {**THERESE, "c2_class_name": "3e C", "c2_pupils": "", "first_name": ""}
    saved = await submit(client, "/brouillons/classes", **said, sectors=["bois", "sante"], faire="garder")
    page = saved.headers["location"]
    assert (saved.status_code, page.startswith("/classes?brouillon=")) == (303, True)
    text = " ".join((await client.get(page)).text.split())
    assert page in text
    for kept in ('value="3ème B"', 'value="3e C"', 'value="sante" checked', 'value="06 12 34 56 78"'):
        assert kept in text, kept
    token = page.partition("=")[2]
    slot = str((await slots(edition.id))[0].id)
    await submit(client, "/classes", **{**THERESE, "slot": slot}, brouillon=token, faire="envoyer")
    assert len(await class_visits.all_visits(edition.id)) == 1
    assert "Ce brouillon n’existe plus" in (await client.get(page)).text


async def test_a_script_hears_under_which_link(app: Litestar, edition: EditionValue, client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/brouillons/classes", data={"class_name": "3e B", **await csrf(client)}, headers={"accept": "application/json"}
    )
    told = answer.json()
    assert told["link"].endswith(f"/classes?brouillon={told['token']}")
    assert (await submit(client, "/brouillons/romans", a="b")).status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_a_closed_tab_loses_nothing(
    app: Litestar, edition: EditionValue, open_page: OpenPage, axe: Examine, size: dict[str, int]
) -> None:
    page = await open_page(size)
    await page.goto("/classes")
    await page.get_by_label("Classe", exact=True).fill("3e B")
    await page.get_by_label("Prénom").fill("Thérèse")
    await page.get_by_text("Brouillon gardé à").wait_for()
    await axe(page)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    link = page.url
    assert "brouillon=" in link
    other = await open_page(size)
    await other.goto(link)
    await expect(other.get_by_label("Prénom")).to_have_value("Thérèse")
    await other.get_by_role("button", name="Ajouter une autre classe").click()
    await expect(other.get_by_label("Classe", exact=True)).to_have_count(2)
    await axe(other)
