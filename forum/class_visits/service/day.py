"""On the day: a class that is late, or that has not come."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from forum import clock
from forum.audit import service as audit
from forum.badges import service as badges
from forum.class_visits import queries
from forum.class_visits.queries import VisitLine
from forum.class_visits.service.refusals import NotExpected
from forum.class_visits.tables import ClassDayWord, ClassVisit
from forum.database import fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.people.who import Who


async def note_late(edition: EditionValue, visit_id: uuid.UUID, minutes: int, by: Who) -> None:
    """The class says that it comes so many minutes after its hour: the door's list shows the new one. Raises NotExpected."""
    async with transaction():
        line = await _expected(edition, visit_id)
        at = line.starts_at + timedelta(minutes=minutes)
        await _day_word(visit_id, "late", at)
        await _door_expects(edition, visit_id)
        told = f"{line.class_name}, {line.school_name}\u00a0: {minutes} minutes de retard annoncées"
        await audit.note(edition.id, by, "class-late", "class visit", visit_id, told)


async def note_absent(edition: EditionValue, visit_id: uuid.UUID, by: Who) -> None:
    """The class has not come. Its pass still opens the door, should it come after all. Raises NotExpected."""
    async with transaction():
        line = await _expected(edition, visit_id)
        await _day_word(visit_id, "absent", None)
        await _door_expects(edition, visit_id)
        told = f"{line.class_name}, {line.school_name}\u00a0: absente"
        await audit.note(edition.id, by, "class-absent", "class visit", visit_id, told)


async def note_on_time(edition: EditionValue, visit_id: uuid.UUID, by: Who) -> None:
    """Neither late nor absent after all. Raises NotExpected."""
    async with transaction():
        line = await _expected(edition, visit_id)
        await ClassDayWord.delete().where(ClassDayWord.class_visit == visit_id)
        await _door_expects(edition, visit_id)
        told = f"{line.class_name}, {line.school_name}\u00a0: attendue à l’heure"
        await audit.note(edition.id, by, "class-on-time", "class visit", visit_id, told)


async def _expected(edition: EditionValue, visit_id: uuid.UUID) -> VisitLine:
    await hold(ClassVisit, visit_id)
    line = await queries.visit(edition.id, visit_id)
    if not line.expected:
        raise NotExpected
    return line


async def _day_word(visit_id: uuid.UUID, kind: str, expected_at: datetime | None) -> None:
    """The last word heard."""
    await fetch(
        "INSERT INTO class_day_word (class_visit, kind, expected_at, at) VALUES ({}, {}, {}, {}) ON CONFLICT (class_visit)"
        " DO UPDATE SET kind = excluded.kind, expected_at = excluded.expected_at, at = excluded.at",
        *(visit_id, kind, expected_at, clock.now()),
    )


async def _door_expects(edition: EditionValue, visit_id: uuid.UUID) -> None:
    """The pass bears the hour at which the door should expect it."""
    line = await queries.visit(edition.id, visit_id)
    await badges.reword(line.id, expected_at=line.day_word_expected_at or line.starts_at)
