"""The state is a pure function of the set of lines: the same for every order, every repetition, and a naive recount."""

from __future__ import annotations

import itertools
import random
import uuid
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.door.rules import Line, Register, State, state
from forum.door.rules.register import Tally
from forum.door.rules.weighing import Presence
from tests.door.stage import TEN

HALLS = {1: 1, 2: 1, 3: 2}  # gate → hall
PHONES = [uuid.UUID(int=n) for n in range(1, 6)]
PEOPLE = [uuid.UUID(int=100 + n) for n in range(5)]
CLASSES = [uuid.UUID(int=200 + n) for n in range(3)]
STAND = [uuid.UUID(int=300 + n) for n in range(2)]
KIND_OF = dict.fromkeys(PEOPLE, "visitor") | dict.fromkeys(CLASSES, "class") | dict.fromkeys(STAND, "exhibitor")


def line(
    number: int,
    kind: str,
    minute: int = 0,
    *,
    direction: str = "in",
    badge: uuid.UUID | None = None,
    gate: int = 1,
    phone: int = 0,
    heads: tuple[int, int] = (0, 1),
    target: int | None = None,
    supervised: bool = False,
    admitted: bool = True,
    offline: bool = False,
    status: str | None = None,
) -> Line:
    return Line(
        id=uuid.UUID(int=10_000 + number),
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
        target=uuid.UUID(int=10_000 + target) if target is not None else None,
        status=status,
        verdict="welcome",
        at=TEN + timedelta(minutes=minute),
        received_at=TEN + timedelta(minutes=minute),
        offline=offline,
    )


@st.composite
def journals(draw: st.DrawFn) -> list[Line]:
    """Up to forty lines of five phones, with skews, undos of anything, resets and corrections."""
    made: list[Line] = []
    for number in range(draw(st.integers(0, 40))):
        kind = draw(
            st.sampled_from(["scan"] * 6 + ["count"] * 3 + ["walk_in", "click", "click", "undo", "correction", "reset"])
        )
        badge = None
        if kind in ("scan", "count"):
            badge = draw(st.sampled_from(CLASSES if kind == "count" else [*PEOPLE, *STAND, CLASSES[0]]))
        elif kind == "walk_in":
            badge = draw(st.sampled_from([None, PEOPLE[0]]))
        made.append(
            line(
                number,
                kind,
                draw(st.integers(-10, 30)),
                direction=draw(st.sampled_from(["in", "in", "out"])),
                badge=badge,
                gate=draw(st.sampled_from(list(HALLS))),
                phone=draw(st.integers(0, 4)),
                heads=(draw(st.integers(0, 30)), draw(st.integers(0, 3))) if kind != "click" else (0, 1),
                target=draw(st.integers(0, 45)) if kind == "undo" else None,
                supervised=draw(st.booleans()) or kind in ("correction", "reset"),
                admitted=draw(st.sampled_from([True] * 9 + [False])) and kind != "undo",
                status=draw(st.sampled_from([None, "staff"])) if badge is None else None,
            )
        )
    return made


def recount(lines: Sequence[Line]) -> dict[int, Tally]:
    """The heads of each hall, told slowly: one pass over what counts, in order of time, moving one head at a time."""
    singles: dict[uuid.UUID, Line] = {}
    groups: dict[tuple[uuid.UUID, int], list[int]] = {}
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
    singles: dict[uuid.UUID, Line], groups: dict[tuple[uuid.UUID, int], list[int]], loose: dict[int, list[int]]
) -> dict[int, Tally]:
    totals: dict[int, list[int]] = {hall: list(heads) for hall, heads in loose.items()}
    for seen in singles.values():
        totals.setdefault(seen.hall, [0, 0])[seen.badge_kind == "exhibitor"] += seen.pupils + seen.adults
    for (_, hall), heads in groups.items():
        totals.setdefault(hall, [0, 0])[0] += sum(heads)
    return {hall: Tally(*total) for hall, total in totals.items() if any(total)}


def _move_one(groups: dict[tuple[uuid.UUID, int], list[int]], one: Line, place: int) -> None:
    assert one.badge
    if one.direction == "in":
        groups.setdefault((one.badge, one.hall), [0, 0])[place] += 1
        return
    for hall in sorted(HALLS.values(), key=lambda hall: (hall != one.hall, hall)):
        heads = groups.get((one.badge, hall), [0, 0])
        if heads[place]:
            heads[place] -= 1
            return


