"""A crowd for the bench of the figures: an edition with as many registrations and lines of the journal as are asked for.

Written straight into the tables, because a million scans through the door would take hours; only into a database of the
bench's own. The same numbers for the same seed.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from forum.badges.codes import new_code
from forum.database import fetch, transaction
from forum.editions import queries as editions
from forum.editions import service as verbs
from forum.editions.values import EditionValue
from forum.territory.communes import communes, territory
from forum.visitors.rules import STATUSES

LEVELS = ("5e", "4e", "3e", "2de-gt", "2de-pro", "cap-1")
HALL = 30_000
Row = Sequence[Any]


async def fill(year: int, scans: int, registrations: int) -> EditionValue:
    """An edition of that year: a tenth of the registrations are classes, the rest visitors; scans are in and out in turn."""
    chance = random.Random(year)  # noqa: S311 - a load, not a secret
    edition = await _edition(year)
    async with transaction():
        classes, visitors = registrations // 10, registrations - registrations // 10
        badges = [*await _classes(edition, chance, classes), *await _visitors(edition, chance, visitors)]
        phone = uuid.UUID(int=chance.getrandbits(128))
        await fetch(
            "INSERT INTO door_device (id, edition, gate, name, rights, token_hash, enrolled_at, queued)"
            " VALUES ({}, {}, {}, 'Banc', 'scan', {}, {}, 0)",
            *(phone, edition.id, edition.gates[0].id, uuid.uuid4().hex, edition.first_day.opens_at),
        )
        await pour("scan", _SCAN, _SCAN_REST, _lines(edition, chance, badges, phone, scans))
    return edition


async def one_more(edition: EditionValue, number: int) -> None:
    """Somebody without a badge comes in at the closing: one line more in the journal."""
    phone = (await fetch("SELECT id FROM door_device WHERE edition = {}", edition.id))[0]["id"]
    at = edition.last_day.closes_at - timedelta(minutes=1)
    passage = ("walk_in", "in", None, None, 0, 1, "lyceen", None)
    line = (uuid.uuid4(), edition.id, number, phone, edition.gates[0].id, *passage, True, at, at, at, "banc")
    await pour("scan", _SCAN, _SCAN_REST, [line])


async def _edition(year: int) -> EditionValue:
    on = date(year, 11, 27)
    morning = datetime(year, 11, 27, 8, tzinfo=UTC)
    edition = await verbs.open_edition(
        verbs.NewEdition(
            slug=f"banc-{year}",
            name=f"Forum de {year}",
            tagline="",
            place="Palais des sports",
            address="1 rue du Stade",
            postal_code="39200",
            city="Saint-Claude",
            latitude="46.3871",
            longitude="5.8655",
            access="",
            contact_email="forum@exemple.fr",
            contact_phone="0384410000",
            emergency_phone="0384410018",
        )
    )
    hours = timedelta(hours=9)
    day = await verbs.add_day(edition, on, morning - timedelta(hours=2), morning, morning + hours, morning + 2 * hours)
    hall = await verbs.add_hall(edition, "Grande salle", 4000, 2400, HALL)
    for code in "AB":
        gate = await verbs.add_gate(edition, hall, code, f"Porte {code}", 0, 1200)
        await verbs.add_slots(edition, day, gate, morning, morning + timedelta(hours=6), 5000, 90)
    await verbs.publish(edition)
    return await editions.edition(edition)


async def _classes(edition: EditionValue, chance: random.Random, count: int) -> list[tuple[uuid.UUID, str, int, int]]:
    schools = [row["id"] for row in await fetch("SELECT id FROM school ORDER BY id")]
    slots = await editions.slots(edition.id)
    referent = uuid.UUID(int=chance.getrandbits(128))
    await fetch(
        "INSERT INTO referent (id, edition, first_name, last_name, email, phone, registered_at, trusted_at, trusted_by)"
        " VALUES ({}, {}, 'Thérèse', 'Banc', 'banc@exemple.fr', '', {}, {}, 'banc')",
        *(referent, edition.id, edition.first_day.opens_at, edition.first_day.opens_at),
    )
    rows, badges = [], []
    for number in range(count):
        key, badge = uuid.UUID(int=chance.getrandbits(128)), uuid.UUID(int=chance.getrandbits(128))
        pupils, adults = chance.randint(15, 32), chance.randint(2, 4)
        rows.append(
            (
                *(key, edition.id, referent, chance.choice(schools), chance.choice(slots).id, f"Classe {number}"),
                *(f"classe {number}", chance.choice(LEVELS), pupils, adults, edition.first_day.opens_at),
            )
        )
        badges.append((badge, key, "class", pupils, adults))
    names = [
        "id",
        "edition",
        "referent",
        "school",
        "slot",
        "class_name",
        "class_folded",
        "grade_level",
        "pupils",
        "adults",
        "registered_at",
    ]
    rest = {"special_needs": "0", "transport": "'foot'", "coaches": "0", "lunch": "false", "photo": "'no'"}
    await pour("class_visit", names, {**rest, "search": "''", "sectors": "''"}, rows)
    await _badges(edition, badges)
    return [(badge, kind, pupils, adults) for badge, _, kind, pupils, adults in badges]


async def _visitors(edition: EditionValue, chance: random.Random, count: int) -> list[tuple[uuid.UUID, str, int, int]]:
    near, around, statuses = territory().communes, communes(), list(STATUSES)
    rows, badges = [], []
    for number in range(count):
        key, badge = uuid.UUID(int=chance.getrandbits(128)), uuid.UUID(int=chance.getrandbits(128))
        place = chance.choice(near if chance.random() < 0.8 else around).insee_code
        adults, children = chance.choice((1, 1, 2)), chance.choice((0, 0, 1))
        rows.append(
            (
                *(key, edition.id, f"Ada {number}", f"ada{number}@exemple.fr", chance.choice(statuses), place),
                *(adults, children, edition.first_day.opens_at),
            )
        )
        badges.append((badge, key, "visitor", children, adults))
    names = ["id", "edition", "first_name", "email", "status", "insee_code", "adults", "children", "registered_at"]
    await pour(
        "visitor",
        names,
        {"last_name": "''", "postal_code": "''", "search": "''", "channel": "'site'", "name_key": "''"},
        rows,
    )
    await _badges(edition, badges)
    return [(badge, kind, pupils, adults) for badge, _, kind, pupils, adults in badges]


async def _badges(edition: EditionValue, made: list[tuple[uuid.UUID, uuid.UUID, str, int, int]]) -> None:
    at = edition.first_day.opens_at
    rows = [
        (badge, edition.id, new_code(), kind, holder, pupils, adults, at, at)
        for badge, holder, kind, pupils, adults in made
    ]
    names = ["id", "edition", "code", "kind", "holder", "pupils", "adults", "issued_at", "changed_at"]
    await pour("badge", names, {"title": "''", "subtitle": "''", "detail": "''", "photo": "'no'"}, rows)


_SCAN = [
    "id",
    "edition",
    "number",
    "device",
    "gate",
    "kind",
    "direction",
    "badge",
    "badge_kind",
    "pupils",
    "adults",
    "status",
    "insee_code",
    "admitted",
    "device_at",
    "corrected_at",
    "received_at",
    "fingerprint",
]
_SCAN_REST = {
    "supervised": "false", "note": "''", "verdict": "'welcome'", "answer": "'{{}}'", "offset_ms": "0", "offline": "false",
}  # fmt: skip


def _lines(
    edition: EditionValue,
    chance: random.Random,
    badges: list[tuple[uuid.UUID, str, int, int]],
    phone: uuid.UUID,
    count: int,
) -> Iterator[Row]:
    """The journal in order of time: one line in eight is somebody without a badge, the others come, go and come back."""
    opens, seconds = edition.first_day.opens_at, 9 * 3600
    gates = [gate.id for gate in edition.gates]
    inside: set[uuid.UUID] = set()
    places = [one.insee_code for one in territory().communes]
    for number in range(1, count + 1):
        at = opens + timedelta(seconds=seconds * number / (count + 1))
        passage: tuple[Any, ...] = ("walk_in", "in", None, None, 0, 1, "lyceen", chance.choice(places))
        if chance.random() < 0.875 and badges:
            badge, badge_kind, pupils, adults = chance.choice(badges)
            kind = "count" if badge_kind == "class" else "scan"
            direction = "out" if badge in inside else "in"
            (inside.discard if direction == "out" else inside.add)(badge)
            passage = (kind, direction, badge, badge_kind, pupils, adults, None, None)
        key = uuid.UUID(int=chance.getrandbits(128))
        yield (key, edition.id, number, phone, chance.choice(gates), *passage, True, at, at, at, "banc")


async def pour(table: str, names: Sequence[str], rest: dict[str, str], rows: Iterable[Row], at_once: int = 400) -> None:
    """Rows into a table, some hundreds in a statement; `rest` are columns with one and the same SQL value."""
    head = f"INSERT INTO {table} ({', '.join([*names, *rest])}) VALUES "  # noqa: S608 - our own words
    one = "(" + ", ".join([*["{}"] * len(names), *rest.values()]) + ")"
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == at_once:
            await fetch(head + ", ".join([one] * at_once), *[value for row in waiting for value in row])
            waiting = []
    if waiting:
        await fetch(head + ", ".join([one] * len(waiting)), *[value for row in waiting for value in row])
