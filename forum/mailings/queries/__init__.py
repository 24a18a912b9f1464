"""Questions about mailings and their people."""

from forum.mailings.queries.mailings import (
    MailingLine,
    Planned,
    due,
    mailing,
    mailings,
    planned,
    preview,
    underway,
    words,
)
from forum.mailings.queries.segments import Person, count, people

__all__ = [
    "MailingLine",
    "Person",
    "Planned",
    "count",
    "due",
    "mailing",
    "mailings",
    "people",
    "planned",
    "preview",
    "underway",
    "words",
]
