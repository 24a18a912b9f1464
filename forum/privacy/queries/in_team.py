"""What the forum holds about somebody of the team; and the ways in that anybody has."""

from __future__ import annotations

from uuid import UUID

from forum.audit import queries as audit
from forum.database import fetch
from forum.mail import queries as mail
from forum.people.who import ROLE_NAMES
from forum.privacy.queries.sections import Section, facts, moment
from forum.territory.communes import find_epci
from forum.web.words import say_moment


async def account(edition: int, holder: UUID) -> list[Section]:
    """The account, its ways in, the letters to it, the phones it enrolled and every act that it signed."""
    mine = (await fetch("SELECT * FROM account WHERE id = {}", holder))[0]
    roles = await fetch("SELECT role, epci_siren FROM staff_role WHERE account = {} ORDER BY role", holder)
    phones = await fetch(
        "SELECT name, enrolled_at FROM door_device WHERE enrolled_by = {} ORDER BY enrolled_at", holder
    )
    found = await fetch("SELECT id FROM letter WHERE holder IS NULL AND lower(to_address) = {}", mine["email"].lower())
    letters = [(await mail.letter(row["id"])).line for row in found]
    acts = await audit.entries_of([holder])
    return [
        facts(
            "Compte",
            [
                ("Nom", mine["name"]),
                ("Courriel", mine["email"]),
                ("Rôles", ", ".join(_role(row["role"], row["epci_siren"]) for row in roles)),
                ("Créé le", say_moment(mine["created_at"])),
                ("Retiré le", moment(mine["removed_at"])),
                ("Mot de passe", "choisi" if mine["password_hash"] else "aucun"),
                ("Double vérification", "oui" if mine["totp_secret"] else "non"),
            ],
        ),
        Section(
            "Courriers",
            ("Objet", "Adresse", "Écrit le", "Parti le"),
            tuple((one.subject, one.to_address, say_moment(one.written_at), moment(one.posted_at)) for one in letters),
        ),
        Section(
            "Téléphones inscrits à la porte",
            ("Téléphone", "Quand"),
            tuple((row["name"], say_moment(row["enrolled_at"])) for row in phones),
        ),
        await ways_in(holder),
        Section(
            "Historique",
            ("Quand", "Acte", "Par"),
            tuple((say_moment(one.at), one.summary, one.actor_name) for one in acts),
        ),
    ]


async def ways_in(holder: UUID) -> Section:
    """Their links and sessions: when, and what the browser called itself."""
    links = await fetch(
        "SELECT created_at, used_at, expires_at FROM access_link WHERE subject = {} ORDER BY created_at", holder
    )
    sessions = await fetch(
        "SELECT device, created_at, expires_at, ended_at FROM login_session WHERE subject = {} ORDER BY created_at",
        holder,
    )
    return Section(
        "Liens et connexions",
        ("Depuis", "Quoi", "Appareil", "Jusqu’au"),
        (
            *(
                (
                    say_moment(row["created_at"]),
                    "Lien par courriel",
                    "",
                    say_moment(row["used_at"] or row["expires_at"]),
                )
                for row in links
            ),
            *(
                (
                    say_moment(row["created_at"]),
                    "Connexion",
                    row["device"],
                    say_moment(row["ended_at"] or row["expires_at"]),
                )
                for row in sessions
            ),
        ),
    )


def _role(role: str, siren: str | None) -> str:
    found = find_epci(siren) if siren else None
    return ROLE_NAMES[role] + (f" ({found.short_name})" if found else "")
