"""« Ce qui est encore conservé », and what was erased: shown at any time, counts only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from forum import clock
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.retention import KINDS, Kind
from forum.errors import NotFound
from forum.privacy import rules
from forum.privacy.queries import pending


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One kind of data of one edition: how many are still kept, until when, and how many were erased.

    `due` says that the day has come and that something is left to erase; `done` that nothing is.
    """

    kind: Kind
    kept: int
    erase_on: date | None
    due: bool
    done: bool
    erased: int


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """What one edition still keeps."""

    id: int
    name: str
    year: int
    lines: tuple[KeptLine, ...]

    @property
    def kept(self) -> int:
        return sum(line.kept for line in self.lines if line.kind.code not in ("scans", "journal"))


@dataclass(frozen=True, slots=True)
class RecordLine:
    """The proof of one erasure."""

    id: UUID
    edition: int
    edition_name: str
    kind: str
    reason: str
    due: date | None
    by_name: str
    begun_at: datetime
    finished_at: datetime | None
    counts: dict[str, int]
    figures_before: str
    figures_after: str

    @property
    def kind_name(self) -> str:
        return rules.KIND_NAMES.get(self.kind) or rules.SOURCE_NAMES.get(self.kind, self.kind)

    @property
    def reason_name(self) -> str:
        return rules.REASON_NAMES[self.reason]

    @property
    def told(self) -> str:
        return rules.told(self.counts)

    @property
    def figures(self) -> str:
        """What became of the attendance figures, in words."""
        if not self.figures_before or not self.figures_after:
            return "sans objet"
        return "identiques" if self.figures_before == self.figures_after else "différents"


async def kept() -> list[KeptEdition]:
    """Every edition, the newest first."""
    today = clock.local(clock.now()).date()
    gone = await _erased()
    found = []
    for edition_id in reversed(await pending.editions()):
        edition = await editions.edition(edition_id)
        lines = []
        for code, kind in KINDS.items():
            on = edition.erase_on.get(code)
            come = on is not None and on <= today
            left = bool(come and on and await pending.anything(edition, code, pending.journal_before(on)))
            number = await pending.count(edition, code)
            lines.append(KeptLine(kind, number, on, left, come and not left, gone.get((edition_id, code), 0)))
        found.append(KeptEdition(edition.id, edition.name, edition.last_day.date.year, tuple(lines)))
    return found


async def _erased() -> Counter[tuple[int, str]]:
    """How many of each kind of each edition are erased: people as the tables have them, lines as the proofs say."""
    found: Counter[tuple[int, str]] = Counter()
    kinds = {source: kind for kind, sources in rules.SOURCE_OF_KIND.items() if kind != "contacts" for source in sources}
    for source, kind in kinds.items():
        rows = await fetch(
            "SELECT e.edition, r.kind, count(*) AS n FROM erasure e JOIN erasure_record r ON r.id = e.record"  # noqa: S608
            f" JOIN {pending.TABLES[source]} t ON t.id = e.holder GROUP BY e.edition, r.kind"
        )
        for row in rows:
            found[row["edition"], "contacts" if row["kind"] == "contacts" else kind] += int(row["n"])
    for row in await fetch("SELECT edition, kind, counts FROM erasure_record"):
        counts = msgspec.json.decode(row["counts"], type=dict[str, int])
        found[row["edition"], "scans"] += counts.get("scans", 0)
        found[row["edition"], "journal"] += counts.get("acts", 0) if row["kind"] == "journal" else 0
    return found


_RECORDS = (
    "SELECT r.id, r.edition, e.name AS edition_name, r.kind, r.reason, r.due, r.by_name, r.begun_at, r.finished_at, r.counts,"
    " r.figures_before, r.figures_after FROM erasure_record r JOIN edition e ON e.id = r.edition"
)


async def records(most: int = 500) -> list[RecordLine]:
    """Every erasure, the newest first."""
    return [_record(row) for row in await fetch(f"{_RECORDS} ORDER BY r.begun_at DESC, r.id LIMIT {{}}", most)]


async def record(record_id: UUID) -> RecordLine:
    """One erasure. Raises NotFound."""
    rows = await fetch(f"{_RECORDS} WHERE r.id = {{}}", record_id)
    if not rows:
        raise NotFound
    return _record(rows[0])


def _record(row: dict[str, Any]) -> RecordLine:
    counts = msgspec.json.decode(row.pop("counts"), type=dict[str, int])
    return RecordLine(counts=counts, **row)
