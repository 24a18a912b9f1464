"""The journal's pages: what changed as a difference in French, the record one click away, and the button that takes it back."""

from __future__ import annotations

import httpx
import pytest
from litestar import Litestar

from admin.audit.showing import differences, names_of
from admin.audit.words import COLUMNS, RECORDS
from forum.audit import queries as audit
from forum.audit.queries import Entry
from forum.class_visits import service as class_visits
from forum.class_visits.rules import ClassSaid
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.service import DaySaid, GateSaid, HallSaid
from forum.editions.values import EditionValue
from forum.stands.rules import NeedsSaid
from forum.visitors.rules import VisitorSaid
from tests import builders
from tests.admin.office import sign_in
from tests.house.sources import python, read
from tests.kit.counting import questions
from tests.kit.fair import ODILE
from tests.kit.web import save, submit


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    edition = await builders.a_fair()
    await sign_in(client)
    return edition


async def every(edition: int) -> list[Entry]:
    return [one async for one in audit.each_entry(edition)]


async def newest(act: str) -> Entry:
    edition = await editions.current_edition()
    return next(one for one in await every(edition.id) if one.act == act)


def test_every_column_and_every_record_has_its_french() -> None:
    import ast
    from dataclasses import fields

    said = {
        one.name for kind in (DaySaid, HallSaid, GateSaid, NeedsSaid, ClassSaid, VisitorSaid) for one in fields(kind)
    }
    assert said - set(COLUMNS) == set()
    kinds = set()
    for name in python():
        for node in ast.walk(ast.parse(read(name))) if name.startswith(("forum/", "admin/")) else ():
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr == "note" and len(node.args) > 4:  # type: ignore[attr-defined]
                kind = node.args[3]  # type: ignore[attr-defined]
                kinds |= {kind.value} if isinstance(kind, ast.Constant) else set()
    assert kinds
    assert kinds - set(RECORDS) == set()


async def test_a_moved_class_is_told_by_its_hours(fair: EditionValue, client: httpx.AsyncClient) -> None:
    visit = await builders.a_class(fair)
    with builders.in_time(fair):
        await class_visits.move(fair, visit, (await editions.slots(fair.id))[1].id, ODILE)
    [told] = [
        one
        for one in differences(await newest("change-class"), await names_of(fair))
        if one.name == "Créneau d’arrivée"
    ]
    assert (told.before.split(" à ")[1], told.after.split(" à ")[1]) == (
        "9\u00a0h, porte A",
        "9\u00a0h\u00a015, porte A",
    )


async def test_texts_are_changed_shown_and_put_back(fair: EditionValue, client: httpx.AsyncClient) -> None:
    typed = {
        **{
            name: getattr(fair, name)
            for name in ("name", "place", "address", "postal_code", "city", "latitude", "longitude")
        },
        **{name: getattr(fair, name) for name in ("access", "contact_email", "contact_phone", "emergency_phone")},
    }
    await save(client, "/admin/edition/identite", **typed, tagline="Deux cents métiers à toucher")
    entry = await newest("set-edition")
    assert entry.changes == {"tagline": ("Cent métiers à toucher", "Deux cents métiers à toucher")}
    listed = (await client.get("/admin/journal?quoi=edition&q=toucher")).text
    assert "Phrase d’accroche" in listed
    assert f"/admin/journal/{entry.id}" in listed
    shown = (await client.get(f"/admin/journal/{entry.id}")).text
    assert "Défaire cet acte" in shown
    assert 'href="/admin/edition"' in shown
    answer = await submit(client, f"/admin/journal/{entry.id}/retour")
    assert answer.status_code == 303
    assert (await editions.edition(fair.id)).tagline == "Cent métiers à toucher"
    again = await client.get(f"/admin/journal/{entry.id}")
    assert "Défaire cet acte" not in again.text
    assert "Cet acte a déjà été défait" in again.text


async def test_what_moved_on_is_refused_on_the_page(fair: EditionValue, client: httpx.AsyncClient) -> None:
    slot = (await editions.slots(fair.id))[0]
    for persons in (80, 90):
        await save(client, f"/admin/edition/creneaux/{slot.id}", persons=persons, coaches=2)
    first = next(one for one in await every(fair.id) if one.changes.get("capacity_persons") == (60, 80))
    answer = await submit(client, f"/admin/journal/{first.id}/retour")
    assert "La situation a changé" in (await client.get(answer.headers["location"])).text


async def test_a_removed_gate_comes_back_by_its_button(fair: EditionValue, client: httpx.AsyncClient) -> None:
    gate = fair.gates[1]
    await submit(client, f"/admin/edition/portes/{gate.id}/retrait")
    assert len((await editions.edition(fair.id)).gates) == 1
    entry = await newest("remove-gate")
    await submit(client, f"/admin/journal/{entry.id}/retour")
    assert [one.code for one in (await editions.edition(fair.id)).gates] == ["A", "B"]


async def test_the_history_of_a_hall_is_not_that_of_the_day_of_the_same_number(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    hall, day = fair.halls[0], fair.first_day
    assert hall.id == day.id == fair.id
    size = {"width": hall.width_cm / 100, "depth": hall.depth_cm / 100}
    await save(client, "/admin/edition/filieres", sectors=["bois"])
    for limit in (700, 701):
        await save(client, f"/admin/edition/salles/{hall.id}", name=hall.name, **size, limit=limit)
    told = (await client.get(f"/admin/journal/{(await newest('set-hall')).id}")).text.partition("Historique")[2]
    assert ("700 personnes au plus" in told, "Filières" in told) == (True, False)


async def test_a_day_that_cannot_be_read_is_said_and_left_out(fair: EditionValue, client: httpx.AsyncClient) -> None:
    answer = await client.get("/admin/journal?du=demain&au=2026-13-45&page=99999999&qui=xyz&quoi=%00")
    assert answer.status_code == 200
    assert "Une date s’écrit" in answer.text


async def test_an_erased_person_leaves_no_value_behind(fair: EditionValue, client: httpx.AsyncClient) -> None:
    from dataclasses import replace

    from forum.audit import forgetting
    from forum.database import transaction
    from forum.visitors import service as visitors

    ada = await builders.a_visitor(fair)
    with builders.in_time(fair):
        await visitors.change(fair, ada, replace(builders.ADA, adults=3), ODILE)
    async with transaction():
        await forgetting.forget([ada], {"Ada Lovelace"})
    assert await fetch("SELECT id FROM audit_entry WHERE subject = {} AND changes <> ''", str(ada)) == []


async def test_the_journal_asks_as_much_for_many_acts_as_for_few(
    fair: EditionValue, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.editions.queries._KEPT_FOR", 600.0)  # a slow machine would read the edition again
    await client.get("/admin")
    counts = []
    for more in (1, 30):
        for number in range(more):
            await builders.a_visitor(fair, last_name=f"Numéro {number} {more}")
        with questions() as asked:
            assert (await client.get("/admin/journal")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
