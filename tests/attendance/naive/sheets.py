"""The tables of the report, row by row; words that are no figures (titles, names of statuses) are left to whoever compares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from tests.attendance.naive.counting import Came
from tests.attendance.naive.reading import Row, local, moment
from tests.attendance.naive.walking import quarter

Cells = list[object]
OFFERS = ("stage_3e", "stage_2de", "alternance", "saisonnier", "emploi")


def say(at: datetime | None) -> str | None:
    return f"{local(at):%Y-%m-%dT%H:%M:%S}" if at else None


def per_cent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def over(parties: Iterable[Row], name: str, halves: tuple[int, ...] = (0, 1)) -> int:
    return sum(party[name][half] for party in parties for half in halves)


def turnout(parties: list[Row], halves: tuple[int, ...] = (0, 1)) -> list[int]:
    """Announced, came, announced and absent, came beyond that; told registration by registration."""
    rows = [[sum(party[name][half] for half in halves) for name in ("wanted", "there")] for party in parties]
    absent = sum(max(0, wanted - there) for wanted, there in rows)
    extra = sum(max(0, there - wanted) for wanted, there in rows)
    return [sum(row[0] for row in rows), sum(row[1] for row in rows), absent, extra]


def publics(came: Came) -> list[Cells]:
    classes = came.of("class")
    known = [turnout(classes, (0,)), turnout(classes, (1,)), turnout(came.of("visitor"))]
    desk = [[0, came.strangers, 0, came.strangers], [0, came.clicks, 0, came.clicks]]
    public = [sum(column) for column in zip(*known, *desk, strict=True)]
    house = turnout(came.of("exhibitor"))

    def told(row: list[int], said: bool = True) -> Cells:
        return [*row, per_cent(row[0] - row[2], row[0])] if said else [None, row[1], None, None, None]

    all_days = came.whole_public
    return [
        told(known[0]),
        told(known[1]),
        told(known[2], all_days),
        *([None, row[1], None, row[1], None] for row in desk),
        told(public, all_days),
        told(house, all_days),
        [None, came.staff, None, None, None],
    ]


def class_row(classes: list[Row]) -> Cells:
    pupils, here = over(classes, "wanted", (0,)), over(classes, "there", (0,))
    live, there = [one for one in classes if not one["off"]], [one for one in classes if any(one["there"])]
    adults = [over(classes, "wanted", (1,)), over(classes, "there", (1,))]
    return [len(live), len(there), pupils, here, *adults, per_cent(here, pupils)]


def by(classes: list[Row], key: Callable[[Row], object]) -> dict[object, list[Row]]:
    groups = defaultdict(list)
    for one in classes:
        if not one["off"] or any(one["there"]):
            groups[key(one)].append(one)
    return groups


def schools(came: Came) -> list[Cells]:
    rows = []
    for mine in by(came.of("class"), lambda one: one.get("school")).values():
        name = mine[0].get("school_name") or "Établissement non connu"
        place = came.communes.get(mine[0].get("place"))
        rows.append([name, place["label"] if place else "", *class_row(mine)])
    return [*rows, ["Tous les établissements", "", *class_row(came.of("class"))]]


def levels(came: Came) -> list[Cells]:
    groups = by(came.of("class"), lambda one: one.get("level") or "")
    return [*([level, *class_row(mine)] for level, mine in groups.items()), ["", *class_row(came.of("class"))]]


def origins(came: Came) -> list[Cells]:
    """[depth, name, classes, visitors, without registration, all, share]; the communes are told by their label."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for party in came.parties:
        if party["kind"] != "exhibitor" and any(party["there"]):
            place = party.get("place")
            where = place if place in came.communes else "elsewhere" if place or party.get("elsewhere") else "unknown"
            found[where][0 if party["kind"] == "class" else 1] += sum(party["there"])
    for (_, place), heads in came.walk_ins.items():
        found[place if place in came.communes else "elsewhere" if place else "unknown"][2] += heads
    if came.clicks:
        found["unknown"][2] += came.clicks
    everybody = sum(map(sum, found.values()))

    def row(depth: int, name: str, parts: Iterable[list[int]]) -> Cells:
        sums = [sum(column) for column in zip([0, 0, 0], *parts, strict=True)]
        return [depth, name, *sums, sum(sums), per_cent(sum(sums), everybody)]

    home = {one["epci"]: one["epci_name"] for one in came.inside}
    known = {code: numbers for code, numbers in found.items() if code in came.communes}
    rows = []
    for inside in (True, False):
        mine = {code: n for code, n in known.items() if (came.communes[code]["epci"] in home) is inside}
        rows.append(row(0, "in" if inside else "out", mine.values()))
        groups = home if inside else {came.communes[c]["epci"]: came.communes[c]["epci_name"] for c in mine}
        for siren, name in groups.items():
            of_group = {code: n for code, n in mine.items() if came.communes[code]["epci"] == siren}
            rows.append(row(1, name, of_group.values()))
            rows += [row(2, came.communes[code]["label"], [numbers]) for code, numbers in of_group.items()]
    rows += [row(0, code, [found[code]] if code in found else []) for code in ("elsewhere", "unknown")]
    return [*rows, row(0, "all", found.values())]


