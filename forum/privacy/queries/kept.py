"""« Ce qui est encore conservé », and what was erased: shown at any time, counts only."""

from __future__ import annotations

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
    """One kind of data of one edition: how many are still kept, until when, and whether the day has come."""

    kind: Kind
    kept: int
    erase_on: date | None
    due: bool
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
    erased: dict[tuple[int, str], int] = {}
    for row in await fetch("SELECT edition, kind, count(*) AS n FROM erasure GROUP BY edition, kind"):
        erased[row["edition"], row["kind"]] = int(row["n"])
    found = []
    for edition_id in reversed(await pending.editions()):
        edition = await editions.edition(edition_id)
        lines = []
        for code, kind in KINDS.items():
            on = edition.erase_on.get(code)
            number = await pending.count(edition, code)
            gone = (
                sum(erased.get((edition_id, one), 0) for one in rules.SOURCE_OF_KIND.get(code, ()))
                if code != "contacts"
                else 0
            )
            lines.append(KeptLine(kind, number, on, bool(on and on <= today and number), gone))
        found.append(KeptEdition(edition.id, edition.name, edition.last_day.date.year, tuple(lines)))
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
