"""An edition read from the door's own ledger and counted in one go: another road than the forum's to the same figures."""

from __future__ import annotations

from datetime import datetime

from forum.attendance.queries import frame_of
from forum.attendance.registrations import registered
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.report import report
from forum.attendance.rules.sheet import Report
from forum.attendance.values import Facts
from forum.database import fetch
from forum.door.ledger import forget, ledger


async def recounted(edition_id: int, at: datetime) -> Report:
    """The whole report, at that moment."""
    return report(await facts(edition_id), Scope(), at)


async def facts(edition_id: int) -> Facts:
    frame = await frame_of(edition_id)
    found = await registered(edition_id, {day.id: day.date for day in frame.days})
    forget()
    book = await ledger(edition_id)
    await book.catch_up()
    said = await fetch("SELECT id, insee_code FROM scan WHERE edition = {} AND insee_code IS NOT NULL", edition_id)
    return Facts(
        edition=frame.edition,
        name=frame.name,
        days=frame.days,
        halls=frame.halls,
        gates=frame.gates,
        slots=frame.slots,
        queued=frame.queued,
        parties={key: party for key, party in found.parties.items() if party},
        passes={key: known for key, known in found.passes.items() if known},
        lines=tuple(book.register.lines.values()),
        walk_in_from={row["id"]: row["insee_code"] for row in said},
    )
