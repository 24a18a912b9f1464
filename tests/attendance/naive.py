"""An independent recount, slow and plain: it knows nothing of the forum's code, only the exported journal and registrations.

Rows are dictionaries as JSON gives them; moments are ISO 8601. It walks the journal of a day once, keeps who is where, and
writes down what changed after every line.
"""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
Row = dict[str, Any]
HOUSE = {"exhibitor", "organizer", "door", "press"}


def recount(journal: list[Row], registrations: list[Row], badges: list[Row], days: list[str]) -> Row:
    """Every figure of an edition, as plain numbers."""
    first_of_chain = {badge["id"]: badge for badge in badges}
    replaced = {badge["replaced_by"]: badge["id"] for badge in badges if badge["replaced_by"]}

    def one_person(badge: str) -> str:
        while badge in replaced:
            badge = replaced[badge]
        return badge

    told = [_one_day(day, _counting(journal), one_person) for day in days]
    people: dict[str, list[int]] = {}
    for day in told:
        for who, heads in day["most"].items():
            best = people.setdefault(who, [0, 0])
            best[0], best[1] = max(best[0], heads[0]), max(best[1], heads[1])
    kinds = {who: kind for day in told for who, kind in day["kinds"].items()}
    came: dict[str, list[int]] = {}
    loose = Counter()
    for who, heads in people.items():
        badge = first_of_chain.get(who)
        if badge and badge["kind"] in ("class", "visitor", "exhibitor"):
            there = came.setdefault(badge["holder"], [0, 0])
            there[0] += heads[0]
            there[1] += heads[1]
        elif kinds[who] in ("walk_in", "blank"):
            loose["walk_ins"] += sum(heads)
        elif kinds[who] == "click":
            loose["clicks"] += sum(heads)
    return {
        "publics": _publics(registrations, came, loose),
        "schools": _schools(registrations, came),
        "days": told,
        "entries": sum(sum(day["in"].values()) for day in told),
        "exits": sum(sum(day["out"].values()) for day in told),
        "punctuality": _punctuality(registrations, told, first_of_chain),
        "stay": _stay(told, first_of_chain),
    }


def _counting(journal: list[Row]) -> list[Row]:
    by_id = {row["id"]: row for row in journal}
    gone = set()
    for row in journal:
        if row["kind"] == "undo" and row["target"] in by_id:
            aimed = by_id[row["target"]]
            own = row["device"] is not None and row["device"] == aimed["device"]
            if aimed["kind"] != "undo" and (own or row["supervised"]):
                gone.add(aimed["id"])
    return [row for row in journal if row["id"] not in gone and row["kind"] not in ("undo", "settle")]


def _one_day(day: str, journal: list[Row], one_person: Any) -> Row:  # noqa: C901 - one plain walk, on purpose
    rows = [row for row in journal if datetime.fromisoformat(row["at"]).astimezone(PARIS).date().isoformat() == day]
    rows.sort(key=lambda row: (datetime.fromisoformat(row["at"]), row["kind"] == "reset", row["id"]))
    where: dict[str, dict[int, list[int]]] = {}
    anonymous: dict[tuple[int, bool], int] = {}
    most: dict[str, list[int]] = {}
    kinds: dict[str, str] = {}
    first: dict[str, datetime] = {}
    house: dict[str, bool] = {}
    entered: dict[str, datetime] = {}
    minutes: dict[str, float] = {}
    unmeasured: set[str] = set()
    inward, outward, arrivals = Counter(), Counter(), Counter()
    fullness: list[tuple[datetime, int]] = []
    for row in rows:
        at = datetime.fromisoformat(row["at"])
        heads = [row["pupils"], row["adults"]]
        if row["kind"] == "reset":
            for who, halls in where.items():
                if halls.pop(row["hall"], None) is not None and not halls:
                    unmeasured.add(who)
                    entered.pop(who, None)
            anonymous = {key: number for key, number in anonymous.items() if key[0] != row["hall"]}
        elif not row["admitted"]:
            continue
        elif row["badge"] and (
            row["kind"] in ("count", "walk_in") or (row["kind"] == "scan" and row["badge_kind"] != "class")
        ):
            who = one_person(row["badge"])
            kinds.setdefault(who, row["badge_kind"] or "blank")
            house[who] = row["badge_kind"] in HOUSE
            halls = where.setdefault(who, {})
            before_here, before_all = sum(halls.get(row["hall"], [0, 0])), _heads(halls)
            inside_before = bool(halls)
            if row["badge_kind"] != "class":
                halls.clear()
                if row["direction"] == "in":
                    halls[row["hall"]] = heads
            elif row["direction"] == "in":
                old = halls.get(row["hall"], [0, 0])
                halls[row["hall"]] = [old[0] + heads[0], old[1] + heads[1]]
            else:
                _take_out(halls, row["hall"], heads)
            if row["direction"] == "in":
                inward[row["gate"]] += max(0, sum(halls.get(row["hall"], [0, 0])) - before_here)
                entered.setdefault(who, at)
                best = most.setdefault(who, [0, 0])
                for part in (0, 1):
                    now = sum(place[part] for place in halls.values())
                    if now > best[part]:
                        first.setdefault(who, at)
                        arrivals[_quarter(at), kinds[who]] += now - best[part]
                        best[part] = now
            else:
                outward[row["gate"]] += before_all - _heads(halls)
                if inside_before and not halls and who in entered:
                    minutes[who] = minutes.get(who, 0) + (at - entered.pop(who)).total_seconds() / 60
        elif not row["badge"] and row["kind"] in ("walk_in", "click", "correction"):
            staff = row["status"] == "staff"
            sign = 1 if row["direction"] == "in" else -1
            anonymous[row["hall"], staff] = anonymous.get((row["hall"], staff), 0) + sign * sum(heads)
            if row["kind"] != "correction":
                (inward if sign > 0 else outward)[row["gate"]] += sum(heads)
                if sign > 0:
                    kinds[row["id"]] = "staff" if staff else row["kind"]
                    most[row["id"]] = heads
                    arrivals[_quarter(at), kinds[row["id"]]] += sum(heads)
        fullness.append((at, _inside(where, anonymous, house)))
    settled = dict(fullness)  # what stands after the last line of each instant
    peak = max(settled.values(), default=0)
    stays = {
        who: None if who in unmeasured or who in entered else minutes.get(who, 0.0) for who in most if who in where
    }
    return {
        "most": {who: heads for who, heads in most.items() if sum(heads)},
        "kinds": kinds,
        "first": first,
        "in": inward,
        "out": outward,
        "arrivals": arrivals,
        "fullness": settled,
        "peak": peak,
        "stays": stays,
    }


