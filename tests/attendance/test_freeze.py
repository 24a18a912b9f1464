"""Closing an edition: its figures are computed once and kept, whatever happens afterwards."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from forum import clock
from forum.attendance import keeping, queries, service
from forum.attendance.rules import definitions
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.comparing import compare
from forum.attendance.rules.masking import masked
from forum.attendance.rules.report import report
from forum.attendance.rules.sheet import Heads
from forum.attendance.unsent import Unsent, named
from forum.database import fetch
from forum.door import service as door
from forum.door.rules import Phone
from forum.editions.values import EditionValue
from forum.people import links
from forum.visitors import service as visitors
from tests.admin.office import sign_in
from tests.attendance.test_files import NOW
from tests.attendance.test_read_a_day import Door, dora, value
from tests.attendance.town import town
from tests.builders import ADA, a_class, a_visitor, staff
from tests.kit.fair import ODILE, small_fair

__all__ = ["dora"]


async def test_closed_figures_never_change(dora: Door) -> None:
    three_b = await a_class(dora.edition)
    ada = await a_visitor(dora.edition)
    await dora.count(dora.at(9, 6), three_b, 27, 2)
    odile = await staff()
    with clock.at(dora.at(20)):
        await service.freeze(dora.edition, odile)
    await dora.scan(dora.at(15), ada)  # a phone sends it the day after, so to say
    found = await queries.frozen(dora.edition.id)
    assert found
    assert (found.by, found.late, found.phones, found.version) == ("Odile", 1, "Téléphone 1 (1)", definitions.VERSION)
    assert value(found.report.figure("present")) == 29
    assert value((await service.make(dora.edition.id)).figure("present")) == 30
    assert value((await service.best_known(dora.edition.id)).figure("present")) == 29


async def test_a_person_who_moved_afterwards_stays_where_they_came_from(dora: Door) -> None:
    ada = await a_visitor(dora.edition)
    await dora.scan(dora.at(10), ada)
    with clock.at(dora.at(20)):
        await service.freeze(dora.edition, await staff())
    with clock.at(dora.at(21)):
        await visitors.change(dora.edition, ada, replace(ADA, insee_code="39097"), await staff())
    found = await queries.frozen(dora.edition.id)
    assert found
    places = {str(row[0]) for row in found.report.sheet("origins").rows}
    assert "Saint-Claude" in places
    assert "Champagnole" not in places


async def test_the_figures_are_not_closed_before_the_end_nor_twice(dora: Door) -> None:
    odile = await staff()
    with clock.at(dora.at(10)), pytest.raises(service.NotOver):
        await service.freeze(dora.edition, odile)
    with clock.at(dora.at(20)):
        await service.freeze(dora.edition, odile)
        with pytest.raises(service.AlreadyFrozen):
            await service.freeze(dora.edition, odile)


async def test_of_two_organisers_who_close_at_once_one_does(dora: Door) -> None:
    odile = await staff()

    async def close() -> str:
        with clock.at(dora.at(20)):
            try:
                await service.freeze(dora.edition, odile)
            except service.AlreadyFrozen:
                return "already"
        return "closed"

    assert sorted(await asyncio.gather(*(close() for _ in range(4)))) == ["already", "already", "already", "closed"]


async def test_phones_that_hold_passages_or_fell_silent_are_named_before_the_close_and_for_ever(
    client: httpx.AsyncClient, dora: Door
) -> None:
    """A phone without network cannot say what it holds: one that was last heard while the doors were open may hold some."""
    karim, zoe = await another_phone(dora, "Téléphone de Karim"), await another_phone(dora, "Téléphone de Zoé")
    await another_phone(dora, "Jamais ouvert")
    ada = await a_visitor(dora.edition)
    await dora.scan(dora.at(19), ada)  # heard after the doors closed: it has sent everything
    for at, phone, queued in ((dora.at(16, 40), zoe, 0), (dora.at(16, 50), karim, 12), (dora.at(18), karim, 12)):
        with clock.at(at):
            await door.record(phone, door.Upload(at, queued, ()))
    await sign_in(client)
    with clock.at(dora.at(20)):
        panel = (await client.get("/admin/frequentation")).text.partition("Arrêter les chiffres</h2>")[2]
        await service.freeze(dora.edition, await staff(name="Octave"))
        after = (await client.get("/admin/frequentation")).text
    found = await queries.frozen(dora.edition.id)
    assert found
    names = "Téléphone de Karim (12\u00a0passages), Téléphone de Zoé (sans nouvelles depuis 16\u00a0h\u00a040)"
    assert found.waiting == names
    assert f"peut-être encore dans des téléphones\u00a0: {names}. Ouvrez" in panel
    assert f"dans des téléphones à cette date\u00a0: {names}." in after


async def test_names_of_many_phones_are_cut_between_two(edition: EditionValue) -> None:
    many = [Unsent(f"Téléphone {number}", number, edition.first_day.opens_at) for number in range(1, 30)]
    told = named(many, edition)
    assert len(told) <= 300
    assert told.startswith("Téléphone 1 (1\u00a0passage), Téléphone 2 (2\u00a0passages), ")
    shown = told.count("Téléphone")
    assert told.endswith(f" ({shown}\u00a0passages) et {29 - shown} autres")
    assert named([], edition) == ""
    two_days = replace(edition, days=(*edition.days, edition.days[0]))
    assert (
        named([replace(many[0], queued=0)], two_days)
        == "Téléphone 1 (sans nouvelles depuis le vendredi 27 novembre à 9\u00a0h)"
    )


async def test_what_comes_after_the_close_is_told_by_who_brought_it(client: httpx.AsyncClient, dora: Door) -> None:
    """Two passages of Zoé's phone, one erased in the office: said apart, and to nobody outside by name."""
    zoe = await another_phone(dora, "Téléphone de Zoé")
    ada, bea = await a_visitor(dora.edition), await a_visitor(dora.edition, first_name="Bea", email="bea@exemple.fr")
    first = await dora.scan(dora.at(10), ada)
    odile = await staff(name="Octave")
    with clock.at(dora.at(20)):
        await service.freeze(dora.edition, odile)
    files = [await service.export(dora.edition.id, fmt, inside=True) for fmt in service.FORMATS]
    dora.phone = zoe
    for holder in (ada, bea):
        await dora.scan(dora.at(20, 30), holder)
    with clock.at(dora.at(21)):
        await door.undo(dora.edition.id, first, odile)
        await sign_in(client)
        page = (await client.get("/admin/frequentation")).text
        part = (await client.get("/admin/frequentation?public=visitors")).text
        whole, draft, visitors_alone = [
            (await client.get(f"/admin/frequentation/frequentation-interne.json{asked}")).json()["notes"]
            for asked in ("", "?brouillon=oui", "?public=visitors")
        ]
        await sign_in(client, "viewer", "Victor")
        outside = (await client.get("/admin/frequentation")).text
    found = await queries.frozen(dora.edition.id)
    assert found
    assert (found.late, found.phones, found.amended) == (2, "Téléphone de Zoé (2)", 1)
    assert "2 passages sont arrivés après l’arrêt des chiffres\u00a0: Téléphone de Zoé (2). Le brouillon" in page
    assert "1 correction a été faite au journal de la porte" in page
    for told, said in ((whole, False), (draft, True), (visitors_alone, True)):
        assert any("Ce ne sont pas les chiffres arrêtés le vendredi 27" in note for note in told) is said
    assert "Une partie est recomptée" in part
    assert "Une partie est recomptée" not in page
    assert "2 passages sont arrivés après l’arrêt des chiffres. Le brouillon" in outside
    assert "Zoé" not in outside
    assert [await service.export(dora.edition.id, fmt, inside=True) for fmt in service.FORMATS] == files