def statuses(came: Came) -> list[Cells]:
    visitors = came.of("visitor")
    strangers: dict[str, int] = defaultdict(int)
    for (status, _), heads in came.walk_ins.items():
        strangers["" if status == "staff" else status] += heads
    rows = []
    for code in {one.get("status", "") for one in visitors} | {code for code, heads in strangers.items() if heads}:
        mine = [one for one in visitors if one.get("status", "") == code]
        wanted = over(mine, "wanted") if came.whole_public else None
        rows.append([code, wanted, over(mine, "there"), strangers.get(code, 0)])
    wanted = over(visitors, "wanted") if came.whole_public else None
    return [*rows, ["all", wanted, over(visitors, "there"), came.strangers]]


def is_inside(came: Came, party: Row) -> bool:
    place = came.communes.get(party.get("place"))
    return bool(place and place["inside"])


def organised(came: Came, mine: list[Row]) -> Cells:
    return [
        len(mine),
        sum(one["confirmed"] for one in mine),
        sum(1 for one in mine if any(one["there"])),
        sum(one["returning"] for one in mine),
        sum(not one["returning"] for one in mine),
        sum(is_inside(came, one) for one in mine),
    ]


def organisations(came: Came, key: Callable[[Row], str], width: int) -> list[Cells]:
    live = [one for one in came.of("exhibitor") if not one["off"]]
    groups = defaultdict(list)
    for one in live:
        groups[key(one)].append(one)
    rows = [[name, *organised(came, mine)[:width]] for name, mine in groups.items()]
    return [*rows, ["all", *organised(came, live)[:width]]]


def home_of(came: Came, party: Row) -> str:
    return came.communes[party["place"]]["epci_name"] if is_inside(came, party) else "away"


def offers(came: Came) -> list[Cells]:
    live = [one for one in came.of("exhibitor") if not one["off"]]
    rows: list[Cells] = []
    for code in OFFERS:
        offering = [one for one in live if code in one["offers"]]
        if offering:
            here = [one["offers"][code] for one in offering if is_inside(came, one)]
            rows.append([code, len(offering), sum(one["offers"][code] for one in offering), sum(here)])
    offering = [one for one in live if one["offers"]]
    here = sum(sum(one["offers"].values()) for one in offering if is_inside(came, one))
    return [*rows, ["all", len(offering), sum(sum(one["offers"].values()) for one in offering), here]]


def slots(came: Came) -> list[Cells]:
    classes = came.of("class")
    gates = {gate["id"]: gate["code"] for gate in came.edition.gates}
    shown = {day["id"] for day in came.shown}
    rows: list[Cells] = []
    for slot in came.edition.slots:
        if slot["day"] in shown:
            mine = [one for one in classes if one["slot"] == slot["id"]]
            wanted, places = over(mine, "wanted"), slot["capacity_persons"]
            coaches = sum(one["coaches"] for one in mine if not one["off"])
            told = [places, wanted, per_cent(wanted, places), over(mine, "there"), coaches, slot["capacity_coaches"]]
            rows.append([say(moment(slot["starts_at"])), gates[slot["gate"]], *told])
    astray = [one for one in classes if one["slot"] is None and any((*one["there"], *one["wanted"]))]
    if astray:
        wanted = over(astray, "wanted") or None
        rows.append(["Autre jour ou créneau", "", None, wanted, None, over(astray, "there"), None, None])
    wanted, there = over(classes, "wanted"), over(classes, "there")
    places, coaches, room = (sum(_int(row[at] or 0) for row in rows) for at in (2, 6, 7))
    return [*rows, ["Tous les créneaux", "", places, wanted, per_cent(wanted, places), there, coaches, room]]


