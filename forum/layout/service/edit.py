"""One act of an organiser on a hall's plan, or its undoing: one transaction, one row of history."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from forum import clock
from forum.audit import service as audit
from forum.database import fetch, hold, transaction
from forum.editions import queries as editions
from forum.editions.tables import Hall
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.layout import queries
from forum.layout.rules import history
from forum.layout.rules.changes import HALL, STAND, Change, Clash, Planned, as_seen, name_of, reconcile
from forum.layout.rules.floor import Floor
from forum.layout.rules.history import Act
from forum.layout.service.writing import follow_numbers, write
from forum.people.who import Who

Plan = Callable[[Floor], Planned]
"""What to do, said of the floor as it is when the hall is held. May raise KeyError for a thing that is no longer there."""


class ChangedMeanwhile(Refusal):
    """Another organiser changed the same thing to something else; `clashes` says both, `acts` who did what."""

    sentence = "Quelqu’un d’autre vient de modifier la même chose. Rien n’est perdu\u00a0: comparez les deux versions."

    def __init__(self, version: int, clashes: Sequence[Clash], acts: Sequence[Act]) -> None:
        super().__init__()
        self.version, self.clashes, self.acts = version, tuple(clashes), tuple(acts)


class Gone(Refusal):
    """The thing to change was taken off the plan."""

    sentence = "Ce que vous modifiez n’est plus sur le plan\u00a0: quelqu’un l’a supprimé. «\u00a0Annuler\u00a0» le remet en place."


class NothingToDo(Refusal):
    """There is no such act to undo or redo any more."""

    sentence = "Le plan a changé depuis\u00a0: regardez la dernière action avant d’annuler ou de rétablir."


async def edit(edition: EditionValue, hall: int, plan: Plan, by: Who, seen: int | None = None) -> int:
    """Change the plan of a hall; `seen` is the version that the organiser looked at. Answers the new version.

    What others changed since is kept. Raises ChangedMeanwhile, Gone, NumberTaken, StandBooked, StandInUse, NotFound.
    """
    async with transaction():
        await hold(Hall, hall)
        floor = await queries.floor(edition.id, hall)
        try:
            wanted = plan(floor)
        except KeyError:
            raise Gone from None
        changes = wanted.changes
        if seen is not None and seen < floor.version:
            acts = await queries.acts_since(hall, seen)
            changes, clashes = reconcile(changes, as_seen(changes for _, changes in acts))
            if clashes:
                raise ChangedMeanwhile(floor.version, clashes, [act for act, _ in acts])
        if not changes:
            return floor.version
        return await _act(edition, floor, changes, history.EDIT, 0, wanted.what, by)


async def undo(edition: EditionValue, hall: int, number: int, by: Who) -> int:
    """Take the last edit back, if it is still that one. Raises NothingToDo and what `edit` raises."""
    return await _again(edition, hall, number, history.UNDO, by)


async def redo(edition: EditionValue, hall: int, number: int, by: Who) -> int:
    """Do again what was undone last, if it is still that one. Raises NothingToDo and what `edit` raises."""
    return await _again(edition, hall, number, history.REDO, by)


async def _again(edition: EditionValue, hall: int, number: int, kind: str, by: Who) -> int:
    async with transaction():
        await hold(Hall, hall)
        floor = await queries.floor(edition.id, hall)
        told = await queries.history(hall)
        act = told.next_undo if kind == history.UNDO else told.next_redo
        if act is None or act.number != number:
            raise NothingToDo
        _, changes = await queries.act(hall, number)
        if kind == history.UNDO:
            changes = tuple(change.back() for change in reversed(changes))
        word = "Annulé" if kind == history.UNDO else "Rétabli"
        return await _act(edition, floor, changes, kind, number, f"{word}\u00a0: {act.what}", by)


async def _act(
    edition: EditionValue, floor: Floor, changes: Sequence[Change], kind: str, of: int, what: str, by: Who
) -> int:
    hall = floor.hall.id
    written = await write(edition.id, hall, changes)
    version = floor.version + 1
    await fetch(
        "INSERT INTO layout_act (id, edition, hall, number, at, by_name, kind, of_number, what, changes)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
        *(uuid.uuid4(), edition.id, hall, version, clock.now(), by.name[:120], kind, of, what[:200]),
        queries.as_text(written),
    )
    await audit.note(edition.id, by, f"layout-{kind}", "hall", hall, f"Plan, {floor.hall.name}\u00a0: {what}")
    renumbered = {
        change.id: name_of(STAND, change.before)
        for change in written
        if change.kind == STAND and change.before and change.after and change.before["number"] != change.after["number"]
    }
    await follow_numbers(edition, renumbered, by)
    if any(change.kind == HALL for change in written):
        editions.forget()
    return version
