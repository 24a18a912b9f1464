"""What the forum holds about everybody: badges, passages, letters, calendar entries, ways in, acts."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from forum.audit import queries as audit
from forum.badges.codes import show_code
from forum.database import fetch
from forum.database.marks import marks
from forum.invitations import queries as invitations
from forum.invitations.calendar import InvitationValue
from forum.mail import queries as mail
from forum.privacy.queries.addresses import Address
from forum.privacy.queries.in_team import ways_in
from forum.privacy.queries.sections import Section, moment
from forum.privacy.rules import TEACHER
from forum.web.words import say_moment

_IN = {"in": "entrée", "out": "sortie"}


async def traces(holder: UUID, ids: Sequence[UUID], shared: Shared) -> list[Section]:
    places = marks(ids)
    badges = await fetch(
        f"SELECT id, code, title, subtitle, detail, issued_at FROM badge WHERE holder IN ({places}) ORDER BY issued_at",
        *ids,
    )
    scans = await fetch(
        "SELECT s.corrected_at, s.direction, s.note, g.name FROM scan s JOIN badge b ON b.id = s.badge"
        f" JOIN gate g ON g.id = s.gate WHERE b.holder IN ({places}) ORDER BY s.number",
        *ids,
    )
    letters = [line for one in ids for line in await mail.letters_to(one)] + [*shared.letters]
    entries = [line for one in ids for line in await invitations.invitations_of(one)] + [*shared.entries]
    bookings = await fetch(f"SELECT id FROM stand_booking WHERE exhibitor IN ({places})", *ids)
    beside = [*(row["id"] for row in badges), *(row["id"] for row in bookings), *(line.id for line in letters)]
    acts = [*await audit.entries_of([*ids, *beside]), *shared.acts]
    return [
        Section(
            "Badges",
            ("Code", "Mots imprimés", "Fait le"),
            tuple(
                (
                    show_code(row["code"]),
                    " ".join(word for word in (row["title"], row["subtitle"], row["detail"]) if word),
                    say_moment(row["issued_at"]),
                )
                for row in badges
            ),
        ),
        Section(
            "Passages à la porte",
            ("Quand", "Sens", "Porte", "Note"),
            tuple((say_moment(row["corrected_at"]), _IN[row["direction"]], row["name"], row["note"]) for row in scans),
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
        await ways_in(holder),
        Section(
            "Historique",
            ("Quand", "Acte", "Par"),
            tuple((say_moment(one.at), one.summary, one.actor_name) for one in acts),
        ),
    ]


@dataclass(slots=True)
class Shared:
    """What stands of somebody in records of others."""

    letters: list[mail.LetterLine] = field(default_factory=list)
    entries: list[InvitationValue] = field(default_factory=list)
    acts: list[audit.Entry] = field(default_factory=list)


async def shared_with(source: str, holder: UUID, who: Address) -> Shared:
    """Of a class of somebody else that a teacher was added to: what was written to them, and what names them."""
    found = Shared()
    if source != TEACHER or not who.email:
        return found
    mine = who.email.lower()
    for row in await fetch("SELECT class_visit FROM class_colleague WHERE referent = {}", holder):
        visit = row["class_visit"]
        found.letters += [line for line in await mail.letters_to(visit) if line.to_address.lower() == mine]
        found.entries += [
            line for line in await invitations.invitations_of(visit) if line.attendee_address.lower() == mine
        ]
        found.acts += [line for line in await audit.entries_about(visit) if who.name in line.summary]
    return found
