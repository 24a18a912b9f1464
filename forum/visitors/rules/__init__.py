"""Decisions about visitors: values in, values out."""

from forum.visitors.rules.said import (
    CHANNELS,
    MOST_COMPANIONS,
    NEEDS,
    STATUSES,
    VisitorSaid,
    name_key,
    reads_as_postal_code,
)
from forum.visitors.rules.waiting import CONFIRM_WITHIN, InLine, confirm_by, first_that_holds, nearest_with_room

__all__ = [
    "CHANNELS",
    "CONFIRM_WITHIN",
    "MOST_COMPANIONS",
    "NEEDS",
    "STATUSES",
    "InLine",
    "VisitorSaid",
    "confirm_by",
    "first_that_holds",
    "name_key",
    "nearest_with_room",
    "reads_as_postal_code",
]
