"""How lengths, watts and lists of stands are said in French."""

from __future__ import annotations

import re
from collections.abc import Sequence


def metres(length_cm: float) -> str:
    """« 2,40 m »."""
    return f"{length_cm / 100:.2f}".replace(".", ",") + "\u00a0m"


def watts(number: int) -> str:
    """« 43 000 W »."""
    return f"{number:,}".replace(",", "\u202f") + "\u00a0W"


def names(all_of: Sequence[str]) -> str:
    """« le stand A1 », « les stands A1 à A4 et « Scène » »: numbers that follow each other are drawn together."""
    stands = [name.removeprefix("le stand ") for name in all_of if name.startswith("le stand ")]
    others = [name for name in all_of if not name.startswith("le stand ")]
    parts = runs(stands)
    if parts:
        word = "le stand " if len(stands) == 1 else "les stands "
        parts[0] = word + parts[0]
    return _and(parts + others)


def runs(numbers: Sequence[str]) -> list[str]:
    """« A1 à A4 », « B2 »: the numbers in the order of the plan, those that follow each other in one."""
    split = sorted({_split(number) for number in numbers})
    found: list[list[tuple[str, int]]] = []
    for one in split:
        if found and one[1] >= 0 and found[-1][-1] == (one[0], one[1] - 1):
            found[-1].append(one)
        else:
            found.append([one])
    said = []
    for run in found:
        first, last = _joined(run[0]), _joined(run[-1])
        said += [f"{first} à {last}"] if len(run) > 2 else [_joined(one) for one in run]
    return said


def _split(number: str) -> tuple[str, int]:
    """« A12 » is (« A », 12); what does not end in a plain number stays whole, with -1."""
    found = re.fullmatch(r"(.*?)([1-9][0-9]*)", number)
    return (found[1], int(found[2])) if found else (number, -1)


def _joined(parts: tuple[str, int]) -> str:
    return parts[0] + (str(parts[1]) if parts[1] >= 0 else "")


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " et " + parts[-1] if parts else ""
