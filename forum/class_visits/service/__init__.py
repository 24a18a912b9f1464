"""Verbs of the class visits."""

from forum.class_visits.service.change import cancel, change, move
from forum.class_visits.service.day import note_absent, note_late, note_on_time
from forum.class_visits.service.keeping import add_note
from forum.class_visits.service.refusals import (
    ClassAlreadyThere,
    NoSuchSlot,
    NotExpected,
    NothingToNote,
    OfferOver,
    OneselfAColleague,
    RegistrationClosed,
    SlotPast,
    TooLargeForSlot,
    VisitCancelled,
)
from forum.class_visits.service.register import Registered, register, register_several, said_of
from forum.class_visits.service.reinstate import NotCancelled, reinstate
from forum.class_visits.service.telling import pass_follows
from forum.class_visits.service.trust import (
    add_colleague,
    distrust,
    drop_colleague,
    send_full_link,
    send_way_in,
    trust,
)
from forum.class_visits.service.waiting import confirm, pass_on, wait_again
from forum.class_visits.service.writing import send_pass, write_to

__all__ = [
    "ClassAlreadyThere",
    "NoSuchSlot",
    "NotCancelled",
    "NotExpected",
    "NothingToNote",
    "OfferOver",
    "OneselfAColleague",
    "Registered",
    "RegistrationClosed",
    "SlotPast",
    "TooLargeForSlot",
    "VisitCancelled",
    "add_colleague",
    "add_note",
    "cancel",
    "change",
    "confirm",
    "distrust",
    "drop_colleague",
    "move",
    "note_absent",
    "note_late",
    "note_on_time",
    "pass_follows",
    "pass_on",
    "register",
    "register_several",
    "reinstate",
    "said_of",
    "send_full_link",
    "send_pass",
    "send_way_in",
    "trust",
    "wait_again",
    "write_to",
]
