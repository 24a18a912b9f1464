"""Which unknowns a set of linear equations gives away, and from which of the known numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forum.attendance.rules.sheet import Sum

_PRIME = 2**61 - 1
"""Computed in a finite field: exact, and quick however the fractions would grow. Coefficients are -1, 0, 1 and small sums
of them, so that a vanishing by chance has a probability near one in 10^15."""
Row = dict[str, int]


@dataclass(frozen=True, slots=True)
class Equation:
    """Unknowns, each times a factor, are `right` together; `made_of` are the known numbers in it."""

    factors: Mapping[str, int]
    right: int
    made_of: frozenset[str]


def reduced(sums: Iterable[Sum], known: Mapping[str, int]) -> list[Equation]:
    """What the sums say of the unknowns; those that are known throughout say nothing."""
    found = []
    for one in sums:
        unknown = [key for key in one.parts if key not in known]
        if not unknown and one.total in known:
            continue
        factors: dict[str, int] = {}
        made_of = []
        right = 0
        for key, sign in ((one.total, -1), *((part, 1) for part in one.parts)):
            if key in known:
                right -= sign * known[key]
                made_of.append(key)
            else:
                factors[key] = factors.get(key, 0) + sign
        found.append(Equation(factors, right, frozenset(made_of)))
    return found


def determined(equations: Iterable[Mapping[str, int]], known: frozenset[str]) -> dict[str, set[str]]:
    """The unknowns with one possible value, each with the known numbers that it is made of.

    An equation gives a coefficient for every name in it, known or not; they add up to nothing.
    """
    pivots: dict[str, Row] = {}
    where: dict[str, set[str]] = {}  # unknown → the pivots whose rows hold it
    for equation in equations:
        row = {key: value % _PRIME for key, value in equation.items() if value % _PRIME}
        for key in [key for key in row if key in pivots]:
            _subtract(row, pivots[key], row.get(key, 0))
        pivot = min((key for key in row if key not in known), default=None)
        if pivot is None:
            continue
        inverse = pow(row[pivot], -1, _PRIME)
        row = {key: value * inverse % _PRIME for key, value in row.items()}
        for other in list(where.get(pivot, ())):
            if factor := pivots[other].get(pivot):
                _subtract(pivots[other], row, factor)
                for key in row:
                    if key not in known and key in pivots[other]:
                        where.setdefault(key, set()).add(other)
        pivots[pivot] = row
        for key in row:
            if key not in known:
                where.setdefault(key, set()).add(pivot)
    return {
        pivot: {key for key in row if key != pivot}
        for pivot, row in pivots.items()
        if all(key in known for key in row if key != pivot)
    }


def _subtract(row: Row, other: Mapping[str, int], factor: int) -> None:
    if not factor:
        return
    for key, value in other.items():
        left = (row.get(key, 0) - factor * value) % _PRIME
        if left:
            row[key] = left
        else:
            row.pop(key, None)
