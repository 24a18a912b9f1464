"""Verbs of the door."""

from forum.door.service.contact import note_contact
from forum.door.service.day import anybody_passed
from forum.door.service.enrol import (
    EnrolmentOver,
    NameTaken,
    NoSuchGate,
    NoSuchPhone,
    enrol,
    enrol_oneself,
    offer_enrolment,
    revoke,
    withdraw_enrolment,
)
from forum.door.service.record import PhoneRevoked, TooMany, Upload, record
from forum.door.service.supervise import NoSuchLine, correct, declare_present, reset, settle, undo

__all__ = [
    "EnrolmentOver",
    "NameTaken",
    "NoSuchGate",
    "NoSuchLine",
    "NoSuchPhone",
    "PhoneRevoked",
    "TooMany",
    "Upload",
    "anybody_passed",
    "correct",
    "declare_present",
    "enrol",
    "enrol_oneself",
    "note_contact",
    "offer_enrolment",
    "record",
    "reset",
    "revoke",
    "settle",
    "undo",
    "withdraw_enrolment",
]
