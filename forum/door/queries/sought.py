"""The journal searched: by words, by gate, by what kind of passage, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from anyio import to_thread

from forum.badges.codes import read_code
from forum.database import fetch
from forum.door.ledger import Ledger, ledger
from forum.door.phone_list import phone_list
from forum.door.queries.journal import LineShown, lines_shown, signed_log
from forum.door.rules import Line, Register
from forum.door.rules.judging import LET_IN
from forum.door.rules.lines import CLICK, CORRECTION, COUNT, RESET, SCAN, SETTLE, UNDO, WALK_IN
from forum.territory.folding import fold

PAGE = 100
SORTS: Mapping[str, Callable[[Register, Line], bool]] = {
    "badges": lambda _, line: line.kind == SCAN,
    "classes": lambda _, line: line.kind == COUNT,
    "sans-badge": lambda _, line: line.kind in (WALK_IN, CLICK),
    "corrections": lambda _, line: line.kind in (CORRECTION, RESET, SETTLE, UNDO),
    "refuses": lambda _, line: line.verdict not in LET_IN and line.kind in (SCAN, COUNT),
    "deja-passes": lambda _, line: line.verdict == "again",
    "hors-ligne": lambda _, line: line.offline,
    "effaces": lambda register, line: register.is_undone(line),
}
"""What somebody may ask to see of the journal, by the word of the address."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for: words (or a badge's whole code), a gate, one of `SORTS`; empty for everything."""

    words: str = ""
    gate: int | None = None
    sort: str = ""

    def __bool__(self) -> bool:
        return bool(self.words.strip() or self.gate is not None or self.sort in SORTS)


@dataclass(frozen=True, slots=True)
class Passages:
    """A page of the journal, the newest received first."""

    lines: list[LineShown]
    total: int
    page: int
    pages: int


async def passages(edition: int, sought: Sought, page: int = 1) -> Passages:
    """The lines that answer, a page of them."""
    found = await _found(edition, sought)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, page), pages)
    some = found[(page - 1) * PAGE : page * PAGE]
    shown = await lines_shown(edition, some)
    return Passages([shown[line.id] for line in some if line.id in shown], len(found), page, pages)


async def log_of(edition: int, sought: Sought) -> list[tuple[LineShown, int]]:
    """The signed log of the lines that answer, in order of time, each with all the people present after it."""
    log = await signed_log(edition)
    if not sought:
        return log
    wanted = {line.id for line in await _found(edition, sought)}
    return [(line, present) for line, present in log if line.id in wanted]


async def _found(edition: int, sought: Sought) -> list[Line]:
    book = await ledger(edition)
    await book.catch_up()
    told = await _words(book, sought.words) if sought.words.strip() else None
    lines = list(book.register.lines.values())
    return await to_thread.run_sync(lambda: list(_answering(book.register, lines, sought, told)))


def _answering(register: Register, lines: list[Line], sought: Sought, told: _Words | None) -> Iterator[Line]:
    is_sort = SORTS.get(sought.sort)
    for line in reversed(lines):
        if sought.gate is not None and line.gate != sought.gate:
            continue
        if is_sort and not is_sort(register, line):
            continue
        if told and not told.of(line):
            continue
        yield line


@dataclass
class _Words:
    """Which of the wanted words (as bits) each thing that a line names bears."""

    wanted: int
    badges: dict[UUID, int] = field(default_factory=dict)
    devices: dict[UUID, int] = field(default_factory=dict)
    gates: dict[int, int] = field(default_factory=dict)
    notes: dict[UUID, int] = field(default_factory=dict)

    def of(self, line: Line) -> bool:
        """Whether every word is somewhere in the line: its badge, its phone, its gate, its reason."""
        found = self.gates.get(line.gate, 0) | self.notes.get(line.id, 0)
        if line.badge:
            found |= self.badges.get(line.badge, 0)
        if line.device:
            found |= self.devices.get(line.device, 0)
        return found == self.wanted


async def _words(book: Ledger, text: str) -> _Words:
    edition = book.edition.id
    badges = (await phone_list(edition)).badges
    if code := read_code(text):
        return _Words(1, badges={badge: 1 for badge, sealed in badges.items() if sealed.code == code})
    words = fold(text).split()
    devices = await fetch("SELECT id, name FROM door_device WHERE edition = {}", edition)
    notes = await fetch(
        "SELECT scan.id, scan.note, account.name AS author FROM scan LEFT JOIN account ON account.id = scan.author"
        " WHERE scan.edition = {} AND (scan.note <> '' OR scan.author IS NOT NULL)",
        edition,
    )

    def bits(folded: str) -> int:
        padded = f" {folded}"
        return sum(1 << at for at, word in enumerate(words) if f" {word}" in padded)

    return _Words(
        (1 << len(words)) - 1,
        badges={badge: bits(sealed.folded) for badge, sealed in badges.items()},
        devices={row["id"]: bits(fold(row["name"])) for row in devices},
        gates={gate: bits(fold(name)) for gate, name in book.gates.items()},
        notes={row["id"]: bits(fold(f"{row['note']} {row['author'] or ''}")) for row in notes},
    )
