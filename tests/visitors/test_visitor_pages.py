"""The visitor's pages over HTTP: what is typed is never lost, and one's own space is one's own."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.badges import queries as badges
from forum.editions.values import EditionValue
from forum.visitors import queries
from tests import builders
from tests.kit.race import together
from tests.kit.web import submit

pytestmark = pytest.mark.usefixtures("in_november")
ADA = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "email": "ada@visiteuse.example",
    "commune": "39478",
    "commune_text": "Saint-Claude",
    "status": "lyceen",
    "companions": "0",
    "children": "0",
}
People = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def fair(app: Litestar) -> EditionValue:
    return await builders.a_fair()


def marked(page: httpx.Response) -> set[str]:
    """The names of the fields that the page marks as wrong."""
    fields = re.findall(r"<(?:input|select|textarea)[^>]*aria-invalid=\"true\"", page.text)
    groups = re.findall(r'<p class="field__fault" id="([\w]+)-fault"', page.text)
    return {found[1] for tag in fields if (found := re.search(r'\bid="(\w+)"', tag))} | set(groups)


async def test_a_registration_leads_to_one_s_own_space(fair: EditionValue, client: httpx.AsyncClient) -> None:
    answer = await submit(client, "/visiteurs", **ADA)
    assert (answer.status_code, answer.headers["location"]) == (303, "/visiteurs/espace")
    space = await client.get("/visiteurs/espace")
    assert space.status_code == 200
    (badge,) = await badges.all_badges(fair.id)
    assert f"/badge/{badge.id}.pdf" in space.text
    assert (await client.get(f"/badge/{badge.id}.pdf")).status_code == 200
    calendar = await client.get("/visiteurs/espace/invitation.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")


@pytest.mark.parametrize(
    "typed, wrong",
    [
        ({"first_name": "🙂"}, "first_name"),
        ({"last_name": "x" * 300}, "last_name"),
        ({"email": "ada@gmial.com"}, "email"),
        ({"commune": "01004", "commune_text": "39200"}, "commune"),
        ({"status": "roi"}, "status"),
        ({"children": "-3"}, "children"),
        ({"companions": "10" * 30}, "companions"),
    ],
)
async def test_a_refused_form_keeps_what_was_typed_and_marks_the_field(
    fair: EditionValue, client: httpx.AsyncClient, typed: dict[str, str], wrong: str
) -> None:
    said = {**ADA, "last_name": "Ğülşen O'Connor-d'Étioles", **typed}
    answer = await submit(client, "/visiteurs", **said)
    assert answer.status_code == 422
    assert marked(answer) == {wrong}
    assert "Un point est à revoir" in answer.text
    page = httpx.Response(200, text=answer.text).text.replace("&#39;", "'")
    for name in ("first_name", "last_name", "email", "commune_text", "children", "companions"):
        assert f'value="{said[name]}"' in page, name
    assert await queries.all_visitors(fair.id) == []


async def test_an_address_that_looks_like_a_slip_may_be_sent_again(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    odd = {**ADA, "email": "ada@gmial.com"}
    answer = await submit(client, "/visiteurs", **odd)
    assert ("ada@gmail.com" in answer.text, 'name="email_kept" value="ada@gmial.com"' in answer.text) == (True, True)
    assert (await submit(client, "/visiteurs", **odd, email_kept="ada@gmial.com")).status_code == 303


async def test_people_under_fifteen_are_told_kindly_how_they_come(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    answer = await submit(client, "/visiteurs", **{**ADA, "status": "moins15"})
    assert (answer.status_code, marked(answer)) == (422, {"status"})
    assert "on vient avec un adulte" in answer.text


async def test_what_is_typed_is_shown_as_text_never_as_a_page(fair: EditionValue, client: httpx.AsyncClient) -> None:
    answer = await submit(client, "/visiteurs", **{**ADA, "status": "", "last_name": '"><script>alert(1)</script>'})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


async def test_ten_clicks_at_once_make_one_registration(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await client.get("/visiteurs")
    answers, failed = await together([submit(client, "/visiteurs", **ADA) for _ in range(10)])
    assert (failed, {one.status_code for one in answers}) == ({}, {303})
    assert len(await queries.all_visitors(fair.id)) == 1


async def test_whoever_types_a_known_name_sees_nothing_of_that_person(
    fair: EditionValue, another_client: People
) -> None:
    await submit(another_client(), "/visiteurs", **ADA)
    charlie = another_client()
    answer = await submit(charlie, "/visiteurs", **ADA)
    assert (answer.status_code, answer.headers["location"]) == (303, "/visiteurs/merci")
    assert (await charlie.get("/visiteurs/espace")).status_code == 403


async def test_the_lost_badge_page_answers_the_same_to_everybody(fair: EditionValue, another_client: People) -> None:
    await submit(another_client(), "/visiteurs", **ADA)
    answers = []
    for address in ("ada@visiteuse.example", "nobody@exemple.fr"):
        answer = await submit(another_client(), "/visiteurs/badge-perdu", email=address)
        answers.append((answer.status_code, answer.headers["location"], answer.text))
    assert answers[0] == answers[1]


async def test_a_correction_refused_keeps_what_was_typed(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/visiteurs", **ADA)
    answer = await submit(client, "/visiteurs/espace/corriger", **{**ADA, "email": "ada", "first_name": "Augusta"})
    assert (answer.status_code, marked(answer)) == (422, {"email"})
    assert 'value="Augusta"' in answer.text
    (kept,) = await queries.all_visitors(fair.id)
    assert kept.first_name == "Ada"


async def test_a_correction_shows_what_is_known_already(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/visiteurs", **{**ADA, "commune": "", "commune_text": "69003"})
    page = await client.get("/visiteurs/espace/corriger")
    assert 'value="69003"' in page.text
    answer = await submit(client, "/visiteurs/espace/corriger", **{**ADA, "commune": "", "commune_text": "69003"})
    assert answer.status_code == 303


async def test_sectors_of_interest_are_kept_shown_and_changed(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/visiteurs", **{**ADA, "sectors": "plasturgie"})
    (mine,) = await queries.all_visitors(fair.id)
    assert [sector.code for sector in await queries.sectors_of(mine.id)] == ["plasturgie"]
    assert "Plasturgie" in (await client.get("/visiteurs/espace")).text
    correction = (await client.get("/visiteurs/espace/corriger")).text
    assert re.search(r'value="plasturgie"[^>]* checked', correction)
    await submit(client, "/visiteurs/espace/corriger", **{**ADA, "sectors": "roi"})
    assert await queries.sectors_of(mine.id) == []


async def test_cancelling_twice_answers_kindly(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/visiteurs", **ADA)
    for _ in range(2):
        answer = await submit(client, "/visiteurs/espace/annulation")
        assert (answer.status_code, answer.headers["location"]) == (303, "/visiteurs/espace")
    space = await client.get("/visiteurs/espace")
    assert "annulée" in space.text
    assert (await client.get("/visiteurs/espace/invitation.ics")).status_code < 500
    assert (await submit(client, "/visiteurs/espace/corriger", **ADA)).status_code == 404


async def test_a_closed_registration_says_so_and_keeps_what_was_typed(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    clock.set(fair.last_day.closes_at)
    assert "closes" in (await client.get("/visiteurs")).text
    answer = await submit(client, "/visiteurs", **ADA)
    assert answer.status_code == 422
    assert "ne sont pas ouvertes" in answer.text
    assert 'value="Lovelace"' in answer.text
    assert await queries.all_visitors(fair.id) == []


async def test_it_is_read_over_on_one_page_before_anything_is_written(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    said = {**ADA, "companions": "1", "children": "2"}
    shown = await submit(client, "/visiteurs", **said, sectors=["bois", "sante"], faire="relire")
    text = " ".join(shown.text.split())
    assert shown.status_code == 200
    for told in ("Ada Lovelace", "Saint-Claude", "Lycéen ou lycéenne", "1 adulte, 2 enfants", "Recevoir mon badge"):
        assert told in text, told
    assert re.findall(r'name="sectors" value="(\w+)"', shown.text) == ["bois", "sante"]
    assert await queries.all_visitors(fair.id) == []
    again = await submit(client, "/visiteurs", **said, sectors=["bois", "sante"], faire="corriger")
    assert (again.status_code, 'value="Lovelace"' in again.text, marked(again)) == (200, True, set())
    assert (await submit(client, "/visiteurs", **said, faire="envoyer")).status_code == 303
    assert [line.heads for line in await queries.all_visitors(fair.id)] == [4]


async def test_a_draft_is_taken_up_again_and_goes_when_it_is_sent(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    kept = await submit(client, "/brouillons/visiteurs", **{**ADA, "status": ""}, sectors=["bois", "sante"])
    page = kept.headers["location"]
    assert page.startswith("/visiteurs?brouillon=")
    text = " ".join((await client.get(page)).text.split())
    for typed in ('value="Lovelace"', 'value="ada@visiteuse.example"', 'value="sante" checked', page):
        assert typed in text, typed
    token = page.partition("=")[2]
    review = await submit(client, "/visiteurs", **ADA, brouillon=token, faire="relire")
    assert f'name="brouillon" value="{token}"' in review.text
    await submit(client, "/visiteurs", **ADA, brouillon=token, faire="envoyer")
    assert "Ce brouillon n’existe plus" in (await client.get(page)).text
