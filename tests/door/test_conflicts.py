"""What supervisors have to settle, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from forum.door.rules import Line, Register, conflicts
from tests.door.test_state import CLASSES, PEOPLE, line

EXPECTED = {CLASSES[0]: (27, 2)}


def found(*lines: Line) -> list[tuple[str, int, int | None]]:
    register = Register()
    for one in lines:
        register.add(one)
    return [
        (conflict.kind, conflict.line.number, conflict.other.number if conflict.other else None)
        for conflict in conflicts(register, EXPECTED)
    ]


def later(one: Line, minutes: int) -> Line:
    return one._replace(received_at=one.received_at + timedelta(minutes=minutes))


def test_one_badge_at_two_gates_offline() -> None:
    a = later(line(1, "scan", 0, badge=PEOPLE[0], phone=0, offline=True), 30)
    b = later(line(2, "scan", 5, badge=PEOPLE[0], phone=1, gate=2, offline=True), 40)
    assert found(a, b) == found(b, a) == [("twice", 2, 1)]


def test_the_second_asked_online_was_refused_at_the_door() -> None:
    a = line(1, "scan", 0, badge=PEOPLE[0], phone=0)
    b = line(2, "scan", 5, badge=PEOPLE[0], phone=1, gate=2)
    assert found(a, b) == []


def test_an_offline_scan_found_later_before_one_online() -> None:
    online = line(1, "scan", 10, badge=PEOPLE[0], phone=0)
    offline = later(line(2, "scan", 0, badge=PEOPLE[0], phone=1, offline=True), 30)
    assert found(online, offline) == [("twice", 1, 2)]


def test_a_way_out_between_makes_two_visits() -> None:
    a = later(line(1, "scan", 0, badge=PEOPLE[0], phone=0, offline=True), 30)
    out = line(2, "scan", 3, badge=PEOPLE[0], direction="out")
    b = later(line(3, "scan", 5, badge=PEOPLE[0], phone=1, offline=True), 30)
    assert found(a, out, b) == []


def test_the_same_phone_twice_is_nothing() -> None:
    a = later(line(1, "scan", 0, badge=PEOPLE[0], offline=True), 30)
    b = later(line(2, "scan", 1, badge=PEOPLE[0], offline=True), 30)
    assert found(a, b) == []


def test_a_revoked_badge_let_in_offline() -> None:
    scan = line(1, "scan", 0, badge=PEOPLE[0], offline=True)._replace(verdict="cancelled")
    assert found(scan) == [("revoked", 1, None)]


def test_a_class_counted_by_two_phones() -> None:
    a = line(1, "count", 0, badge=CLASSES[0], heads=(27, 2), phone=0)
    b = line(2, "count", 2, badge=CLASSES[0], heads=(26, 2), phone=1)
    assert found(a, b) == [("counted_twice", 2, 1)]


def test_a_class_in_two_parts_is_no_conflict() -> None:
    a = line(1, "count", 0, badge=CLASSES[0], heads=(14, 1), phone=0)
    b = line(2, "count", 9, badge=CLASSES[0], heads=(13, 1), phone=1)
    assert found(a, b) == []


def test_what_was_settled_or_erased_is_gone() -> None:
    a = later(line(1, "scan", 0, badge=PEOPLE[0], phone=0, offline=True), 30)
    b = later(line(2, "scan", 5, badge=PEOPLE[0], phone=1, offline=True), 40)
    settled = line(3, "settle", 50, target=2, supervised=True)
    erased = line(4, "undo", 50, target=1, supervised=True)
    assert found(a, b, settled) == found(settled, b, a) == found(a, b, erased) == []
    assert found(a, b, settled, line(5, "undo", 60, target=3, supervised=True)) == [("twice", 2, 1)]