def punctuality(came: Came) -> list[Cells]:
    found = {"early": 0, "on_time": 0, "late": 0, "absent": 0}
    for one in came.of("class"):
        if not one["off"]:
            if one["first"] is None or one["slot_at"] is None:
                found["absent"] += 1
            else:
                gap = (one["first"] - one["slot_at"]).total_seconds() / 60
                found["early" if gap < -15 else "late" if gap > 15 else "on_time"] += 1
    return [*([number] for number in found.values()), [sum(found.values())]]


def gates(came: Came) -> list[Cells]:
    rows: list[Cells] = []
    for gate in came.edition.gates:
        name = gate["name"]
        inward = {at: n for walk in came.days.values() for (at, one), n in walk.inward.items() if one == name}
        gone = sum(n for walk in came.days.values() for (_, one), n in walk.outward.items() if one == name)
        best = max(inward.values(), default=0)
        when = max((at for at, n in inward.items() if n == best), default=None)
        rows.append([name, sum(inward.values()), gone, best, say(when)])
    return [*rows, ["Toutes les portes", sum(_int(r[1]) for r in rows), sum(_int(r[2]) for r in rows), None, None]]


def _int(cell: object) -> int:
    assert isinstance(cell, int)
    return cell


def halls(came: Came) -> list[Cells]:
    rows: list[Cells] = []
    for hall in came.edition.halls:
        best: tuple[int, datetime | None] = (0, None)
        for _, walk in sorted(came.days.items()):
            peak = walk.peak(hall["name"])
            best = peak if peak[0] > best[0] else best
        limit = hall["capacity_limit"]
        rows.append([hall["name"], limit, best[0], per_cent(best[0], limit), say(best[1])])
    return rows


def sources(came: Came) -> list[Cells]:
    names = ("scan", "count", "walk_in", "click", "correction", "undone", "refused", "late")
    told = [sum(walk.lines[name] for walk in came.days.values()) for name in names]
    return [[number] for number in (*told, came.outside, came.edition.queued)]


def quarters(came: Came, day: Row) -> list[Cells]:
    """[when, forecast, classes, visitors, others, arrived, in, out, most, at the end], and the sums of the day."""
    walk = came.days.get(day["date"])
    opens, closes = moment(day["opens_at"]), moment(day["closes_at"])
    passed = walk.passed if walk else set()
    at, end = quarter(min([opens, *passed])), max([closes, *(one + timedelta(minutes=15) for one in passed)])
    forecast: dict[datetime, int] = defaultdict(int)
    for one in came.of("class"):
        if one["slot_at"] and not one["off"]:
            forecast[quarter(one["slot_at"])] += sum(one["wanted"])
    full = sorted((when, sum(halls.values())) for when, halls in walk.full.items()) if walk else []
    inside = next((number for when, number in reversed(full) if when < at), 0)
    rows: list[Cells] = []
    while at < end:
        mine = [number for when, number in full if quarter(when) == at]
        most, inside = max([inside, *mine]), mine[-1] if mine else inside
        kinds = {kind: n for (when, kind), n in walk.arrivals.items() if when == at} if walk else {}
        new = [
            kinds.get("class", 0),
            kinds.get("visitor", 0),
            sum(kinds.get(k, 0) for k in ("walk_in", "blank", "click")),
        ]
        ways = [
            sum(n for (when, _), n in passages.items() if when == at)
            for passages in ((walk.inward, walk.outward) if walk else ({}, {}))
        ]
        rows.append([at, forecast.get(at, 0), *new, sum(new), *ways, most, inside])
        at += timedelta(minutes=15)
    sums = [sum(_int(row[column]) for row in rows) for column in range(2, 8)]
    return [*rows, ["Journée", None, *sums, None, None]]


def sheets(came: Came) -> dict[str, list[Cells]]:
    """Every table by its code; where it has a foot, that is the last row."""
    found = {
        "publics": publics(came),
        "schools": schools(came),
        "levels": levels(came),
        "origins": origins(came),
        "statuses": statuses(came),
        "exhibitors": organisations(came, lambda one: str(one["sector"]), 6),
        "structures": organisations(came, lambda one: str(one["structure"]), 6),
        "homes": organisations(came, lambda one: home_of(came, one), 5),
        "offers": offers(came),
        "slots": slots(came),
        "punctuality": punctuality(came),
        "gates": gates(came),
        "halls": halls(came),
        "sources": sources(came),
    }
    for day in came.shown:
        code = "quarters" if len(came.edition.days) == 1 else f"quarters-{day['date']}"
        found[code] = [
            [say(row[0]) if isinstance(row[0], datetime) else row[0], *row[1:]] for row in quarters(came, day)
        ]
    return found
