"""Parts of what is held about one person: tables with their heads, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.web.words import say_moment

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of what is held: a table with its heads."""

    title: str
    heads: Row
    rows: tuple[Row, ...]


def facts(title: str, told: Sequence[tuple[str, str]]) -> Section:
    return Section(title, ("Donnée", "Valeur"), tuple((name, value) for name, value in told if value))


def moment(at: datetime | None) -> str:
    return say_moment(at) if at else ""
