"""A line of the address book, corrected by hand: what was typed is kept, and it is taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from forum.address_book import queries, service
from forum.address_book.rules import COMPANIES, SCHOOLS, SchoolContactSaid
from forum.audit import queries as audit
from forum.editions.values import EditionValue
from forum.undoing.rules import why_not
from forum.undoing.service import MovedOn, undo
from tests import builders
from tests.admin.office import sign_in
from tests.kit.fair import ODILE
from tests.kit.web import save, submit

ACME = {
    "name": "Acme Lunettes", "kind": "company", "sector": "lunetterie", "commune": "39368", "siret": "",
    "website": "", "first_name": "Alix", "last_name": "Acme", "email": "alix@acme.example", "phone": "0384330000",
}  # fmt: skip


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    await sign_in(client)
    return await builders.a_fair()


@pytest.fixture
async def acme(fair: EditionValue) -> UUID:
    return await service.add_prospect(fair.id, builders.ACME, "acme lunettes")


async def correct(client: httpx.AsyncClient, acme: UUID, **typed: Any) -> httpx.Response:
    return await save(client, f"/admin/carnet/exposants/{acme}", **{**ACME, **typed})


async def test_a_line_is_corrected_and_found_by_its_new_words(
    fair: EditionValue, acme: UUID, client: httpx.AsyncClient
) -> None:
    assert f"/admin/carnet/exposants/{acme}" in (await client.get("/admin/carnet")).text
    answer = await correct(client, acme, name="Bézicles Réunies", sector="bois", commune="39478")
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/carnet")
    [line] = await queries.all_entries(fair.id, COMPANIES, "bezicles saint-claude")
    assert (line.name, line.sector_code, line.contact) == ("Bézicles Réunies", "bois", "Alix Acme")
    assert (await queries.columns(fair.id, COMPANIES, acme))["near"] == "bezicles reunies"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"name": ""}, "name"), ({"email": "alix"}, "email"), ({"siret": "123"}, "siret"), ({"phone": "12"}, "phone")],
)
async def test_what_cannot_stand_is_said_beside_it(
    fair: EditionValue, acme: UUID, client: httpx.AsyncClient, typed: dict[str, str], field: str
) -> None:
    answer = await correct(client, acme, website="www.acme.example", **typed)
    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    assert "www.acme.example" in answer.text
    assert await audit.entries_about(acme) == []


async def test_it_is_in_the_journal_and_taken_back_unless_it_moved_on(
    fair: EditionValue, acme: UUID, client: httpx.AsyncClient
) -> None:
    await correct(client, acme, name="Autre", sector="bois")
    [entry] = await audit.entries_about(acme)
    page = (await client.get(f"/admin/journal/{entry.id}")).text
    assert all(word in page for word in ("Acme Lunettes", "Autre", f"/admin/carnet/exposants/{acme}"))
    await correct(client, acme, name="Encore", sector="bois")
    with pytest.raises(MovedOn):
        await undo(fair, entry.id, ODILE)
    await correct(client, acme, name="Autre", sector="bois")
    await undo(fair, entry.id, ODILE)
    known = await queries.columns(fair.id, COMPANIES, acme)
    assert (known["name"], known["sector"], known["near"]) == ("Acme Lunettes", "lunetterie", "acme lunettes")


async def test_an_address_is_not_kept_in_the_journal_and_so_not_taken_back(
    fair: EditionValue, acme: UUID, client: httpx.AsyncClient
) -> None:
    await correct(client, acme, email="nouvelle@acme.example")
    [entry] = await audit.entries_about(acme)
    assert "acme.example" not in str(entry.changes)
    assert "données personnelles" in (why_not(entry) or "")


async def test_somebody_of_a_school_is_corrected_too(fair: EditionValue, client: httpx.AsyncClient) -> None:
    visit = await builders.said_of_a_class(fair)
    said = SchoolContactSaid(visit.school, "Paule", "Prof", "", "paule@exemple.fr", "")
    one = await service.add_contact(fair.id, said, "Collège du Plateau")
    path = f"/admin/carnet/contacts/{one}"
    assert "Collège du Plateau" in (await client.get(path)).text
    typed = {"first_name": "Paule", "last_name": "Prof", "duty": "Documentaliste", "email": "paule@exemple.fr"}
    assert (await save(client, path, **typed)).status_code == 303
    [line] = await queries.all_entries(fair.id, SCHOOLS, "documentaliste plateau")
    assert (line.contact, line.duty) == ("Paule Prof", "Documentaliste")


async def test_a_line_that_is_not_there_is_not_found(fair: EditionValue, client: httpx.AsyncClient) -> None:
    for kind in ("exposants", "contacts"):
        assert (await client.get(f"/admin/carnet/{kind}/{uuid4()}")).status_code == 404
        assert (await submit(client, f"/admin/carnet/{kind}/{uuid4()}", **ACME)).status_code == 404
