"""The edition's words and dates, letters' wordings and the team's roles put back."""

from __future__ import annotations

import json
import uuid
from datetime import date, datetime
from typing import Any

from forum.audit.queries import Entry
from forum.audit.rules import same
from forum.badges import queries as badge_queries
from forum.badges.service import look as badges
from forum.editions import queries as editions
from forum.editions import service as edition_verbs
from forum.editions.values import Audience, EditionValue
from forum.mail import service as mail
from forum.meanwhile import fingerprint
from forum.people import keeping
from forum.people import queries as people
from forum.people.who import Who
from forum.privacy import service as privacy
from forum.stands import queries as stand_queries
from forum.stands import service as stands
from forum.team import service as team
from forum.undoing.service.moved import MovedOn, old_values


async def words(edition: EditionValue, entry: Entry, by: Who) -> None:
    """A page of the edition's own columns. Raises MovedOn."""
    fresh = await editions.edition(edition.id)
    now = {name: _column(fresh, name) for name in entry.changes}
    _check(entry, now)
    was = {
        name: datetime.fromisoformat(v) if v and name.endswith("_at") else v for name, v in old_values(entry).items()
    }
    await edition_verbs.set_words(edition.id, was, fingerprint(now))


def _column(edition: EditionValue, name: str) -> Any:
    for audience in Audience:
        window = edition.windows[audience]
        if name == f"{audience.value}_open_at":
            return window.opens_at
        if name == f"{audience.value}_close_at":
            return window.closes_at
    return getattr(edition, name)


async def deadlines(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The last days of the exhibitors' steps. Raises MovedOn, TooLate."""
    now = await stand_queries.deadlines(edition)
    _check(entry, now)
    await stands.set_deadlines(edition, {**now, **_days(entry)}, by, fingerprint(now))


async def erasure_dates(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The dates of erasure. Raises MovedOn, DateRefused."""
    fresh = await editions.edition(edition.id)
    _check(entry, {f"{kind}_erase_on": on for kind, on in fresh.erase_on.items()})
    was = {name.removesuffix("_erase_on"): on for name, on in _days(entry).items()}
    await privacy.set_dates(fresh, was, by, fingerprint(fresh.erase_on))


async def wording(edition: EditionValue, entry: Entry, by: Who) -> None:
    """A letter in its words of before, the default ones if those were. Raises MovedOn."""
    now = await mail.current_words(edition.id, entry.subject)
    _check(entry, now)
    was = {**now, **old_values(entry)}
    if was["body"] is None:
        await mail.reset_wording(edition.id, entry.subject, by)
    else:
        await mail.reword(edition.id, entry.subject, str(was["subject"]), str(was["body"]), by, fingerprint(now))


async def roles(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The roles of before. Raises MovedOn, LastOrganizer."""
    account = uuid.UUID(entry.subject)
    who = await people.find_staff(account)
    if who is None:
        raise MovedOn
    now = keeping.held(who)
    _check(entry, now)
    was = {**now, **old_values(entry)}
    await team.set_roles(edition, account, was["roles"], was["epci"], by, fingerprint(now))


async def staff(edition: EditionValue, entry: Entry, by: Who) -> None:
    """Somebody who was removed is of the team again, by a letter. Raises NotFound, UnknownRole."""
    was = old_values(entry)
    await team.reinstate(edition, uuid.UUID(entry.subject), was["roles"], was.get("epci"), by)


async def badge_look(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The colours and lines of before. Raises MovedOn."""
    now = badges.held(await badge_queries.look(edition.id))
    _check(entry, now)
    was = {**now, **old_values(entry)}
    await badges.change_look(
        edition.id, json.loads(was["colours"]), was["line"], was["back_line"], by, fingerprint(now)
    )


def _check(entry: Entry, now: Any) -> None:
    """Raises MovedOn unless everything still holds what the act wrote."""
    if not all(name in now and same(after, now[name], name) for name, (_, after) in entry.changes.items()):
        raise MovedOn


def _days(entry: Entry) -> dict[str, date]:
    return {name: date.fromisoformat(value) for name, value in old_values(entry).items() if value}
