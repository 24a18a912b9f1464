"""The key figures, the curves and the notes."""

from __future__ import annotations

import statistics
from datetime import datetime, timedelta

from tests.attendance.naive import sheets
from tests.attendance.naive.counting import Came
from tests.attendance.naive.reading import Row, local, moment

PUBLIC_KINDS = ("class", "visitor", "walk_in", "blank", "click")


def figures(came: Came) -> dict[str, list[object]]:
    """[value, numbers of the words beside it] by the figure's code; None for what cannot be known."""
    classes, houses = came.of("class"), came.of("exhibitor")
    public = sheets.publics(came)[5]
    expected, present, absent = (public[column] for column in range(3))
    missing = None
    if isinstance(expected, int) and isinstance(absent, int) and came.journal:
        missing = sheets.per_cent(absent, expected)
    there = [one for one in classes if any(one["there"])]
    peaks = [walk.peak() for _, walk in sorted(came.days.items())]
    most = max((number for number, _ in peaks), default=0)
    limit = sum(hall["capacity_limit"] for hall in came.edition.halls) if is_whole(came) else 0
    share = [int(f"{100 * most / limit:.0f}"), limit] if limit else []
    early, on_time, late, _, _ = (row[0] for row in sheets.punctuality(came))
    came_at = [number for number in (early, on_time, late) if isinstance(number, int)]
    visits, measured = stays(came)
    known = len(measured) >= 5
    return {
        "expected": [expected, []],
        "present": [present, []],
        "no_show": [missing, []],
        "walk_ins": [came.strangers, []],
        "classes": [
            len(there),
            [sum(not one["off"] for one in classes), len({one.get("school") for one in there})],
        ],
        "exhibitors": [
            sum(one.get("confirmed", True) and not one["off"] for one in houses),
            [sum(not one["off"] for one in houses)],
        ],
        "peak": [most, share],
        "entries": [sum(sum(walk.inward.values()) for walk in came.days.values()), []],
        "on_time": [on_time, [sum(came_at), early, late]] if sum(came_at) else [None, []],
        "stay": [round(statistics.median(measured)) if known else None, [len(measured), visits] if known else []],
    }


def is_whole(came: Came) -> bool:
    return all(came.part[name] is None for name in ("public", "epci", "school"))


def stays(came: Came) -> tuple[int, list[float]]:
    """How many visits there were, and how long those lasted of which every way out was read."""
    visits, measured = 0, []
    for walk in came.days.values():
        for who, minutes in walk.stays.items():
            if walk.kinds[who] in ("class", "visitor"):
                visits += sum(walk.most[who])
                measured += [minutes] * sum(walk.most[who]) if minutes is not None else []
    return visits, measured


def curves(came: Came) -> list[Row]:
    """One for each day: the points as the table has them, the limit, the peak and its hour."""
    limit = sum(hall["capacity_limit"] for hall in came.edition.halls) if is_whole(came) else None
    found = []
    for day in came.shown:
        walk = came.days.get(day["date"])
        peak, when = walk.peak() if walk else (0, None)
        points = [
            [iso(row[0], "minutes"), row[5], row[1], row[8], row[9]]
            for row in sheets.quarters(came, day)[:-1]
            if isinstance(row[0], datetime)
        ]
        found.append({"limit": limit, "peak": peak, "peak_at": iso(when, "seconds"), "points": points})
    return found


def iso(at: datetime | None, to: str) -> str | None:
    return local(at).isoformat(timespec=to) if at else None


def notes(came: Came) -> list[tuple[str, int]]:
    """What each note is about, and the number that it says (0 for none)."""
    found = []
    if not came.journal:
        found.append(("Aucun passage", 0))
    elif not any(walk.outward.values() for walk in came.days.values()):
        found.append(("Aucune sortie", 0))
    if came.edition.queued:
        found.append(("téléphone", came.edition.queued))
    if out_of_hours(came):
        found.append(("avant l’ouverture ou après la fermeture", 0))
    if came.outside:
        found.append(("date hors du forum", came.outside))
    return found


def out_of_hours(came: Came) -> bool:
    for day in came.edition.days:
        walk = came.days.get(day["date"])
        for (at, kind), heads in walk.arrivals.items() if walk else ():
            before = at + timedelta(minutes=15) <= moment(day["opens_at"])
            if kind in PUBLIC_KINDS and heads and (before or at >= moment(day["closes_at"])):
                return True
    return False
