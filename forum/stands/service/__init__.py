"""Verbs of the stands: lay them out, keep one, book one, judge a booking, move it, correct it, give it back."""

from forum.stands.service.book import KnownAlready, StandsAreFree, book, draft, submit, wait_for_one
from forum.stands.service.changes import tell_changes, tell_now
from forum.stands.service.complete import LogoMeanwhile, change_logo, complete, declare_machine, show
from forum.stands.service.contacts import (
    add_contact,
    correct_organisation,
    put_first,
    remove_contact,
    send_way_in,
    send_way_in_again,
)
from forum.stands.service.deadlines import TooLate, set_deadlines
from forum.stands.service.give import give
from forum.stands.service.holds import extend, keep, let_go
from forum.stands.service.judge import DeclarationMissing, cancel, put_on_waiting_list, refuse, validate
from forum.stands.service.layout import NewStand, add_circuit, furnish, lay_out
from forum.stands.service.meanwhile import WrittenMeanwhile, correct_answers, submit_with, unless_written_meanwhile
from forum.stands.service.move import follow_number, move, swap
from forum.stands.service.needs import MachineUndeclared, add_person, correct_needs, remove_person
from forum.stands.service.reinstate import reinstate
from forum.stands.service.sectors import SectorNotHere
from forum.stands.service.telling import (
    BookingClosed,
    CorrectionsClosed,
    NoSuchStep,
    NoThreePhase,
    StandHeld,
    StandTaken,
    TooManyPeople,
    TooMuchPower,
)
from forum.stands.service.waiting import OfferOver, accept, decline, pass_on

__all__ = [
    "BookingClosed",
    "CorrectionsClosed",
    "DeclarationMissing",
    "KnownAlready",
    "LogoMeanwhile",
    "MachineUndeclared",
    "NewStand",
    "NoSuchStep",
    "NoThreePhase",
    "OfferOver",
    "SectorNotHere",
    "StandHeld",
    "StandTaken",
    "StandsAreFree",
    "TooLate",
    "TooManyPeople",
    "TooMuchPower",
    "WrittenMeanwhile",
    "accept",
    "add_circuit",
    "add_contact",
    "add_person",
    "book",
    "cancel",
    "change_logo",
    "complete",
    "correct_answers",
    "correct_needs",
    "correct_organisation",
    "declare_machine",
    "decline",
    "draft",
    "extend",
    "follow_number",
    "furnish",
    "give",
    "keep",
    "lay_out",
    "let_go",
    "move",
    "pass_on",
    "put_first",
    "put_on_waiting_list",
    "refuse",
    "reinstate",
    "remove_contact",
    "remove_person",
    "send_way_in",
    "send_way_in_again",
    "set_deadlines",
    "show",
    "submit",
    "submit_with",
    "swap",
    "tell_changes",
    "tell_now",
    "unless_written_meanwhile",
    "validate",
    "wait_for_one",
]
