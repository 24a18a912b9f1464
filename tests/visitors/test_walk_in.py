"""On the spot: a status and a commune make a badge, on one's own phone or at the desk, and nobody floods the forum with it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from pypdf import PdfReader

from forum import clock
from forum.badges import queries as badges
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from forum.visitors import queries, service
from forum.visitors.poster import address_of, draw_poster, key_of
from forum.visitors.service import NotYetTheDay, TooManyAtOnce
from tests import builders
from tests.admin.office import sign_in
from tests.badges.test_paper import codes_on, pictures
from tests.kit.fair import ODILE, OPENING
from tests.kit.web import submit
from tests.visitors.test_visitor_pages import marked

NOBODY = replace(builders.ADA, first_name="", last_name="", email="", adults=2)
People = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def fair(app: Litestar) -> EditionValue:
    return await builders.a_fair()


@pytest.fixture(autouse=True)
def at_the_doors() -> Iterator[None]:
    """The clock stands at the opening."""
    clock.set(OPENING)
    yield
    clock.reset()


async def test_it_gives_a_badge_and_writes_to_nobody(fair: EditionValue) -> None:
    visitor, badge_id = await service.walk_in(fair, NOBODY)
    line = await queries.visitor(fair.id, visitor)
    assert (line.name, line.channel, line.expected, line.insee_code) == ("Visiteur sans nom", "poster", True, "39478")
    (badge,) = await badges.badges_of(visitor)
    assert (badge.id, badge.title, badge.detail) == (badge_id, "Visiteur", "et 1 accompagnant")
    assert await mail.letters_to(visitor) == []
    await service.cancel(fair, visitor, ODILE)
    assert await mail.letters_to(visitor) == []


async def test_only_while_people_come(fair: EditionValue) -> None:
    for moment in (OPENING.replace(hour=6), fair.last_day.closes_at):
        with clock.at(moment), pytest.raises(NotYetTheDay):
            await service.walk_in(fair, NOBODY)
        with clock.at(moment):
            await service.walk_in(fair, NOBODY, ODILE)


async def test_more_than_a_crowd_waits_a_minute(fair: EditionValue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.visitors.service.on_the_spot.MOST_A_MINUTE", 3)
    for _ in range(3):
        await service.walk_in(fair, NOBODY)
    with pytest.raises(TooManyAtOnce):
        await service.walk_in(fair, NOBODY)
    await service.walk_in(fair, NOBODY, ODILE)
    clock.set(OPENING.replace(minute=2))
    await service.walk_in(fair, NOBODY)


async def test_two_answers_lead_to_the_badge_on_the_phone(fair: EditionValue, client: httpx.AsyncClient) -> None:
    here = f"/sur-place/{key_of(fair.id)}"
    page = await client.get(here)
    assert ('name="email"' in page.text, 'value="39478"' in page.text) == (False, True)
    answer = await submit(client, here, status="lyceen", near="39478")
    assert answer.status_code == 303
    badge = await client.get(answer.headers["location"])
    assert (badge.status_code, "badge__code" in badge.text) == (200, True)
    assert "Vous avez un badge" in (await client.get(here)).text
    assert 'name="status"' in (await client.get(f"{here}?encore")).text
    assert (await client.get("/visiteurs/espace")).status_code == 200


@pytest.mark.parametrize(
    "typed, wrong",
    [
        ({"near": "39478"}, {"status"}),
        ({"status": "parent"}, {"commune"}),
        ({"status": "parent", "commune_text": "00000"}, {"commune"}),
        ({"status": "parent", "near": "39478", "companions": "99"}, {"companions"}),
    ],
)
async def test_what_is_wrong_is_said(
    fair: EditionValue, client: httpx.AsyncClient, typed: dict[str, str], wrong: set[str]
) -> None:
    answer = await submit(client, f"/sur-place/{key_of(fair.id)}", **typed)
    assert (answer.status_code, marked(answer)) == (422, wrong)
    assert await queries.all_visitors(fair.id) == []


async def test_a_typed_commune_has_the_last_word(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, f"/sur-place/{key_of(fair.id)}", status="parent", near="39478", commune_text="Oyonnax")
    (line,) = await queries.all_visitors(fair.id)
    assert line.origin.startswith("Oyonnax")


async def test_another_address_is_not_the_poster_s(fair: EditionValue, client: httpx.AsyncClient) -> None:
    assert (await client.get("/sur-place/abcdefgh")).status_code == 404
    assert (await submit(client, "/sur-place/é", status="parent", near="39478")).status_code == 404
    assert await queries.all_visitors(fair.id) == []


async def test_before_the_day_the_poster_says_when(fair: EditionValue, client: httpx.AsyncClient) -> None:
    clock.set(OPENING.replace(day=20))
    assert "ouvre le jour du forum" in (await client.get(f"/sur-place/{key_of(fair.id)}")).text


async def test_the_team_tries_the_poster_without_being_signed_out(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    await sign_in(client)
    answer = await submit(client, f"/sur-place/{key_of(fair.id)}", status="parent", near="39478")
    assert (await client.get(answer.headers["location"])).status_code == 200
    assert (await client.get("/admin/visiteurs")).status_code == 200


async def test_the_desk_makes_a_badge_to_print(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client, role="door_supervisor", name="Dora")
    answer = await submit(client, "/admin/visiteurs/accueil", status="parent", near="39478", children="2")
    page = await client.get(answer.headers["location"])
    (line,) = await queries.all_visitors(fair.id)
    (badge,) = await badges.badges_of(line.id)
    assert (line.channel, f"/badge/{badge.id}.pdf" in page.text) == ("desk", True)
    assert (await submit(client, "/admin/visiteurs/accueil")).status_code == 422


async def test_the_poster_is_one_a4_page_whose_code_leads_to_the_form(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    await sign_in(client)
    answer = await client.get("/admin/visiteurs/affiche.pdf")
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    words = page.extract_text()
    assert all(word in words for word in ("Filmez", "Répondez", "Entrez"))
    assert address_of(fair.id).partition("://")[2] in words


async def test_a_phone_reads_the_poster(fair: EditionValue, tmp_path: Path) -> None:
    (picture,) = pictures(draw_poster(fair), tmp_path, 60)
    assert [text for text, _, _ in codes_on(picture)] == [address_of(fair.id)]
