"""The raw journal of the door as a CSV, a piece at a time: an edition of any size in the memory of one piece."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from forum.attendance.marks import last_line
from forum.database import fetch
from forum.web.sheets.csv_text import csv_text

PIECE = 1000
"""Lines read and written at once."""
_READ = """
SELECT s.number, s.corrected_at, s.received_at, g.name AS gate, s.kind, s.direction, s.badge_kind, s.badge, s.pupils, s.adults,
       s.status, s.insee_code, s.admitted, s.verdict, s.offline, s.supervised, s.id, s.target
  FROM scan s JOIN gate g ON g.id = s.gate WHERE s.edition = {} AND s.number > {} AND s.number <= {} ORDER BY s.number
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
    ),
)


async def journal_csv(edition_id: int) -> AsyncIterator[bytes]:
    """Every line in the order of its number, nobody's name in it; a correction is a line of its own that says what it concerns.

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
    words = {"id", "badge", "target"}
    return [
        ("oui" if value else "non") if name in yes else str(value or "") if name in words else value
        for name, value in row.items()
    ]
