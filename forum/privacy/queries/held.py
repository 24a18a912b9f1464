"""Everything that is held about one person, said in French, as the page shows it and as the file holds it."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from forum.audit import queries as audit
from forum.badges.codes import show_code
from forum.class_visits import queries as class_visits
from forum.consents import queries as consents
from forum.database import fetch
from forum.database.marks import marks
from forum.editions import queries as editions
from forum.errors import NotFound
from forum.exhibitors import queries as exhibitors
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.privacy.queries.in_book import prospect, school_contact
from forum.privacy.queries.sections import Section, facts, moment
from forum.privacy.rules import EXHIBITOR, PROSPECT, SCHOOL, SOURCE_NAMES, TEACHER, VISITOR
from forum.visitors import queries as visitors
from forum.web.words import say_class, say_moment

_IN = {"in": "entrée", "out": "sortie"}


@dataclass(frozen=True, slots=True)
class Address:
    """Whom an erasure is about."""

    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


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


_ADDRESSES = {
    VISITOR: "SELECT first_name, last_name, email FROM visitor WHERE id = {} AND edition = {}",
    TEACHER: "SELECT first_name, last_name, email FROM referent WHERE id = {} AND edition = {}",
    EXHIBITOR: "SELECT c.first_name, c.last_name, c.email FROM exhibitor e JOIN exhibitor_contact c ON c.exhibitor = e.id"
    " AND c.rank = 0 WHERE e.id = {} AND e.edition = {}",
    PROSPECT: "SELECT first_name, last_name, email FROM prospect WHERE id = {} AND edition = {}",
    SCHOOL: "SELECT first_name, last_name, email FROM school_contact WHERE id = {} AND edition = {}",
}


async def address(edition: int, source: str, holder: UUID) -> Address | None:
    """Name and address of somebody, if they are of this edition; empty once erased."""
    if source not in _ADDRESSES:
        return None
    rows = await fetch(_ADDRESSES[source], holder, edition)
    if not rows:
        return None
    found = Address(**rows[0])
    return found if "@" in found.email else Address(found.first_name, found.last_name, "")


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
    own = {VISITOR: _visitor, TEACHER: _teacher, EXHIBITOR: _exhibitor, PROSPECT: prospect, SCHOOL: school_contact}[
        source
    ]
    erased = await fetch("SELECT 1 AS one FROM erasure WHERE holder = {}", holder)
    sections = [*await own(edition, holder), *await _common(holder, ids)]
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


async def _visitor(edition: int, holder: UUID) -> list[Section]:
    mine = await visitors.visitor(edition, holder)
    told = [
        ("Prénom", mine.first_name),
        ("Nom", mine.last_name),
        ("Courriel", mine.email),
        ("Situation", mine.status_name),
        ("Code postal", mine.postal_code),
        ("Origine", mine.origin),
        ("Adultes", str(mine.adults)),
        ("Enfants", str(mine.children)),
        ("Inscription", say_moment(mine.registered_at)),
        ("Arrivée", moment(mine.starts_at)),
        ("Inscrit", mine.channel_name),
        ("Sur la liste d’attente depuis", moment(mine.asked_at)),
        ("Annulation", moment(mine.cancelled_at)),
    ]
    here = await editions.edition(edition)
    told.append(("Filières choisies", ", ".join(here.sector(one).name for one in await visitors.sectors_of(holder))))
    notes = [(say_moment(note.at), note.body) for note in await visitors.notes(holder)]
    return [facts("Inscription", told), Section("Notes de l’équipe", ("Quand", "Note"), tuple(notes))]


async def _teacher(edition: int, holder: UUID) -> list[Section]:
    rows = await fetch("SELECT * FROM referent WHERE id = {}", holder)
    mine = rows[0]
    visits = await class_visits.visits_of(edition, holder)
    return [
        facts(
            "Référent",
            [
                ("Prénom", mine["first_name"]),
                ("Nom", mine["last_name"]),
                ("Courriel", mine["email"] if "@" in mine["email"] else ""),
                ("Téléphone", mine["phone"]),
                ("Inscription", say_moment(mine["registered_at"])),
            ],
        ),
        Section(
            "Classes",
            ("Classe", "Établissement", "Élèves", "Adultes", "Arrivée"),
            tuple(
                (
                    say_class(one.class_name),
                    one.school_name,
                    str(one.pupils),
                    str(one.adults),
                    say_moment(one.starts_at),
                )
                for one in visits
            ),
        ),
    ]


async def _exhibitor(edition: int, holder: UUID) -> list[Section]:
    line = await exhibitors.exhibitor(edition, holder)
    sector = (await editions.edition(edition)).sector(line.sector)
    people = await exhibitors.people_of(holder)
    contacts = await exhibitors.contacts_of(holder)
    bookings = await fetch("SELECT note, booked_at, state FROM stand_booking WHERE exhibitor = {}", holder)
    signed = await fetch(
        "SELECT m.signed_by, m.declared_at FROM machine_declaration m JOIN stand_booking b ON b.id = m.booking WHERE b.exhibitor = {}",
        holder,
    )
    named = [(one.first_name, one.last_name, one.email, one.phone) for one in contacts]
    return [
        facts(
            "Organisation",
            [
                ("Nom", line.name),
                ("SIRET", line.siret or ""),
                ("Filière", sector.name),
            ],
        ),
        Section("Contacts", ("Prénom", "Nom", "Courriel", "Téléphone"), tuple(row for row in named if any(row))),
        Section(
            "Personnes du stand",
            ("Prénom", "Nom"),
            tuple((one.first_name, one.last_name) for one in people if one.name.strip()),
        ),
        Section(
            "Demandes de stand",
            ("Précision", "Quand"),
            tuple((row["note"], say_moment(row["booked_at"])) for row in bookings),
        ),
        Section(
            "Déclarations de machine",
            ("Signée par", "Quand"),
            tuple((row["signed_by"], say_moment(row["declared_at"])) for row in signed),
        ),
    ]


async def _common(holder: UUID, ids: Sequence[UUID]) -> list[Section]:
    places = marks(ids)
    badges = await fetch(
        f"SELECT code, title, subtitle, issued_at FROM badge WHERE holder IN ({places}) ORDER BY issued_at", *ids
    )
    scans = await fetch(
        "SELECT s.corrected_at, s.direction, g.name FROM scan s JOIN badge b ON b.id = s.badge JOIN gate g ON g.id = s.gate"
        f" WHERE b.holder IN ({places}) ORDER BY s.number",
        *ids,
    )
    letters = [line for one in ids for line in await mail.letters_to(one)]
    entries = [line for one in ids for line in await invitations.invitations_of(one)]
    acts = [line for one in ids for line in await audit.entries_about(one)]
    return [
        Section(
            "Badges",
            ("Code", "Mots imprimés", "Fait le"),
            tuple(
                (show_code(row["code"]), f"{row['title']} {row['subtitle']}".strip(), say_moment(row["issued_at"]))
                for row in badges
            ),
        ),
        Section(
            "Passages à la porte",
            ("Quand", "Sens", "Porte"),
            tuple((say_moment(row["corrected_at"]), _IN[row["direction"]], row["name"]) for row in scans),
        ),
        Section(
            "Courriers",
            ("Objet", "Adresse", "Écrit le", "Parti le"),
            tuple((one.subject, one.to_address, say_moment(one.written_at), moment(one.posted_at)) for one in letters),
        ),
        Section(
            "Rendez-vous d’agenda",
            ("Titre", "Quand", "Adresse"),
            tuple((one.entry.summary, say_moment(one.entry.starts_at), one.attendee_address) for one in entries),
        ),
        Section(
            "Historique",
            ("Quand", "Acte", "Par"),
            tuple((say_moment(one.at), one.summary, one.actor_name) for one in acts),
        ),
    ]
