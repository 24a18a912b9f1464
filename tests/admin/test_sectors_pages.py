"""The sectors of an edition: chosen, called otherwise, and kept while somebody is in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest
from litestar import Litestar

from forum.audit import queries as audit
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.sectors import still_used
from forum.editions.values import EditionValue
from forum.stands import queries as stands
from forum.stands import service
from forum.stands.routes.asking import lists
from forum.stands.service import SectorNotHere
from forum.territory.sectors import SECTORS
from forum.undoing.service import undo
from tests import builders
from tests.admin.office import sign_in
from tests.kit.fair import ODILE
from tests.kit.web import save

HERE = "/admin/edition/filieres"
ALL = [one.code for one in SECTORS]


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    await sign_in(client)
    return await builders.a_fair()


async def keep(client: httpx.AsyncClient, codes: list[str], **more: Any) -> httpx.Response:
    return await save(client, HERE, sectors=codes, **more)


async def test_an_edition_has_every_sector_until_some_are_chosen(fair: EditionValue) -> None:
    assert fair.sectors == SECTORS
    assert fair.own_sectors is None


async def test_a_chosen_sector_keeps_its_colour_and_letter_under_its_own_name(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    answer = await keep(client, ["lunetterie", "bois"], name_bois="Bois et jouets")
    assert answer.status_code == 303
    now = await editions.edition(fair.id)
    assert [(one.code, one.letter, one.name) for one in now.sectors] == [
        ("lunetterie", "L", "Lunetterie et optique"),
        ("bois", "B", "Bois et jouets"),
    ]
    assert [code for code, _ in lists(now)["sectors"]] == ["lunetterie", "bois"]
    for path in ("/", "/exposants", "/admin/exposants/nouveau", "/visiteurs"):
        with builders.in_time(now):
            page = (await client.get(path)).text
        assert ("Bois et jouets" in page, "Numérique" in page) == (True, False), path
    await builders.an_exhibitor(now, sector="bois", name="Les Jouets")
    assert "Bois et jouets" in (await client.get("/admin/exposants")).text


async def test_nobody_books_in_a_sector_that_is_not_there(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await keep(client, ["lunetterie"])
    now = await editions.edition(fair.id)
    with pytest.raises(SectorNotHere):
        await builders.an_exhibitor(now, sector="bois")
    acme = await builders.an_exhibitor(now)
    line = await stands.booking_of(now.id, acme)
    with pytest.raises(SectorNotHere):
        await service.correct_organisation(now, line.id, replace(builders.ACME, sector="bois"), ODILE)


async def test_a_sector_with_somebody_in_it_stays_and_says_who(fair: EditionValue, client: httpx.AsyncClient) -> None:
    acme = await builders.an_exhibitor(fair)
    answer = await keep(client, ["bois"], name_bois="Bois")
    assert answer.status_code == 422
    assert "« Lunetterie et optique » reste : Acme Lunettes." in answer.text.replace("\u00a0", " ")
    assert 'value="Bois"' in answer.text  # what was typed is kept
    assert (await editions.edition(fair.id)).own_sectors is None
    await service.cancel(fair, (await stands.booking_of(fair.id, acme)).id, ODILE)
    assert (await keep(client, ["bois"])).status_code == 303


def test_of_many_in_a_sector_the_first_are_named() -> None:
    [told] = still_used({}, {"bois": [f"Atelier {n}" for n in range(6)]})
    assert told.endswith("Atelier 0, Atelier 1, Atelier 2, Atelier 3 et 2 autres.")


@pytest.mark.parametrize(
    ("codes", "more", "fault"),
    [
        ([], {}, "Gardez au moins une filière."),
        (["bois", "numerique"], {"name_bois": "numérique"}, "Deux filières porteraient ce nom."),
        (["bois"], {"name_bois": "b" * 61}, "Au plus 60 caractères"),
    ],
)
async def test_what_cannot_stand_is_said(
    fair: EditionValue, client: httpx.AsyncClient, codes: list[str], more: dict[str, str], fault: str
) -> None:
    answer = await keep(client, codes, **more)
    assert (answer.status_code, fault in answer.text.replace("\u00a0", " ")) == (422, True)


async def test_the_choice_is_in_the_journal_and_taken_back(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await keep(client, ["bois"], name_bois="Bois")
    [entry] = [one for one in await audit.entries_about(fair.id) if one.act == "set-edition"]
    assert "toutes" in (await client.get(f"/admin/journal/{entry.id}")).text
    await undo(await editions.edition(fair.id), entry.id, ODILE)
    assert (await editions.edition(fair.id)).sectors == SECTORS
    assert await fetch("SELECT own_sectors FROM edition") == [{"own_sectors": None}]
