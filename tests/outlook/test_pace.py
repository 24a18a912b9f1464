"""The pace of registrations: totals by distance from the day, this edition's beside the last one's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from forum import clock
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.outlook.queries import outlook, silent_schools
from forum.outlook.rules import SPAN, cumulative, line, pace
from forum.renewal import service as renewal
from tests import builders
from tests.kit.fair import ODILE

DAY, LAST = date(2027, 11, 26), date(2026, 11, 27)


def test_registrations_add_up_by_distance_and_what_came_earlier_stands_at_the_edge() -> None:
    told = cumulative(
        [(date(2027, 1, 1), 5), (date(2027, 11, 25), 2), (date(2027, 11, 26), 1), (date(2027, 12, 1), 1)], DAY
    )
    assert len(told) == SPAN + 1
    assert (told[0], told[SPAN - 2], told[SPAN - 1], told[SPAN]) == (5, 5, 7, 9)


def test_two_editions_are_compared_at_the_same_distance() -> None:
    told = pace(
        "visitors",
        [(date(2027, 11, 1), 30)],
        DAY,
        [(date(2026, 11, 2), 20), (date(2026, 11, 20), 80)],
        LAST,
        date(2027, 11, 6),
    )
    assert (told.left, told.now, told.then, told.change) == (20, 30, 20, 50)
    assert len(told.here) == SPAN + 1 - 20
    assert told.rows[-1] == (0, None, 100)
    assert (20, 30, 20) in told.rows


def test_without_a_last_edition_nothing_is_compared() -> None:
    told = pace("visitors", [], DAY, [], None, date(2027, 1, 1))
    assert (told.now, told.then, told.change, told.there) == (0, None, None, ())


def test_a_line_goes_from_the_left_edge_to_the_right_and_upwards() -> None:
    points = line((0, *[1] * (SPAN - 1), 4), 4).split()
    assert (points[0], points[-1]) == ("0.0,160.0", "600.0,0.0")


@pytest.fixture
async def next_year(database: str) -> EditionValue:
    """Last year a class, a stand and a family came; this year the family came back, a month before the day."""
    old = await builders.a_fair()
    with builders.in_time(old):
        await builders.an_exhibitor(old)
        await builders.a_class(old)
        await builders.a_visitor(old, adults=2, children=1)
    with clock.at(datetime(2026, 12, 10, 9, tzinfo=UTC)):
        made = await renewal.copy_edition(old, DAY, ODILE)
    new = await editions.edition(made)
    with clock.at(datetime(2027, 10, 27, 9, tzinfo=UTC)):
        await builders.a_visitor(new, adults=1)
    return new


async def test_the_last_edition_stands_beside_this_one(next_year: EditionValue) -> None:
    with clock.at(datetime(2027, 10, 27, 12, tzinfo=UTC)):
        told = await outlook(next_year)
    assert told.last is not None
    assert told.last.slug == "2026"
    by_kind = {one.kind: one for one in told.paces}
    assert (by_kind["visitors"].now, by_kind["visitors"].there[-1]) == (1, 3)
    assert (by_kind["pupils"].now, by_kind["pupils"].there[-1]) == (0, 27)
    assert by_kind["exhibitors"].there[-1] == 1


async def test_a_territory_lead_sees_the_pace_of_their_own(next_year: EditionValue) -> None:
    nobody = await outlook(next_year, "243900479")
    assert {one.kind: one.there[-1] for one in nobody.paces}["pupils"] == 0


async def test_schools_that_never_answered_those_that_came_before_first(next_year: EditionValue) -> None:
    silent = await silent_schools(next_year)
    assert silent[0].came_before
    assert silent[0].school.uai == builders.PLATEAU
    assert all(one.school.in_territory for one in silent)
    await builders.a_class(next_year)
    assert builders.PLATEAU not in {one.school.uai for one in await silent_schools(next_year)}
    assert {one.school.epci_siren for one in await silent_schools(next_year, "243900479")} == {"243900479"}
