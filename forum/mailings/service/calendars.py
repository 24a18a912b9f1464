"""What a mailing does to the calendars of those whom it reaches."""

from __future__ import annotations

from dataclasses import dataclass

from forum.editions.values import EditionValue
from forum.invitations import queries as calendars
from forum.invitations import service as invitations
from forum.invitations.calendar import CANCEL, REQUEST
from forum.mailings import rules
from forum.mailings.queries import Person, wanted_of
from forum.stands.letters import shown_part


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Calendar texts that go with a letter, their METHOD, and what orders them if they are several."""

    method: str
    text: str
    mark: tuple[str, int] | None = None


async def enclosed(edition: EditionValue, sense: str, person: Person) -> Enclosed | None:
    """The texts that bring this person's calendar up to date; None when there is nothing to say.

    Moved or changed: each entry follows to the place and the hours as the edition has them. Postponed: it follows to the
    new day, or is withdrawn as long as the edition still has the old one. Cancelled: it is withdrawn. Its id stays the
    same all along.
    """
    if sense == rules.CANCELLED:
        return await _withdrawn(edition, person)
    if sense not in rules.SHIFTING:
        return None
    stood = {one.part: one for one in await calendars.invitations_of(person.holder)}
    if not stood:
        return None
    wanted = await wanted_of(edition, person)
    if sense == rules.POSTPONED and any(
        entry.starts_at == stood[part].entry.starts_at for part, entry in wanted.items() if part in stood
    ):
        return await _withdrawn(edition, person)
    one = next(iter(stood.values()))
    to = one.attendee_address, one.attendee_name
    if person.segment == rules.EXHIBITORS:
        bundle = await invitations.invite_all(edition, person.holder, wanted, *to)
        return Enclosed(bundle.method, bundle.text, bundle.mark)
    ((part, entry),) = wanted.items()
    return Enclosed(REQUEST, await invitations.invite(edition, person.holder, part, entry, *to))


async def _withdrawn(edition: EditionValue, person: Person) -> Enclosed | None:
    if person.segment == rules.EXHIBITORS:
        bundle = await invitations.withdraw_all(edition, person.holder, shown_part(edition))
        return Enclosed(bundle.method, bundle.text, bundle.mark) if bundle else None
    told = await invitations.withdraw(edition, person.holder)
    return Enclosed(CANCEL, told[0]) if told else None
