"""Writing a letter: one INSERT in the transaction of the verb that has something to say."""

from __future__ import annotations

import functools
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr

import msgspec

from forum import clock
from forum.database import fetch
from forum.mail import bell, names, rules
from forum.settings import settings
from forum.territory.folding import fold

Field = str | int | list[str]
_BROKEN_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f<>]")
_METHODS = {"REQUEST", "CANCEL", "PUBLISH"}


class UnfitLetter(ValueError):
    """A programming fault of the verb that writes: an unknown template, an address that no form should have let in."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as a verb writes it: which template, what fills it, to whom, and what goes with it.

    `holder` is the registration it speaks of; `link` the id of an access link, whose address the template shows as
    `{{ link }}`; `badge` the id of the badge whose PDF goes with it; `ics` an iCalendar text of one entry, or several texts one after
    the other, and then `ics_mark` says whose they are and counts their changes.
    """

    edition: int
    template: str
    fields: Mapping[str, Field]
    to_address: str
    to_name: str
    holder: uuid.UUID | None = None
    link: uuid.UUID | None = None
    badge: uuid.UUID | None = None
    ics: str | None = None
    ics_method: str | None = None
    ics_mark: tuple[str, int] | None = None


async def write(draft: Draft) -> uuid.UUID:
    """Put a letter in the outbox; it leaves after the caller's transaction has committed. Raises UnfitLetter."""
    _check(draft)
    letter = uuid.uuid4()
    name = rules.one_line(draft.to_name)[:160]
    mark = draft.ics_mark or (rules.calendar_mark(draft.ics) if draft.ics else None)
    now = clock.now()
    await fetch(
        "INSERT INTO letter (id, edition, message_id, template, fields, to_address, to_name, holder, link, badge,"
        " ics, ics_method, ics_uid, ics_sequence, search, written_at, next_try_at, tries)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, 0)",
        letter,
        draft.edition,
        f"<{letter}@{_domain()}>",
        draft.template,
        msgspec.json.encode(draft.fields).decode(),
        draft.to_address,
        name,
        draft.holder,
        draft.link,
        draft.badge,
        draft.ics,
        draft.ics_method,
        mark[0] if mark else None,
        mark[1] if mark else None,
        fold(f"{name} {draft.to_address} {draft.template}")[:400],
        now,
        now,
    )
    bell.ring()
    return letter


def _check(draft: Draft) -> None:
    if draft.template not in names.templates():
        raise UnfitLetter(f"no letter is called {draft.template!r}")
    local, at, domain = draft.to_address.rpartition("@")
    if not (local and at and domain) or _BROKEN_ADDRESS.search(draft.to_address) or len(draft.to_address) > 254:
        raise UnfitLetter("a letter needs one plain address")
    if (draft.ics is None) != (draft.ics_method is None) or draft.ics_method not in {None, *_METHODS}:
        raise UnfitLetter("an iCalendar text and its method go together")


def _domain() -> str:
    """What stands after the @ of a Message-ID: the sender's domain, in ASCII."""
    return _ascii_domain(settings().sender)


@functools.cache
def _ascii_domain(sender: str) -> str:
    domain = parseaddr(sender)[1].rpartition("@")[2]
    try:
        return domain.encode("idna").decode()[:80] or "forum.invalid"
    except UnicodeError:
        return "forum.invalid"
