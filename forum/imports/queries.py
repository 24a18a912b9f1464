"""Questions about imports: a list with how far it is, its rows, what columns were named before."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from forum.database import fetch
from forum.errors import NotFound
from forum.imports.rules.columns import KIND_NAMES
from forum.imports.rules.rows import cells_of
from forum.imports.rules.twins import SURE, WHY

PAGE = 50
FAULTY, TWINS, UNDECIDED, GOOD, LEFT = "fautives", "doublons", "a-choisir", "bonnes", "laissees"
_TO_ADD = "r.faults = '{{}}' AND (r.choice IN ('add', 'merge') OR r.twin_why = '')"
_FILTERS = {
    FAULTY: "r.faults <> '{{}}'",
    TWINS: "r.faults = '{{}}' AND r.twin_why <> ''",
    UNDECIDED: "r.faults = '{{}}' AND r.twin_why <> '' AND r.choice = ''",
    GOOD: "r.faults = '{{}}' AND r.twin_why = ''",
    LEFT: "r.settled_at IS NOT NULL AND r.outcome IN ('skipped', 'same')",
}


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list with how far it is, counted in rows."""

    id: uuid.UUID
    edition: int
    kind: str
    file_name: str
    sheet: str
    others: str
    heads: tuple[str, ...]
    signature: str
    mapping: dict[str, int]
    defaults: dict[str, str]
    sent_at: datetime
    by_name: str
    named_at: datetime | None
    checked_at: datetime | None
    begun_at: datetime | None
    finished_at: datetime | None
    taken_back_at: datetime | None
    undone_at: datetime | None
    total: int
    checked: int
    faulty: int
    twins: int
    undecided: int
    to_add: int
    settled: int
    made: int
    merged: int
    same: int
    skipped: int
    undone: int
    kept: int

    @property
    def kind_name(self) -> str:
        return KIND_NAMES[self.kind]

    @property
    def state(self) -> str:
        """naming, checking, checked, running, finished, undoing or undone."""
        for moment, state in (
            (self.undone_at, "undone"),
            (self.taken_back_at, "undoing"),
            (self.finished_at, "finished"),
        ):
            if moment:
                return state
        if self.begun_at:
            return "running"
        return "checked" if self.checked_at else "checking" if self.named_at else "naming"

    @property
    def good(self) -> int:
        return self.checked - self.faulty - self.twins


_COUNTS = ", ".join(
    f"sum(CASE WHEN {clause} THEN 1 ELSE 0 END) AS {name}"
    for name, clause in {
        "faulty": _FILTERS[FAULTY],
        "twins": _FILTERS[TWINS],
        "undecided": _FILTERS[UNDECIDED],
        "to_add": _TO_ADD,
        "made": "r.outcome = 'made'",
        "merged": "r.outcome = 'merged'",
        "same": "r.outcome = 'same'",
        "skipped": "r.outcome = 'skipped'",
        "kept": "r.kept_why <> ''",
    }.items()
)
_COLUMNS = (
    "l.id, l.edition, l.kind, l.file_name, l.sheet, l.others, l.heads, l.signature, l.mapping, l.defaults, l.sent_at, l.by_name,"
    " l.named_at, l.checked_at, l.begun_at, l.finished_at, l.taken_back_at, l.undone_at"
)
_LISTS = (
    f"SELECT {_COLUMNS}, count(r.id) AS total, count(r.checked_at) AS checked, count(r.settled_at) AS settled,"
    f" count(r.undone_at) AS undone, {_COUNTS} FROM list_import l LEFT JOIN import_row r ON r.list = l.id"
)


async def list_line(list_id: uuid.UUID) -> ListLine:
    """One list. Raises NotFound."""
    rows = await fetch(f"{_LISTS} WHERE l.id = {{}} GROUP BY {_COLUMNS}", list_id)
    if not rows:
        raise NotFound("Cet import n’existe pas, ou n’existe plus.")
    return _list(rows[0])


async def lists(edition: int) -> list[ListLine]:
    """Every list of an edition, the newest first."""
    rows = await fetch(f"{_LISTS} WHERE l.edition = {{}} GROUP BY {_COLUMNS} ORDER BY l.sent_at DESC, l.id", edition)
    return [_list(row) for row in rows]