def _heads(halls: dict[int, list[int]]) -> int:
    return sum(map(sum, halls.values()))


def _take_out(halls: dict[int, list[int]], hall: int, heads: list[int]) -> None:
    left = list(heads)
    for place in sorted(halls, key=lambda one: (one != hall, one)):
        for part in (0, 1):
            taken = min(halls[place][part], left[part])
            halls[place] = [h - taken if p == part else h for p, h in enumerate(halls[place])]
            left[part] -= taken
    for place in [place for place, there in halls.items() if not sum(there)]:
        del halls[place]


def _inside(where: Row, anonymous: dict[tuple[int, bool], int], house: dict[str, bool]) -> int:
    places = {hall for halls in where.values() for hall in halls} | {hall for hall, _ in anonymous}
    total = 0
    for place in places:
        for staff in (False, True):
            badges = sum(sum(halls[place]) for who, halls in where.items() if place in halls and house[who] is staff)
            total += max(0, badges + anonymous.get((place, staff), 0))
    return total


def _quarter(at: datetime) -> datetime:
    return at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)


def _publics(registrations: list[Row], came: dict[str, list[int]], loose: Counter[str]) -> dict[str, list[int]]:
    rows = {"pupils": [0] * 4, "chaperones": [0] * 4, "visitors": [0] * 4}
    for one in registrations:
        there = came.get(one["id"], [0, 0])
        said = [0, 0] if one["cancelled"] else one["expected"]
        if one["kind"] == "class":
            parts = [("pupils", said[0], there[0]), ("chaperones", said[1], there[1])]
        elif one["kind"] == "visitor":
            parts = [("visitors", sum(said), sum(there))]
        else:
            continue
        for name, expected, present in parts:
            rows[name][0] += expected
            rows[name][1] += present
            rows[name][2] += expected - present if expected > present else 0
            rows[name][3] += present - expected if present > expected else 0
    rows["walk_ins"] = [0, loose["walk_ins"], 0, loose["walk_ins"]]
    rows["clicks"] = [0, loose["clicks"], 0, loose["clicks"]]
    rows["public"] = [sum(row[column] for row in rows.values()) for column in range(4)]
    return rows


def _schools(registrations: list[Row], came: dict[str, list[int]]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for one in registrations:
        if one["kind"] != "class" or (one["cancelled"] and one["id"] not in came):
            continue
        row = rows.setdefault(one["school"], [0] * 6)
        there = came.get(one["id"])
        if not one["cancelled"]:
            row[0] += 1
            row[2] += one["expected"][0]
            row[4] += one["expected"][1]
        if there:
            row[1] += 1
            row[3] += there[0]
            row[5] += there[1]
    return rows


def _punctuality(registrations: list[Row], told: list[Row], badges: dict[str, Row]) -> dict[str, int]:
    first: dict[str, datetime] = {}
    for day in told:
        for who, at in day["first"].items():
            if who in badges:
                holder = badges[who]["holder"]
                first[holder] = min(first.get(holder, at), at)
    found = {"early": 0, "on_time": 0, "late": 0, "absent": 0}
    for one in registrations:
        if one["kind"] == "class" and not one["cancelled"]:
            at = first.get(one["id"])
            if at is None:
                found["absent"] += 1
            else:
                gap = (at - datetime.fromisoformat(one["slot_at"])).total_seconds() / 60
                found["early" if gap < -15 else "late" if gap > 15 else "on_time"] += 1
    return found


def _stay(told: list[Row], badges: dict[str, Row]) -> tuple[float, int, int] | None:
    measured: list[float] = []
    visits = 0
    for day in told:
        for who, minutes in day["stays"].items():
            if who in badges and badges[who]["kind"] in ("class", "visitor") and who in day["most"]:
                heads = sum(day["most"][who])
                visits += heads
                measured += [minutes] * heads if minutes is not None else []
    return (statistics.median(measured), len(measured), visits) if len(measured) >= 5 else None
