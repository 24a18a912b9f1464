"""Reading the journal for a count: all of it, a line at a time and one moment long, or what concerns a few badges."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from sys import intern
from typing import Any
from uuid import UUID

from asyncpg.pgproto import pgproto

from forum.attendance.rules.count import Count
from forum.attendance.rules.known import Known
from forum.database import fetch
from forum.database.snapshot import Reader, snapshot
from forum.door.rules import Line
from forum.door.rules.lines import RESET, UNDO

_COLUMNS = (
    "s.id, s.number, s.kind, s.direction, s.gate, g.hall, s.device, s.supervised, s.badge, s.badge_kind, s.pupils, s.adults,"
    " s.admitted, s.target, s.status, s.verdict, s.corrected_at, s.received_at, s.offline, s.insee_code"
)
_LINES = f"SELECT {_COLUMNS} FROM scan s JOIN gate g ON g.id = s.gate WHERE s.edition = "  # noqa: S608 - our own words
AT_ONCE = 400
"""Values in one question: SQLite of old takes 999."""


@dataclass(frozen=True, slots=True)
class Read:
    """Lines, and the communes said at the desk by those that have one."""

    lines: list[Line]
    froms: dict[UUID, str]


# ── All of it ──


def read_whole(edition_id: int, count: Count) -> None:
    """Count the whole journal in the memory of one owner's lines, for a thread of its own; the count has nothing yet."""
    of_edition = f"FROM scan WHERE edition = {int(edition_id)}"
    with snapshot() as rows:
        acts = [line for line, _ in _lines(rows(f"{_LINES}{int(edition_id)} AND s.kind IN ('{UNDO}', '{RESET}')"))]
        meant = _lines(
            rows(f"{_LINES}{int(edition_id)} AND s.id IN (SELECT target {of_edition} AND target IS NOT NULL)")
        )
        count.known.undo(acts, {line.id: line for line, _ in meant})
        count.known.empty(line for line in acts if line.kind == RESET)
        _tell(rows, edition_id, count)
        count.last = int(next(iter(rows(f"SELECT coalesce(max(number), 0) {of_edition}")))[0])


def _tell(rows: Reader, edition_id: int, count: Count) -> None:
    """Owner by owner: the lines of a badge come one after the other; those of an owner of several are kept until the end."""
    known = count.known
    many: dict[UUID, Read] = {}
    silent = set(known.parties)
    for owner, read in _by_badge(_lines(rows(f"{_LINES}{edition_id} AND s.kind <> '{UNDO}' ORDER BY s.badge")), known):
        if len(known.badges.get(owner, ())) > 1:
            kept = many.setdefault(owner, Read([], {}))
            kept.lines.extend(read.lines)
            kept.froms.update(read.froms)
        else:
            count.count(owner, read.lines, read.froms)
            silent.discard(owner)
    for owner, read in many.items():
        count.count(owner, read.lines, read.froms)
        silent.discard(owner)
    for owner in silent:
        count.count(owner, (), {})


def _by_badge(lines: Iterable[tuple[Line, str | None]], known: Known) -> Iterator[tuple[UUID, Read]]:
    read, badge, owner = Read([], {}), None, None
    for line, place in lines:
        if owner is not None and (line.badge is None or line.badge != badge):
            yield owner, read
            read, owner = Read([], {}), None
        badge, owner = line.badge, owner or known.owner(line)
        read.lines.append(line)
        if place:
            read.froms[line.id] = place
    if owner is not None:
        yield owner, read


# ── A few of them ──


async def read_between(edition_id: int, after: int, until: int) -> list[Line]:
    """The lines after one number, up to another, in order. Both ends are said, so that no statistics are needed to see that
    these are few: PostgreSQL would sort the rest of a journal that it knows nothing of yet, piece after piece."""
    rows = await fetch(
        f"{_LINES}{{}} AND s.number > {{}} AND s.number <= {{}} ORDER BY s.number", edition_id, after, until
    )
    return _read(rows).lines


async def read_of(edition_id: int, column: str, values: Collection[UUID], until: int) -> Read:
    """The lines up to this number whose `badge`, or `id`, is one of these."""
    rows: list[dict[str, Any]] = []
    waiting = list(values)
    for at in range(0, len(waiting), AT_ONCE):
        some = waiting[at : at + AT_ONCE]
        marks = ", ".join(["{}"] * len(some))
        rows += await fetch(f"{_LINES}{{}} AND s.number <= {{}} AND s.{column} IN ({marks})", edition_id, until, *some)
    return _read(rows)


def _read(rows: Sequence[dict[str, Any]]) -> Read:
    told = list(_lines(row.values() for row in rows))
    return Read([line for line, _ in told], {line.id: place for line, place in told if place})


def _lines(rows: Iterable[Iterable[Any]]) -> Iterator[tuple[Line, str | None]]:
    """Lines with the commune each says; words, phones and badges that follow each other are kept once."""
    phones: dict[Any, UUID | None] = {None: None}
    badge_said, badge = None, None
    for row in rows:
        (
            key, number, kind, direction, gate, hall, device, supervised, said, badge_kind, pupils, adults,
            admitted, target, status, verdict, at, received_at, offline, place,
        ) = row  # fmt: skip
        if device not in phones:
            phones[device] = _id(device)
        if said != badge_said:
            badge_said, badge = said, _id(said)
        moment = _moment(at)
        yield (
            Line(
                _id(key),
                number,
                intern(kind),
                direction,
                gate,
                hall,
                phones[device],
                bool(supervised),
                badge,
                badge_kind and intern(badge_kind),
                pupils,
                adults,
                bool(admitted),
                target and _id(target),
                status,
                verdict,
                moment,
                moment if received_at == at else _moment(received_at),
                bool(offline),
            ),
            place,
        )


def _id(said: Any) -> Any:
    """SQLite's own values are text."""
    return pgproto.UUID(said) if isinstance(said, str) else said


def _moment(said: Any) -> datetime:
    if not isinstance(said, str):
        moment: datetime = said
        return moment
    at = datetime.fromisoformat(said)
    return at if at.tzinfo is UTC else at.replace(tzinfo=UTC)
