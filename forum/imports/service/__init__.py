"""Verbs of the imports."""

from forum.imports.service.acting import NotReady, begin, write_batch
from forum.imports.service.checking import check_some, try_row
from forum.imports.service.choosing import NotNow, choose, choose_all, correct
from forum.imports.service.sending import MappingRefused, discard, name_columns, send, sweep
from forum.imports.service.undoing import take_back, undo_batch

__all__ = [
    "MappingRefused",
    "NotNow",
    "NotReady",
    "begin",
    "check_some",
    "choose",
    "choose_all",
    "correct",
    "discard",
    "name_columns",
    "send",
    "sweep",
    "take_back",
    "try_row",
    "undo_batch",
    "write_batch",
]
