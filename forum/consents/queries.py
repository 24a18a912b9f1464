"""Questions about consents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from forum.consents.rules import PURPOSES
from forum.database import fetch


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One answer, with the words that were read; `withdrawn_at` when another answer took its place."""

    purpose: str
    version: int
    granted: bool
    at: datetime
    withdrawn_at: datetime | None

    @property
    def name(self) -> str:
        known = PURPOSES.get(self.purpose)
        return known.name if known else self.purpose

    @property
    def sentence(self) -> str:
        known = PURPOSES.get(self.purpose)
        return known.asked(self.version) if known else ""


async def consents_of(holder: UUID) -> list[ConsentLine]:
    """Every answer of somebody, the newest first."""
    rows = await fetch(
        "SELECT purpose, version, granted, at, withdrawn_at FROM consent WHERE holder = {}"
        " ORDER BY at DESC, withdrawn_at IS NOT NULL, id",
        holder,
    )
    return [_line(row) for row in rows]


async def agrees(holder: UUID, purpose: str) -> bool:
    """Whether somebody's last word on this is yes."""
    rows = await fetch(
        "SELECT granted FROM consent WHERE holder = {} AND purpose = {} AND withdrawn_at IS NULL", holder, purpose
    )
    return bool(rows and rows[0]["granted"])


def _line(row: dict[str, Any]) -> ConsentLine:
    return ConsentLine(**{**row, "granted": bool(row["granted"])})
