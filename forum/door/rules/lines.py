"""What a phone says (an entry), what the journal keeps of it (a line), and who said it (a phone)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from forum.visitors.rules import STATUSES

SCAN = "scan"
COUNT = "count"
WALK_IN = "walk_in"
CLICK = "click"
UNDO = "undo"
CORRECTION = "correction"
RESET = "reset"
SETTLE = "settle"

IN = "in"
OUT = "out"

SUPERVISE = "supervise"
KINDS = frozenset({SCAN, COUNT, WALK_IN, CLICK, UNDO, CORRECTION, RESET, SETTLE})
SUPERVISED = frozenset({CORRECTION, RESET, SETTLE})
STAFF_KINDS = frozenset({"exhibitor", "organizer", "door", "press"})
STAFF = "staff"
"""The status of a loose line that counts people of the house, not of the public."""
MOST_HEADS = 400


@dataclass(frozen=True, slots=True)
class Phone:
    """An enrolled device: its gate, its rights (`scan` or `supervise`), and since when it may speak."""

    id: UUID
    edition: int
    gate: int
    name: str
    rights: str
    enrolled_at: datetime
    revoked_at: datetime | None = None

    @property
    def supervises(self) -> bool:
        return self.rights == SUPERVISE


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened at the door, as the phone tells it. `gate` None is the device's own.

    `shown` is the verdict that the phone had already given by itself; `confirmed` says that a person answered yes to a
    second question.
    """

    id: UUID
    kind: str
    direction: str
    device_at: datetime
    code: str | None = None
    target: UUID | None = None
    pupils: int = 0
    adults: int = 0
    status: str | None = None
    insee_code: str | None = None
    offline: bool = False
    gate: int | None = None
    confirmed: bool = False
    shown: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """An entry that could not even be read; its id if that much could."""

    id: str | None
    reason: str


class Line(NamedTuple):
    """One line of the journal. `at` is the corrected time; `admitted` lines alone move heads.

    A line's `admitted`, heads and kind never depend on the other lines: this is what lets a set of lines mean the same
    in whatever order it came. A tuple, because a hundred thousand are made at once.
    """

    id: UUID
    number: int
    kind: str
    direction: str
    gate: int
    hall: int
    device: UUID | None
    supervised: bool
    badge: UUID | None
    badge_kind: str | None
    pupils: int
    adults: int
    admitted: bool
    target: UUID | None
    status: str | None
    verdict: str
    at: datetime
    received_at: datetime
    offline: bool

    @property
    def group(self) -> bool:
        """Whether its badge stands for a class, whose heads are counted."""
        return self.badge_kind == "class"

    @property
    def staff(self) -> bool:
        return self.badge_kind in STAFF_KINDS or (self.badge is None and self.status == STAFF)


def fault_of(entry: Entry, *, supervises: bool) -> str | None:
    """Why the entry cannot be written, in a French sentence for the phone's tray; None when it can."""
    if entry.kind not in KINDS or entry.direction not in (IN, OUT):
        return "Ce téléphone envoie un passage d’un genre inconnu\u00a0: rechargez la page."
    if entry.device_at.tzinfo is None:
        return "L’heure du passage est écrite sans fuseau."
    if not (0 <= entry.pupils <= MOST_HEADS and 0 <= entry.adults <= MOST_HEADS):
        return f"Le nombre de personnes va de 0 à {MOST_HEADS}."
    if entry.kind in SUPERVISED and not supervises:
        return "Seul un téléphone de responsable peut corriger l’affluence."
    return _needs(entry)


def _needs(entry: Entry) -> str | None:
    heads = entry.pupils + entry.adults
    if entry.kind in (SCAN, COUNT) and not (entry.code or "").strip():
        return "Ce passage n’a pas de code."
    if entry.kind in (UNDO, SETTLE) and entry.target is None:
        return "Cet envoi ne dit pas quel passage il concerne."
    if entry.kind in (WALK_IN, CLICK, CORRECTION) and heads == 0:
        return "Ce passage ne compte personne."
    if entry.kind == CORRECTION and len((entry.note or "").strip()) < 3:
        return "Une correction dit pourquoi."
    return _too_long(entry)


def _too_long(entry: Entry) -> str | None:
    if len(entry.note or "") > 200 or len(entry.code or "") > 2000:
        return "Ce passage contient un texte trop long."
    if entry.status is not None and entry.status not in STATUSES and entry.status != STAFF:
        return "Ce statut de visiteur n’existe pas."
    if entry.insee_code is not None and not (len(entry.insee_code) == 5 and entry.insee_code.isalnum()):
        return "Ce code de commune n’existe pas."
    return None


def moment_of(device_at: datetime, sent_at: datetime, received_at: datetime, since: datetime) -> tuple[datetime, int]:
    """The corrected time of an entry, and the phone's offset in milliseconds (server minus phone).

    The phone's clock may lie by years: what it said at sending and when that arrived give the offset. The answer stays
    between the day before the phone's enrolment (a phone enrolled anew still holds what it scanned before) and the
    reception, whatever was claimed.
    """
    offset = received_at - sent_at
    try:
        corrected = device_at + offset
    except OverflowError:
        corrected = received_at
    corrected = max(min(corrected, received_at), min(since - timedelta(days=1), received_at))
    return corrected, offset // timedelta(milliseconds=1)