def shuffled(lines: Sequence[Line], seed: int) -> list[Line]:
    """The lines in another order, some of them twice."""
    chance = random.Random(seed)
    mixed = [*lines, *chance.sample(lines, k=len(lines) // 2)]
    chance.shuffle(mixed)
    return mixed


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(journals(), st.integers(0, 2**32))
def test_every_order_and_every_repetition_mean_the_same(lines: list[Line], seed: int) -> None:
    assert state(shuffled(lines, seed)) == state(lines)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(journals(), st.integers(0, 2**32))
def test_the_occupancy_equals_a_naive_recount(lines: list[Line], seed: int) -> None:
    assert state(shuffled(lines, seed)).halls == recount(lines)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_a_million_interleavings() -> None:
    """Twenty thousand journals, each told in fifty orders."""

    @settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(journals(), st.integers(0, 2**32))
    def same(lines: list[Line], seed: int) -> None:
        told = state(lines)
        assert told.halls == recount(lines)
        for order in range(50):
            assert state(shuffled(lines, seed + order)) == told

    same()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(journals())
def test_reading_on_the_way_changes_nothing(lines: list[Line]) -> None:
    """A ledger is asked between two lines; it must not remember an answer that a later line makes false."""
    register = Register()
    for number, one in enumerate(lines, 1):
        register.add(one)
        assert register.state() == state(lines[:number])


def test_nothing_happened() -> None:
    assert state([]) == State({}, {}, {}, {}, {}, frozenset())


def test_a_late_upload_finds_its_place() -> None:
    ada = PEOPLE[0]
    lines = [
        line(1, "scan", 30, badge=ada),
        line(2, "scan", 20, direction="out", badge=ada),
        line(3, "scan", 0, badge=ada),
    ]
    told = state(lines)
    assert told.inside == {ada: (Presence(1, 0, 1, False),)}
    assert told.first == {ada: lines[2].id}


def test_an_exhibitor_counts_as_staff() -> None:
    told = state(
        [line(1, "scan", badge=STAND[0]), line(2, "click"), line(3, "correction", status="staff", heads=(0, 4))]
    )
    assert told.halls == {1: Tally(public=1, staff=5)}


def test_a_class_that_left_for_lunch_came_once() -> None:
    b3 = CLASSES[0]
    lines = [
        line(1, "count", 0, badge=b3, heads=(26, 2)),
        line(2, "count", 60, badge=b3, heads=(26, 2), direction="out"),
        line(3, "count", 120, badge=b3, heads=(25, 2)),
    ]
    for order in itertools.permutations(lines):
        assert state(order).came == {b3: (26, 2)}
        assert state(order).halls == {1: Tally(27, 0)}


def test_after_closing_nobody_is_left_and_a_later_entry_counts() -> None:
    lines = [
        line(1, "scan", 0, badge=PEOPLE[0]),
        line(2, "count", 1, badge=CLASSES[0], heads=(20, 2)),
        line(3, "click", 2),
        line(4, "scan", 3, badge=PEOPLE[1], gate=3),
        line(5, "reset", 10, supervised=True),
    ]
    assert state(lines).halls == {2: Tally(1, 0)}
    late = [*lines, line(6, "click", 5, offline=True), line(7, "scan", 11, badge=PEOPLE[2])]
    assert state(late).halls == {1: Tally(1, 0), 2: Tally(1, 0)}
    undone = [*late, line(8, "undo", 12, target=5, supervised=True)]
    assert state(undone).halls == {1: Tally(26, 0), 2: Tally(1, 0)}


def test_a_class_in_two_halls_leaves_first_the_one_whose_gate_it_takes() -> None:
    b3 = CLASSES[0]
    lines = [
        line(1, "count", 0, badge=b3, heads=(10, 1), gate=1),
        line(2, "count", 1, badge=b3, heads=(10, 1), gate=3),
        line(3, "count", 2, badge=b3, heads=(12, 1), gate=3, direction="out"),
    ]
    assert state(lines).inside == {b3: (Presence(1, 8, 1, False),)}
