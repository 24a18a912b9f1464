"""Trying a list: every row judged, and compared with everybody who is there; nothing of it is written anywhere else."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any

import msgspec

from forum import clock
from forum.database import fetch, hold, transaction
from forum.editions import queries as editions
from forum.imports import queries
from forum.imports.queries import ListLine
from forum.imports.rules.columns import CONTACTS
from forum.imports.rules.judging import Judged, SchoolKnown, Schools, judge
from forum.imports.rules.rows import cells_of
from forum.imports.rules.twins import BEFORE, BY_NAME, IN_BOOK, IN_FILE, IN_FORUM, Index, Known, Twin, near_name
from forum.imports.service.choosing import MERGE, SKIP
from forum.imports.tables import ListImport
from forum.territory.folding import fold
from forum.territory.queries import all_schools
from forum.territory.sectors import Sector

BATCH = 100


class Checker:
    """Judges the rows of one list in the order of the file, remembering those that went by."""

    def __init__(self, one: ListLine, schools: Schools, sectors: Sequence[Sector], index: Index) -> None:
        self.one, self.schools, self.sectors, self.index = one, schools, sectors, index
        self.upto = -1

    def judged(self, row: dict[str, Any]) -> Judged:
        """What a row comes to."""
        return judge(self.one.kind, said_of(row, self.one), self.one.defaults, self.schools, self.sectors)

    def remember(self, row: dict[str, Any], judged: Judged) -> None:
        """The next rows may be the same as this one."""
        if judged.said is not None:
            emails = (judged.email,) if judged.email else ()
            self.index.put(Known(IN_FILE, None, judged.name, judged.near, judged.siret, emails, row["line"]))
        self.upto = max(self.upto, row["line"])

    def look(self, rows: list[dict[str, Any]], earlier: list[dict[str, Any]]) -> list[tuple[Judged, Twin | None]]:
        """Judge a batch; `earlier` are rows before it that were judged elsewhere. Slow: not on the event loop."""
        for row in earlier:
            self.remember(row, self.judged(row))
        found = []
        for row in rows:
            judged = self.judged(row)
            twin = self.index.twin(judged.siret, judged.email, judged.near) if judged.said is not None else None
            found.append((judged, twin))
            self.remember(row, judged)
        return found


async def check_some(list_id: uuid.UUID) -> bool:
    """Judge every row that is not judged yet, batch by batch; whether there was anything to do."""
    one = await queries.list_line(list_id)
    if one.state != "checking":
        return False
    checker = Checker(one, await schools(), await sectors_of(one), Index.of(await known(one)))
    while await _check_batch(checker):
        continue
    return True


async def try_row(one: ListLine, said: dict[str, str]) -> dict[str, str]:
    """What would be wrong with a row that said this, by field; nothing is kept."""
    return judge(one.kind, said, one.defaults, await schools(), await sectors_of(one)).faults


async def sectors_of(one: ListLine) -> Sequence[Sector]:
    """The sectors of the edition that the list is for."""
    return (await editions.edition(one.edition)).sectors


async def _check_batch(checker: Checker) -> bool:
    list_id = checker.one.id
    rows = await fetch(
        "SELECT id, line, cells, corrected FROM import_row WHERE list = {} AND checked_at IS NULL ORDER BY line LIMIT {}",
        *(list_id, BATCH),
    )
    first = rows[0]["line"] if rows else 0
    earlier = await fetch(
        "SELECT id, line, cells, corrected FROM import_row WHERE list = {} AND checked_at IS NOT NULL AND line > {} AND line < {}"
        " ORDER BY line",
        *(list_id, checker.upto, first),
    )
    judged = await asyncio.to_thread(checker.look, rows, earlier)
    async with transaction():
        await hold(ListImport, list_id)
        # Named anew meanwhile: what was judged is worth nothing.
        same = await fetch(
            "SELECT 1 AS one FROM list_import WHERE id = {} AND named_at = {} AND begun_at IS NULL",
            list_id,
            checker.one.named_at,
        )
        if not same:
            return False
        for row, (one, twin) in zip(rows, judged, strict=True):
            await _note(row["id"], one, twin)
        if not rows:
            await fetch("UPDATE list_import SET checked_at = {} WHERE id = {}", clock.now(), list_id)
    return bool(rows)


async def _note(row_id: Any, judged: Judged, twin: Twin | None) -> None:
    of = twin.of if twin else None
    await fetch(
        "UPDATE import_row SET name = {}, faults = {}, twin_where = {}, twin = {}, twin_line = {}, twin_name = {}, twin_why = {},"
        " choice = {}, checked_at = {} WHERE id = {}",
        *(judged.name[:160], msgspec.json.encode(judged.faults).decode(), of.where if of else ""),
        *(of.id if of else None, of.line if of else None, of.name[:160] if of else "", twin.why if twin else ""),
        *(_proposed(twin), clock.now(), row_id),
    )


def _proposed(twin: Twin | None) -> str:
    """What is proposed where there is no doubt; else somebody decides."""
    if twin is None:
        return ""
    if twin.of.where == IN_FORUM and not twin.of.near:  # a teacher who has registered
        return SKIP
    return MERGE if twin.sure or (twin.of.where == BEFORE and twin.why == BY_NAME) else ""


def said_of(row: dict[str, Any], one: ListLine) -> dict[str, str]:
    """The fields of a row: its cells under the names of the columns, then what was corrected."""
    cells = msgspec.json.decode(row["cells"], type=list[str])
    return {**cells_of(cells, one.mapping), **msgspec.json.decode(row["corrected"], type=dict[str, str])}


async def schools() -> Schools:
    """Every school, ready to be found."""
    return Schools(
        [SchoolKnown.of(one.id, one.uai, one.name, one.municipality, one.insee_code) for one in await all_schools()]
    )


async def known(one: ListLine) -> list[Known]:
    """Everybody whom a row may be the same as, in four questions."""
    return await _known_contacts(one.edition) if one.kind == CONTACTS else await _known_organisations(one.edition)


async def _known_contacts(edition: int) -> list[Known]:
    found = []
    for row in await fetch(
        "SELECT id, school, first_name, last_name, email FROM school_contact WHERE edition = {}", edition
    ):
        name = f"{row['first_name']} {row['last_name']}".strip()
        words = " ".join(sorted(fold(name).split()))
        near = f"{row['school']} {row['school']} {words}"[:120] if words else ""
        found.append(Known(IN_BOOK, _uuid(row["id"]), name or row["email"], near, None, (row["email"],)))
    for row in await fetch(
        "SELECT id, first_name, last_name, email FROM referent WHERE edition = {} AND email <> ''", edition
    ):
        name = f"{row['first_name']} {row['last_name']}"
        found.append(Known(IN_FORUM, _uuid(row["id"]), f"{name}, déjà inscrit", "", None, (row["email"],)))
    return found


async def _known_organisations(edition: int) -> list[Known]:
    found = [
        Known(IN_BOOK, _uuid(row["id"]), row["name"], row["near"], row["siret"], _emails(row["email"], row["also"]))
        for row in await fetch("SELECT id, name, near, siret, email, also FROM prospect WHERE edition = {}", edition)
    ]
    before = await fetch("SELECT copied_from FROM edition WHERE id = {}", edition)
    former = before[0]["copied_from"] if before else None
    for where, which in ((IN_FORUM, edition), (BEFORE, former)):
        if which is None:
            continue
        emails: dict[str, list[str]] = {}
        names: dict[str, tuple[str, str | None]] = {}
        for row in await fetch(
            "SELECT e.id, e.name, e.siret, c.email FROM exhibitor e JOIN exhibitor_contact c ON c.exhibitor = e.id"
            " WHERE e.edition = {} AND c.email <> '' ORDER BY c.rank",
            which,
        ):
            key = str(row["id"])
            names[key] = row["name"], row["siret"]
            emails.setdefault(key, []).append(row["email"])
        found += [
            Known(where, uuid.UUID(key), name, near_name(name), siret, tuple(emails[key]))
            for key, (name, siret) in names.items()
        ]
    return found


def _emails(email: str, also: str) -> tuple[str, ...]:
    return (email, *(one["email"] for one in msgspec.json.decode(also, type=list[dict[str, str]])))


def _uuid(value: object) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
