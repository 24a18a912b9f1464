"""« Tout sur une personne »: who of any edition is called so, or has this address."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

import uuid
from dataclasses import dataclass
from uuid import UUID

from forum.database import fetch
from forum.privacy.rules import EXHIBITOR, PROSPECT, SCHOOL, SOURCE_NAMES, TEACHER, VISITOR
from forum.territory.folding import fold

MOST = 60


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody, as one registration of one edition knows them."""

    source: str
    holder: UUID
    edition: int
    edition_name: str
    first_name: str
    last_name: str
    email: str
    about: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def source_name(self) -> str:
        return SOURCE_NAMES[self.source]


_ALL = f"""
SELECT '{VISITOR}' AS source, v.id AS holder, v.edition, v.first_name, v.last_name, v.email, '' AS about FROM visitor v
UNION ALL
SELECT '{TEACHER}', r.id, r.edition, r.first_name, r.last_name, r.email, '' FROM referent r
UNION ALL
SELECT '{EXHIBITOR}', e.id, e.edition, c.first_name, c.last_name, c.email, e.name
  FROM exhibitor_contact c JOIN exhibitor e ON e.id = c.exhibitor
UNION ALL
SELECT '{EXHIBITOR}', e.id, e.edition, p.first_name, p.last_name, '', e.name
  FROM stand_person p JOIN exhibitor e ON e.id = p.exhibitor
UNION ALL
SELECT '{PROSPECT}', b.id, b.edition, b.first_name, b.last_name, b.email, b.name FROM prospect b
UNION ALL
SELECT '{SCHOOL}', c.id, c.edition, c.first_name, c.last_name, c.email, s.name
  FROM school_contact c JOIN school s ON s.id = c.school
"""
_FROM = f"SELECT one.*, edition.name AS edition_name FROM ({_ALL}) one JOIN edition ON edition.id = one.edition"


async def by_address(email: str) -> list[Found]:
    """Everybody under one address, in any edition."""
    rows = await fetch(f"{_FROM} WHERE lower(one.email) = {{}} ORDER BY one.edition DESC", email.strip().lower())
    return [_found(row) for row in rows]


async def anybody(words: str) -> list[Found]:
    """Everybody whose name or address holds every word, accents and capitals aside; the newest edition first, at most 60.

    It reads every name: the team asks this a few times a year, and no index of names is kept for it.
    """
    wanted = fold(words).split()
    address = words.strip().lower()
    if not wanted and "@" not in address:
        return []
    found = []
    for row in await fetch(
        f"{_FROM} WHERE one.last_name <> '' OR one.email <> '' ORDER BY one.edition DESC, one.last_name"
    ):
        name = fold(f"{row['first_name']} {row['last_name']} {row['email']}")
        if (wanted and all(word in name for word in wanted)) or ("@" in address and address == row["email"].lower()):
            found.append(_found(row))
        if len(found) == MOST:
            break
    return [one for one in found if one.name or "@" in one.email]


def _found(row: dict[str, object]) -> Found:
    holder = row.pop("holder")
    return Found(holder=holder if isinstance(holder, UUID) else uuid.UUID(str(holder)), **row)  # type: ignore[arg-type]
