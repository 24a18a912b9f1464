"""A mailing on its way: begun once, written in small batches, stopped and taken up again."""

from __future__ import annotations

import uuid
from datetime import timedelta

from forum import clock
from forum.audit import service as audit
from forum.class_visits import service as class_visits
from forum.database import fetch, hold, transaction
from forum.editions import queries as editions
from forum.editions import service as edition_verbs
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.mail import bell
from forum.mail import service as mail
from forum.mail.service import Draft, Field
from forum.mailings import queries, rules
from forum.mailings.queries import MailingLine, Person
from forum.mailings.service.calendars import enclosed
from forum.mailings.service.drafts import AlreadyBegun
from forum.mailings.service.switching import switch
from forum.mailings.tables import Mailing
from forum.people import links
from forum.people.who import Who
from forum.settings import settings


class NobodyThere(Refusal):
    """No letter would be written."""

    sentence = "Personne n’est inscrit dans ce que vous avez choisi\u00a0: rien à envoyer."


class NotOnItsWay(Refusal):
    """Only what is being written can be stopped, only what was stopped can go on."""

    sentence = "Cet envoi a changé entre-temps. Rechargez la page."


async def begin(edition: EditionValue, mailing: uuid.UUID, by: Who) -> int:
    """Send a draft; answers for how many. Raises AlreadyBegun, NobodyThere.

    A general message also shows its banner; when the forum is cancelled or postponed the reminders are switched off.
    """
    async with transaction():
        begun = await fetch(
            "UPDATE mailing SET begun_at = {} WHERE id = {} AND edition = {} AND begun_at IS NULL RETURNING id",
            *(clock.now(), mailing, edition.id),
        )
        if not begun:
            raise AlreadyBegun
        line = await queries.mailing(mailing)
        count = await gather(edition, line)
        if not count:
            raise NobodyThere
        if line.kind == rules.GENERAL:
            await edition_verbs.put_notice(edition.id, f"{line.subject}. {line.text}"[:600])
        if line.sense in rules.QUIETING:
            await _quiet(edition, by)
        told = f"{line.kind_name} «\u00a0{line.subject}\u00a0» envoyé à {count} destinataires ({line.to})"
        await audit.note(edition.id, by, "send-mailing", "mailing", mailing, told)
    editions.forget()
    bell.ring()
    return count


async def stop(mailing: uuid.UUID, by: Who) -> int:
    """Write no more of it, and take back what waits in the outbox; answers how many letters. Raises NotOnItsWay.

    A letter that carries a calendar entry stays: the entry is withdrawn already and its owner must hear of it.
    """
    async with transaction():
        await hold(Mailing, mailing)
        stopped = await fetch(
            "UPDATE mailing SET stopped_at = {} WHERE id = {} AND begun_at IS NOT NULL AND stopped_at IS NULL"
            " RETURNING id, edition",
            *(clock.now(), mailing),
        )
        if not stopped:
            raise NotOnItsWay
        back = await fetch(
            "DELETE FROM letter WHERE id IN (SELECT letter FROM mailing_recipient WHERE mailing = {} AND letter IS NOT NULL)"
            " AND posted_at IS NULL AND failed_at IS NULL AND leased_by IS NULL AND ics IS NULL RETURNING id",
            mailing,
        )
        for row in back:
            await fetch("UPDATE mailing_recipient SET letter = NULL, settled_at = NULL WHERE letter = {}", row["id"])
        if back:
            await fetch("UPDATE mailing SET finished_at = NULL WHERE id = {}", mailing)
        told = f"Envoi arrêté, {len(back)} courriers repris avant leur départ"
        await audit.note(stopped[0]["edition"], by, "stop-mailing", "mailing", mailing, told)
    return len(back)


async def resume(mailing: uuid.UUID, by: Who) -> None:
    """Go on where it was stopped; nobody gets it twice. Raises NotOnItsWay."""
    async with transaction():
        going = await fetch(
            "UPDATE mailing SET stopped_at = NULL WHERE id = {} AND stopped_at IS NOT NULL RETURNING edition", mailing
        )
        if not going:
            raise NotOnItsWay
        await audit.note(going[0]["edition"], by, "resume-mailing", "mailing", mailing, "Envoi repris")
    bell.ring()


