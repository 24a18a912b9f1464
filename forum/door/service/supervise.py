"""What supervisors do from the back office: corrections, resets, undos and settlements, as lines of the same journal."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from forum import clock
from forum.door.ledger import ledger
from forum.door.rules import Entry, Phone
from forum.door.rules.lines import CORRECTION, IN, OUT, RESET, SETTLE, STAFF, SUPERVISE, UNDO
from forum.door.service.enrol import NoSuchGate
from forum.door.service.writing import Request, write
from forum.errors import NotFound, Refusal
from forum.people.who import Who

_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


class NoSuchLine(NotFound):
    """The journal has no such line."""

    sentence = "Ce passage n’est pas dans le journal."


async def correct(edition: int, hall: int, heads: int, note: str, by: Who, *, staff: bool = False) -> None:
    """Add (or take off, below zero) heads that no scan told, saying why; `staff` counts them as people of the house."""
    entry = Entry(
        id=uuid.uuid4(),
        kind=CORRECTION,
        direction=IN if heads >= 0 else OUT,
        device_at=clock.now(),
        adults=abs(heads),
        status=STAFF if staff else None,
        note=note,
    )
    await _sign(edition, hall, entry, by, f"Correction de {heads:+d}\u00a0: {note}")


async def declare_present(edition: int, hall: int, present: int, note: str, by: Who) -> int:
    """Somebody counted `present` people in the hall; the difference becomes a correction, which is answered."""
    book = await ledger(edition)
    await book.catch_up()
    tally = book.register.tally(hall)
    difference = present - (tally.public + tally.staff)
    if difference:
        await correct(edition, hall, difference, note, by)
    return difference


async def reset(edition: int, hall: int, note: str, by: Who) -> None:
    """Everybody has left the hall: closing time."""
    entry = Entry(id=uuid.uuid4(), kind=RESET, direction=OUT, device_at=clock.now(), note=note)
    await _sign(edition, hall, entry, by, f"Salle vide\u00a0: {note}")


async def undo(edition: int, target: UUID, by: Who) -> None:
    """Erase a line, whoever wrote it; the line stays in the journal. Raises `NoSuchLine`."""
    hall = await _hall_of(edition, target)
    entry = Entry(id=uuid.uuid4(), kind=UNDO, direction=OUT, device_at=clock.now(), target=target)
    await _sign(edition, hall, entry, by, "Passage effacé")


async def settle(edition: int, target: UUID, note: str, by: Who) -> None:
    """The conflict that this line raised was looked at, and this was decided. Raises `NoSuchLine`."""
    hall = await _hall_of(edition, target)
    entry = Entry(id=uuid.uuid4(), kind=SETTLE, direction=OUT, device_at=clock.now(), target=target, note=note)
    await _sign(edition, hall, entry, by, f"Conflit réglé\u00a0: {note}")


async def _hall_of(edition: int, target: UUID) -> int:
    book = await ledger(edition)
    await book.catch_up()
    if target not in book.register.lines:
        raise NoSuchLine
    return book.register.lines[target].hall


async def _sign(edition: int, hall: int, entry: Entry, by: Who, summary: str) -> None:
    """Write one line in the name of somebody of the back office, through the first gate of the hall."""
    book = await ledger(edition)
    gate = next((gate.id for gate in book.edition.gates if gate.hall == hall), None)
    if gate is None:
        raise NoSuchGate
    desk = Phone(by.id, edition, gate, by.name, SUPERVISE, _ALWAYS)
    [answers] = await write(edition, [Request(desk, clock.now(), clock.now(), 0, [entry], by=by, summary=summary)])
    assert answers is not None  # nobody takes the back office off the door
    said = msgspec.json.decode(answers[0])
    if said["verdict"] == "refused":
        raise Refusal(said["reason"])
