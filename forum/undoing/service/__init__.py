"""The one verb: take an act of the journal back."""

from forum.undoing.service.moved import MovedOn
from forum.undoing.service.undo import NotUndoable, undo

__all__ = ["MovedOn", "NotUndoable", "undo"]
