"""Somebody who wants to know what published figures hide: all tables at once, exact fractions, whole numbers, common sense.

Nothing is shared with the masking's own reasoning but the report's sums.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from forum.attendance.rules.sheet import Heads, Hidden, Report, Sum

Row = tuple[dict[str, Fraction], Fraction]


def cells(made: Report) -> Iterator[Heads]:
    """Every number of people, wherever it stands."""
    for sheet in made.sheets:
        yield from (cell for row in sheet.lines for cell in row if isinstance(cell, Heads))
    yield from (figure.value for figure in made.figures if isinstance(figure.value, Heads))


def counted(made: Report) -> dict[str, int]:
    return {cell.key: cell.value for cell in cells(made)}


def small_ones(made: Report, shown: Report) -> dict[str, int]:
    """The groups of one to four people that are not published."""
    hidden = counted(made).keys() - counted(shown).keys()
    return {key: value for key, value in counted(made).items() if key in hidden and 0 < value < 5}


def found_out(made: Report, shown: Report, seen: Iterable[str] = (), more: Iterable[Sum] = ()) -> dict[str, float]:
    """The small groups that he names with their number, who has `seen` some cells besides and supposes `more` sums.

    What he knows by those cells alone is his, and no finding.
    """
    sums = [*made.sums, *more]
    his = {key: number for key, number in counted(made).items() if key in set(seen)}
    found = worked_out(sums, counted(shown) | his, points(made, shown))
    alone = his.keys() | worked_out(sums, his, {}).keys()
    return {key: found[key] for key in small_ones(made, shown) if key in found and key not in alone}


def points(made: Report, shown: Report) -> set[str]:
    """The groups in whose place a point stands: somebody is in them."""
    found: set[str] = set()
    for before, after in zip(made.sheets, shown.sheets, strict=True):
        titles = [column.title for column in before.columns]
        kept = [titles.index(column.title) for column in after.columns]
        rows = [[row[column] for column in kept] for row in before.lines]
        for row in after.lines:
            # The row it was: the one that shows the same wherever it is not a point.
            same = [
                one
                for one in rows
                if all(isinstance(b, Hidden) or a == b or isinstance(a, int) for a, b in zip(one, row, strict=True))
            ]
            for one in same[:1] if len(same) == 1 else []:
                found |= {
                    a.key
                    for a, b in zip(one, row, strict=True)
                    if isinstance(a, Heads) and isinstance(b, Hidden) and a.value
                }
    return found


def worked_out(sums: Iterable[Sum], known: Mapping[str, int], points: Iterable[str]) -> dict[str, float]:
    """What has one value only: by elimination, or between the bounds of the equations and of those that follow from them."""
    rows = [row for one in sums if (row := _row(one, known))[0]]
    spans = squeezed([*rows, *eliminated(rows)], set(points))
    return {key: low for key, (low, high) in spans.items() if low == high}


def _row(one: Sum, known: Mapping[str, int]) -> Row:
    left: dict[str, Fraction] = {}
    right = Fraction(0)
    for key, sign in ((one.total, -1), *((part, 1) for part in one.parts)):
        if key in known:
            right -= sign * known[key]
        else:
            left[key] = left.get(key, Fraction(0)) + sign
    return {key: number for key, number in left.items() if number}, right


def eliminated(rows: Iterable[Row]) -> list[Row]:
    """The same equations with one unknown of each in no other (Gauss and Jordan)."""
    done: dict[str, Row] = {}
    for row in rows:
        for pivot in [key for key in row[0] if key in done]:
            row = _minus(row, done[pivot], row[0][pivot])
        if not row[0]:
            assert row[1] == 0, "the published numbers contradict each other"
            continue
        pivot = min(row[0])
        lead = row[0][pivot]
        row = {key: number / lead for key, number in row[0].items()}, row[1] / lead
        done |= {other: _minus(one, row, one[0][pivot]) for other, one in done.items() if pivot in one[0]}
        done[pivot] = row
    return list(done.values())


def _minus(row: Row, other: Row, factor: Fraction) -> Row:
    left = dict(row[0])
    for key, number in other[0].items():
        left[key] = left.get(key, Fraction(0)) - factor * number
    return {key: number for key, number in left.items() if number}, row[1] - factor * other[1]


def squeezed(rows: Iterable[Row], points: set[str]) -> dict[str, tuple[float, float]]:
    """The least and the most of each unknown, tightened until no equation says more; a point is one at least."""
    whole = [_in_integers(row) for row in rows]
    spans: dict[str, tuple[float, float]] = {key: (int(key in points), math.inf) for left, _ in whole for key in left}
    moved = set(spans)
    while moved:
        before, moved = moved, set()
        for left, right in whole:
            if before.isdisjoint(left):
                continue
            ends = {key: sorted((factor * spans[key][0], factor * spans[key][1])) for key, factor in left.items()}
            for key, factor in left.items():
                low, high = (right - sum(end[side] for other, end in ends.items() if other != key) for side in (1, 0))
                if factor < 0:
                    low, high = -high, -low
                size = abs(factor)
                span = (
                    max(spans[key][0], -(-low // size) if low > -math.inf else low),
                    min(spans[key][1], high // size if high < math.inf else high),
                )
                if span != spans[key]:
                    spans[key] = span
                    ends[key] = sorted((factor * span[0], factor * span[1]))
                    moved.add(key)
    return spans


def _in_integers(row: Row) -> tuple[dict[str, int], int]:
    by = math.lcm(row[1].denominator, *(number.denominator for number in row[0].values()))
    return {key: int(number * by) for key, number in row[0].items()}, int(row[1] * by)
