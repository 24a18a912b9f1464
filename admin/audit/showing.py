"""One act as its page shows it: what changed as a readable difference, where the record is, whether it may be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from admin.audit.words import COLUMNS, said
from forum.audit.queries import Entry
from forum.audit.rules import Piece, pieces
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.undoing.service import REGISTRATIONS
from forum.visitors import queries as visitor_queries
from forum.web.words import say_date, say_hour

_PLACES = {
    "booking": "/admin/exposants/{}",
    "class visit": "/admin/classes/{}",
    "visitor": "/admin/visiteurs/{}",
    "visitors": "/admin/visiteurs",
    "class visits": "/admin/classes",
    "account": "/admin/equipe/{}",
    "day": "/admin/edition/jours/{}",
    "hall": "/admin/edition/salles/{}",
    "gate": "/admin/edition/portes/{}",
    "slot": "/admin/edition/creneaux/{}",
    "edition": "/admin/edition",
    "letter": "/admin/letters/{}",
    "letters": "/admin/letters?etat=failed",
    "mailing": "/admin/letters/envois/{}",
    "print run": "/admin/badges/tirages/{}",
    "door device": "/admin/porte/telephones",
    "door enrolment": "/admin/porte/telephones",
    "import": "/admin/imports/{}",
    "book": "/admin/carnet",
    "badge look": "/admin/badges/modele",
    "visitor slot": "/admin/visiteurs/creneaux",
    "book companies": "/admin/carnet/exposants/{}",
    "book schools": "/admin/carnet/contacts/{}",
    "export": "/admin/export",
    "backup": "/admin/sauvegardes",
    "erasure": "/admin/donnees",
}


def place_of(entry: Entry) -> str | None:
    """The page of the record that the act was about; None when it has none, or was removed by the act itself."""
    if entry.act.startswith("remove-") and entry.subject_kind in ("day", "hall", "gate", "slot", "account"):
        return None
    if entry.subject_kind == "letter template":
        concept, _, name = entry.subject.partition("/letters/")
        return f"/admin/letters/modeles/{quote(concept)}/{quote(name.removesuffix('.md'))}"
    place = _PLACES.get(entry.subject_kind)
    return place.format(quote(entry.subject)) if place else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One column: what it was and became in words, and how one text turned into the other when both are long."""

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


Names = dict[str, dict[str, str]]


async def names_of(edition: EditionValue) -> Names:
    """What the ids that acts keep are called in this edition."""
    sectors = {one.code: one.name for one in edition.sectors}
    return {
        **dict.fromkeys(("sector", "sectors", "sector_code"), sectors),
        "hall": {str(one.id): one.name for one in edition.halls},
        "gate": {str(one.id): f"Porte {one.code}" for one in edition.gates},
        "day": {str(one.id): say_date(one.date) for one in edition.days},
        "slot": {
            str(one.id): f"{say_date(one.starts_at, year=False)} à {say_hour(one.starts_at)}, porte {one.gate_code}"
            for one in await slots(edition.id)
        },
        "visitor slot": {
            str(one.id): f"{say_date(one.starts_at, year=False)} à {say_hour(one.starts_at)}"
            for one in await visitor_queries.slots(edition.id)
        },
    }


def differences(entry: Entry, names: Names) -> list[Difference]:
    """What the act changed, column by column."""
    told = []
    if entry.subject_kind == "visitor":
        names = {**names, "slot": names["visitor slot"]}
    for column, (old, new) in entry.changes.items():
        if column == REGISTRATIONS:  # ids: the sentence says how many
            continue
        before, after = (said(column, value, names) for value in (old, new))
        long = before and after and max(len(before), len(after)) > 60
        told.append(
            Difference(COLUMNS.get(column, column), before, after, tuple(pieces(before, after)) if long else ())
        )
    return told
