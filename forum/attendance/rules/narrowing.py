"""Between which whole numbers an unknown must lie, when sums are known and nobody is counted below nought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from forum.attendance.rules.solving import Equation

MOST_TURNS = 20_000
"""Sums looked at before it stops: what is found until then is true, there may be more."""


@dataclass(slots=True)
class Span:
    """The least and the most; `below` and `above` are the known numbers that each was found from."""

    least: float
    most: float = inf
    below: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()

    @property
    def sure(self) -> bool:
        """Whether only one number is left."""
        return self.least == self.most


def narrowed(equations: Sequence[Equation], least: Mapping[str, int]) -> dict[str, Span]:
    """The span of each unknown; `least` gives those known to be more than nought."""
    spans = {key: Span(least.get(key, 0)) for equation in equations for key in equation.factors}
    holding: dict[str, list[int]] = {}
    for number, equation in enumerate(equations):
        for key in equation.factors:
            holding.setdefault(key, []).append(number)
    # A total unknown throughout says nothing of its parts, until something else says it of one of them.
    waiting = dict.fromkeys(number for number, one in enumerate(equations) if _tells(one, spans))
    for _ in range(MOST_TURNS):
        if not waiting:
            break
        number = next(iter(waiting))
        del waiting[number]
        for key in _tightened(equations[number], spans):
            waiting |= dict.fromkeys(holding[key])
    return spans


def _tells(equation: Equation, spans: Mapping[str, Span]) -> bool:
    factors = equation.factors.values()
    return (
        bool(equation.right)
        or min(factors) > 0
        or max(factors) < 0
        or any(spans[key].least for key in equation.factors)
    )


def _tightened(equation: Equation, spans: dict[str, Span]) -> list[str]:
    """The unknowns of which this equation says more than was known."""
    changed: dict[str, None] = {}
    for sign in (1, -1):  # the equation, and the same with every sign turned
        endless = ""
        together = 0.0
        for key, factor in equation.factors.items():
            low = sign * factor * (spans[key].least if sign * factor > 0 else spans[key].most)
            if low != -inf:
                together += low
            elif endless:
                break  # two of them: each may be anything, as far as the other goes
            else:
                endless = key
        else:
            for key in (endless,) if endless else equation.factors:
                factor, span = sign * equation.factors[key], spans[key]
                mine = 0 if endless else factor * (span.least if factor > 0 else span.most)
                left = sign * equation.right - (together - mine)  # what the others leave to this one at most
                if factor > 0 and (most := left // factor) < span.most:
                    span.most, span.above = most, _reasons(equation, spans, key, sign)
                    changed[key] = None
                elif factor < 0 and (low := -(left // -factor)) > span.least:
                    span.least, span.below = low, _reasons(equation, spans, key, sign)
                    changed[key] = None
    return list(changed)


def _reasons(equation: Equation, spans: Mapping[str, Span], but: str, sign: int) -> frozenset[str]:
    """The known numbers behind such a bound: those of the equation, and those behind the bounds of the others."""
    ends = (
        spans[key].below if sign * factor > 0 else spans[key].above
        for key, factor in equation.factors.items()
        if key != but
    )
    return equation.made_of.union(*ends)
