"""The one verb: take an act of the journal back."""

from forum.undoing.service.moved import MovedOn
from forum.undoing.service.together import REGISTRATIONS
from forum.undoing.service.undo import NotUndoable, Undone, undo

__all__ = ["REGISTRATIONS", "MovedOn", "NotUndoable", "Undone", "undo"]
