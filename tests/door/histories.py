"""Days at the door made up from a seed, told in many orders, and counted again by a script that shares no code.

A day has five phones whose clocks are up to ten minutes wrong. Each is without network for a while, uploads what it holds
in batches, late, and says some of them twice because the answer was lost. Lines undo others that may come after them, or
never.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import cache

from asyncpg.pgproto.pgproto import UUID

from forum.door.rules import Line, Register, moment_of
from forum.door.rules.register import Tally
from tests.door.stage import OPENING, TEN


@cache
def _id(number: int) -> UUID:
    """As both engines answer them."""
    return UUID(number.to_bytes(16, "big"))


HALLS = {1: 1, 2: 1, 3: 2}  # gate → hall
PHONES = [_id(n) for n in range(1, 6)]
PEOPLE = [_id(100 + n) for n in range(5)]
CLASSES = [_id(200 + n) for n in range(3)]
STAND = [_id(300 + n) for n in range(2)]
KIND_OF = dict.fromkeys(PEOPLE, "visitor") | dict.fromkeys(CLASSES, "class") | dict.fromkeys(STAND, "exhibitor")
KINDS = ["scan"] * 6 + ["count"] * 3 + ["walk_in", "click", "click", "undo", "undo", "correction", "reset"]

Order = list[list[Line]]
"""Batches, in the order in which the server takes them in."""


def line(
    number: int,
    kind: str,
    minute: float = 0,
    *,
    direction: str = "in",
    badge: UUID | None = None,
    gate: int = 1,
    phone: int = 0,
    heads: tuple[int, int] = (0, 1),
    target: int | None = None,
    supervised: bool = False,
    admitted: bool = True,
    offline: bool = False,
    status: str | None = None,
) -> Line:
    at = TEN + timedelta(minutes=minute)
    return Line(
        id=_id(10_000 + number),
        number=number,
        kind=kind,
        direction=direction,
        gate=gate,
        hall=HALLS[gate],
        device=PHONES[phone],
        supervised=supervised,
        badge=badge,
        badge_kind=KIND_OF.get(badge) if badge else None,
        pupils=heads[0],
        adults=heads[1],
        admitted=admitted,
        target=_id(10_000 + target) if target is not None else None,
        status=status,
        verdict="welcome",
        at=at,
        received_at=at,
        offline=offline,
    )


def day(chance: random.Random) -> list[Line]:
    """Up to two dozen lines, each of a phone."""
    wrong = [timedelta(minutes=chance.uniform(-10, 10)) for _ in PHONES]
    away = [chance.randrange(-20, 40) for _ in PHONES]
    return [_happened(number, chance, wrong, away) for number in range(chance.randrange(25))]


def _happened(number: int, chance: random.Random, wrong: list[timedelta], away: list[int]) -> Line:
    kind, phone, minute = chance.choice(KINDS), chance.randrange(5), chance.randrange(40)
    badge = None
    if kind in ("scan", "count"):
        badge = chance.choice(CLASSES if kind == "count" else [*PEOPLE, *STAND, CLASSES[0]])
    elif kind == "walk_in":
        badge = chance.choice([None, PEOPLE[0]])
    return line(
        number,
        kind,
        _corrected(minute, wrong[phone], chance),
        direction=chance.choice(["in", "in", "out"]),
        badge=badge,
        gate=chance.choice([1, 2, 3]),
        phone=phone,
        heads=(chance.randrange(31), chance.randrange(4)) if kind != "click" else (0, 1),
        target=chance.randrange(28) if kind == "undo" else None,
        supervised=chance.random() < 0.4 or kind in ("correction", "reset"),
        admitted=chance.random() < 0.9 and kind != "undo",
        offline=away[phone] <= minute < away[phone] + 20,
        status=chance.choice([None, "staff"]) if badge is None else None,
    )


def _corrected(minute: int, wrong: timedelta, chance: random.Random) -> float:
    """The minute that the server makes of what a phone with a wrong clock says, some time later."""
    truth = TEN + timedelta(minutes=minute)
    sent = truth + timedelta(minutes=chance.choice([0, 0, 1, 30, 90]))
    at, _ = moment_of(truth + wrong, sent + wrong, sent, OPENING)
    assert at == truth
    return (at - TEN) / timedelta(minutes=1)


def orders(lines: Sequence[Line], chance: random.Random, many: int) -> Iterator[Order]:
    """The day as the server may hear it: phones in turn, batch by batch, or in any order whatever; some of it twice."""
    for number in range(many):
        yield _by_phones(lines, chance) if number % 2 else _anyhow(lines, chance)


def _by_phones(lines: Sequence[Line], chance: random.Random) -> Order:
    queues = [[one for one in lines if one.device == phone] for phone in PHONES]
    told: Order = []
    while queues := [queue for queue in queues if queue]:
        queue = chance.choice(queues)
        batch = [queue.pop(0) for _ in range(min(len(queue), chance.choice([1, 1, 5, 50])))]
        told.append(batch)
        if chance.random() < 0.1:  # the answer was lost: said again, perhaps with what came since
            queue[:0] = batch
    return told


def _anyhow(lines: Sequence[Line], chance: random.Random) -> Order:
    mixed = [*lines, *chance.sample(lines, k=len(lines) // 2)]
    chance.shuffle(mixed)
    size = chance.choice([1, 3, 100])
    return [mixed[at : at + size] for at in range(0, len(mixed), size)]


def heard(order: Order) -> Register:
    register = Register()
    for batch in order:
        register.weigh(register.keep(batch))
    return register


def smallest(lines: list[Line], fails: Callable[[list[Line]], bool]) -> list[Line]:
    """The lines without those that the failure does not need."""
    for one in list(lines):
        fewer = [other for other in lines if other is not one]
        if fails(fewer):
            lines = fewer
    return lines


def recount(lines: Sequence[Line]) -> dict[int, Tally]:
    """The heads of each hall, told slowly: one pass over what counts, in order of time, moving one head at a time."""
    singles: dict[UUID, Line] = {}
    groups: dict[tuple[UUID, int], list[int]] = {}
    loose: dict[int, list[int]] = {}
    for one in what_counts(lines):
        if one.kind == "reset":
            singles = {badge: seen for badge, seen in singles.items() if seen.hall != one.hall}
            groups = {key: heads for key, heads in groups.items() if key[1] != one.hall}
            loose[one.hall] = [0, 0]
        elif one.badge is None:
            side = loose.setdefault(one.hall, [0, 0])
            side[one.status == "staff"] += (one.pupils + one.adults) * (1 if one.direction == "in" else -1)
        elif one.badge_kind != "class":
            singles.pop(one.badge, None)
            if one.direction == "in":
                singles[one.badge] = one
        elif one.kind == "count":
            for place, heads in enumerate((one.pupils, one.adults)):
                for _ in range(heads):
                    _move_one(groups, one, place)
    return added_up(singles, groups, loose)


def what_counts(lines: Sequence[Line]) -> list[Line]:
    """The lines that nobody entitled erased and that let heads through, in order of time."""
    by_id = {one.id: one for one in lines}
    erased = {
        one.target
        for one in by_id.values()
        if one.kind == "undo"
        and (target := by_id.get(one.target))  # type: ignore[arg-type]
        and target.kind != "undo"
        and (one.supervised or one.device == target.device)
    }
    left = [one for one in by_id.values() if one.id not in erased and (one.admitted or one.kind == "reset")]
    return sorted(left, key=lambda one: (one.at, one.kind == "reset", one.id))


def added_up(
    singles: dict[UUID, Line], groups: dict[tuple[UUID, int], list[int]], loose: dict[int, list[int]]
) -> dict[int, Tally]:
    totals: dict[int, list[int]] = {hall: list(heads) for hall, heads in loose.items()}
    for seen in singles.values():
        totals.setdefault(seen.hall, [0, 0])[seen.badge_kind == "exhibitor"] += seen.pupils + seen.adults
    for (_, hall), heads in groups.items():
        totals.setdefault(hall, [0, 0])[0] += sum(heads)
    return {hall: Tally(*total) for hall, total in totals.items() if any(total)}


def _move_one(groups: dict[tuple[UUID, int], list[int]], one: Line, place: int) -> None:
    assert one.badge
    if one.direction == "in":
        groups.setdefault((one.badge, one.hall), [0, 0])[place] += 1
        return
    for hall in sorted(HALLS.values(), key=lambda hall: (hall != one.hall, hall)):
        heads = groups.get((one.badge, hall), [0, 0])
        if heads[place]:
            heads[place] -= 1
            return
