"""People who have a badge and no registration: the team made it by hand, in their name."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from uuid import UUID

from forum.badges.drawing.palette import ROLES
from forum.database import fetch
from forum.privacy.queries.sections import Section, facts

GUESTS = (
    "(SELECT id, holder, edition, kind, title, subtitle, detail FROM badge"
    " WHERE kind IN ('organizer', 'door', 'press', 'chaperone') AND substr(CAST(holder AS TEXT), 15, 1) = '4') guest"
)
"""The badges of adults that come in series with a class name nobody: their holder is worked out from the class (a UUID of
version 5), that of a badge made by hand is drawn by lot (version 4)."""
ADDRESS = f"SELECT title AS first_name, subtitle AS last_name, '' AS email FROM {GUESTS} WHERE holder = {{}} AND edition = {{}}"


async def guest(edition: int, holder: UUID) -> list[Section]:
    rows = await fetch(f"SELECT kind, title, subtitle, detail FROM {GUESTS} WHERE holder = {{}}", holder)
    row = rows[0]
    return [
        facts(
            "Badge",
            [
                ("Prénom", row["title"]),
                ("Nom", row["subtitle"]),
                ("Au titre de", ROLES[row["kind"]].word),
                ("Précision", row["detail"]),
            ],
        )
    ]
