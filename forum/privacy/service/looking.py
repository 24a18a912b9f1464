"""The ways to one's own data: by a letter, or through the team on behalf of somebody who wrote to it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from forum import clock
from forum.audit import service as audit
from forum.database import transaction
from forum.editions import queries as editions
from forum.errors import NotFound
from forum.mail import service as mail
from forum.mail.service import Draft
from forum.people import links
from forum.people.who import Who
from forum.privacy.queries import addresses, search
from forum.privacy.rules import REGISTERED, SOURCE_NAMES


async def send_ways_in(email: str) -> int:
    """To an address, a link to each registration under it, of any edition; answers how many letters, for nobody to see."""
    found = [one for one in await search.by_address(email) if one.email and one.source in REGISTERED]
    async with transaction():
        for one in found:
            edition = await editions.edition(one.edition)
            purpose = links.ASKED_FOR.get(one.source, one.source)
            link = await links.make(purpose, one.holder, one.edition, clock.now() + timedelta(days=3))
            await mail.write(
                Draft(
                    edition=edition.id,
                    template="privacy/letters/way_in.md",
                    fields={
                        "first_name": one.first_name,
                        "what": SOURCE_NAMES[one.source].lower(),
                        "edition": edition.name,
                    },
                    to_address=one.email,
                    to_name=one.name,
                    holder=one.holder,
                    link=link,
                )
            )
    return len(found)


async def looked_up(edition: int, source: str, holder: UUID, by: Who) -> None:
    """Note that the team read everything about one person, to answer a letter. Raises NotFound."""
    address = await addresses.address(edition, source, holder)
    if address is None:
        raise NotFound
    async with transaction():
        await audit.note(
            edition, by, "read-person", source, holder, "Consultation de tout ce qui est gardé sur une personne"
        )
