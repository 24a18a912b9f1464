"""Questions about mailings and their people."""

from forum.mailings.queries.drift import Drift, When, changes_of, drift_of, drifts, told, wanted_of
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
    "Drift",
    "MailingLine",
    "Person",
    "Planned",
    "When",
    "changes_of",
    "count",
    "drift_of",
    "drifts",
    "due",
    "mailing",
    "mailings",
    "people",
    "planned",
    "preview",
    "told",
    "underway",
    "wanted_of",
    "words",
]
