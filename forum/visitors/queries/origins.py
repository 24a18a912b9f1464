"""Where visitors come from."""

from __future__ import annotations

from forum.database import fetch
from forum.territory.communes import communes, find_commune


async def usual_communes(edition: int, most: int = 24) -> list[tuple[str, str]]:
    """Where most people come from, as (INSEE code, name): the visitors announced first, then the large communes near."""
    rows = await fetch(
        "SELECT insee_code, count(*) AS n FROM visitor WHERE edition = {} AND insee_code IS NOT NULL"
        " GROUP BY insee_code ORDER BY n DESC, insee_code LIMIT 24",
        edition,
    )
    announced = [found for row in rows if (found := find_commune(row["insee_code"]))]
    near = sorted((c for c in communes() if c.in_territory), key=lambda commune: -commune.population)
    chosen = {commune.insee_code: commune.label for commune in (*announced, *near)}
    return list(chosen.items())[:most]
