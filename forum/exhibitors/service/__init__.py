"""Verbs of the exhibitors: enrol an organisation, correct it, name its people, its contacts, and what it shows."""

from forum.exhibitors.service.contacts import (
    ContactKnown,
    ContactsCrowded,
    OnlyContact,
    add_contact,
    put_first,
    remove_contact,
)
from forum.exhibitors.service.organisations import StandCrowded, add_person, correct, enrol, remove_person
from forum.exhibitors.service.shown import remove_logo, set_logo, show

__all__ = [
    "ContactKnown",
    "ContactsCrowded",
    "OnlyContact",
    "StandCrowded",
    "add_contact",
    "add_person",
    "correct",
    "enrol",
    "put_first",
    "remove_contact",
    "remove_logo",
    "remove_person",
    "set_logo",
    "show",
]
