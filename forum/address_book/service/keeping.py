"""Putting somebody into the book, completing what is known of them, taking them out."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import msgspec

from forum import clock
from forum.address_book.queries import TABLES
from forum.address_book.rules import SchoolContactSaid
from forum.address_book.tables import Prospect, SchoolContact
from forum.audit import service as audit
from forum.database import fetch, transaction
from forum.database.marks import marks
from forum.exhibitors.rules import MOST_CONTACTS, OrganisationSaid
from forum.people.who import Who
from forum.territory.communes import find_commune
from forum.territory.folding import fold
from forum.territory.sectors import find_sector

_COMPLETED = {
    "prospect": ("siret", "insee_code", "website", "pitch", "first_name", "last_name", "email", "phone"),
    "school_contact": ("first_name", "last_name", "duty", "email", "phone"),
    "exhibitor": ("siret", "insee_code", "website", "pitch"),
}
"""Columns that may be filled in."""


@dataclass(frozen=True, slots=True)
class Change:
    """One column of one row, before and after: what undoing it wants."""

    table: str
    id: str
    column: str
    before: str | None
    after: str | None


async def add_prospect(edition: int, said: OrganisationSaid, near: str, former: uuid.UUID | None = None) -> uuid.UUID:
    """An organisation that may be invited; answers its id."""
    made, words = uuid.uuid4(), index_words(said)
    async with transaction():
        await Prospect(
            id=made,
            edition=edition,
            also="[]",
            near=near,
            former=former,
            added_at=clock.now(),
            search=words,
            **asdict(said),
        ).save()
    return made


async def add_contact(edition: int, said: SchoolContactSaid, school_name: str) -> uuid.UUID:
    """Somebody of a school who may be invited; answers the id."""
    made = uuid.uuid4()
    words = contact_words(school_name, said.first_name, said.last_name, said.duty, said.email)
    async with transaction():
        await SchoolContact(id=made, edition=edition, added_at=clock.now(), search=words, **asdict(said)).save()
    return made


async def complete(table: str, row_id: uuid.UUID, said: Mapping[str, Any]) -> list[Change]:
    """Fill in what is empty in a row with what is said; answers what changed.

    Nothing that is there is written over, but for the address of a school's contact: the newer one is better. Somebody else
    of an organisation becomes another contact of it.
    """
    changes: list[Change] = []
    async with transaction():
        rows = await fetch(f"SELECT * FROM {table} WHERE id = {{}}", row_id)
        for column in _COMPLETED[table] if rows else ():
            newer = table == "school_contact" and column == "email" and rows[0][column] != said.get(column)
            if (not rows[0][column] or newer) and (told := said.get(column)):
                changes.append(Change(table, str(row_id), column, rows[0][column], told))
        if rows and table == "prospect" and (also := _with_another(rows[0], said)):
            changes.append(Change(table, str(row_id), "also", rows[0]["also"], also))
        for change in changes:
            await fetch(f"UPDATE {table} SET {change.column} = {{}} WHERE id = {{}}", change.after, row_id)
    return changes


async def put_back(change: Change) -> bool:
    """Undo one change, unless somebody changed it again since; whether it was undone."""
    assert change.table in _COMPLETED
    assert change.column in (*_COMPLETED[change.table], "also")
    rows = await fetch(
        f"UPDATE {change.table} SET {change.column} = {{}} WHERE id = {{}} AND {change.column} = {{}} RETURNING id",
        *(change.before, uuid.UUID(change.id), change.after),
    )
    return bool(rows)


def _with_another(row: Mapping[str, Any], said: Mapping[str, Any]) -> str | None:
    """The other contacts with one more, if the address is nobody's yet."""
    also = msgspec.json.decode(row["also"], type=list[dict[str, str]])
    known = {row["email"].casefold(), *(one["email"].casefold() for one in also)}
    if not said["email"] or said["email"].casefold() in known or len(also) >= MOST_CONTACTS - 1:
        return None
    also.append({name: said[name] for name in ("first_name", "last_name", "email", "phone")})
    return msgspec.json.encode(also).decode()


async def remove(edition: int, part: str, chosen: Collection[uuid.UUID], by: Who) -> int:
    """Take these out of the book; what somebody became, an exhibitor or a class, stays. Answers how many."""
    if not chosen:
        return 0
    async with transaction():
        gone = await fetch(
            f"DELETE FROM {TABLES[part]} WHERE edition = {{}} AND id IN ({marks(chosen)}) RETURNING id",
            edition,
            *chosen,
        )
        if gone:
            told = f"Carnet d’adresses\u00a0: {len(gone)} {'fiches retirées' if len(gone) > 1 else 'fiche retirée'}"
            await audit.note(edition, by, "remove-from-book", "book", part, told)
    return len(gone)


def index_words(said: OrganisationSaid) -> str:
    """The words by which an organisation is found."""
    sector, commune = find_sector(said.sector), find_commune(said.insee_code)
    told = (
        said.name,
        commune.name if commune else "",
        sector.name if sector else "",
        said.first_name,
        said.last_name,
        said.email,
    )
    return fold(" ".join((*told, said.siret or "")))[:600]


def contact_words(school_name: str, *told: str) -> str:
    """The words by which somebody of a school is found."""
    return fold(" ".join((school_name, *told)))[:600]
