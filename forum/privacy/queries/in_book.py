"""What the address book holds about somebody who never registered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from forum.database import fetch
from forum.privacy.queries.sections import Section, facts, moment
from forum.web.words import say_moment


async def prospect(edition: int, holder: UUID) -> list[Section]:
    row = (await fetch("SELECT * FROM prospect WHERE id = {}", holder))[0]
    others = msgspec.json.decode(row["also"], type=list[dict[str, str]])
    return [
        facts("Organisation", [("Nom", row["name"]), ("SIRET", row["siret"] or ""), *_book_facts(row)]),
        Section(
            "Autres contacts",
            ("Prénom", "Nom", "Courriel", "Téléphone"),
            tuple((one["first_name"], one["last_name"], one["email"], one["phone"]) for one in others),
        ),
        await _imported(holder),
    ]


async def school_contact(edition: int, holder: UUID) -> list[Section]:
    rows = await fetch(
        "SELECT c.*, s.name FROM school_contact c JOIN school s ON s.id = c.school WHERE c.id = {}", holder
    )
    row = rows[0]
    return [
        facts("Contact", [("Établissement", row["name"]), ("Fonction", row["duty"]), *_book_facts(row)]),
        await _imported(holder),
    ]


async def _imported(holder: UUID) -> Section:
    """The rows of last year's lists that made or completed this."""
    rows = await fetch(
        "SELECT l.file_name, r.line, r.cells, r.corrected FROM import_row r JOIN list_import l ON l.id = r.list"
        " WHERE r.made = {} ORDER BY l.sent_at, r.line",
        holder,
    )
    return Section(
        "Lignes de listes importées",
        ("Fichier", "Ligne", "Cellules"),
        tuple((row["file_name"], str(row["line"]), _cells(row["cells"], row["corrected"])) for row in rows),
    )


def _cells(cells: str, corrected: str) -> str:
    """What stood in the list, then what was corrected by hand."""
    said = [*msgspec.json.decode(cells, type=list[Any]), *msgspec.json.decode(corrected, type=dict[str, Any]).values()]
    return ", ".join(str(one) for one in said if one)


def _book_facts(row: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        *(
            ("Prénom", row["first_name"]),
            ("Nom", row["last_name"]),
            ("Courriel", row["email"]),
            ("Téléphone", row["phone"]),
        ),
        *(("Mis au carnet", say_moment(row["added_at"])), ("Invitation", moment(row["invited_at"]))),
    ]
