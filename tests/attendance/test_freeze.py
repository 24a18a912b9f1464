"""Closing an edition: its figures are computed once and kept, whatever happens afterwards."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from forum import clock
from forum.attendance import keeping, queries, service
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.comparing import compare
from forum.attendance.rules.masking import masked
from forum.attendance.rules.report import report
from forum.attendance.rules.sheet import Heads
from forum.visitors import service as visitors
from tests.attendance.test_files import NOW
from tests.attendance.test_read_a_day import Door, dora, value
from tests.attendance.town import town
from tests.builders import ADA, a_class, a_visitor, staff

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
    assert (found.by, found.late, found.phones, found.version) == ("Odile", 1, "Téléphone 1 (1)", 1)
    assert value(found.report.figure("present")) == 29
    assert value((await service.make(dora.edition.id)).figure("present")) == 30
    assert value((await service.best_known(dora.edition.id)).figure("present")) == 29


async def test_a_person_who_moved_afterwards_stays_where_they_came_from(dora: Door) -> None:
    ada = await a_visitor(dora.edition)
    await dora.scan(dora.at(10), ada)
    with clock.at(dora.at(20)):
        await service.freeze(dora.edition, await staff())
    from dataclasses import replace

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


async def test_phones_that_still_hold_passages_are_named(dora: Door) -> None:
    from forum.door import service as door

    with clock.at(dora.at(19)):
        await door.record(dora.phone, door.Upload(dora.at(19), 12, ()))
    with clock.at(dora.at(20)):
        await service.freeze(dora.edition, await staff())
    found = await queries.frozen(dora.edition.id)
    assert found
    assert found.waiting == "Téléphone 1 (12)"


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
