"""Questions of the public catalogue: everybody who is confirmed, in four queries however many they are."""

from __future__ import annotations

from forum.database import fetch
from forum.exhibitors import queries as exhibitors
from forum.stands.queries.plan import as_uuid
from forum.stands.rules.programme import Exposition
from forum.territory.communes import find_commune


async def programme(edition: int) -> list[Exposition]:
    """Every validated exhibitor, by name."""
    rows = await fetch(
        "SELECT e.id, e.name, e.kind, e.sector, e.insee_code, e.search, s.number, s.zone,"
        " CASE WHEN g.exhibitor IS NULL THEN 0 ELSE 1 END AS logo"
        " FROM stand_booking b JOIN exhibitor e ON e.id = b.exhibitor JOIN stand s ON s.id = b.stand"
        " LEFT JOIN exhibitor_logo g ON g.exhibitor = e.id"
        " WHERE b.edition = {} AND b.state = 'validated' ORDER BY e.search, e.id",
        edition,
    )
    shown = await exhibitors.shown_by(edition)
    found = []
    for row in rows:
        one = as_uuid(row["id"])
        commune = find_commune(row["insee_code"])
        told = shown[one]
        found.append(
            Exposition(
                id=one,
                name=row["name"],
                kind=row["kind"],
                sector_code=row["sector"],
                insee_code=row["insee_code"],
                commune=commune.name if commune else "",
                number=row["number"],
                zone=row["zone"],
                jobs=tuple(job.words for job in told.jobs),
                rome_codes=tuple(job.rome_code for job in told.jobs if job.rome_code),
                offers=told.offers,
                levels=told.levels,
                pitch=told.pitch,
                website=told.website,
                has_logo=bool(row["logo"]),
                search=row["search"],
            )
        )
    return found
