"""Keeping the team: other roles, sessions closed, somebody removed. The last organiser stays, whatever is clicked."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from forum import clock
from forum.database import fetch, hold, transaction
from forum.errors import NotFound, Refusal
from forum.meanwhile import check_seen
from forum.people import links, recovery
from forum.people.queries import find_staff
from forum.people.service import UnknownRole
from forum.people.tables import Account, LoginSession, StaffRole
from forum.people.who import ORGANIZER, ROLE_NAMES, TERRITORY_LEAD, Who


class LastOrganizer(Refusal):
    """Without an organiser nobody could let anybody in."""

    sentence = "C’est la dernière personne de l’organisation\u00a0: donnez d’abord ce rôle à quelqu’un d’autre."
    field = "roles"


async def set_roles(account: uuid.UUID, roles: Collection[str], epci: str | None, seen: str | None = None) -> None:
    """These roles and no others; a territory lead's names the communauté de communes (SIREN).

    `seen` stands for what the writer saw of them, as `held` says it.
    Raises NotFound, UnknownRole, LastOrganizer, ChangedMeanwhile.
    """
    if not roles or not set(roles) <= set(ROLE_NAMES) or (TERRITORY_LEAD in roles) != bool(epci):
        raise UnknownRole
    async with transaction():
        await hold_living(account)
        check_seen(held(await find_staff(account)), seen)
        if ORGANIZER not in roles:
            await _another_organizer(account)
        await StaffRole.delete().where(StaffRole.account == account)
        await StaffRole.insert(
            *(
                StaffRole(
                    id=uuid.uuid4(), account=account, role=role, epci_siren=epci if role == TERRITORY_LEAD else None
                )
                for role in sorted(roles)
            )
        )


def held(who: Who | None) -> dict[str, object]:
    """The columns of somebody's roles, as the journal keeps them and pages compare them."""
    return {"roles": sorted(who.roles), "epci": who.epci} if who else {}


async def remove(account: uuid.UUID) -> None:
    """Nothing signs this person in any more: no session, no link, no password, no code. The journal keeps the name.

    Raises NotFound, LastOrganizer.
    """
    async with transaction():
        await hold_living(account)
        await _another_organizer(account)
        await StaffRole.delete().where(StaffRole.account == account)
        await Account.update(
            {Account.removed_at: clock.now(), Account.password_hash: None, Account.totp_secret: None}
        ).where(Account.id == account)
        await recovery.forget_codes(account)
        await links.revoke_all(account)
        await close_sessions(account)


async def come_back(account: uuid.UUID, roles: Collection[str], epci: str | None) -> None:
    """Somebody who was removed is of the team again, with these roles; a password is chosen anew.

    Raises NotFound (never there, or there already), UnknownRole.
    """
    async with transaction():
        await hold(Account, account)
        if not await fetch(
            "UPDATE account SET removed_at = NULL WHERE id = {} AND removed_at IS NOT NULL RETURNING id", account
        ):
            raise NotFound
        await set_roles(account, roles, epci)


async def close_session(account: uuid.UUID, session: str) -> None:
    """One open session of this person (its id, never its cookie) opens nothing any more; twice is once."""
    await LoginSession.update({LoginSession.ended_at: clock.now()}).where(
        (LoginSession.id == session) & (LoginSession.subject == account) & LoginSession.ended_at.is_null()
    )


async def close_sessions(account: uuid.UUID, but: str | None = None) -> None:
    """Every open session of this person, save the one of the cookie `but`."""
    told = (LoginSession.subject == account) & LoginSession.ended_at.is_null()
    if but is not None:
        told = told & (LoginSession.id != links.hash_token(but))
    await LoginSession.update({LoginSession.ended_at: clock.now()}).where(told)


_ORGANIZERS = (
    "SELECT a.id FROM account a JOIN staff_role r ON r.account = a.id AND r.role = 'organizer'"
    " WHERE a.removed_at IS NULL"
)


async def hold_living(account: uuid.UUID) -> None:
    """Hold the account and every organiser, at once and in one order, so that two who remove each other wait. Raises NotFound."""
    await hold(Account, account, *(row["id"] for row in await fetch(_ORGANIZERS)))
    if not await fetch("SELECT id FROM account WHERE id = {} AND removed_at IS NULL", account):
        raise NotFound("Cette personne n’est pas, ou plus, dans l’équipe.")


async def _another_organizer(account: uuid.UUID) -> None:
    """Raises LastOrganizer when nobody else could let anybody in."""
    if {uuid.UUID(str(row["id"])) for row in await fetch(_ORGANIZERS)} == {account}:
        raise LastOrganizer
