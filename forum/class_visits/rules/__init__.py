"""Decisions about class visits: values in, values out."""

from forum.class_visits.rules.discretion import doubt
from forum.class_visits.rules.said import (
    MOST_ADULTS,
    MOST_PUPILS,
    PHOTOS,
    TRANSPORTS,
    ClassSaid,
    ReferentSaid,
    advice,
    advised_adults,
    coaches_of,
)
from forum.class_visits.rules.trust import hidden_address, trusted_address
from forum.class_visits.rules.waiting import CONFIRM_WITHIN, InLine, confirm_by, could_ever_hold, first_that_holds

__all__ = [
    "CONFIRM_WITHIN",
    "MOST_ADULTS",
    "MOST_PUPILS",
    "PHOTOS",
    "TRANSPORTS",
    "ClassSaid",
    "InLine",
    "ReferentSaid",
    "advice",
    "advised_adults",
    "coaches_of",
    "confirm_by",
    "could_ever_hold",
    "doubt",
    "first_that_holds",
    "hidden_address",
    "trusted_address",
]
