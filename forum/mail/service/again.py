"""Trying again what could not be delivered: an organiser's decision, after the address or the server was mended."""

from __future__ import annotations

import uuid

from forum import clock
from forum.audit import service as audit
from forum.database import fetch, transaction
from forum.errors import NotFound, Refusal
from forum.mail import bell
from forum.people.who import Who

NEWER_POSTED = (
    "EXISTS (SELECT 1 FROM letter newer WHERE newer.ics_uid = letter.ics_uid AND newer.to_address = letter.to_address"
    " AND newer.ics_sequence > letter.ics_sequence AND newer.posted_at IS NOT NULL)"
)


class LetterOnItsWay(Refusal):
    """Only a failed or a resting letter can be tried again."""

    sentence = "Ce courrier est déjà parti\u00a0: il ne sera pas envoyé une seconde fois."


class Superseded(Refusal):
    """The calendar entry that the letter carries has moved on since."""

    sentence = (
        "Un courrier plus récent sur le même rendez-vous est déjà parti\u00a0: celui-ci donnerait une heure périmée."
    )


async def retry(letter: uuid.UUID, by: Who) -> None:
    """Post a failed or resting letter as soon as possible. Raises NotFound, LetterOnItsWay, Superseded."""
    async with transaction():
        rows = await fetch("SELECT posted_at, edition, to_name FROM letter WHERE id = {}", letter)
        if not rows:
            raise NotFound
        if rows[0]["posted_at"] is not None:
            raise LetterOnItsWay
        if await fetch(f"SELECT 1 FROM letter WHERE id = {{}} AND {NEWER_POSTED}", letter):  # noqa: S608 - our words
            raise Superseded
        await fetch(
            "UPDATE letter SET failed_at = NULL, tries = 0, next_try_at = {} WHERE id = {} AND posted_at IS NULL",
            clock.now(),
            letter,
        )
        to = rows[0]["to_name"]
        await audit.note(
            rows[0]["edition"], by, "retry-letter", "letter", letter, f"Courrier présenté de nouveau, pour {to}"
        )
    bell.ring()


async def retry_failed(edition: int, by: Who) -> int:
    """Post every failed letter of an edition again, superseded ones excepted; answers how many."""
    async with transaction():
        again = await fetch(
            "UPDATE letter SET failed_at = NULL, tries = 0, next_try_at = {} WHERE edition = {} AND posted_at IS NULL"  # noqa: S608
            f" AND failed_at IS NOT NULL AND NOT {NEWER_POSTED} RETURNING id",
            clock.now(),
            edition,
        )
        if again:
            word = f"Courriers non distribués présentés de nouveau\u00a0: {len(again)}"
            await audit.note(edition, by, "retry-letters", "letters", "-", word)
    bell.ring()
    return len(again)
