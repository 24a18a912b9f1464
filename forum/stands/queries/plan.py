"""Questions about the floor plan."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from forum import clock
from forum.database import fetch
from forum.errors import NotFound
from forum.stands.rules import VALIDATED, Suggestion, Wanted, suggest
from forum.stands.rules.face import Face, face
from forum.stands.rules.look import reach
from forum.territory.sectors import Sector, find_sector


@dataclass(frozen=True, slots=True)
class StandValue:
    """A stand with whoever holds it. Lengths in centimetres; `holder` is shown once the booking is validated.

    `held_by` and `held_until` are of a hold that is still alive: a form being filled, or an offer to the waiting list.
    """

    id: int
    hall: int
    number: str
    zone: str
    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int
    rotation: int
    power_watts: int
    water: bool
    network: bool
    three_phase: bool
    accessible: bool
    circuit: int | None
    circuit_code: str | None
    circuit_watts: int | None
    circuit_used: int
    held_by: uuid.UUID | None
    held_until: datetime | None
    state: str | None
    exhibitor: uuid.UUID | None
    exhibitor_name: str | None
    sector_code: str | None

    @property
    def free(self) -> bool:
        return self.state is None and self.held_by is None

    def free_for(self, kept: uuid.UUID | None) -> bool:
        """Whether it may be taken by whoever holds it by that id."""
        return self.state is None and self.held_by in {None, kept}

    @property
    def power_left(self) -> int:
        """Watts that this stand can still be given: its socket's, or what the circuit has left."""
        if self.circuit_watts is None:
            return self.power_watts
        return max(0, min(self.power_watts, self.circuit_watts - self.circuit_used))

    @property
    def reach(self) -> int:
        return reach(self)

    @property
    def face(self) -> Face:
        return face(self.holder or "", self.width_cm, self.depth_cm)

    @property
    def holder(self) -> str | None:
        return self.exhibitor_name if self.state == VALIDATED else None

    @property
    def sector(self) -> Sector | None:
        return find_sector(self.sector_code or "")

    @property
    def square_metres(self) -> float:
        return self.width_cm * self.depth_cm / 10_000

    @property
    def centre(self) -> tuple[int, int]:
        return self.x_cm + self.width_cm // 2, self.y_cm + self.depth_cm // 2


_STANDS = (
    "SELECT s.id, s.hall, s.number, s.zone, s.x_cm, s.y_cm, s.width_cm, s.depth_cm, s.rotation, s.power_watts, s.water,"
    " s.network, s.three_phase, s.accessible,"
    " s.circuit, k.code AS circuit_code, k.watts AS circuit_watts, u.used AS circuit_used,"
    " h.id AS held_by, h.expires_at AS held_until,"
    " b.state, b.exhibitor, e.name AS exhibitor_name, e.sector AS sector_code FROM stand s"
    " LEFT JOIN stand_booking b ON b.stand = s.id AND b.state IN ('submitted', 'validated')"
    " LEFT JOIN exhibitor e ON e.id = b.exhibitor"
    " LEFT JOIN stand_hold h ON h.stand = s.id AND h.released_at IS NULL AND h.expires_at > {}"
    " LEFT JOIN circuit k ON k.id = s.circuit"
    " LEFT JOIN (SELECT t.circuit, sum(p.power_watts) AS used FROM stand t"
    " JOIN stand_booking p ON p.stand = t.id AND p.state IN ('submitted', 'validated')"
    " WHERE t.circuit IS NOT NULL GROUP BY t.circuit) u ON u.circuit = s.circuit"
)


async def plan(edition: int) -> list[StandValue]:
    """Every stand of the edition, in the order of the plan's numbers."""
    rows = await fetch(f"{_STANDS} WHERE s.edition = {{}}", clock.now(), edition)
    return sorted((_stand(row) for row in rows), key=lambda one: by_number(one.number))


async def stand(edition: int, number: str) -> StandValue:
    """One stand by its number. Raises NotFound."""
    rows = await fetch(f"{_STANDS} WHERE s.edition = {{}} AND s.number = {{}}", clock.now(), edition, number[:8])
    if not rows:
        raise NotFound("Ce stand n’existe pas, ou n’existe plus. Revenez au plan.")
    return _stand(rows[0])


async def alternatives(
    edition: int, to: StandValue, wanted: Wanted, count: int = 3
) -> list[tuple[StandValue, Suggestion]]:
    """The best free stands in the place of one that was lost, with the reasons; when none gives the power, the best without."""
    stands = await plan(edition)
    named = {one.number: one for one in stands}
    others = [one for one in stands if one.id != to.id]
    villages = await _villages(edition)
    found = suggest(others, wanted, count, to.centre, villages) or suggest(
        others, Wanted(wanted.sector, people=wanted.people), count, to.centre, villages
    )
    return [(named[one.number], one) for one in found]


async def suggestions(edition: int, wanted: Wanted, count: int = 3) -> list[tuple[StandValue, Suggestion]]:
    """The best free stands for what somebody needs, each with its reasons."""
    stands = await plan(edition)
    named = {one.number: one for one in stands}
    return [(named[one.number], one) for one in suggest(stands, wanted, count, villages=await _villages(edition))]


async def _villages(edition: int) -> dict[str, str]:
    """The zones that the plan gives to a sector."""
    rows = await fetch("SELECT name, sector FROM zone WHERE edition = {} AND sector <> ''", edition)
    return {row["name"]: row["sector"] for row in rows}


def _stand(row: dict[str, Any]) -> StandValue:
    if row["exhibitor"]:
        row["exhibitor"] = as_uuid(row["exhibitor"])
    if row["held_by"]:
        row["held_by"] = as_uuid(row["held_by"])
    for name in ("water", "network", "three_phase", "accessible"):
        row[name] = bool(row[name])
    row["circuit_used"] = int(row["circuit_used"] or 0)
    return StandValue(**row)


def as_uuid(value: object) -> uuid.UUID:
    """SQLite answers text."""
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))


@lru_cache(maxsize=8192)
def by_number(number: str) -> tuple[str, int, str]:
    """The order of the plan: A2 before A10 before B1."""
    letters = number.rstrip("0123456789")
    digits = number[len(letters) :]
    return letters, int(digits) if digits else 0, number
