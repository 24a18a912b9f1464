"""Copy what was prepared of an edition: its words, days, halls, plan, arrival slots, letters and badges. No registration."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from piccolo.table import Table

from forum import clock
from forum.audit import service as audit
from forum.badges.tables import BadgeLook, BadgePicture
from forum.database import fetch, hold, transaction
from forum.editions.service import PastDay, free_slug
from forum.editions.tables import ArrivalSlot, Day, Edition, Gate, Hall
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.mail.tables import LetterWording
from forum.people.who import Who
from forum.renewal.rules import moved
from forum.stands.tables import Circuit, HallDoor, Obstacle, Stand, StandDeadline, Zone
from forum.visitors.tables import VisitorSlot

Row = dict[str, Any]


class AlreadyCopied(Refusal):
    """A second click, or a colleague was quicker."""

    sentence = "Cette édition a déjà été copiée vers ce jour-là\u00a0: choisissez-la dans la liste des éditions."
    field = "date"


async def copy_edition(old: EditionValue, first: date, by: Who) -> int:
    """A new edition, not public, whose first day is `first`; every date moves by as many days. Answers its id.

    What was prepared comes along; nobody who was registered does, and the public notice stays behind.
    Raises PastDay, AlreadyCopied, NotFound.
    """
    if first <= clock.local(clock.now()).date():
        raise PastDay
    days = (first - old.first_day.date).days
    async with transaction():
        await hold(Edition, old.id)
        if await fetch(
            "SELECT e.id FROM edition e JOIN day d ON d.edition = e.id WHERE e.copied_from = {} AND d.date = {}",
            *(old.id, first),
        ):
            raise AlreadyCopied
        new = await _edition(old.id, first, days)
        halls = await _carry(Hall, old.id, edition=new)
        gates = await _carry(Gate, old.id, edition=new, hall=halls)
        held = await _carry(Day, old.id, days, edition=new)
        circuits = await _carry(Circuit, old.id, edition=new, hall=halls)
        await _copy(Stand, old.id, edition=new, hall=halls, circuit=circuits)
        for drawn in (Zone, HallDoor, Obstacle):
            await _copy(drawn, old.id, edition=new, hall=halls)
        await _copy(ArrivalSlot, old.id, days, edition=new, day=held, gate=gates, taken_persons=0, taken_coaches=0)
        await _copy(VisitorSlot, old.id, days, edition=new, day=held, taken=0)
        await _copy(StandDeadline, old.id, days, edition=new)
        for told in (LetterWording, BadgeLook, BadgePicture):
            await _copy(told, old.id, edition=new)
        told_of = f"Édition copiée de celle du {old.first_day.date:%d/%m/%Y}\u00a0: {old.name}"
        await audit.note(new, by, "copy-edition", "edition", new, told_of[:300])
        return new


async def _edition(old: int, first: date, days: int) -> int:
    """The edition's own row: its words, its dates moved, neither published nor archived, without the public notice."""
    row = await Edition.select().where(Edition.id == old).first()
    told: Row = {name: value for name, value in (row or {}).items() if name != "id"}
    told |= _moved(told, days)
    told |= {"slug": await free_slug(f"{first.year}"), "notice": "", "copied_from": old}
    told |= {"published_at": None, "archived_at": None}
    made = Edition(**told)
    await made.save()
    return int(made.id)


def _moved(row: Row, days: int) -> Row:
    """Every moment and date of a row, so many days later."""
    later: Row = {name: moved(value, days) for name, value in row.items() if isinstance(value, datetime)}
    dates = {name: value for name, value in row.items() if type(value) is date}
    return later | {name: value + timedelta(days=days) for name, value in dates.items()}


async def _rows(table: type[Table], old: int, days: int, changes: dict[str, Any]) -> Iterable[tuple[Any, Row]]:
    """The rows of the old edition with its new columns; a dictionary among the changes says what each old key becomes.

    `days` moves what is planned in them; what merely tells when something was written stays.
    """
    found = await table.select().where(table._meta.get_column_by_name("edition") == old)
    answer = []
    for row in found:
        key = row.get("id")
        for name, value in changes.items():
            row[name] = value.get(row[name]) if isinstance(value, dict) else value
        row |= _moved(row, days) if days else {}
        if isinstance(key, uuid.UUID):
            row["id"] = uuid.uuid4()
        else:
            row.pop("id", None)
        answer.append((key, row))
    return answer


async def _carry(table: type[Table], old: int, days: int = 0, **changes: Any) -> dict[Any, int]:
    """Copy rows that others refer to, one by one; answers which new row stands for each old one."""
    made = {}
    for key, row in await _rows(table, old, days, changes):
        one = table(**row)
        await one.save()
        made[key] = int(one.id)  # type: ignore[attr-defined]
    return made


async def _copy(table: type[Table], old: int, days: int = 0, **changes: Any) -> None:
    """Copy rows that nobody refers to, at once."""
    rows = [table(**row) for _, row in await _rows(table, old, days, changes)]
    if rows:
        await table.insert(*rows)
