"""Verbs of the visitors."""

from forum.visitors.service.change import cancel, change, move, said_of, send_badge, send_way_in, write_to
from forum.visitors.service.notes import add_note
from forum.visitors.service.on_the_spot import walk_in
from forum.visitors.service.refusals import (
    NameKnown,
    NoSuchSlot,
    NothingToNote,
    NotYetTheDay,
    OfferOver,
    RegistrationClosed,
    SlotFull,
    SlotNeeded,
    SlotPast,
    TooManyAtOnce,
    TooManyForSlot,
)
from forum.visitors.service.register import Registered, look_over, register
from forum.visitors.service.reinstate import NotCancelled, reinstate
from forum.visitors.service.slots import (
    SlotHeld,
    SlotsOutsideHours,
    SlotTooSmall,
    lay_again,
    lay_slots,
    remove_slot,
    resize_slot,
)
from forum.visitors.service.waiting import confirm, pass_on, wait_again

__all__ = [
    "NameKnown",
    "NoSuchSlot",
    "NotCancelled",
    "NotYetTheDay",
    "NothingToNote",
    "OfferOver",
    "Registered",
    "RegistrationClosed",
    "SlotFull",
    "SlotHeld",
    "SlotNeeded",
    "SlotPast",
    "SlotTooSmall",
    "SlotsOutsideHours",
    "TooManyAtOnce",
    "TooManyForSlot",
    "add_note",
    "cancel",
    "change",
    "confirm",
    "lay_again",
    "lay_slots",
    "look_over",
    "move",
    "pass_on",
    "register",
    "reinstate",
    "remove_slot",
    "resize_slot",
    "said_of",
    "send_badge",
    "send_way_in",
    "wait_again",
    "walk_in",
    "write_to",
]
