"""Groups that are the same people, told by two tables: the classes of one school that have a slot to themselves, and so on.

Nobody reads it in the tables, but whoever knows which class came when may add it up.
"""

from __future__ import annotations

from collections.abc import Iterable

from forum.attendance.rules.attended import Attended
from forum.attendance.rules.outcome import Profile
from forum.attendance.rules.sheet import Counts, Heads
from forum.attendance.values import CLASS

_BOTH = ("pupils", "chaperones")


def tie(told: Attended, counts: Counts) -> None:
    """Say to `counts` what the tables of schools, levels and slots have in common, part by part."""
    classes = [group.profile for group in told.of(CLASS) if group.sums.live or group.sums.came]
    for measure in ("expected", "present"):
        for these, those in _parts((_mark(one, "school"), _mark(one, "level")) for one in classes):
            for kind in _BOTH:
                _same(counts, _keys(measure, these, kind), _keys(measure, those, kind))
        for cut in ("school", "level"):  # a slot counts pupils and adults together
            for these, those in _parts((_mark(one, cut), _mark(one, "slot")) for one in classes):
                _same(counts, _keys(measure, these, *_BOTH), _keys(measure, those, "class"))


def _mark(one: Profile, cut: str) -> str:
    value = {"school": one.school, "level": one.level, "slot": one.slot or "none"}[cut]
    return f"{cut}={value}"


def _keys(measure: str, marks: Iterable[str], *kinds: str) -> list[str]:
    return [f"{measure}|{kind}|{mark}" for mark in sorted(marks) for kind in kinds]


def _same(counts: Counts, these: list[str], those: list[str]) -> None:
    left, right = ([Heads(counts.values[key], key) for key in keys if key in counts.values] for keys in (these, those))
    together = sum(one.value for one in left)
    if together and together == sum(one.value for one in right):
        both = Heads(together, f"tied|{these[0]}|{those[0]}")
        counts.sum(both, left)
        counts.sum(both, right)


def _parts(pairs: Iterable[tuple[str, str]]) -> list[tuple[set[str], set[str]]]:
    """The marks of both sides in groups that share no class; none when all hang together, which the totals tell already."""
    parts: list[tuple[set[str], set[str]]] = []
    for one, other in set(pairs):
        touched = [part for part in parts if one in part[0] or other in part[1]]
        parts = [part for part in parts if part not in touched]
        parts.append((set().union({one}, *(p[0] for p in touched)), set().union({other}, *(p[1] for p in touched))))
    return sorted(parts, key=lambda part: min(part[0])) if len(parts) > 1 else []
