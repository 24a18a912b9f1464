"""Contacts and people of a stand whose data is erased: the organisation stays, as it is no person."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from forum.database import fetch
from forum.database.marks import marks
from forum.territory.folding import fold


async def forget(exhibitors: Sequence[UUID]) -> int:
    """Empty the contacts and the people of these organisations, inside the caller's transaction; answers how many people."""
    if not exhibitors:
        return 0
    places = marks(exhibitors)
    contacts = await fetch(
        "UPDATE exhibitor_contact SET first_name = '', last_name = '', email = '', phone = ''"
        f" WHERE exhibitor IN ({places}) RETURNING id",
        *exhibitors,
    )
    people = await fetch(
        f"UPDATE stand_person SET first_name = '', last_name = '' WHERE exhibitor IN ({places}) RETURNING id",
        *exhibitors,
    )
    for row in await fetch(f"SELECT id, name, sector FROM exhibitor WHERE id IN ({places})", *exhibitors):
        await fetch("UPDATE exhibitor SET search = {} WHERE id = {}", fold(f"{row['name']} {row['sector']}"), row["id"])
    return len(contacts) + len(people)
