"""Take in what the phones say. Entries that arrive together share one durable commit; each is answered after it."""

from __future__ import annotations

import asyncio
import contextvars
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from forum import clock
from forum.database import Unavailable, engine
from forum.door.rules import Broken, Entry, Phone
from forum.door.service.writing import Request, write
from forum.errors import Forbidden, Refusal

MOST_ENTRIES = 200
TOGETHER = 400
"""Entries of one commit at most, so that nobody waits behind a whole morning's backlog."""


class PhoneRevoked(Forbidden):
    """The phone was taken off the door."""

    sentence = "Ce téléphone n’est plus autorisé à la porte. Montrez-le à un responsable de l’accueil."


class TooMany(Refusal):
    """More entries at once than any phone of ours sends."""

    sentence = f"Un envoi contient au plus {MOST_ENTRIES} passages."


@dataclass(frozen=True, slots=True)
class Upload:
    """What one request carries: the phone's own time when it left, what waits on it (these
    included), and the entries in order."""

    sent_at: datetime
    queued: int
    entries: Sequence[Entry | Broken]


async def record(phone: Phone, upload: Upload) -> list[bytes]:
    """Write the entries into the journal; their answers as JSON, in the order of the entries, once they are on disk.

    An id that the journal knows gets the answer it got the first time; with other content it is refused, like whatever
    cannot be written: « refused » is an answer, the other entries stand. Raises `PhoneRevoked`, `TooMany`, and
    `Unavailable` when nothing could be written: the phone keeps everything and tries again.
    """
    if phone.revoked_at is not None:
        raise PhoneRevoked
    if len(upload.entries) > MOST_ENTRIES:
        raise TooMany
    return await _desk(phone.edition).hand_in(
        Request(phone, clock.now(), upload.sent_at, _left(upload), upload.entries)
    )


def _left(upload: Upload) -> int:
    """What the phone still holds once these are taken."""
    return max(0, min(upload.queued, 1_000_000) - len(upload.entries))


@dataclass
class Desk:
    """Where the requests of one edition queue in this process. One writer at a time takes all who wait."""

    edition: int
    loop: asyncio.AbstractEventLoop
    waiting: deque[tuple[Request, asyncio.Future[list[bytes]]]] = field(default_factory=deque)
    writer: asyncio.Task[None] | None = None

    async def hand_in(self, request: Request) -> list[bytes]:
        if engine().current_transaction.get() is not None:
            raise RuntimeError("the journal has its own transactions: record() cannot join one")
        answer: asyncio.Future[list[bytes]] = self.loop.create_future()
        self.waiting.append((request, answer))
        if self.writer is None or self.writer.done():
            # A context of its own: the writer belongs to nobody's request.
            self.writer = self.loop.create_task(self._write_all(), context=contextvars.Context())
        return await answer

    async def _write_all(self) -> None:
        while self.waiting:
            together = self._take()
            try:
                await self._answer(together)
            except BaseException:
                for _, answer in (*together, *self.waiting):
                    answer.cancel()
                self.waiting.clear()
                raise

    def _take(self) -> list[tuple[Request, asyncio.Future[list[bytes]]]]:
        taken, entries = [self.waiting.popleft()], 0
        entries = len(taken[0][0].entries)
        while self.waiting and entries + len(self.waiting[0][0].entries) <= TOGETHER:
            entries += len(self.waiting[0][0].entries)
            taken.append(self.waiting.popleft())
        return taken

    async def _answer(self, together: list[tuple[Request, asyncio.Future[list[bytes]]]]) -> None:
        try:
            answers = await write(self.edition, [request for request, _ in together])
        except Exception as error:
            if len(together) == 1 or isinstance(error, Unavailable):
                _fail(together, error)
                return
            for alone in together:  # one of them is at fault: the others must not pay for it
                await self._answer([alone])
            return
        for (_, answer), said in zip(together, answers, strict=True):
            if answer.done():
                continue
            if said is None:
                answer.set_exception(PhoneRevoked())
            else:
                answer.set_result(said)


def _fail(together: list[tuple[Request, asyncio.Future[list[bytes]]]], error: Exception) -> None:
    for _, answer in together:
        if not answer.done():
            answer.set_exception(error)


_desks: WeakKeyDictionary[Any, dict[int, Desk]] = WeakKeyDictionary()


def _desk(edition: int) -> Desk:
    desks = _desks.setdefault(engine(), {})
    loop = asyncio.get_running_loop()
    if edition not in desks or desks[edition].loop is not loop:
        desks[edition] = Desk(edition, loop)
    return desks[edition]