async def write_batch(mailing: uuid.UUID, most: int = rules.BATCH) -> int:
    """Write the next letters of a mailing; answers how many registrations it settled, 0 when there is nothing to do now.

    The mailing's row is held and each recipient is taken by a conditional update in the same transaction as its letter:
    two workers never write one twice, and a process that dies leaves no half.
    """
    async with transaction():
        await hold(Mailing, mailing)
        line = await queries.mailing(mailing)
        if line.state != "sending" or await _crowded(line):
            return 0
        rows = await fetch(
            "UPDATE mailing_recipient SET settled_at = {} WHERE settled_at IS NULL AND id IN (SELECT id FROM mailing_recipient"
            " WHERE mailing = {} AND settled_at IS NULL ORDER BY position LIMIT {}) RETURNING id, segment, holder",
            *(clock.now(), mailing, most),
        )
        if not rows:
            await fetch("UPDATE mailing SET finished_at = {} WHERE id = {}", clock.now(), mailing)
            return 0
        edition = await editions.edition(line.edition)
        for segment in sorted({row["segment"] for row in rows}):
            of_it = {_uuid(row["holder"]): row["id"] for row in rows if row["segment"] == segment}
            about = line.about if line.kind == rules.MISSING else None
            for person in await queries.people(edition, segment, about, holders=list(of_it)):
                if letter := await _write(edition, line, person):
                    await fetch("UPDATE mailing_recipient SET letter = {} WHERE id = {}", letter, of_it[person.holder])
    return len(rows)


async def gather(edition: EditionValue, line: MailingLine) -> int:
    """Note everybody whom a mailing is for, in the transaction that begins it; answers how many."""
    about = line.about if line.kind in (rules.WEEK, rules.DAY, rules.MISSING) else None
    behind = {drift.holder for drift in await queries.drifts(edition)} if line.kind == rules.FOLLOW else None
    found = [
        person
        for segment in line.segments
        for person in await queries.people(edition, segment, about)
        if behind is None or person.holder in behind
    ]
    if line.once:
        found = rules.once_each(found, lambda person: person.address)
    for position, person in enumerate(found):
        await fetch(
            "INSERT INTO mailing_recipient (id, mailing, position, segment, holder) VALUES ({}, {}, {}, {}, {})"
            " ON CONFLICT (mailing, holder) DO NOTHING",
            *(uuid.uuid4(), line.id, position, person.segment, person.holder),
        )
    return len(found)


async def _write(edition: EditionValue, line: MailingLine, person: Person) -> uuid.UUID | None:
    """The letter's id; None when this person was told by another letter meanwhile."""
    more: dict[str, Field] = {}
    if line.kind == rules.FOLLOW:
        drift = await queries.drift_of(edition, person)
        if not drift.differing:
            return None
        more["changes"] = queries.changes_of(drift)
        more["now"] = queries.told(person, await queries.wanted_of(edition, person))
    if line.sense in rules.SHIFTING and person.segment == rules.TEACHERS:
        await class_visits.pass_follows(edition, person.holder)
    link = await links.make(person.purpose, person.subject, edition.id, edition.last_day.closes_at + timedelta(days=30))
    ics = await enclosed(edition, line.sense, person)
    return await mail.write(
        Draft(
            edition=edition.id,
            template=rules.template(line.kind, person.segment),
            fields={**person.fields, **queries.words(edition, line), **more},
            to_address=person.address,
            to_name=person.name,
            holder=person.holder,
            link=link,
            badge=person.badge if line.kind == rules.DAY else None,
            ics=ics.text if ics else None,
            ics_method=ics.method if ics else None,
            ics_mark=ics.mark if ics else None,
        )
    )


async def _quiet(edition: EditionValue, by: Who) -> None:
    for told in await queries.planned(edition):
        if told.state in ("planned", "due") and told.plan.kind != rules.THANKS:
            await switch(edition, told.plan, by, on=False)


async def _crowded(line: MailingLine) -> bool:
    """Whether enough of its letters wait already. Without a mail server nothing leaves, and nothing need be held back."""
    return settings().smtp_url is not None and line.written - line.posted - line.failed >= rules.MOST_ON_THE_WAY


def _uuid(value: object) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
