"""Take an act of the journal back."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from forum.audit import queries as audit_queries
from forum.audit import service as audit
from forum.audit.queries import Entry
from forum.database import AlreadyThere, transaction
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.meanwhile import ChangedMeanwhile
from forum.people.who import Who
from forum.undoing.rules import UNDONE, why_not
from forum.undoing.service import book, parts, records, together, words
from forum.undoing.service.moved import MovedOn


class NotUndoable(Refusal):
    """The act has no way back; the sentence says why."""


class Archived(Refusal):
    """Nothing changes any more in an edition that is archived."""

    sentence = "L’édition est archivée\u00a0: plus rien n’y change. Sortez-la d’abord des archives."


_VERBS: dict[str, Callable[[EditionValue, Entry, Who], Awaitable[None]]] = {
    "booking-cancelled": records.cancelled_booking,
    "booking-refused": records.cancelled_booking,
    "move-booking": records.moved_booking,
    "correct-needs": records.needs,
    "cancel-class": records.cancelled_class,
    "change-class": records.changed_class,
    "cancel-visitor": records.cancelled_visitor,
    "change-visitor": records.changed_visitor,
    "set-edition": words.words,
    "set-deadlines": words.deadlines,
    "set-erasure-dates": words.erasure_dates,
    "reword-letter": words.wording,
    "reset-wording": words.wording,
    "set-roles": words.roles,
    "correct-book": book.line,
    "correct-organisation": records.organisation,
    "clear-notice": words.words,
    "change badge look": words.badge_look,
    "resize-visitor-slot": parts.visitor_slot,
    "remove-visitor-slot": parts.visitor_slot,
    "remove-staff": words.staff,
    "resize-slot": parts.slot,
    "remove-slot": parts.slot,
    **{f"{verb}-{kind}": parts.part for verb in ("set", "remove") for kind in parts.PARTS},
}


_TOGETHER: dict[str, Callable[[EditionValue, Entry, Who], Awaitable[int]]] = {
    "cancel-classes": together.cancelled_classes,
    "move-classes": together.moved_classes,
    "cancel-visitors": together.cancelled_visitors,
    "move-visitors": together.moved_visitors,
}


@dataclass(frozen=True, slots=True)
class Undone:
    """The act that was taken back; of an act on many records, how many could not follow."""

    act: Entry
    left: int = 0


async def undo(edition: EditionValue, entry_id: uuid.UUID, by: Who) -> Undone:
    """Put the record back as it was before this act, and write that in the journal.

    An act is taken back once, whoever clicks at the same moment. An act on many records is taken back record by record,
    as it was done: those that moved on stay, and are counted. Raises NotFound, NotUndoable, Archived, MovedOn, and what
    the verb that puts it back refuses (a stand that is taken, a slot that is full …): then nothing has changed.
    """
    if edition.archived_at is not None:
        raise Archived
    async with transaction():
        entry = await audit_queries.entry(edition.id, entry_id)
        if refused := why_not(entry):
            raise NotUndoable(refused)
        told = f"Défait\u00a0: {entry.summary}"
        back = {name: (new, old) for name, (old, new) in entry.changes.items()}
        try:
            await audit.note(edition.id, by, "undo", entry.subject_kind, entry.subject, told, back, entry.id)
        except AlreadyThere:
            raise NotUndoable(UNDONE) from None
        if verb := _VERBS.get(entry.act):
            try:
                await verb(edition, entry, by)
            except (NotFound, ChangedMeanwhile):
                raise MovedOn from None
    many = _TOGETHER.get(entry.act)
    return Undone(entry, await many(edition, entry, by) if many else 0)
