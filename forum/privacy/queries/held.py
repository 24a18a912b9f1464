"""Everything that is held about one person, said in French, as the page shows it and as the file holds it."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from forum.consents import queries as consents
from forum.database import fetch
from forum.database.marks import marks
from forum.errors import NotFound
from forum.privacy.queries.addresses import address
from forum.privacy.queries.guests import guest
from forum.privacy.queries.in_book import prospect, school_contact
from forum.privacy.queries.in_team import account
from forum.privacy.queries.registered import exhibitor, teacher, visitor
from forum.privacy.queries.sections import Section
from forum.privacy.queries.traces import shared_with, traces
from forum.privacy.rules import (
    ACCOUNT,
    EXHIBITOR,
    GUEST,
    PROSPECT,
    SCHOOL,
    SOURCE_NAMES,
    SOURCES,
    TEACHER,
    VISITOR,
)


@dataclass(frozen=True, slots=True)
class Held:
    """Everything about one person."""

    source: str
    holder: UUID
    edition: int
    name: str
    email: str
    erased: bool
    sections: tuple[Section, ...]
    consents: tuple[consents.ConsentLine, ...]

    @property
    def source_name(self) -> str:
        return SOURCE_NAMES[self.source]

    @property
    def erasable(self) -> bool:
        """Whether they are erased from here."""
        return self.source in SOURCES and not self.erased

    @property
    def names_others(self) -> bool:
        """Whether other people stand in it, who did not ask."""
        return self.source in (EXHIBITOR, PROSPECT)

    def as_data(self) -> dict[str, object]:
        """The same for a file (RGPD, art. 20): heads name the columns of each row."""
        return {
            "qui": self.source_name,
            "identifiant": str(self.holder),
            "nom": self.name,
            "courriel": self.email,
            **{part.title: [dict(zip(part.heads, row, strict=True)) for row in part.rows] for part in self.sections},
            "Accords": [
                {
                    "objet": one.name,
                    "texte": one.sentence,
                    "version": one.version,
                    "accord": one.granted,
                    "donné le": one.at.isoformat(),
                    "remplacé le": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
                }
                for one in self.consents
            ],
        }


async def has_come(source: str, holder: UUID) -> bool:
    """Whether the door has seen a badge of theirs."""
    ids = await _holders(source, holder)
    rows = await fetch(
        f"SELECT 1 AS one FROM scan JOIN badge ON badge.id = scan.badge WHERE badge.holder IN ({marks(ids)})"
        " AND scan.admitted LIMIT 1",
        *ids,
    )
    return bool(rows)


async def held(edition: int, source: str, holder: UUID) -> Held:
    """Everything that the forum keeps about one person. Raises NotFound."""
    who = await address(edition, source, holder)
    if who is None:
        raise NotFound
    ids = await _holders(source, holder)
    own = _OWN[source]
    erased = await fetch("SELECT 1 AS one FROM erasure WHERE holder = {}", holder)
    shared = await shared_with(source, holder, who)
    sections = [*await own(edition, holder), *(await traces(holder, ids, shared) if source != ACCOUNT else ())]
    return Held(
        source=source,
        holder=holder,
        edition=edition,
        name=who.name,
        email=who.email,
        erased=bool(erased),
        sections=tuple(part for part in sections if part.rows),
        consents=tuple(await consents.consents_of(holder)),
    )


async def _holders(source: str, holder: UUID) -> list[UUID]:
    if source != TEACHER:
        return [holder]
    rows = await fetch("SELECT id FROM class_visit WHERE referent = {}", holder)
    return [holder, *[row["id"] for row in rows]]


_OWN = {
    VISITOR: visitor,
    TEACHER: teacher,
    EXHIBITOR: exhibitor,
    PROSPECT: prospect,
    SCHOOL: school_contact,
    GUEST: guest,
    ACCOUNT: account,
}
