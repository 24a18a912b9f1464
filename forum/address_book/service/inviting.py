"""Inviting whoever is in the book: an organiser asks, the letters are written in lots, nobody twice."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

import msgspec

from forum import clock
from forum.address_book import queries
from forum.address_book.queries import TABLES
from forum.address_book.rules import COMPANIES, SCHOOLS
from forum.audit import service as audit
from forum.database import fetch, hold, transaction
from forum.database.marks import marks
from forum.editions import queries as editions
from forum.editions.tables import Edition
from forum.editions.values import Audience, EditionValue
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitor_queries
from forum.exhibitors import service as exhibitors
from forum.exhibitors.rules import MOST_CONTACTS, ContactSaid, OrganisationSaid
from forum.mail import bell
from forum.mail import service as mail
from forum.mail.service import Draft
from forum.people.who import SYSTEM, Who
from forum.renewal import service as renewal
from forum.stands import service as stands
from forum.stands.rules import NeedsSaid
from forum.territory.folding import fold
from forum.web.words import say_date, say_hour, say_phone

BATCH = 20
_AUDIENCES = {COMPANIES: Audience.EXHIBITORS, SCHOOLS: Audience.CLASSES}
_NEEDS = NeedsSaid(people=2, tables=1, chairs=2, panels=0, power_watts=0, network=False, machine=False, note="")


class NotYetOpen(Refusal):
    """The letter leads to a form that must be open."""

    sentence = "Les invitations partiront quand l’édition sera en ligne et que ces inscriptions seront ouvertes."


def is_open(edition: EditionValue, part: str) -> bool:
    """Whether the form that an invitation leads to may be filled in now."""
    return edition.published_at is not None and edition.window(_AUDIENCES[part]).state(clock.now()) == "open"


async def ask(edition: EditionValue, part: str, chosen: Collection[uuid.UUID], by: Who) -> int:
    """Invite these; whoever was invited already is left in peace. Answers how many letters will leave. Raises NotYetOpen."""
    if not is_open(edition, part):
        raise NotYetOpen
    asked = 0
    async with transaction():
        await hold(Edition, edition.id)
        for lot in _lots(list(chosen)):
            rows = await fetch(
                f"UPDATE {TABLES[part]} SET asked_at = {{}} WHERE edition = {{}} AND asked_at IS NULL AND invited_at IS NULL"
                f" AND id IN ({marks(lot)}) RETURNING id",
                *(clock.now(), edition.id, *lot),
            )
            asked += len(rows)
        if asked:
            told = "établissements" if part == SCHOOLS else "organisations"
            await audit.note(edition.id, by, "invite-book", "book", part, f"{asked} invitations demandées ({told})")
    bell.ring()
    return asked


async def ask_found(edition: EditionValue, part: str, q: str, by: Who) -> int:
    """Invite everybody whom a search finds. Raises NotYetOpen."""
    return await ask(edition, part, await queries.ids_to_invite(edition.id, part, q), by)


async def write_batch(edition_id: int, part: str, most: int = BATCH) -> int:
    """Write the next invitations; answers how many rows it settled, 0 when nothing is left or the forms have closed.

    Each row is taken by a conditional update in the transaction of its letter: two workers never write one twice.
    """
    edition = await editions.edition(edition_id)
    if not is_open(edition, part):
        return 0
    async with transaction():
        await hold(Edition, edition.id)
        rows = await fetch(
            f"UPDATE {TABLES[part]} SET invited_at = {{}} WHERE invited_at IS NULL AND id IN (SELECT id FROM {TABLES[part]}"
            " WHERE edition = {} AND asked_at IS NOT NULL AND invited_at IS NULL ORDER BY asked_at, id LIMIT {}) RETURNING *",
            *(clock.now(), edition.id, most),
        )
        for row in rows:
            await (_invite_company if part == COMPANIES else _invite_school)(edition, row)
    bell.ring()
    return len(rows)


async def _invite_company(edition: EditionValue, row: dict[str, Any]) -> None:
    """A draft filled with what is known, and the letter that leads to it; nothing for who is there already."""
    exhibitor = await _there(edition.id, row)
    if exhibitor is None:
        # A badge wants a name: where the list has none, the organisation's stands in until they say better.
        said = OrganisationSaid(
            **{column: row[column] for column in ("name", "kind", "sector", "siret", "insee_code", "website", "pitch")},
            first_name=row["first_name"],
            last_name=row["last_name"] or row["name"][:80],
            email=row["email"],
            phone=row["phone"],
        )
        if row["former"]:
            exhibitor = await renewal.draft_again(edition, row["former"], SYSTEM, contact=said)
        else:
            exhibitor = await stands.draft(edition, said, _NEEDS, by=SYSTEM, letter="invited")
        await _add_others(exhibitor, row["also"])
    await fetch("UPDATE prospect SET exhibitor = {} WHERE id = {}", exhibitor, row["id"])


async def _add_others(exhibitor: uuid.UUID, also: str) -> None:
    """Whoever else of it the lists knew, as long as there is room."""
    there = await exhibitor_queries.contacts_of(exhibitor)
    known, room = {one.email.casefold() for one in there}, MOST_CONTACTS - len(there)
    others = [ContactSaid(**one) for one in msgspec.json.decode(also, type=list[dict[str, str]])]
    for one in [one for one in others if one.email.casefold() not in known][:room]:
        await exhibitors.add_contact(exhibitor, one)


async def _there(edition: int, row: dict[str, Any]) -> uuid.UUID | None:
    """The exhibitor of this edition that it is already: same SIRET, or same address and name."""
    rows = await fetch(
        "SELECT e.id, e.name, e.siret, c.email FROM exhibitor e JOIN exhibitor_contact c ON c.exhibitor = e.id"
        " WHERE e.edition = {} AND (e.siret = {} OR lower(c.email) = {})",
        *(edition, row["siret"] or "-", row["email"].lower()),
    )
    for found in rows:
        if (row["siret"] and found["siret"] == row["siret"]) or fold(found["name"]) == fold(row["name"]):
            return found["id"] if isinstance(found["id"], uuid.UUID) else uuid.UUID(str(found["id"]))
    return None


async def _invite_school(edition: EditionValue, row: dict[str, Any]) -> None:
    day = edition.first_day
    name = (await fetch("SELECT name FROM school WHERE id = {}", row["school"]))[0]["name"]
    await mail.write(
        Draft(
            edition=edition.id,
            template="address_book/letters/school.md",
            fields={
                "first_name": row["first_name"],
                "school": name,
                "date": say_date(day.date),
                "opens": say_hour(day.opens_at),
                "closes": say_hour(day.closes_at),
                "place": f"{edition.place}, {edition.city}",
                "phone": say_phone(edition.contact_phone),
            },
            to_address=row["email"],
            to_name=f"{row['first_name']} {row['last_name']}".strip() or name[:120],
            holder=row["id"] if isinstance(row["id"], uuid.UUID) else uuid.UUID(str(row["id"])),
        )
    )


def _lots(ids: list[uuid.UUID]) -> list[list[uuid.UUID]]:
    return [ids[at : at + 400] for at in range(0, len(ids), 400)]
