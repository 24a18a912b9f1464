"""What the journal cannot settle by itself: two sides that cannot both be true, or that somebody must hear of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from forum.door.rules.lines import COUNT, IN, OUT, SCAN, Line
from forum.door.rules.register import Register
from forum.door.rules.weighing import heads

TWICE = "twice"
REVOKED = "revoked"
COUNTED_TWICE = "counted_twice"


@dataclass(frozen=True, slots=True)
class Conflict:
    """`line` raised it and is what a settlement names; `other` is the side it stands against, if there is one."""

    kind: str
    badge: UUID
    line: Line
    other: Line | None


def conflicts(register: Register, expected: Mapping[UUID, tuple[int, int]]) -> list[Conflict]:
    """The conflicts that nobody has settled, oldest first; `expected` gives each class's announced (pupils, adults).

    * twice: one badge let in twice with no way out between, of which the door could not know the first.
    * revoked: let in offline although its badge had ended before.
    * counted_twice: two phones counted the same class, together more than announced.
    """
    found = [conflict for badge in register.badges() for conflict in _of(register, badge, expected.get(badge))]
    return sorted((c for c in found if not register.is_settled(c.line)), key=lambda conflict: conflict.line.at)


def _of(register: Register, badge: UUID, expected: tuple[int, int] | None) -> Iterator[Conflict]:
    passages = register.passages(badge)
    for before, line in zip([None, *passages], passages, strict=False):
        if line.direction == OUT:
            continue
        if line.verdict in ("cancelled", "replaced", "withdrawn"):
            yield Conflict(REVOKED, badge, line, None)
        elif before and before.direction == IN and before.device != line.device:
            if line.kind == COUNT:
                if expected and heads(before) + heads(line) > sum(expected):
                    yield Conflict(COUNTED_TWICE, badge, line, before)
            elif line.kind == SCAN and _both_let_in(before, line):
                yield Conflict(TWICE, badge, line, before)


def _both_let_in(before: Line, line: Line) -> bool:
    """The door that was asked second refused, if it was asked online and the first passage was known by then."""
    if before.hall != line.hall:
        return False
    second = max(before, line, key=lambda passage: passage.received_at)
    return second.offline or before.received_at == line.received_at
