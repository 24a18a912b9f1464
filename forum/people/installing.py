"""The first organiser of a new installation: a link printed by the server, good once, and only while there is nobody."""

from __future__ import annotations

import uuid
from datetime import timedelta

from forum import clock
from forum.database import transaction
from forum.people import links, queries, service
from forum.people.links import DeadLink
from forum.people.tables import AccessLink
from forum.people.who import ORGANIZER
from forum.settings import settings

INSTALL = "install"
NOBODY = uuid.UUID(int=0)
LASTS = timedelta(days=2)


async def offer() -> str | None:
    """The address of the link, or None when there is an organiser. The links of earlier starts open nothing any more."""
    if not await queries.nobody_yet():
        return None
    async with transaction():
        await links.revoke_all(NOBODY)
        made = await links.make(INSTALL, NOBODY, None, clock.now() + LASTS)
    return f"{settings().base_url}/installation/{links.token_of(made)}"


async def find_offer(token: str) -> AccessLink | None:
    """The link of a token, while it may be used."""
    link = await links.find_live(token)
    return link if link and link.purpose == INSTALL and await queries.nobody_yet() else None


async def install(token: str, email: str, name: str, password: str) -> str:
    """Make the first organiser and sign them in; answers the session's cookie. Raises DeadLink, PasswordTooShort.

    Two people with the link: the first one is the organiser, the other is told that it was used.
    """
    service.check_password(password)
    made = await service.hashed(password)
    async with transaction():
        link = await find_offer(token)
        if link is None or not await links.use_up(link):
            raise DeadLink
        account = await service.add_staff(email, name, ORGANIZER)
        await service.keep_password(account, made)
        return await service.open_session("staff", account, None)
