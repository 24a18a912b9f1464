"""Odile prints badges: the right ones, in the right order, never twice without being told."""

from __future__ import annotations

import asyncio
import io
import re
import uuid
from datetime import timedelta

import httpx
import pypdf
import pytest

from forum import clock
from forum.badges import queries, service
from forum.badges.codes import show_code
from forum.badges.printer import Printer
from forum.badges.values import BadgeValue
from forum.editions.values import EditionValue
from tests.admin.office import sign_in
from tests.kit.fair import OPENING, small_fair
from tests.kit.web import submit

PRINT = "/admin/badges/planches"
OWN_GRID = {
    "layout": "own",
    "columns": "2",
    "rows": "7",
    "card_wide": "99,1",
    "card_high": "38,1",
    "left": "4.65",
    "top": "15,15",
    "gap_x": "2,5",
}


@pytest.fixture(autouse=True)
def printer_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """What draws in the background waits to be asked, so that a page is seen before and after."""

    async def rest(self: Printer, stop: asyncio.Event) -> None:
        await stop.wait()

    monkeypatch.setattr(Printer, "run", rest)


@pytest.fixture
async def edition(app: object) -> EditionValue:
    return await small_fair()


async def some(edition: EditionValue) -> dict[str, BadgeValue]:
    issue = service.issue
    return {
        "ada": await issue(edition.id, "visitor", uuid.uuid4(), "Ada", "Lovelace"),
        "b12": await issue(edition.id, "exhibitor", uuid.uuid4(), "Acme", "Jeanne", "Stand B12"),
        "b2": await issue(edition.id, "exhibitor", uuid.uuid4(), "Zébulon", "Paul", "Stand B2"),
        "late": await issue(
            edition.id,
            "class",
            uuid.uuid4(),
            "3e B",
            "Collège du Plateau",
            pupils=27,
            expected_at=OPENING + timedelta(hours=2),
        ),
        "early": await issue(
            edition.id, "class", uuid.uuid4(), "4e A", "Collège Saint-Oyend", pupils=20, expected_at=OPENING
        ),
    }


def printed(answer: httpx.Response) -> list[str]:
    """The codes of the file, in the order of its pages and cards."""
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text[:2000]
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    return list(dict.fromkeys(re.findall(r"HJ(?:-[0-9A-Z]{4}){4}-[0-9A-Z]", text)))


def shown(*badges: BadgeValue) -> list[str]:
    return [show_code(badge.code) for badge in badges]


async def test_what_is_due_is_printed_once(client: httpx.AsyncClient, edition: EditionValue) -> None:
    held = await some(edition)
    await sign_in(client)
    first = await submit(client, PRINT, which="due", order="issued")
    assert printed(first) == shown(*held.values())
    assert first.headers["content-disposition"] == 'attachment; filename="badges-tous-5.pdf"'
    again = await submit(client, PRINT, which="due")
    assert again.status_code == 422
    assert "Aucun badge à imprimer dans ce choix." in again.text
    with clock.at(clock.now() + timedelta(minutes=1)):
        await service.reword(held["ada"].holder, title="Ada Maria")
    assert printed(await submit(client, PRINT, which="changed")) == shown(held["ada"])
    assert (await queries.counts(edition.id))["visitor"] == {"all": 1, "never": 0, "changed": 1}


async def test_a_reprint_asks_first(client: httpx.AsyncClient, edition: EditionValue) -> None:
    held = await some(edition)
    await service.mark_printed([held["b2"].id])
    await sign_in(client)
    refused = await submit(client, PRINT, which="all", kind="exhibitor")
    assert refused.status_code == 422
    assert "Déjà imprimés, et inchangés depuis\u00a0: 1 sur 2." in refused.text
    assert (await queries.badge(held["b12"].id)).printed_at is None
    assert len(printed(await submit(client, PRINT, which="all", kind="exhibitor", again="yes"))) == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"kind": "exhibitor", "order": "stand"}, ["b2", "b12"]),
        ({"kind": "exhibitor", "order": "name"}, ["b12", "b2"]),
        ({"kind": "class", "order": "arrival"}, ["early", "late"]),
        ({"kind": "class", "order": "name"}, ["late", "early"]),
        ({"words": "PLATEAU college"}, ["late"]),
        ({"words": "zebulon"}, ["b2"]),
        ({"kind": "visitor", "layout": "folded"}, ["ada"]),
        ({"kind": "visitor", **OWN_GRID}, ["ada"]),
    ],
    ids=lambda value: "-".join(value.values())[:30] if isinstance(value, dict) else "",
)
async def test_the_desk_finds_and_orders(
    client: httpx.AsyncClient, edition: EditionValue, typed: dict[str, str], expected: list[str]
) -> None:
    held = await some(edition)
    await sign_in(client)
    assert printed(await submit(client, PRINT, **typed)) == shown(*(held[name] for name in expected))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"layout": "own", "columns": "9"}, "Cette grille ne tient pas sur la page"),
        ({"layout": "own", "left": "beaucoup"}, "s’écrit en millimètres"),
        ({"layout": "parchemin"}, "Choisissez une feuille."),
        ({"start": "11"}, "La première carte va de 1 à 10"),
        ({"kind": "dragon"}, "Choisissez un genre de badge."),
    ],
)
async def test_what_cannot_be_printed_is_said_and_nothing_counts_as_printed(
    client: httpx.AsyncClient, edition: EditionValue, typed: dict[str, str], sentence: str
) -> None:
    await some(edition)
    await sign_in(client)
    for path in (PRINT, "/admin/badges/essai") if "layout" in typed else (PRINT,):
        answer = await submit(client, path, **typed)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert all(badge.printed_at is None for badge in await queries.all_badges(edition.id))


