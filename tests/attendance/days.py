"""Random days at the door, as facts."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, date, datetime, timedelta

from forum.attendance.values import CLASS, EXHIBITOR, VISITOR, DayHours, Facts, Party, Pass, Place, Slot
from forum.door.rules import Line

HALL_OF = {1: 1, 2: 1, 3: 2}
CLOCK_CHANGE = date(2026, 10, 25)  # 3 h is 2 h again: that day lasts 25 hours
FRIDAY = date(2026, 11, 27)
COMMUNES = ("39478", "39097", "39368", "01071", None, "99999")
PHONES = [uuid.UUID(int=number) for number in range(1, 5)]


def uid(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


def edition(seed: int) -> Facts:
    """An edition of one or two days with a few registrations and up to sixty lines, some of them senseless."""
    chance = random.Random(seed)
    first = chance.choice([FRIDAY, CLOCK_CHANGE])
    days = [first + timedelta(days=later) for later in range(chance.randint(1, 2))]
    opens = [datetime(day.year, day.month, day.day, 8, tzinfo=UTC) for day in days]
    hours = tuple(
        DayHours(number, day, at, at + timedelta(hours=8))
        for number, (day, at) in enumerate(zip(days, opens, strict=True), 1)
    )
    slots = tuple(Slot(number, 1, "A", opens[0] + timedelta(minutes=15 * number), opens[0], 60, 2) for number in (1, 2))
    parties, passes = _registered(chance, hours, slots)
    lines = [_line(chance, number, opens, passes) for number in range(chance.randint(0, 60))]
    walk_ins = [line.id for line in lines if line.kind == "walk_in"]
    return Facts(
        edition=1,
        name="Forum",
        days=hours,
        halls=(Place(1, "Grande salle", 60), Place(2, "Annexe", 20)),
        gates=tuple(Place(gate, f"Porte {gate}") for gate in HALL_OF),
        slots=slots,
        parties=parties,
        passes=passes,
        lines=tuple(lines),
        walk_in_from={key: code for key in walk_ins if (code := chance.choice(COMMUNES))},
    )


def _registered(
    chance: random.Random, hours: tuple[DayHours, ...], slots: tuple[Slot, ...]
) -> tuple[dict[uuid.UUID, Party], dict[uuid.UUID, Pass]]:
    parties: dict[uuid.UUID, Party] = {}
    passes: dict[uuid.UUID, Pass] = {}
    for number in range(chance.randint(1, 6)):
        kind = chance.choice([CLASS, CLASS, VISITOR, VISITOR, EXHIBITOR])
        key, school = uid(1000 + number), chance.randint(1, 3)
        slot = chance.choice(slots)
        heads = (chance.randint(0, 30), chance.randint(1, 4))
        parties[key] = Party(
            kind,
            heads if kind == CLASS else (chance.randint(0, 2) if kind == VISITOR else 0, heads[1]),
            chance.choice([False, False, False, True]),
            insee_code=COMMUNES[school] if kind == CLASS else chance.choice(COMMUNES),
            day=hours[0].date if kind == CLASS else None,
            slot=slot.id if kind == CLASS else None,
            slot_at=slot.starts_at if kind == CLASS else None,
            school=school if kind == CLASS else None,
            school_name="Collège",
            level=chance.choice(["3e", "4e", "2de-gt"]) if kind == CLASS else "",
            status="lyceen" if kind == VISITOR else "",
            sector="bois",
            structure="company",
            organisation=key if kind == EXHIBITOR else None,
        )
        badge = uid(2000 + 10 * number)
        passes[badge] = Pass(kind, key, badge)
        if kind == EXHIBITOR or chance.random() < 0.5:
            second = uid(2001 + 10 * number)  # a replaced badge, or a second person of the stand
            passes[second] = Pass(kind, key, second if kind == EXHIBITOR else badge)
    passes[uid(2900)] = Pass("blank", uid(1900), uid(2900))
    passes[uid(2901)] = Pass("organizer", uid(1901), uid(2901))
    return parties, passes


def _line(chance: random.Random, number: int, opens: list[datetime], passes: dict[uuid.UUID, Pass]) -> Line:
    kind = chance.choice(
        ["scan"] * 5 + ["count"] * 5 + ["walk_in"] * 2 + ["click"] * 2 + ["undo", "correction", "reset"]
    )
    fitting = [
        key
        for key, one in passes.items()
        if (kind == "count") == (one.kind == CLASS) or (kind == "scan" and one.kind == CLASS)
    ]
    badge = chance.choice(fitting) if kind in ("scan", "count") and fitting else None
    if kind == "walk_in" and chance.random() < 0.5:
        badge = uid(2900)
    if kind in ("scan", "count") and badge is None:
        kind = "click"
    known = passes[badge] if badge else None
    # From long before the opening to after the midnight that follows, at whole minutes so that some fall together.
    at = chance.choice(opens) + timedelta(
        minutes=chance.choice([chance.randint(-9 * 60, 17 * 60), chance.randint(0, 90)])
    )
    late = timedelta(minutes=chance.choice([0, 0, 0, 40]))
    return Line(
        id=uid(10_000 + number),
        number=number + 1,
        kind=kind,
        direction=chance.choice(["in", "in", "out"]),
        gate=(gate := chance.choice(list(HALL_OF))),
        hall=HALL_OF[gate],
        device=chance.choice(PHONES),
        supervised=kind in ("correction", "reset") or chance.random() < 0.5,
        badge=badge,
        badge_kind=known.kind if known else None,
        pupils=chance.randint(0, 30) if kind == "count" else 0,
        adults=chance.randint(1, 3),
        admitted=kind not in ("undo", "settle") and chance.choice([True] * 8 + [False]),
        target=uid(10_000 + chance.randint(0, 60)) if kind == "undo" else None,
        status=chance.choice([None, "staff", "lyceen"]) if badge is None else None,
        verdict="welcome",
        at=at,
        received_at=at + late,
        offline=bool(late),
    )
