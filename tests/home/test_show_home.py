"""The front door and the pages that every public site owes its readers."""

import re
from datetime import UTC, datetime

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.editions.values import EditionValue
from forum.home.queries import Expected, expected
from forum.territory.sectors import SECTORS

PAGES = ["/", "/mentions-legales", "/donnees-personnelles", "/accessibilite", "/plan-du-site", "/sources"]


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_says_where_it_is_and_how_accessible(
    client: httpx.AsyncClient, edition: EditionValue, path: str
) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert re.search(r"<title>.*Forum des métiers</title>", answer.text)
    assert answer.text.count("<h1") == 1
    assert "Accessibilité\u00a0: non conforme" in answer.text
    for address in ("/mentions-legales", "/donnees-personnelles", "/accessibilite", "/plan-du-site", "/sources"):
        assert f'href="{address}"' in answer.text


async def test_no_two_pages_have_the_same_title(client: httpx.AsyncClient, edition: EditionValue) -> None:
    titles = [re.search("<title>(.*)</title>", (await client.get(path)).text)[1] for path in PAGES]  # type: ignore[index]
    assert len(set(titles)) == len(PAGES)


async def test_the_front_door_tells_when_where_and_every_sector(
    client: httpx.AsyncClient, edition: EditionValue
) -> None:
    with clock.at(datetime(2026, 11, 1, tzinfo=UTC)):
        text = (await client.get("/")).text
    assert "vendredi 27 novembre" in text
    assert "de 9\u00a0h à 17\u00a0h" in text
    assert "Palais des sports" in text
    assert "Jusqu’au jeudi 26 novembre" in text
    assert [sector.name for sector in SECTORS if sector.name not in text] == []


async def test_registrations_that_are_over_are_said_to_be(client: httpx.AsyncClient, edition: EditionValue) -> None:
    with clock.at(datetime(2026, 11, 26, 23, tzinfo=UTC)):
        assert "Inscriptions closes" in (await client.get("/")).text


async def test_legal_pages_name_who_answers(client: httpx.AsyncClient, edition: EditionValue) -> None:
    legal = (await client.get("/mentions-legales")).text
    assert [
        told for told in (edition.controller_name, edition.publication_director, edition.host) if told not in legal
    ] == []
    assert edition.dpo_email in (await client.get("/donnees-personnelles")).text


async def test_nobody_announced_yet_is_not_told_as_zero(edition: EditionValue) -> None:
    nobody = await expected(edition.id)
    assert nobody == Expected({}, 0, 0, 0)
    assert nobody.figures == []
    assert Expected({"bois": 2, "btp": 1}, 2, 54, 1).figures == [
        (3, "exposants"),
        (2, "classes attendues"),
        (54, "élèves"),
    ]


async def test_the_front_door_is_drawn_once_for_everybody(
    app: Litestar, client: httpx.AsyncClient, edition: EditionValue, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = (await client.get("/")).text
    monkeypatch.setattr("forum.home.routes.expected", None)  # asking again would fail
    assert (await client.get("/")).text == first


async def test_a_word_left_by_the_page_before_is_shown_on_the_front_door(
    client: httpx.AsyncClient, edition: EditionValue
) -> None:
    from forum.web.answers import see_other

    word = see_other("/", "Vous êtes déconnecté.").cookies[0]
    client.cookies.set(word.key, word.value or "")
    assert "Vous êtes déconnecté." in (await client.get("/")).text
    client.cookies.clear()
    assert "Vous êtes déconnecté." not in (await client.get("/")).text


async def test_the_front_door_weighs_less_than_150_kilobytes(client: httpx.AsyncClient, edition: EditionValue) -> None:
    """As sent to a browser that accepts gzip, with its style sheet, scripts and drawings, without the fonts."""
    asked = {"accept-encoding": "gzip"}
    page = await client.get("/", headers=asked)
    addresses = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page.text))
    modules = [name for name in addresses if name.endswith("site.js")]
    for module in modules:
        script = (await client.get(module)).text
        addresses |= {module.replace("site.js", name) for name in re.findall(r'"\./([^"]+)"', script)}
    weight = len(page.content)
    for address in sorted(addresses):
        if "/fonts/" not in address:
            async with client.stream("GET", address, headers=asked) as answer:
                assert answer.status_code == 200
                weight += sum([len(chunk) async for chunk in answer.aiter_raw()])
    assert weight < 150_000
