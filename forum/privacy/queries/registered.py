"""What the forum holds about a visitor, a teacher, an organisation, besides what everybody has."""

from __future__ import annotations

from uuid import UUID

from forum.class_visits import queries as class_visits
from forum.database import fetch
from forum.editions import queries as editions
from forum.exhibitors import queries as exhibitors
from forum.privacy.queries.sections import Section, facts, moment
from forum.visitors import queries as visitors
from forum.web.words import say_class, say_moment


async def visitor(edition: int, holder: UUID) -> list[Section]:
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
    notes = [(say_moment(note.at), note.body, note.author) for note in await visitors.notes(holder)]
    return [facts("Inscription", told), Section("Notes de l’équipe", ("Quand", "Note", "Par"), tuple(notes))]


async def teacher(edition: int, holder: UUID) -> list[Section]:
    rows = await fetch("SELECT * FROM referent WHERE id = {}", holder)
    mine = rows[0]
    visits = await class_visits.visits_of(edition, holder)
    notes = await fetch(
        "SELECT n.at, n.body, n.author FROM class_note n JOIN class_visit v ON v.id = n.class_visit WHERE v.referent = {}"
        " ORDER BY n.at DESC, n.id",
        holder,
    )
    return [
        facts(
            "Référent",
            [
                ("Prénom", mine["first_name"]),
                ("Nom", mine["last_name"]),
                ("Courriel", mine["email"] if "@" in mine["email"] else ""),
                ("Téléphone", mine["phone"]),
                ("Inscription", say_moment(mine["registered_at"])),
                ("Validé le", moment(mine["trusted_at"])),
                ("Validé par", mine["trusted_by"]),
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
        Section(
            "Notes de l’équipe",
            ("Quand", "Note", "Par"),
            tuple((say_moment(row["at"]), row["body"], row["author"]) for row in notes),
        ),
    ]


async def exhibitor(edition: int, holder: UUID) -> list[Section]:
    line = await exhibitors.exhibitor(edition, holder)
    sector = (await editions.edition(edition)).sector(line.sector)
    people = await exhibitors.people_of(holder)
    contacts = await exhibitors.contacts_of(holder)
    bookings = await fetch("SELECT note, booked_at, state FROM stand_booking WHERE exhibitor = {}", holder)
    signed = await fetch(
        "SELECT m.signed_by, m.declared_at FROM machine_declaration m JOIN stand_booking b ON b.id = m.booking WHERE b.exhibitor = {}",
        holder,
    )
    changed = await fetch(
        "SELECT c.made_at AS at, c.words FROM stand_change c JOIN stand_booking b ON b.id = c.booking WHERE b.exhibitor = {}"
        " ORDER BY c.made_at, c.id",
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
            "Corrections de la fiche",
            ("Quand", "Quoi"),
            tuple((say_moment(row["at"]), row["words"]) for row in changed),
        ),
        Section(
            "Déclarations de machine",
            ("Signée par", "Quand"),
            tuple((row["signed_by"], say_moment(row["declared_at"])) for row in signed),
        ),
    ]
