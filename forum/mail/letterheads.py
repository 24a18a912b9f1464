"""The letterhead of an edition, with the words that its organisers wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.database import fetch
from forum.editions import queries as editions
from forum.mail.rendering import Letterhead, source


async def letterhead(edition: int) -> Letterhead:
    """What every letter of this edition says around its own words, and the templates worded anew. Raises NotFound."""
    return Letterhead.of(await editions.edition(edition), await wordings(edition))


async def wordings(edition: int) -> dict[str, str]:
    """The templates that organisers worded themselves: name to source, as a template file is written."""
    rows = await fetch(
        "SELECT w.template, w.subject, w.body FROM letter_wording w WHERE w.edition = {} AND w.body IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM letter_wording n WHERE n.edition = w.edition AND n.template = w.template AND n.written_at > w.written_at)",
        edition,
    )
    return {row["template"]: source(row["subject"], row["body"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a letter's words; without a body, the day when it went back to the default."""

    subject: str | None
    body: str | None
    written_at: datetime
    by_name: str


async def history(edition: int, template: str) -> list[Wording]:
    """Every wording of one letter, the newest first."""
    rows = await fetch(
        "SELECT subject, body, written_at, by_name FROM letter_wording WHERE edition = {} AND template = {}"
        " ORDER BY written_at DESC, id",
        *(edition, template),
    )
    return [Wording(**row) for row in rows]
