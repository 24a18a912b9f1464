"""A message before it leaves: written, looked at, sent to oneself, thrown away."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from forum import clock
from forum.audit import service as audit
from forum.database import fetch, transaction
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.mail import samples
from forum.mail import service as mail
from forum.mail.service import Draft
from forum.mailings import queries, rules
from forum.mailings.tables import Mailing
from forum.people.who import Who


class AlreadyBegun(Refusal):
    """What has begun to leave cannot be changed any more."""

    sentence = "Cet envoi est déjà parti\u00a0: il ne peut plus être changé."


class NothingToFollow(Refusal):
    """Every calendar says what the edition says."""

    sentence = "Tous les agendas disent la même chose que l’édition\u00a0: il n’y a rien à envoyer."


async def draft_message(
    edition: EditionValue, kind: str, segments: Sequence[str], sense: str, subject: str, text: str, by: Who
) -> uuid.UUID:
    """A message that nobody gets before `begin`; answers its id."""
    mailing = uuid.uuid4()
    async with transaction():
        await Mailing(
            id=mailing,
            edition=edition.id,
            kind=kind,
            segments=" ".join(segments),
            about=edition.first_day.date,
            sense=sense,
            subject=subject,
            text=text,
            made_at=clock.now(),
            by_name=by.name,
        ).save()
    return mailing


async def draft_follow(edition: EditionValue, text: str, by: Who) -> uuid.UUID:
    """A letter to everybody whose calendar says something else than the edition; `text` is a word of why, or empty.

    Nobody gets it before `begin`. Raises NothingToFollow.
    """
    behind = {drift.segment for drift in await queries.drifts(edition)}
    if not behind:
        raise NothingToFollow
    segments = [segment for segment in rules.EVERYBODY if segment in behind]
    subject = rules.KINDS[rules.FOLLOW]
    return await draft_message(edition, rules.FOLLOW, segments, rules.CHANGED, subject, text, by)


async def reword_message(mailing: uuid.UUID, segments: Sequence[str], sense: str, subject: str, text: str) -> None:
    """Other words or other people for a draft. Raises AlreadyBegun."""
    async with transaction():
        changed = await fetch(
            "UPDATE mailing SET segments = {}, sense = {}, subject = {}, text = {} WHERE id = {} AND begun_at IS NULL"
            " AND kind IN ('general', 'now') RETURNING id",
            *(" ".join(segments), sense, subject, text, mailing),
        )
        if not changed:
            raise AlreadyBegun


async def discard(mailing: uuid.UUID) -> None:
    """Throw a draft away. Raises AlreadyBegun."""
    async with transaction():
        gone = await fetch(
            "DELETE FROM mailing WHERE id = {} AND begun_at IS NULL AND kind IN ('general', 'now', 'follow')"
            " RETURNING id",
            mailing,
        )
        if not gone:
            raise AlreadyBegun


async def try_on(edition: EditionValue, mailing: uuid.UUID, address: str, by: Who) -> uuid.UUID:
    """The letter to oneself, with made-up registrations, before the others read it; answers the letter's id."""
    async with transaction():
        line = await queries.mailing(mailing)
        template = rules.template(line.kind, line.segments[0])
        fields = {**samples.made_up(template), **queries.words(edition, line), "first_name": by.name}
        letter = await mail.write(Draft(edition.id, template, fields, address, by.name))
        await audit.note(edition.id, by, "try-mailing", "mailing", mailing, f"Essai à soi\u00a0: {line.kind_name}")
    return letter