async def test_a_trial_sheet_prints_no_badge(client: httpx.AsyncClient, edition: EditionValue) -> None:
    await some(edition)
    await sign_in(client)
    assert printed(await submit(client, "/admin/badges/essai", layout="stickers")) == []
    assert all(badge.printed_at is None for badge in await queries.all_badges(edition.id))


async def test_blank_badges_are_prepared_and_printed(client: httpx.AsyncClient, edition: EditionValue) -> None:
    await sign_in(client)
    assert (await submit(client, "/admin/badges/vierges", count=12)).status_code == 303
    page = await client.get("/admin/badges?genre=blank")
    assert "Badges vierges" in page.text
    assert len(printed(await submit(client, PRINT, kind="blank"))) == 12
    assert (await submit(client, "/admin/badges/vierges", count="2001")).status_code == 422


async def test_a_large_run_gets_a_page_of_its_own(
    client: httpx.AsyncClient, edition: EditionValue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.badges.routes.AT_ONCE", 2)
    held = await some(edition)
    await sign_in(client)
    asked = await submit(client, PRINT, which="due", order="issued")
    assert asked.status_code == 303
    here = asked.headers["location"]
    waiting = (await client.get(here)).text
    assert "0 sur 5" in waiting
    assert "Arrêter le tirage" in waiting
    assert (await client.get(f"{here}/fichier")).status_code == 404
    assert await Printer().draw_next()
    assert "Télécharger le PDF" in (await client.get(here)).text
    assert printed(await client.get(f"{here}/fichier")) == shown(*held.values())
    assert "Tous les genres, à imprimer" in (await client.get("/admin/badges")).text
    assert (await submit(client, f"{here}/arret")).status_code == 422
    assert (await submit(client, f"{here}/reprise")).status_code == 303
    assert all(badge.printed_at is None for badge in await queries.all_badges(edition.id))


async def test_a_run_is_stopped_from_its_page(
    client: httpx.AsyncClient, edition: EditionValue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.badges.routes.AT_ONCE", 2)
    await some(edition)
    await sign_in(client)
    here = (await submit(client, PRINT)).headers["location"]
    assert (await submit(client, f"{here}/arret")).status_code == 303
    assert "Rien n’est compté comme imprimé." in (await client.get(here)).text
    assert not await Printer().draw_next()


async def test_stickers_and_adults_badges_are_prepared_and_printed(
    client: httpx.AsyncClient, edition: EditionValue
) -> None:
    await some(edition)
    await sign_in(client)
    for kind, count, again in (("pupil", 47, "étiquettes d’élèves"), ("chaperone", 2, "badges d’accompagnateurs")):
        done = await submit(client, "/admin/badges/accompagnants", companions=kind)
        assert done.headers["location"] == f"/admin/badges?genre={kind}#print"
        sheet = "stickers" if kind == "pupil" else "cards"
        assert len(printed(await submit(client, PRINT, kind=kind, layout=sheet, order="arrival"))) == count
        await submit(client, "/admin/badges/accompagnants", companions=kind)
        assert f"Toutes les classes ont déjà leurs {again}." in (await client.get("/admin/badges")).text
    assert (await submit(client, "/admin/badges/accompagnants", companions="dragon")).status_code == 422


async def test_dora_at_the_door_and_charlie_print_nothing(client: httpx.AsyncClient, edition: EditionValue) -> None:
    await some(edition)
    assert (await submit(client, PRINT)).status_code == 403
    await sign_in(client, "door_staff", "Dora")
    assert (await submit(client, PRINT)).status_code == 403
    assert all(badge.printed_at is None for badge in await queries.all_badges(edition.id))
