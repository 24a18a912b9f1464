"""Decisions: which acts may be taken back, and why not the others."""

from __future__ import annotations

from forum.audit.queries import Entry
from forum.audit.rules import whole

BARE = {"cancel-visitor", "cancel-class"}
"""Acts that need no value of before: whatever was cancelled still says all about itself."""

UNDOABLE = BARE | {
    "booking-cancelled",
    "booking-refused",
    "move-booking",
    "correct-needs",
    "change-class",
    "change-visitor",
    "cancel-classes",
    "move-classes",
    "cancel-visitors",
    "move-visitors",
    "set-edition",
    "set-deadlines",
    "set-erasure-dates",
    "set-day",
    "set-hall",
    "set-gate",
    "remove-day",
    "remove-hall",
    "remove-gate",
    "resize-slot",
    "remove-slot",
    "reword-letter",
    "reset-wording",
    "set-roles",
    "correct-book",
    "correct-organisation",
    "clear-notice",
    "change badge look",
    "resize-visitor-slot",
    "remove-visitor-slot",
    "remove-staff",
}

UNDONE = "Cet acte a déjà été défait."


def why_not(entry: Entry) -> str | None:
    """Why the act cannot be taken back, in a sentence; None when it may be tried."""
    if entry.act not in UNDOABLE:
        return "Cet acte ne se défait pas\u00a0: un courrier est parti, ou il se change à sa place habituelle."
    if entry.undone_at is not None:
        return UNDONE
    if entry.act not in BARE and not entry.changes:
        return "Ce qu’il y avait avant n’est plus dans le journal\u00a0: corrigez à la main."
    if not whole(entry.changes):
        return "Ce qu’il y avait avant n’a pas été gardé (données personnelles)\u00a0: corrigez à la main."
    return None