async def underway() -> list[uuid.UUID]:
    """Lists that are being checked, written or taken back."""
    rows = await fetch(
        "SELECT id FROM list_import WHERE (named_at IS NOT NULL AND checked_at IS NULL) OR (begun_at IS NOT NULL AND"
        " finished_at IS NULL) OR (taken_back_at IS NOT NULL AND undone_at IS NULL) ORDER BY sent_at"
    )
    return [_uuid(row["id"]) for row in rows]


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row: what the file says by field, what is wrong, whom it resembles, what became of it."""

    id: uuid.UUID
    line: int
    said: dict[str, str]
    name: str
    faults: dict[str, str]
    twin_where: str
    twin: uuid.UUID | None
    twin_line: int | None
    twin_name: str
    twin_why: str
    choice: str
    outcome: str
    made: uuid.UUID | None
    kept_why: str
    corrected: bool

    @property
    def why(self) -> str:
        return WHY.get(self.twin_why, "")

    @property
    def sure(self) -> bool:
        return self.twin_why in SURE


@dataclass(frozen=True, slots=True)
class RowPage:
    """A page of rows."""

    lines: list[RowLine]
    total: int
    page: int
    pages: int


_ROWS = (
    "SELECT r.id, r.line, r.cells, r.corrected, r.name, r.faults, r.twin_where, r.twin, r.twin_line, r.twin_name, r.twin_why,"
    " r.choice, r.outcome, r.made, r.kept_why FROM import_row r"
)


async def rows_of(one: ListLine, filtered: str = "", page: int = 1) -> RowPage:
    """Rows in the order of the file, those of one filter or all."""
    where = f"r.list = {{}} AND {_FILTERS[filtered]}" if filtered in _FILTERS else "r.list = {}"
    total = int((await fetch(f"SELECT count(*) AS n FROM import_row r WHERE {where}", one.id))[0]["n"])
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    found = await fetch(
        f"{_ROWS} WHERE {where} ORDER BY r.line LIMIT {{}} OFFSET {{}}", one.id, PAGE, (page - 1) * PAGE
    )
    return RowPage([_row(row, one.mapping) for row in found], total, page, pages)


async def all_rows(one: ListLine, filtered: str) -> list[RowLine]:
    """The same without pages, for a file."""
    found = await fetch(f"{_ROWS} WHERE r.list = {{}} AND {_FILTERS[filtered]} ORDER BY r.line", one.id)
    return [_row(row, one.mapping) for row in found]


async def row(one: ListLine, line: int) -> RowLine:
    """One row by its number in the file. Raises NotFound."""
    found = await fetch(f"{_ROWS} WHERE r.list = {{}} AND r.line = {{}}", one.id, line)
    if not found:
        raise NotFound("Cette ligne n’existe pas dans le fichier.")
    return _row(found[0], one.mapping)


async def samples(list_id: uuid.UUID, most: int = 30) -> list[tuple[str, ...]]:
    """The first rows as they are in the file."""
    found = await fetch("SELECT cells FROM import_row WHERE list = {} ORDER BY line LIMIT {}", list_id, most)
    return [tuple(msgspec.json.decode(row["cells"], type=list[str])) for row in found]


async def remembered(signature: str) -> dict[str, int] | None:
    """How the columns of these heads were named the last time."""
    found = await fetch("SELECT mapping FROM column_memory WHERE signature = {}", signature)
    return msgspec.json.decode(found[0]["mapping"], type=dict[str, int]) if found else None


def _list(row: dict[str, Any]) -> ListLine:
    row["id"] = _uuid(row["id"])
    row["heads"] = tuple(msgspec.json.decode(row["heads"], type=list[str]))
    row["mapping"] = msgspec.json.decode(row["mapping"], type=dict[str, int])
    row["defaults"] = msgspec.json.decode(row["defaults"], type=dict[str, str])
    for name in ("faulty", "twins", "undecided", "to_add", "made", "merged", "same", "skipped", "kept"):
        row[name] = int(row[name] or 0)
    return ListLine(**row)


def _row(row: dict[str, Any], mapping: dict[str, int]) -> RowLine:
    corrected = msgspec.json.decode(row.pop("corrected"), type=dict[str, str])
    said = {**cells_of(msgspec.json.decode(row.pop("cells"), type=list[str]), mapping), **corrected}
    row["faults"] = msgspec.json.decode(row["faults"], type=dict[str, str])
    for name in ("id", "twin", "made"):
        row[name] = _uuid(row[name]) if row[name] is not None else None
    return RowLine(said=said, corrected=bool(corrected), **row)


def _uuid(value: object) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
