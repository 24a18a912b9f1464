"""Undoing and redoing, read from the acts alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

EDIT, UNDO, REDO = "edit", "undo", "redo"


@dataclass(frozen=True, slots=True)
class Act:
    """An act without its changes; `of` is the number of the edit that an undo or a redo is about."""

    number: int
    at: datetime
    by_name: str
    kind: str
    of: int
    what: str


@dataclass(frozen=True, slots=True)
class History:
    """The edits that can be undone and those that can be redone, the next one last."""

    undoable: tuple[Act, ...]
    redoable: tuple[Act, ...]

    @property
    def next_undo(self) -> Act | None:
        return self.undoable[-1] if self.undoable else None

    @property
    def next_redo(self) -> Act | None:
        return self.redoable[-1] if self.redoable else None


def read(acts: Iterable[Act]) -> History:
    """Acts in order. A new edit forgets what could be redone."""
    edits: dict[int, Act] = {}
    done: list[int] = []
    undone: list[int] = []
    for act in acts:
        if act.kind == EDIT:
            edits[act.number] = act
            done.append(act.number)
            undone.clear()
        elif act.kind == UNDO and act.of in done:
            done.remove(act.of)
            undone.append(act.of)
        elif act.kind == REDO and act.of in undone:
            undone.remove(act.of)
            done.append(act.of)
    return History(tuple(edits[n] for n in done), tuple(edits[n] for n in undone))
