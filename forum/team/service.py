"""Verbs of the team: invite, send another link, give other roles, remove. Each is written in the journal."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import timedelta

from forum import clock
from forum.audit import service as audit
from forum.audit.rules import differences
from forum.database import transaction
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.mail import service as mail
from forum.people import keeping, links, queries
from forum.people import service as people
from forum.people.who import ROLE_NAMES, Who
from forum.territory.communes import territory
from forum.web.words import say_date, say_hour

LINK_LASTS = timedelta(days=2)
LINKS_WITHIN, MOST_LINKS = timedelta(minutes=10), 3
"""How often somebody may ask for a link themselves."""


async def invite(edition: EditionValue, email: str, name: str, role: str, epci: str | None, by: Who) -> str:
    """Let somebody in, and write to them; answers the sign-in link, to be shown once. Raises UnknownRole."""
    async with transaction():
        account = await people.add_staff(email, name, role, epci)
        told = f"Accès donné à {name} ({ROLE_NAMES[role]})"
        went = {"roles": ((), (role,)), "epci": (None, epci)}
        await audit.note(edition.id, by, "add-staff", "account", account, told, went)
        return await _write(edition, account, "invited")


async def send_link(edition: EditionValue, account: uuid.UUID, by: Who | None) -> str:
    """Another sign-in link by letter, for an organiser or (`by` None) for the person who asked; answers the link. Raises NotFound."""
    async with transaction():
        known = await queries.find_staff(account)
        if known is None:
            raise NotFound("Cette personne n’est pas, ou plus, dans l’équipe.")
        told = f"Lien de connexion pour {known.name}"
        await audit.note(edition.id, by or known, "sign-in-link", "account", account, told)
        return await _write(edition, account, "way_in")


async def ask_link(edition: EditionValue, email: str) -> bool:
    """A sign-in link for whoever of the team reads that mailbox; whether one was written, for nobody to see.

    None for a person with double verification, which a letter must not get round, and none after three in ten minutes.
    """
    account = await queries.find_account(email)
    if account is None or not await queries.may_ask_link(account, clock.now() - LINKS_WITHIN, MOST_LINKS):
        return False
    await send_link(edition, account, None)
    return True


async def set_roles(
    edition: EditionValue,
    account: uuid.UUID,
    roles: Collection[str],
    epci: str | None,
    by: Who,
    seen: str | None = None,
) -> None:
    """Other roles. `seen` stands for those that the writer saw. Raises NotFound, UnknownRole, LastOrganizer, ChangedMeanwhile."""
    async with transaction():
        await keeping.hold_living(account)
        before = await queries.find_staff(account)
        await keeping.set_roles(account, roles, epci, seen)
        after = await queries.find_staff(account)
        was, now = (_said(one) if one else "" for one in (before, after))
        name = after.name if after else ""
        told = f"Rôles de {name}\u00a0: {was} → {now}"
        await audit.note(
            edition.id,
            by,
            "set-roles",
            "account",
            account,
            told,
            differences(keeping.held(before), keeping.held(after)),
        )


async def remove(edition: EditionValue, account: uuid.UUID, by: Who) -> None:
    """Out of the team; every session is closed. Raises NotFound, LastOrganizer."""
    async with transaction():
        await keeping.hold_living(account)
        known = await queries.find_staff(account)
        await keeping.remove(account)
        name = known.name if known else ""
        went = differences(keeping.held(known), None)
        await audit.note(edition.id, by, "remove-staff", "account", account, f"{name} retiré de l’équipe", went)


async def reinstate(
    edition: EditionValue, account: uuid.UUID, roles: Collection[str], epci: str | None, by: Who
) -> None:
    """Back in the team after all, with a letter that leads in. Raises NotFound, UnknownRole."""
    async with transaction():
        await keeping.come_back(account, roles, epci)
        await _write(edition, account, "invited")


def _said(who: Who) -> str:
    places = {one.siren: one.name for one in territory().epcis}
    return who.role_names + (f" ({places.get(who.epci, who.epci)})" if who.epci else "")


async def _write(edition: EditionValue, account: uuid.UUID, letter: str) -> str:
    """A letter with a link that signs in once, for two days; answers the link's address."""
    (line,) = [one for one in await queries.team() if one.id == account]
    ends = clock.now() + LINK_LASTS
    link = await links.make("sign-in", account, None, ends)
    await mail.write(
        mail.Draft(
            edition=edition.id,
            template=f"team/letters/{letter}.md",
            fields={
                "first_name": line.name.split()[0],
                "roles": line.roles,
                "until": f"{say_date(clock.local(ends).date())} à {say_hour(ends)}",
            },
            to_address=line.email,
            to_name=line.name,
            link=link,
        )
    )
    return links.url(link)
