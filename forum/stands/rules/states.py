"""What a booking may be, and what may follow what."""

DRAFT, SUBMITTED, VALIDATED, WAITLISTED = "draft", "submitted", "validated", "waitlisted"
REFUSED, CANCELLED = "refused", "cancelled"
STANDING = frozenset({SUBMITTED, VALIDATED})
LIVING = frozenset({DRAFT, SUBMITTED, VALIDATED, WAITLISTED})
STATE_NAMES = {
    DRAFT: "Brouillon",
    SUBMITTED: "Demande reçue",
    VALIDATED: "Stand confirmé",
    WAITLISTED: "Liste d’attente",
    REFUSED: "Demande refusée",
    CANCELLED: "Réservation annulée",
}
TONES = {
    DRAFT: "off",
    SUBMITTED: "warn",
    VALIDATED: "good",
    WAITLISTED: "warn",
    REFUSED: "bad",
    CANCELLED: "off",
}
FOLLOWS: dict[str, frozenset[str]] = {
    DRAFT: frozenset({SUBMITTED, WAITLISTED, CANCELLED}),
    SUBMITTED: frozenset({VALIDATED, WAITLISTED, REFUSED, CANCELLED}),
    VALIDATED: frozenset({CANCELLED}),
    WAITLISTED: frozenset({SUBMITTED, REFUSED, CANCELLED}),
    REFUSED: frozenset(),
    CANCELLED: frozenset(),
}


def may_become(state: str, wanted: str) -> bool:
    """Whether a booking may go from one state to another."""
    return wanted in FOLLOWS[state]
