"""Verbs of the mail. Concepts write letters; organisers try a failed one again; the postman settles them (`outbox`)."""

from forum.mail.service.again import LetterOnItsWay, Superseded, retry, retry_failed
from forum.mail.service.trial import write_trial
from forum.mail.service.wording import current_words, reset_wording, reword
from forum.mail.service.writing import Draft, Field, UnfitLetter, write

__all__ = [
    "Draft",
    "Field",
    "LetterOnItsWay",
    "Superseded",
    "UnfitLetter",
    "current_words",
    "reset_wording",
    "retry",
    "retry_failed",
    "reword",
    "write",
    "write_trial",
]
