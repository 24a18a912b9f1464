"""Referents whose data is erased: their classes stay with school, level and numbers; who answered for them goes."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from forum.database import fetch
from forum.database.marks import marks
from forum.territory.folding import fold


async def visits_of_all(referents: Sequence[UUID]) -> list[UUID]:
    """The ids of every class of these referents, cancelled ones included."""
    if not referents:
        return []
    rows = await fetch(f"SELECT id FROM class_visit WHERE referent IN ({marks(referents)})", *referents)
    return [row["id"] for row in rows]


async def shared_with(referents: Sequence[UUID]) -> list[UUID]:
    """The classes of others that these referents were added to."""
    if not referents:
        return []
    rows = await fetch(f"SELECT class_visit FROM class_colleague WHERE referent IN ({marks(referents)})", *referents)
    return [row["class_visit"] for row in rows]


async def forget(referents: Sequence[UUID]) -> int:
    """Empty these referents, inside the caller's transaction; answers how many."""
    if not referents:
        return 0
    rows = await fetch(
        "SELECT v.id, v.class_name, s.name, s.municipality_name, s.uai FROM class_visit v JOIN school s ON s.id = v.school"
        f" WHERE v.referent IN ({marks(referents)})",
        *referents,
    )
    for row in rows:
        words = fold(f"{row['class_name']} {row['name']} {row['municipality_name']} {row['uai'] or ''}")[:300]
        await fetch("UPDATE class_visit SET search = {} WHERE id = {}", words, row["id"])
    await fetch(
        f"DELETE FROM class_note WHERE class_visit IN (SELECT id FROM class_visit WHERE referent IN ({marks(referents)}))",
        *referents,
    )
    for one in referents:
        # The address is unique in an edition: what stands in its place is no address and names nobody.
        await fetch(
            "UPDATE referent SET first_name = '', last_name = '', phone = '', email = {} WHERE id = {}",
            *(f"effacé {one}", one),
        )
    return len(referents)
