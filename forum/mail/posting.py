"""One letter at a time: made, handed to the mail server, and noted."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit
from uuid import UUID

from forum import clock
from forum.database import Unavailable
from forum.mail import message, rendering, rules, smtp
from forum.mail.letterheads import letterhead
from forum.mail.rendering import Letterhead
from forum.mail.service import outbox
from forum.mail.service.outbox import Claimed
from forum.people import links
from forum.settings import settings

log = logging.getLogger("forum.mail")

Attach = Callable[[UUID], Awaitable[tuple[str, bytes] | None]]
"""From a badge's id to its file name and PDF, made outside the event loop; None when there is none (any more)."""

Prepared = tuple[tuple[str, str], message.Envelope]
"""The subject and the text to keep, and what goes over the line."""

HEAD_SECONDS = 5.0
"""For how long a letterhead and its wordings are not read again."""


class Counter:
    """Where a postman stands: one line to the mail server, and the letterheads of the editions."""

    def __init__(self, seat: str, attach: Attach | None, seconds: float) -> None:
        self.seat = seat
        self._attach = attach
        self._seconds = seconds
        self._line: smtp.Line | None = None
        self._heads: dict[int, tuple[float, Letterhead]] = {}
        self._ahead: dict[UUID, asyncio.Task[Prepared]] = {}

    def look_ahead(self, letter: Claimed) -> None:
        """Make this letter while the one before it is on the line: the mail server's pauses are well used."""
        self._ahead[letter.id] = asyncio.create_task(self._prepare(letter))

    async def settle(self, letter: Claimed) -> bool:
        """Post one letter and note what came of it; True when the server took it. Raises LineDown."""
        if not await self._still_ours(letter):
            return False
        if letter.superseded:
            await outbox.refused(letter, "Un courrier plus récent sur le même rendez-vous est déjà parti.")
            return False
        try:
            ahead = self._ahead.pop(letter.id, None)
            kept, envelope = await (ahead or self._prepare(letter))
            said = await self._open_line().post(envelope)
        except (rendering.BrokenLetter, message.Unpostable, smtp.Refused) as refusal:
            log.warning("letter %s refused", letter.id)
            await outbox.refused(letter, str(refusal))
            return False
        except smtp.LineDown:
            raise
        except Exception as fault:
            await self._put_off(letter, fault)
            return False
        # Shielded: a program that stops now must still remember that this letter left.
        await asyncio.shield(asyncio.ensure_future(self._note_posted(letter, *kept, said)))
        return True

    async def hang_up(self) -> None:
        """Close the line, drop what was made ahead; the next letter opens it again."""
        unused, self._ahead = list(self._ahead.values()), {}
        for task in unused:
            task.cancel()
        await asyncio.gather(*unused, return_exceptions=True)
        if self._line is not None:
            await self._line.close()

    async def _prepare(self, letter: Claimed) -> Prepared:
        """The subject and text to keep (the personal link masked), and the envelope to post."""
        head = await self._letterhead(letter.edition)
        link = links.url(letter.link) if letter.link else None
        rendered = rendering.render(letter.template, letter.fields, head, link)
        attachments = []
        if letter.badge is not None and self._attach is not None:
            attached = await self._attach(letter.badge)
            attachments = [attached] if attached else []
        envelope = message.enclose(
            rendered,
            sender=settings().sender,
            to_name=letter.to_name,
            to_address=letter.to_address,
            message_id=letter.message_id,
            reply_to=head.contact or None,
            calendar=(letter.ics_method, letter.ics) if letter.ics and letter.ics_method else None,
            attachments=attachments,
            written_at=letter.written_at,
        )
        text = rendered.text.replace(link, rendering.masked_link()) if link else rendered.text
        return (rendered.subject, text), envelope

    async def _still_ours(self, letter: Claimed) -> bool:
        """Whether the lease outlives the longest posting; begin it again when it might not."""
        left = (letter.leased_until - clock.now()).total_seconds()
        if left > self._seconds + 2 * smtp.CONNECT_SECONDS + 30:
            return True
        return await outbox.renew(self.seat, letter.id) is not None

    async def _put_off(self, letter: Claimed, fault: Exception) -> None:
        if isinstance(fault, smtp.Later):
            said = str(fault)
        else:
            log.exception("letter %s could not be prepared", letter.id, exc_info=fault)
            said = f"La lettre n’a pas pu être préparée\u00a0: {type(fault).__name__}."
        tries = letter.tries + 1
        if rules.gives_up(tries):
            await outbox.refused(letter, f"Abandonné après {tries} essais. Dernière réponse\u00a0: {said}")
        else:
            await outbox.later(letter, said, rules.pause_after(tries, random.random()))  # noqa: S311 - no secret

    async def _note_posted(self, letter: Claimed, subject: str, text: str, said: str) -> None:
        """Note that it left, whatever it takes: while the note is missing the letter would be posted again."""
        for pause in (0.1, 0.5, 1, 2, 5, 10, 20, 30):
            try:
                await outbox.posted(letter, subject, text, said)
            except Unavailable:
                await asyncio.sleep(pause)
            else:
                return
        log.error("letter %s was posted but cannot be marked; it may arrive twice", letter.id)

    def _open_line(self) -> smtp.Line:
        if self._line is None:
            name = urlsplit(settings().base_url).hostname or "localhost"
            try:
                server = smtp.read_url(settings().smtp_url or "")
            except ValueError as fault:  # the letters are not at fault
                raise smtp.LineDown(f"Le réglage du courrier est à corriger. {fault}") from fault
            self._line = smtp.Line(server, name, seconds=self._seconds)
        return self._line

    async def _letterhead(self, edition: int) -> Letterhead:
        at, head = self._heads.get(edition, (0.0, None))
        if head is None or time.monotonic() - at > HEAD_SECONDS:
            head = await letterhead(edition)
            self._heads[edition] = (time.monotonic(), head)
        return head
