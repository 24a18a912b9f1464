"""What the server says when it starts: addresses, and one way in per role."""

from __future__ import annotations

import uuid
from datetime import timedelta

from forum import clock
from forum.database import fetch
from forum.demo.edition import SLUG
from forum.demo.stages import demonstrate
from forum.editions import queries
from forum.editions.values import EditionValue
from forum.people import installing, links
from forum.people import service as people
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER
from forum.settings import settings
from forum.territory.service import load_starter


async def first_words(empty: bool) -> list[str]:
    """Make the demonstration when there is no edition (unless `empty`); answers the lines to print."""
    await load_starter()
    if not empty and await queries.find_current() is None:
        await demonstrate("registration", "full")
    lines = [f"Le forum est ouvert\u00a0: {settings().base_url}"]
    current = await queries.find_current()
    # Only the demonstration opens its doors to whoever reads the terminal; a real edition never does.
    if current is not None and current.slug.startswith(SLUG) and not empty:
        lines += [f"  {role:14} {address}" for role, address in (await _ways_in(current)).items()]
    if empty and (offered := await installing.offer()) is not None:
        lines += [f"  Première organisation\u00a0: {offered}"]
    return lines


async def _ways_in(edition: EditionValue) -> dict[str, str]:
    """One sign-in link per role: the demonstration's own people, or the first that there are."""
    ends = clock.now() + timedelta(days=1)
    ways = {}
    for purpose, role, sql in (
        (
            "exhibitor",
            "exposant",
            "SELECT exhibitor AS id FROM stand_booking WHERE edition = {} AND state = 'validated' ORDER BY booked_at LIMIT 1",
        ),
        ("teacher-full", "enseignante", "SELECT id FROM referent WHERE edition = {} ORDER BY registered_at LIMIT 1"),
    ):
        for row in await fetch(sql, edition.id):
            ways[role] = links.url(await links.make(purpose, _uuid(row["id"]), edition.id, ends))
    dora = await people.add_staff("dora@forum.example", "Dora, accueil", DOOR_SUPERVISOR)
    odile = await people.add_staff("odile@forum.example", "Odile, organisatrice", ORGANIZER)
    ways["accueil"] = await people.sign_in_link(dora, timedelta(days=1))
    ways["organisation"] = await people.sign_in_link(odile, timedelta(days=1))
    return ways


def _uuid(value: object) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
