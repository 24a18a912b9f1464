"""Correct, move, cancel, find one's badge again: the places follow, and whoever waits is promoted."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from forum import clock
from forum.audit import service as audit
from forum.audit.rules import differences
from forum.database import fetch, transaction
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.people.who import Who
from forum.visitors import queries
from forum.visitors.queries import VisitorLine, VisitorSlotPlaces
from forum.visitors.rules import VisitorSaid
from forum.visitors.service.places import give_back, slot_asked, stand_in_line, take
from forum.visitors.service.refusals import SlotFull, SlotNeeded
from forum.visitors.service.register import columns_of, keep_sectors
from forum.visitors.service.telling import follow_calendar, reword_badge, send_again, tell, tell_end, welcome
from forum.visitors.service.waiting import promote
from forum.visitors.tables import Visitor, VisitorWait
from forum.web.words import say_moment


async def change(edition: EditionValue, visitor_id: uuid.UUID, said: VisitorSaid, by: Who) -> None:
    """Correct a registration: places follow, and so do the badge and the calendar entry; another hour or another address gets
    a letter. Whoever waits and asks for what there is room for is expected from now on.

    Raises NotFound, SlotNeeded, NoSuchSlot, SlotPast, SlotFull: then nothing has changed.
    """
    async with transaction():
        slots = await stand_in_line(edition, visitor_id)
        before = await _live(edition.id, visitor_id)
        sectors = [sector.code for sector in await queries.sectors_of(visitor_id)]
        if before.holds_places:
            await give_back(before.slot, before.heads)
        took = await _took(slots, before, said)
        if took and not before.expected:
            await VisitorWait.delete().where(VisitorWait.visitor == visitor_id)
        columns: dict[Any, Any] = {getattr(Visitor, name): value for name, value in columns_of(said).items()}
        await Visitor.update({**columns, Visitor.slot: said.slot}).where(Visitor.id == visitor_id)
        await keep_sectors(visitor_id, said.sectors)
        line = await queries.visitor(edition.id, visitor_id)
        await _follow(edition, before, line, by)
        went = differences(asdict(said_of(before, sectors)), asdict(said_of(line, said.sectors)))
        await audit.note(edition.id, by, "change-visitor", "visitor", visitor_id, _told(before, line), went)
        await promote(edition)


async def move(edition: EditionValue, visitor_id: uuid.UUID, slot: int, by: Who) -> None:
    """Another arrival slot, everything else as it was. Raises what `change` raises."""
    async with transaction():
        await stand_in_line(edition, visitor_id)
        line = await _live(edition.id, visitor_id)
        sectors = [sector.code for sector in await queries.sectors_of(visitor_id)]
        await change(edition, visitor_id, replace(said_of(line, sectors), slot=slot), by)


async def cancel(edition: EditionValue, visitor_id: uuid.UUID, by: Who, word: str = "") -> None:
    """Give the place back to whoever waits: the badge ends, the entry is withdrawn, a letter says so. Twice is once.

    Raises NotFound.
    """
    async with transaction():
        await stand_in_line(edition, visitor_id)
        line = await queries.visitor(edition.id, visitor_id)
        done = await fetch(
            "INSERT INTO visitor_cancellation (visitor, at) VALUES ({}, {}) ON CONFLICT (visitor) DO NOTHING RETURNING visitor",
            visitor_id,
            clock.now(),
        )
        if not done:
            return
        if line.holds_places:
            await give_back(line.slot, line.heads)
        await VisitorWait.delete().where(VisitorWait.visitor == visitor_id)
        await tell_end(edition, line, word)
        went, told = {"state": (line.state, queries.CANCELLED)}, "Annulation d’une inscription"
        await audit.note(edition.id, by, "cancel-visitor", "visitor", visitor_id, told, went)
        await promote(edition)


async def send_way_in(edition: EditionValue, email: str) -> int:
    """Send each registration of an address its badge and a new link; answers how many letters, for nobody to see."""
    if not email:
        return 0
    async with transaction():
        rows = await fetch("SELECT id FROM visitor WHERE edition = {} AND email = {}", edition.id, email)
        lines = [await queries.visitor(edition.id, row["id"]) for row in rows]
        live = [line for line in lines if not line.cancelled_at]
        for line in live:
            await send_again(edition, line)
        return len(live)


async def send_badge(edition: EditionValue, visitor_id: uuid.UUID, by: Who) -> bool:
    """The badge again to one registration; False when there is nobody to write to. Raises NotFound."""
    async with transaction():
        line = await queries.visitor(edition.id, visitor_id)
        if line.cancelled_at or not line.email:
            return False
        await send_again(edition, line)
        await audit.note(edition.id, by, "send-badge", "visitor", visitor_id, "Badge renvoyé")
        return True


async def write_to(edition: EditionValue, visitor_id: uuid.UUID, title: str, text: str, by: Who) -> bool:
    """A letter in the organisers' own words; False when there is nobody to write to. Raises NotFound."""
    async with transaction():
        line = await queries.visitor(edition.id, visitor_id)
        if line.cancelled_at or not line.email:
            return False
        await tell(edition, line, "word", title=title, text=text)
        await audit.note(edition.id, by, "write-visitor", "visitor", visitor_id, f"Courriel\u00a0: {title}")
        return True


def said_of(line: VisitorLine, sectors: Sequence[str] = ()) -> VisitorSaid:
    """A registration as it would be said again."""
    return VisitorSaid(
        first_name=line.first_name,
        last_name=line.last_name,
        email=line.email,
        status=line.status,
        postal_code=line.postal_code,
        insee_code=line.insee_code,
        elsewhere=line.elsewhere,
        adults=line.adults,
        children=line.children,
        sectors=tuple(sectors),
        slot=line.slot,
    )


async def _took(slots: list[VisitorSlotPlaces], before: VisitorLine, said: VisitorSaid) -> bool:
    """Whether they have their places now; one who waits may go on waiting where they are."""
    if said.slot is None:
        if before.slot is not None:
            raise SlotNeeded
        return True  # registered before the edition had slots
    asked = slot_asked(slots, said.slot, kept=before.slot)
    if await take(asked.id, said.heads):
        return True
    if before.expected or said.slot != before.slot or before.state == queries.OFFERED:
        raise SlotFull
    return False


async def _follow(edition: EditionValue, before: VisitorLine, line: VisitorLine, by: Who) -> None:
    """The badge says the new words; the calendar entry moves; a letter goes where something must be known."""
    if not line.expected:
        return
    if not before.expected:
        await welcome(edition, line)
        return
    badge = await reword_badge(edition, line)
    if line.slot != before.slot or line.email != before.email or (by.kind == "staff" and line != before):
        await tell(edition, line, "changed", badge)
    else:
        await follow_calendar(edition, line)


def _told(before: VisitorLine, line: VisitorLine) -> str:
    """In the journal: the hours, when they changed."""
    if line.starts_at and line.slot != before.slot:
        return f"Arrivée déplacée au {say_moment(line.starts_at)}"
    return "Correction d’une inscription"


async def _live(edition: int, visitor_id: uuid.UUID) -> VisitorLine:
    line = await queries.visitor(edition, visitor_id)
    if line.cancelled_at:
        raise NotFound("Cette inscription a été annulée.")
    return line
