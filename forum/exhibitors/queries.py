"""Questions about exhibitors, answered in frozen values."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.database import fetch
from forum.errors import NotFound
from forum.exhibitors.rules import KINDS, LEVELS, OFFERS, Job, Shown
from forum.territory.communes import find_commune
from forum.territory.folding import fold
from forum.territory.sectors import SECTORS, Sector

_SECTORS = {sector.code: sector for sector in SECTORS}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the stand."""

    id: uuid.UUID
    badge: uuid.UUID
    first_name: str
    last_name: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class ExhibitorLine:
    """An organisation with its main contact."""

    id: uuid.UUID
    name: str
    kind: str
    sector_code: str
    siret: str | None
    insee_code: str | None
    website: str
    pitch: str
    registered_at: datetime
    first_name: str
    last_name: str
    email: str
    phone: str

    @property
    def sector(self) -> Sector:
        return _SECTORS[self.sector_code]

    @property
    def kind_name(self) -> str:
        return KINDS[self.kind]

    @property
    def contact(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def commune(self) -> str:
        found = find_commune(self.insee_code)
        return found.label if found else ""

    @property
    def epci_siren(self) -> str | None:
        found = find_commune(self.insee_code)
        return found.epci_siren if found else None


_COLUMNS = (
    "SELECT e.id, e.name, e.kind, e.sector AS sector_code, e.siret, e.insee_code, e.website, e.pitch, e.registered_at,"
    " c.first_name, c.last_name, c.email, c.phone"
    " FROM exhibitor e JOIN exhibitor_contact c ON c.exhibitor = e.id AND c.rank = 0"
)


async def exhibitor(edition: int, exhibitor_id: uuid.UUID) -> ExhibitorLine:
    """One organisation. Raises NotFound."""
    rows = await fetch(f"{_COLUMNS} WHERE e.id = {{}} AND e.edition = {{}}", exhibitor_id, edition)
    if not rows:
        raise NotFound("Cet exposant n’existe pas, ou n’existe plus.")
    return _line(rows[0])


async def exhibitors(edition: int, q: str = "", sector: str = "") -> list[ExhibitorLine]:
    """Organisations whose words hold every word of `q`, by name."""
    where = " WHERE e.edition = {}"
    values: list[Any] = [edition]
    for word in fold(q).split()[:6]:
        where += " AND e.search LIKE {}"
        values.append(f"%{word}%")
    if sector:
        where += " AND e.sector = {}"
        values.append(sector)
    return [_line(row) for row in await fetch(f"{_COLUMNS}{where} ORDER BY e.search, e.id", *values)]


async def people_of(exhibitor_id: uuid.UUID) -> list[Person]:
    """The named people of a stand."""
    rows = await fetch(
        "SELECT id, badge, first_name, last_name FROM stand_person WHERE exhibitor = {} ORDER BY last_name, first_name, id",
        exhibitor_id,
    )
    return [Person(_uuid(row["id"]), _uuid(row["badge"]), row["first_name"], row["last_name"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to write to; rank 0 is the main contact."""

    id: uuid.UUID
    rank: int
    first_name: str
    last_name: str
    email: str
    phone: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


async def contacts_of(exhibitor_id: uuid.UUID) -> list[Contact]:
    """Everybody to write to, the main contact first."""
    rows = await fetch(
        "SELECT id, rank, first_name, last_name, email, phone FROM exhibitor_contact WHERE exhibitor = {} ORDER BY rank",
        exhibitor_id,
    )
    return [Contact(**{**row, "id": _uuid(row["id"])}) for row in rows]


async def shown_by(edition: int) -> dict[uuid.UUID, Shown]:
    """What every organisation of an edition shows and offers, in three queries."""
    rows = await fetch(
        "SELECT id, pitch, website, for_college, for_lycee, for_adults FROM exhibitor WHERE edition = {}", edition
    )
    jobs: dict[uuid.UUID, list[Job]] = {}
    offers: dict[uuid.UUID, dict[str, int]] = {}
    for job in await fetch(
        "SELECT j.exhibitor, j.rome_code, j.words FROM exhibitor_job j JOIN exhibitor e ON e.id = j.exhibitor"
        " WHERE e.edition = {} ORDER BY j.rank",
        edition,
    ):
        jobs.setdefault(_uuid(job["exhibitor"]), []).append(Job(job["rome_code"], job["words"]))
    for offer in await fetch(
        "SELECT o.exhibitor, o.kind, o.number FROM exhibitor_offer o JOIN exhibitor e ON e.id = o.exhibitor"
        " WHERE e.edition = {}",
        edition,
    ):
        offers.setdefault(_uuid(offer["exhibitor"]), {})[offer["kind"]] = offer["number"]
    return {
        (one := _uuid(row["id"])): Shown(
            tuple(jobs.get(one, ())),
            {kind: offers[one][kind] for kind in OFFERS if kind in offers.get(one, {})},
            frozenset(level for level in LEVELS if row[f"for_{level}"]),
            row["pitch"],
            row["website"],
        )
        for row in rows
    }


async def shown_of(edition: int, exhibitor_id: uuid.UUID) -> Shown:
    """What one organisation shows and offers. Raises NotFound."""
    found = (await shown_by(edition)).get(exhibitor_id)
    if found is None:
        raise NotFound("Cet exposant n’existe pas, ou n’existe plus.")
    return found


async def has_logo(exhibitor_id: uuid.UUID) -> bool:
    """Whether there is a logo to show."""
    return bool(await fetch("SELECT 1 AS one FROM exhibitor_logo WHERE exhibitor = {}", exhibitor_id))


async def logo_mark(exhibitor_id: uuid.UUID) -> str:
    """A word that stands for the logo there is, another for each; nothing where there is none."""
    rows = await fetch("SELECT image FROM exhibitor_logo WHERE exhibitor = {}", exhibitor_id)
    return hashlib.sha256(bytes(rows[0]["image"])).hexdigest()[:16] if rows else ""


async def logo(exhibitor_id: uuid.UUID) -> bytes:
    """The logo, a PNG. Raises NotFound."""
    rows = await fetch("SELECT image FROM exhibitor_logo WHERE exhibitor = {}", exhibitor_id)
    if not rows:
        raise NotFound("Cet exposant n’a pas de logo.")
    return bytes(rows[0]["image"])


async def logos_of(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[bytes, int, int]]:
    """The logos of those that have one: PNG, width and height in pixels."""
    if not ids:
        return {}
    rows = await fetch(
        f"SELECT exhibitor, image, width, height FROM exhibitor_logo WHERE exhibitor IN ({', '.join(['{}'] * len(ids))})",  # noqa: S608
        *ids,
    )
    return {_uuid(row["exhibitor"]): (bytes(row["image"]), row["width"], row["height"]) for row in rows}


async def ids_of_address(edition: int, email: str) -> list[uuid.UUID]:
    """The exhibitors that an address is a contact of."""
    rows = await fetch(
        "SELECT e.id FROM exhibitor e JOIN exhibitor_contact c ON c.exhibitor = e.id WHERE e.edition = {} AND c.email = {}",
        edition,
        email,
    )
    return [_uuid(row["id"]) for row in rows]


def _line(row: dict[str, Any]) -> ExhibitorLine:
    row["id"] = _uuid(row["id"])
    return ExhibitorLine(**row)


def _uuid(value: object) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
