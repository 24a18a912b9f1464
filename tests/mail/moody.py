"""A real SMTP server with moods: it can be down, hang up, be slow, refuse some, ask for a password."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.kit import patience
from tests.kit.postbox import AnyPort


class _Talking(SMTP):
    """aiosmtpd's server, which its mood may make hang up in the middle of DATA."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        mood: Moody = self.event_handler
        if mood.hang_ups > 0:
            mood.hang_ups -= 1
            await self.push("354 j’écoute".encode("ascii", "replace").decode())
            await self._reader.readline()
            self.transport.close()
            return
        await super().smtp_DATA(arg)


class _Controller(AnyPort):
    def factory(self) -> SMTP:
        return _Talking(self.handler, **self.SMTP_kwargs)


class Moody:
    """Start it, give it a mood, read what arrived."""

    def __init__(self, **options: Any) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.options = options
        self.letters: list[EmailMessage] = []
        self.seen: Counter[str] = Counter()
        """How often each Message-ID was taken."""
        self.hang_ups = 0
        self.delay = 0.0
        self.handed = 0
        """How many it was handed, taken or not."""
        self.at_recipient: Callable[[str], str | None] = lambda address: None
        self.at_sender: Callable[[str], str | None] = lambda address: None
        self.at_data: Callable[[EmailMessage], str | None] = lambda letter: None
        self.connections = 0
        self._controller: _Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def wait(self, letters: int) -> None:
        """Return when so many letters have arrived."""
        async with asyncio.timeout(patience.SECONDS):
            while len(self.letters) < letters:  # noqa: ASYNC110 - the server is in a thread of its own
                await asyncio.sleep(0.02)

    async def wait_for_data(self) -> None:
        """Return when it was handed a letter, which it may still be thinking about."""
        async with asyncio.timeout(patience.SECONDS):
            while not self.handed:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    def up(self) -> None:
        """Begin, or begin again, to answer."""
        self._controller = _Controller(self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=True, **self.options)
        self._controller.start()

    def down(self) -> None:
        """Stop answering: connections are refused."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self.at_sender(address):
            return refusal
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self.at_recipient(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        letter: Any = message_from_bytes(envelope.content or b"", policy=policy.default)
        self.handed += 1
        await asyncio.sleep(self.delay)
        if refusal := self.at_data(letter):
            return refusal
        self.letters.append(letter)
        self.seen[str(letter["Message-ID"])] += 1
        return "250 OK"
