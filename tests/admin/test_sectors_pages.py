"""The sectors of an edition: chosen, called otherwise, and kept while somebody is in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from litestar import Litestar

from admin.audit.showing import differences, names_of
from admin.imports.forms import ColumnsForm
from forum.address_book import service as book
from forum.audit import queries as audit
from forum.class_visits.forms import RegistrationForm
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.sectors import still_used
from forum.editions.values import EditionValue
from forum.imports.rules.columns import EXHIBITORS
from forum.imports.rules.judging import Schools, judge
from forum.privacy.queries.held import held
from forum.privacy.rules import EXHIBITOR, VISITOR
from forum.stands import queries as stands
from forum.stands import service
from forum.stands.routes.asking import lists
from forum.stands.service import SectorNotHere
from forum.territory.sectors import SECTORS
from forum.undoing.service import undo
from tests import builders
from tests.admin.office import sign_in
from tests.kit.fair import ODILE
from tests.kit.web import save, submit

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


async def test_its_own_name_is_said_wherever_somebody_reads_of_it(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    """« Mes données », the letter about a corrected sheet, the journal, the lists of suppliers and of the address book."""
    await keep(client, ["lunetterie", "bois"], name_bois="Bois et jouets")
    now = await editions.edition(fair.id)
    acme = await builders.an_exhibitor(now)
    line = await stands.booking_of(now.id, acme)
    await service.correct_organisation(now, line.id, replace(builders.ACME, sector="bois"), ODILE)
    told = "Filière\u00a0: Lunetterie et optique → Bois et jouets"
    assert await fetch("SELECT words FROM stand_change") == [{"words": told}]
    [entry] = [one for one in await audit.entries_about(line.id) if one.act == "correct-organisation"]
    assert told in entry.summary
    assert "Bois et jouets" in [one.after for one in differences(entry, await names_of(now))]
    ada = await builders.a_visitor(now, sectors=("bois",))
    for source, holder in ((EXHIBITOR, acme), (VISITOR, ada)):
        assert "Bois et jouets" in str((await held(now.id, source, holder)).as_data()), source
    await book.add_prospect(now.id, replace(builders.ACME, sector="bois"), "acme lunettes")
    for path in ("/admin/stands/fournisseurs/enseignes.csv", "/admin/carnet/carnet.csv", f"/admin/visiteurs/{ada}"):
        assert "Bois et jouets" in (await client.get(path)).text, path


async def test_its_own_name_is_found_by_words(fair: EditionValue, client: httpx.AsyncClient) -> None:
    """In the catalogue, in the list of the back office and in its file; the exhibitor was there before the name."""
    acme = await builders.an_exhibitor(fair, sector="sante")
    await service.validate(fair, (await stands.booking_of(fair.id, acme)).id, ODILE)
    await keep(client, ["lunetterie", "sante"], name_sante="Écoute et soin")
    for words, found in (("ecoute", True), ("Écou lunettes", True), ("soin", True), ("santé", True), ("jouets", False)):
        for path in ("/exposants", "/admin/exposants", "/admin/exposants/export.csv"):
            page = await client.get(path, params={"q": words})
            assert (page.status_code, "Acme Lunettes" in page.text) == (200, found), (path, words)


async def test_nobody_books_in_a_sector_that_is_not_there(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await keep(client, ["lunetterie"])
    now = await editions.edition(fair.id)
    with pytest.raises(SectorNotHere):
        await builders.an_exhibitor(now, sector="bois")
    acme = await builders.an_exhibitor(now)
    line = await stands.booking_of(now.id, acme)
    with pytest.raises(SectorNotHere):
        await service.correct_organisation(now, line.id, replace(builders.ACME, sector="bois"), ODILE)


async def test_no_form_takes_a_sector_that_was_put_aside(
    fair: EditionValue, client: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    """A page that was opened before, or a made-up one: stands, drafts, waiting list, plan, book, lists, public, classes."""
    line = await book.add_prospect(fair.id, builders.ACME, "acme lunettes")
    await keep(client, ["lunetterie"], name_lunetterie="Lunettes")
    now, anybody = await editions.edition(fair.id), another_client()
    acme = {"name": "Acme", "kind": "company", "sector": "bois", "first_name": "Alix", "last_name": "Acme"}
    acme |= {
        "email": "alix@acme.example",
        "people": "2",
        "tables": "1",
        "chairs": "2",
        "panels": "0",
        "power_watts": "0",
    }
    zone = {"act": "thing", "thing_kind": "zone", "thing_name": "Village", "thing_sector": "bois"}
    zone |= {"thing_x": "1", "thing_y": "1", "thing_width": "2", "thing_depth": "2"}
    with builders.in_time(now):
        assert "filière" in (await anybody.get("/plan/suggestions?filiere=bois")).text
        assert 'value="bois"' not in (await anybody.get("/plan/A1/reservation?filiere=bois")).text
        for who, path, typed in (
            (anybody, "/plan/A1/reservation", acme),
            (anybody, "/exposants/attente", acme),
            *(
                (client, "/admin/exposants/nouveau", {**acme, "place": place})
                for place in ("A1", "brouillon", "attente")
            ),
            (client, f"/admin/stands/halles/{now.halls[0].id}", zone),
            (client, f"/admin/carnet/exposants/{line}", {**acme, "seen": ""}),
        ):
            answer = await submit(who, path, **typed)
            assert (answer.status_code, "hoisissez" in answer.text) == (422, True), path
        taken = await submit(anybody, "/plan/A1/reservation", **{**acme, "sector": "lunetterie"})
        assert taken.status_code == 303
        assert await fetch("SELECT id FROM zone WHERE sector = 'bois'") == []
        assert await fetch("SELECT id FROM exhibitor WHERE sector = 'bois'") == []
        ada = {
            "first_name": "Ada",
            "last_name": "L",
            "email": "ada@exemple.fr",
            "postal_code": "39200",
            "commune": "39478",
        }
        await submit(another_client(), "/visiteurs", **ada, status="lyceen", sectors=["bois", "lunetterie"])
        assert await fetch("SELECT sector FROM visitor_sector") == [{"sector": "lunetterie"}]
    judged = judge(EXHIBITORS, {"name": "Tours", "email": "a@b.fr", "sector": "Bois"}, {}, Schools([]), now.sectors)
    assert "n’est pas une filière de cette édition" in judged.faults["sector"]
    named = judge(EXHIBITORS, {"name": "Vues", "email": "a@b.fr", "sector": "lunettes"}, {}, Schools([]), now.sectors)
    assert not named.faults
    form = ColumnsForm({"default_sector": "bois"})
    assert "sector" not in form.read(EXHIBITORS, 0, now.sectors)[1]
    several = RegistrationForm({"c2_class_name": "4e A"}, {"sectors": ["bois"], "c2_sectors": ["bois", "lunetterie"]})
    assert [one.sectors for one in several.read_all((), {}, now.sectors)] == [(), ("lunetterie",)]


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
