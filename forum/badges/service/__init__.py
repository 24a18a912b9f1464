"""The verbs of the badges."""

from forum.badges.service.companions import issue_companions
from forum.badges.service.issuing import (
    BadgeEnded,
    TooManyBlanks,
    issue,
    issue_blanks,
    issue_by_hand,
    replace,
    revoke,
    reword,
    withdraw,
)
from forum.badges.service.look import NoSuchPicture, TooManyLogos, add_picture, change_look, remove_picture
from forum.badges.service.printing import RunOver, cancel_run, mark_printed, order_run, undo_run

__all__ = [
    "BadgeEnded",
    "NoSuchPicture",
    "RunOver",
    "TooManyBlanks",
    "TooManyLogos",
    "add_picture",
    "cancel_run",
    "change_look",
    "issue",
    "issue_blanks",
    "issue_by_hand",
    "issue_companions",
    "mark_printed",
    "order_run",
    "remove_picture",
    "replace",
    "revoke",
    "reword",
    "undo_run",
    "withdraw",
]
