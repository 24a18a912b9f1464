"""The raw journal of the door as a CSV, a piece at a time: an edition of any size in the memory of one piece."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC
from typing import Any

from forum.attendance.marks import last_line
from forum.database import fetch
from forum.web.sheets.csv_text import csv_text

PIECE = 1000
"""Lines read and written at once."""
_READ = """
SELECT s.number, s.corrected_at, s.received_at, g.name AS gate, s.kind, s.direction, s.badge_kind, s.badge, s.pupils, s.adults,
       s.status, s.insee_code, s.admitted, s.verdict, s.offline, s.supervised, s.id, s.target, h.name AS hall, s.device,
       s.corrected_at AS at_utc, s.received_at AS received_utc
  FROM scan s JOIN gate g ON g.id = s.gate JOIN hall h ON h.id = g.hall
 WHERE s.edition = {} AND s.number > {} AND s.number <= {} ORDER BY s.number
"""
HEADS = (
    *("Numéro", "Heure corrigée", "Reçu à", "Porte", "Acte", "Sens", "Genre de badge", "Badge", "Jeunes", "Adultes"),
    *(
        "Situation",
        "Commune (INSEE)",
        "Admis",
        "Réponse",
        "Hors réseau",
        "Par un responsable",
        "Identifiant",
        "Concerne",
        "Salle",
        "Téléphone",
        "Instant (UTC)",
        "Instant de réception (UTC)",
    ),
)
"""The hours are for people: on the wall clock, to the second. The instants are for who counts again: the day the clocks change
has an hour twice, and two lines of one second have an order."""


async def journal_csv(edition_id: int) -> AsyncIterator[bytes]:
    """Every line in the order of its number, nobody's name in it; a correction is a line of its own that says what it concerns.

    A phone is told by its number: what it wrote it may undo, and names of phones are often those of people.

    Each piece is a short question: nothing is held between two, and a line written meanwhile is read at its turn.
    """
    yield csv_text(HEADS, ()).encode()
    last = 0
    # Both ends of a piece are said: PostgreSQL would else sort the rest of a journal that it has no statistics of yet.
    while last < (head := await last_line(edition_id)):
        until = min(last + PIECE, head)
        rows = await fetch(_READ, edition_id, last, until)
        last = until
        yield csv_text(HEADS, [_line(row) for row in rows]).partition("\r\n")[2].encode()


def _line(row: dict[str, Any]) -> list[Any]:
    yes = {"admitted", "offline", "supervised"}
    words = {"id", "badge", "target", "device"}
    return [
        ("oui" if value else "non")
        if name in yes
        else str(value or "")
        if name in words
        else value.astimezone(UTC).isoformat()
        if name.endswith("_utc")
        else value
        for name, value in row.items()
    ]
