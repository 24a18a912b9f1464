"""Writing a list: lot by lot, each row once; whoever dies half-way is taken up where they stopped."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import msgspec

from forum import clock
from forum.address_book import service as book
from forum.address_book.rules import SchoolContactSaid
from forum.address_book.service import Change
from forum.audit import service as audit
from forum.database import fetch, hold, transaction
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitor_queries
from forum.exhibitors import service as exhibitors
from forum.exhibitors.rules import MOST_CONTACTS, ContactSaid, OrganisationSaid
from forum.imports import queries
from forum.imports.queries import ListLine
from forum.imports.rules.columns import CONTACTS
from forum.imports.rules.judging import Judged, Schools, judge
from forum.imports.rules.twins import BEFORE, IN_FILE, IN_FORUM
from forum.imports.service.checking import said_of, schools, sectors_of
from forum.imports.service.choosing import MERGE, SKIP
from forum.imports.tables import ListImport
from forum.mail import bell
from forum.people.who import SYSTEM, Who
from forum.territory.sectors import Sector

BATCH = 50


class NotReady(Refusal):
    """Something is still to be decided, or nothing would be written."""


class Done(msgspec.Struct):
    """What a row did: where, what changed, and the contact that it added."""

    table: str = ""
    changes: list[Change] = []
    contact: str = ""


async def begin(one: ListLine, by: Who) -> int:
    """Write a list that was checked; answers how many rows will be. Raises NotReady."""
    async with transaction():
        await hold(ListImport, one.id)
        now = await queries.list_line(one.id)
        if now.state != "checked":
            raise NotReady("Cet import a changé entre-temps. Rechargez la page.")
        if now.undecided:
            doubts = f"{now.undecided} doublons attendent" if now.undecided > 1 else "Un doublon attend"
            raise NotReady(f"{doubts} votre choix\u00a0: compléter, ajouter ou laisser de côté.")
        if not now.to_add:
            raise NotReady("Aucune ligne n’est à importer.")
        await fetch("UPDATE list_import SET begun_at = {} WHERE id = {}", clock.now(), one.id)
        told = f"Import de «\u00a0{one.file_name[:80]}\u00a0» ({one.kind_name.lower()})\u00a0: {now.to_add} lignes sur {now.total}"
        await audit.note(one.edition, by, "import-list", "import", one.id, told)
    bell.ring()
    return now.to_add


async def write_batch(list_id: uuid.UUID, known: Schools | None = None, most: int = BATCH) -> int:
    """Write the next rows of a list; answers how many were settled, 0 when none is left.

    The list's row is held and each row is settled in the transaction that writes it: never twice, never half.
    """
    known = known or await schools()
    async with transaction():
        await hold(ListImport, list_id)
        one = await queries.list_line(list_id)
        if one.state != "running":
            return 0
        rows = await fetch(
            "SELECT id, line, cells, corrected, faults, twin_where, twin, twin_line, choice FROM import_row"
            " WHERE list = {} AND settled_at IS NULL ORDER BY line LIMIT {}",
            *(list_id, most),
        )
        sectors = await sectors_of(one)
        for row in rows:
            outcome, made, done = await _settle(one, row, known, sectors)
            await fetch(
                "UPDATE import_row SET settled_at = {}, outcome = {}, made = {}, changes = {} WHERE id = {}",
                *(clock.now(), outcome, made, msgspec.json.encode(done).decode(), row["id"]),
            )
        if not rows:
            await fetch("UPDATE list_import SET finished_at = {} WHERE id = {}", clock.now(), list_id)
            told = f"Import terminé\u00a0: {one.made} fiches ajoutées, {one.merged} complétées, {one.same + one.skipped} lignes laissées"
            await audit.note(one.edition, SYSTEM, "import-list-done", "import", list_id, told)
    return len(rows)


async def _settle(
    one: ListLine, row: dict[str, Any], known: Schools, sectors: Sequence[Sector]
) -> tuple[str, uuid.UUID | None, Done]:
    """What becomes of one row: outcome, the row it made or completed, and what undoing wants."""
    judged = judge(one.kind, said_of(row, one), one.defaults, known, sectors)
    if row["faults"] != "{}" or judged.said is None or row["choice"] == SKIP:
        return "skipped", None, Done()
    if row["choice"] == MERGE and row["twin_where"] != BEFORE:
        table, target = await _target(one, row)
        if target is not None:
            return await _merge(table, target, judged)
    if isinstance(judged.said, SchoolContactSaid):
        return "made", await book.add_contact(one.edition, judged.said, judged.school_name), Done("school_contact")
    former = row["twin"] if row["choice"] == MERGE and row["twin_where"] == BEFORE else None
    return "made", await book.add_prospect(one.edition, judged.said, judged.near, _uuid(former)), Done("prospect")


async def _target(one: ListLine, row: dict[str, Any]) -> tuple[str, uuid.UUID | None]:
    """Whom a row completes, if it is still there: in this file, what an earlier row made."""
    table = "school_contact" if one.kind == CONTACTS else "prospect"
    if row["twin_where"] == IN_FILE:
        rows = await fetch(
            "SELECT made, changes FROM import_row WHERE list = {} AND line = {}", one.id, row["twin_line"]
        )
        if not rows or rows[0]["made"] is None:
            return table, None
        return msgspec.json.decode(rows[0]["changes"], type=Done).table, _uuid(rows[0]["made"])
    if row["twin_where"] == IN_FORUM:
        return ("referent" if one.kind == CONTACTS else "exhibitor"), _uuid(row["twin"])
    there = await fetch(f"SELECT 1 AS one FROM {table} WHERE id = {{}}", row["twin"])  # noqa: S608 - one of two words above
    return table, _uuid(row["twin"]) if there else None


async def _merge(table: str, target: uuid.UUID, judged: Judged) -> tuple[str, uuid.UUID | None, Done]:
    """Complete whoever is there; a teacher who has registered knows better and stays as they are."""
    assert judged.said is not None
    if table == "referent":
        return "same", None, Done()
    done = Done(table, await book.complete(table, target, asdict(judged.said)))
    if table == "exhibitor" and isinstance(judged.said, OrganisationSaid):
        done.contact = await _another_contact(target, judged.said)
    return ("merged" if done.changes or done.contact else "same"), target, done


async def _another_contact(exhibitor: uuid.UUID, said: OrganisationSaid) -> str:
    """The list's contact beside those that an exhibitor has, if it is somebody else and there is room; answers its id."""
    there = await exhibitor_queries.contacts_of(exhibitor)
    if len(there) >= MOST_CONTACTS or said.email.casefold() in {one.email.casefold() for one in there}:
        return ""
    told = ContactSaid(said.first_name, said.last_name or said.name[:80], said.email, said.phone)
    return str(await exhibitors.add_contact(exhibitor, told))


def _uuid(value: Any) -> uuid.UUID | None:
    return value if value is None or isinstance(value, uuid.UUID) else uuid.UUID(str(value))
