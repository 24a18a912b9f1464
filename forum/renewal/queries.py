"""What a copy would bring along, and which exhibitors could be asked back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from forum.database import fetch
from forum.territory.folding import fold

COPIED = (
    ("day", "jour", "jours"),
    ("hall", "salle", "salles"),
    ("gate", "porte", "portes"),
    ("stand", "stand", "stands"),
    ("circuit", "ligne électrique", "lignes électriques"),
    ("arrival_slot", "créneau d’arrivée", "créneaux d’arrivée"),
    ("letter_wording", "courrier à vos mots", "courriers à vos mots"),
)


async def what_is_copied(edition: int) -> list[str]:
    """What a copy of an edition brings along, in words: « 62 stands », « 16 créneaux d’arrivée »."""
    counts = ", ".join(f"(SELECT count(*) FROM {table} WHERE edition = {{}}) AS {table}" for table, _, _ in COPIED)  # noqa: S608 - names of tables written above
    row = (await fetch(f"SELECT {counts}", *([edition] * len(COPIED))))[0]
    return [f"{n}\u00a0{one if n == 1 else many}" for table, one, many in COPIED if (n := int(row[table]))]


@dataclass(frozen=True, slots=True)
class FormerExhibitor:
    """An exhibitor who held a stand in the edition before; `back` when it is in the new one already, `booked` when it asked
    for a stand there: whoever was only asked back has a file and no stand.
    """

    id: uuid.UUID
    name: str
    contact: str
    number: str
    back: bool
    booked: bool


async def former_exhibitors(old: int, new: int) -> list[FormerExhibitor]:
    """Who held a stand to the end of the edition before, by name, in two queries. Erased ones are not there.

    An exhibitor is back when the new edition knows its SIRET, or its address together with its name.
    """
    rows = await fetch(
        "SELECT e.id, e.name, e.siret, c.email, c.first_name, c.last_name, s.number FROM exhibitor e"
        " JOIN stand_booking b ON b.exhibitor = e.id AND b.state IN ('submitted', 'validated')"
        " JOIN stand s ON s.id = b.stand JOIN exhibitor_contact c ON c.exhibitor = e.id AND c.rank = 0"
        " WHERE e.edition = {} AND c.email <> '' ORDER BY e.search, e.id",
        old,
    )
    there = await fetch(
        "SELECT e.name, e.siret, c.email, (SELECT count(*) FROM stand_booking b WHERE b.exhibitor = e.id"
        " AND b.state IN ('submitted', 'validated', 'waitlisted')) AS booked FROM exhibitor e"
        " JOIN exhibitor_contact c ON c.exhibitor = e.id AND c.rank = 0 WHERE e.edition = {}",
        new,
    )
    known = {key for row in there for key in _keys(row)}
    booked = {key for row in there if row["booked"] for key in _keys(row)}
    return [
        FormerExhibitor(
            uuid.UUID(str(row["id"])),
            row["name"],
            f"{row['first_name']} {row['last_name']}",
            row["number"],
            not known.isdisjoint(_keys(row)),
            not booked.isdisjoint(_keys(row)),
        )
        for row in rows
    ]


def _keys(row: dict[str, Any]) -> set[tuple[str, str]]:
    own = {(row["email"].lower(), fold(row["name"]))}
    return own | {("SIRET", row["siret"])} if row["siret"] else own
