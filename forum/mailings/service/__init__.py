"""Verbs of the mailings. Organisers draft, try, send, stop; the ticker begins what is planned and writes batch by batch."""

from forum.mailings.service.drafts import (
    AlreadyBegun,
    NothingToFollow,
    discard,
    draft_follow,
    draft_message,
    reword_message,
    try_on,
)
from forum.mailings.service.notices import clear_notice
from forum.mailings.service.planned import begin_due, begin_planned
from forum.mailings.service.sending import NobodyThere, NotOnItsWay, begin, resume, stop, write_batch
from forum.mailings.service.switching import AlreadyLeft, switch

__all__ = [
    "AlreadyBegun",
    "AlreadyLeft",
    "NobodyThere",
    "NotOnItsWay",
    "NothingToFollow",
    "begin",
    "begin_due",
    "begin_planned",
    "clear_notice",
    "discard",
    "draft_follow",
    "draft_message",
    "resume",
    "reword_message",
    "stop",
    "switch",
    "try_on",
    "write_batch",
]