async def another_phone(dora: Door, name: str) -> Phone:
    with clock.at(dora.edition.first_day.setup_at):
        _, link = await door.offer_enrolment(dora.edition.id, dora.edition.gates[0].id, "scan", ODILE)
        phone, _ = await door.enrol(links.token_of(link), name)
    return phone


@pytest.fixture
async def edition(database: str) -> EditionValue:
    return await small_fair()


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_comes_back_whole(seed: int) -> None:
    made = report(town(seed), Scope(), NOW)
    assert keeping.read(keeping.kept(made)) == made
    assert masked(keeping.read(keeping.kept(made))) == masked(made)


def test_two_editions_side_by_side() -> None:
    here, there = report(town(1), Scope(), NOW), report(town(2), Scope(), NOW + timedelta(days=365))
    lines = {line.title: line for line in compare(here, there)}
    now, before = here.figure("present").value, there.figure("present").value
    assert isinstance(now, Heads)
    assert isinstance(before, Heads)
    assert lines["présents"].change == round(100 * (now.value - before.value) / before.value, 1)
    assert "Dans le territoire" in lines


def test_a_school_of_one_edition_only_is_compared_with_nothing() -> None:
    here = report(town(1), Scope(), NOW)
    schools = here.sheet("schools")
    gone, kept = schools.rows[0], replace(schools, rows=schools.rows[1:], refs=schools.refs[1:])
    there = replace(here, sheets=tuple(kept if sheet is schools else sheet for sheet in here.sheets))
    group = "Élèves présents, par établissement"
    lines = [line for line in compare(here, there) if line.group == group and line.there is None]
    assert [(line.title, line.here, line.change) for line in lines] == [(gone[0], gone[5], None)]
    assert len([line for line in compare(there, here) if line.group == group]) == len(schools.rows)


async def test_closed_figures_do_not_say_that_they_will_change(dora: Door) -> None:
    await a_visitor(dora.edition)
    await fetch("UPDATE door_device SET queued = 3")
    with clock.at(dora.at(20)):
        await service.freeze(dora.edition, await staff())
    found = await queries.frozen(dora.edition.id)
    assert found
    assert [note for note in found.report.notes if "changer" in note] == []
    assert any("3 passages" in note and "ne les comptent pas" in note for note in found.report.notes)


async def test_the_draft_is_offered_where_it_is_another_and_asked_for_in_vain_by_others(
    client: httpx.AsyncClient, dora: Door
) -> None:
    """A part is counted anew anyhow; whoever is outside always reads the closed figures, and that they are closed."""
    await a_visitor(dora.edition)
    with clock.at(dora.at(20)):
        await service.freeze(dora.edition, await staff(name="Octave"))
        await sign_in(client)
        whole, part, draft = [
            (await client.get(f"/admin/frequentation{asked}")).text
            for asked in ("", "?public=visitors", "?brouillon=oui")
        ]
        await sign_in(client, "viewer", "Victor")
        outside = (await client.get("/admin/frequentation?brouillon=oui")).text
    assert "Voir le brouillon" in whole
    assert "Voir le brouillon" not in part
    assert "Voir les chiffres arrêtés" in draft
    assert "Chiffres arrêtés le" not in draft
    assert "Chiffres arrêtés le" in outside
