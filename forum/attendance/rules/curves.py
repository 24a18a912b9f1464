"""The day by quarters of an hour: arrivals, forecast, and how full the halls were."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from forum.attendance.rules import definitions
from forum.attendance.rules.attended import Attended, Day
from forum.attendance.rules.journal import QUARTER, quarter_of
from forum.attendance.rules.sheet import Curve, Point
from forum.attendance.values import DayHours


def sheet_code(told: Attended, day: DayHours) -> str:
    """The name of the table that holds a day's curve."""
    return "quarters" if len(told.frame.days) == 1 else f"quarters-{day.date}"


def quarters(day: DayHours, told: Day | None) -> list[datetime]:
    """The quarters of a day: its public hours, and before or after as far as somebody passed."""
    moments = told.passed if told else []  # resets and corrections draw nothing
    start = quarter_of(min([day.opens_at, *moments[:1]]))
    end = max([day.closes_at, *[moment + QUARTER for moment in moments[-1:]]])
    found = []
    while start < end:
        found.append(start)
        start += QUARTER
    return found


def counted(arrivals: Mapping[tuple[datetime, str], int], kinds: tuple[str, ...]) -> dict[datetime, int]:
    """New heads of some kinds by quarter."""
    found: dict[datetime, int] = {}
    for (at, kind), heads in arrivals.items():
        if kind in kinds:
            found[at] = found.get(at, 0) + heads
    return found


def curve(told: Attended, day: DayHours, public: tuple[str, ...]) -> Curve:
    """The curve of one day; arrivals of the kinds that are the public."""
    seen = told.days.get(day.date)
    expected: dict[datetime, int] = {}
    for at, heads in definitions.forecast(told).items():  # slots of ten minutes: two begin in one quarter
        expected[quarter_of(at)] = expected.get(quarter_of(at), 0) + heads
    arrivals = counted(seen.arrivals, public) if seen else {}
    climbs = seen.climbs if seen else {}
    peak, peak_at = definitions.peak(seen) if seen else (0, None)
    points = []
    drawn = quarters(day, seen)
    before = [at for at in climbs if at < drawn[0]]  # a correction made before anybody passed
    inside = climbs[max(before)].last if before else 0
    for at in drawn:
        climb = climbs.get(at)
        top = max(climb.highest if climb else 0, inside)
        inside = climb.last if climb else inside
        points.append(Point(at, arrivals.get(at, 0), expected.get(at, 0), top, inside))
    limit = told.frame.limit if told.scope.whole else 0
    return Curve(sheet_code(told, day), tuple(points), limit, peak, peak_at)
