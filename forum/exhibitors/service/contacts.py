"""Verbs about whom to write to: the main contact and up to four more."""

from __future__ import annotations

import uuid
from typing import Any

from forum.database import fetch, hold, transaction
from forum.errors import NotFound, Refusal
from forum.exhibitors.rules import MOST_CONTACTS, ContactSaid
from forum.exhibitors.tables import Exhibitor


class ContactsCrowded(Refusal):
    """Five are enough."""

    sentence = "Cinq contacts au plus. Retirez d’abord quelqu’un."
    field = "email"


class OnlyContact(Refusal):
    """Letters must reach somebody."""

    sentence = "C’est le seul contact\u00a0: ajoutez d’abord quelqu’un d’autre."


class ContactKnown(Refusal):
    """One line for each address."""

    sentence = "Cette adresse est déjà celle d’un de vos contacts."
    field = "email"


async def add_contact(exhibitor_id: uuid.UUID, said: ContactSaid) -> uuid.UUID:
    """Somebody else to write to, last in rank. Raises ContactsCrowded, ContactKnown."""
    async with transaction():
        await hold(Exhibitor, exhibitor_id)
        ranks = await fetch("SELECT rank, email FROM exhibitor_contact WHERE exhibitor = {}", exhibitor_id)
        if len(ranks) >= MOST_CONTACTS:
            raise ContactsCrowded
        if said.email.casefold() in {row["email"].casefold() for row in ranks}:
            raise ContactKnown
        made = uuid.uuid4()
        await fetch(
            "INSERT INTO exhibitor_contact (id, exhibitor, rank, first_name, last_name, email, phone)"
            " VALUES ({}, {}, {}, {}, {}, {}, {})",
            *(made, exhibitor_id, max((row["rank"] for row in ranks), default=-1) + 1),
            *(said.first_name, said.last_name, said.email, said.phone),
        )
        return made


async def remove_contact(exhibitor_id: uuid.UUID, contact_id: uuid.UUID) -> None:
    """Somebody is no longer written to; when it was the main contact, the next one becomes it. Raises NotFound, OnlyContact."""
    async with transaction():
        await hold(Exhibitor, exhibitor_id)
        rows = await _ranked(exhibitor_id)
        gone = _of(rows, contact_id)
        if len(rows) == 1:
            raise OnlyContact
        await fetch("DELETE FROM exhibitor_contact WHERE id = {}", contact_id)
        if gone["rank"] == 0:
            await fetch("UPDATE exhibitor_contact SET rank = 0 WHERE id = {}", rows[1]["id"])


async def put_first(exhibitor_id: uuid.UUID, contact_id: uuid.UUID) -> None:
    """The letters go to somebody else from now on; who had them before comes next. Raises NotFound."""
    async with transaction():
        await hold(Exhibitor, exhibitor_id)
        rows = await _ranked(exhibitor_id)
        first = _of(rows, contact_id)
        if first["rank"] == 0:
            return
        # Ranks are unique at every instant: the chosen one steps aside first.
        for rank, one in ((-1, contact_id), (first["rank"], rows[0]["id"]), (0, contact_id)):
            await fetch("UPDATE exhibitor_contact SET rank = {} WHERE id = {}", rank, one)


async def _ranked(exhibitor_id: uuid.UUID) -> list[dict[str, Any]]:
    return await fetch("SELECT id, rank FROM exhibitor_contact WHERE exhibitor = {} ORDER BY rank", exhibitor_id)


def _of(rows: list[dict[str, Any]], contact_id: uuid.UUID) -> dict[str, Any]:
    found = next((row for row in rows if str(row["id"]) == str(contact_id)), None)
    if found is None:
        raise NotFound("Cette personne n’est pas un contact de votre organisation.")
    return found
