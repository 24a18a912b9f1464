"""The postman: takes letters from the outbox and hands them to the mail server, one after the other.

At least once, and twice only when the process dies between the server's « 250 » and our note of it: then the letter in
hand, one per postman, arrives again under the same Message-ID.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Coroutine
from typing import Any, Protocol

from forum.database import Unavailable
from forum.mail import bell, desk, rules, smtp
from forum.mail.desk import Desk
from forum.mail.posting import Attach, Counter
from forum.mail.service import outbox
from forum.mail.service.outbox import Claimed
from forum.settings import settings

log = logging.getLogger("forum.mail")

BATCH = 25
LOOK_AGAIN_SECONDS = 5.0
LINGER_SECONDS = 0.2
"""Between the bell and the look: the transaction that rang commits meanwhile, and its neighbours' letters join."""
LONGEST_REST_SECONDS = 60.0
GRACE_SECONDS = 8.0
"""For the letter in hand when the program stops."""

wake = bell.ring


class Stop(Protocol):
    """An event of asyncio or anyio."""

    def is_set(self) -> bool: ...

    async def wait(self) -> Any: ...


class Postman:
    """Posts what waits; several may work on one outbox, in one process or many."""

    def __init__(self, attach: Attach | None = None, *, seconds: float = smtp.POST_SECONDS) -> None:
        self._attach = attach
        self._seconds = seconds
        self._down = 0
        self.trouble: str | None = None
        """Why nothing leaves at the moment, in French, if the line is down."""

    async def run(self, stop: Stop) -> None:
        """Post until `stop` is set. Without FORUM_SMTP_URL letters wait, and so does this."""
        if settings().smtp_url is None:
            log.info("no mail server: letters wait")
            await stop.wait()
            return
        ear = bell.listen()
        with Desk() as seat:
            counter = Counter(seat.name, self._attach, self._seconds)
            try:
                while not stop.is_set():
                    await _unless_stuck(self._round(counter, stop), stop)
                    await self._rest(stop, ear)
            finally:
                await _leave(counter)

    async def post_waiting(self, limit: int | None = None) -> int:
        """Post what is due now, at most `limit` letters, and come back; answers how many the server took."""
        if settings().smtp_url is None:
            return 0
        with Desk() as seat:
            counter = Counter(seat.name, self._attach, self._seconds)
            try:
                return await self._empty(counter, limit=limit)
            finally:
                await _leave(counter)

    async def _round(self, counter: Counter, stop: Stop) -> None:
        """One look at the outbox that nothing may end but `stop` or a cancellation."""
        try:
            await _free_abandoned()
            await self._empty(counter, stop=stop)
        except Unavailable:
            log.warning("the database does not answer; letters wait")
        except Exception:
            log.exception("the postman stumbled; it goes on")
        with contextlib.suppress(Unavailable):
            await outbox.give_back(counter.seat)

    async def _empty(self, counter: Counter, *, stop: Stop | None = None, limit: int | None = None) -> int:
        count = begun = 0
        try:
            while limit is None or begun < limit:
                due = await outbox.due(BATCH if limit is None else min(BATCH, limit - begun))
                if not due:
                    break
                claimed = await outbox.take(counter.seat, due)
                if not claimed:  # another postman was quicker
                    await asyncio.sleep(random.uniform(0.01, 0.1))  # noqa: S311 - no secret
                begun += len(claimed)
                count += await self._post(counter, claimed, stop)
                if self._down or (stop is not None and stop.is_set()):
                    break
        finally:
            await counter.hang_up()
        return count

    async def _post(self, counter: Counter, letters: list[Claimed], stop: Stop | None) -> int:
        """Settle these letters one after the other, until the line is down or `stop` is set; how many left."""
        count = 0
        for letter, following in zip(letters, [*letters[1:], None], strict=False):
            if stop is not None and stop.is_set():
                return count
            if following is not None:
                counter.look_ahead(following)
            try:
                count += await counter.settle(letter)
            except smtp.LineDown as down:
                await self._line_is_down(letter, down)
                return count
            self._down, self.trouble = 0, None
        return count

    async def _line_is_down(self, letter: Claimed, down: smtp.LineDown) -> None:
        self._down += 1
        self.trouble = str(down)
        log.warning("the mail line is down: %s", down)
        await outbox.later(letter, self.trouble, rules.FIRST_PAUSE * 0, counted=False)

    async def _rest(self, stop: Stop, ear: asyncio.Event) -> None:
        """Until the bell rings or it is time to look again; longer and longer, bell or not, while the line is down."""
        if self._down:
            seconds = min(2.0 ** min(self._down, 10), LONGEST_REST_SECONDS) * random.uniform(0.8, 1.2)  # noqa: S311
            await _first(seconds, stop)
            return
        await _first(LOOK_AGAIN_SECONDS, stop, ear)
        if ear.is_set():
            ear.clear()
            await _first(LINGER_SECONDS, stop)


async def _free_abandoned() -> None:
    """Take over at once what a postman held that was killed."""
    for name in await outbox.desks():
        if desk.abandoned(name):
            await outbox.give_back(name)
            desk.clear(name)


async def _leave(counter: Counter) -> None:
    await counter.hang_up()
    with contextlib.suppress(Unavailable):
        await outbox.give_back(counter.seat)


async def _unless_stuck(work: Coroutine[Any, Any, None], stop: Stop) -> None:
    """Let the work end; once `stop` is set, for a few seconds only: a slow mail server must not hold the program up."""
    task = asyncio.create_task(work)
    halt = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, halt}, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait({task}, timeout=GRACE_SECONDS)
    finally:
        halt.cancel()
        task.cancel()
        await asyncio.gather(task, halt, return_exceptions=True)


async def _first(seconds: float, *events: Stop) -> None:
    """Return when one of the events is set, or after so many seconds."""
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
