"""Verbs of laying out: change a hall's plan, undo, redo."""

from forum.layout.service.edit import ChangedMeanwhile, Gone, NothingToDo, edit, redo, undo
from forum.layout.service.writing import NumberTaken, StandBooked, StandInUse

__all__ = [
    "ChangedMeanwhile",
    "Gone",
    "NothingToDo",
    "NumberTaken",
    "StandBooked",
    "StandInUse",
    "edit",
    "redo",
    "undo",
]
