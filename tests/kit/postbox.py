"""A real SMTP server on this machine that keeps what it is handed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from forum.settings import settings
from tests.kit import patience


@dataclass
class Postbox:
    """The letters that arrived, oldest first, and how the server behaves."""

    url: str = ""
    letters: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    """What it says to the next letters instead of taking them, e.g. "451 plus tard"; emptied from the front."""

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one person."""
        return [letter for letter in self.letters if address in str(letter["To"])]

    async def wait(self, enough: Callable[[Postbox], bool]) -> None:
        """Return as soon as `enough` holds."""
        try:
            async with asyncio.timeout(patience.SECONDS):
                while not enough(self):  # noqa: ASYNC110 - the server is in a thread of its own
                    await asyncio.sleep(0.02)
        except TimeoutError:
            pytest.fail(f"no more than {[(x['To'], x['Subject']) for x in self.letters]}")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answers:
            return self.answers.pop(0)
        letter: Any = message_from_bytes(envelope.content or b"", policy=policy.default)
        self.letters.append(letter)
        return "250 OK"


class AnyPort(Controller):
    """A controller on a port that the system chose; aiosmtpd's own tries to reach itself on port 0."""

    def _trigger_server(self) -> None:
        assert self.server
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def postbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """The SMTP server that the forum posts to in this test."""
    box = Postbox()
    controller = AnyPort(box, hostname="127.0.0.1", port=0, enable_SMTPUTF8=True)
    controller.start()
    box.url = f"smtp://127.0.0.1:{controller.port}"
    monkeypatch.setenv("FORUM_SMTP_URL", box.url)
    settings.cache_clear()
    yield box
    controller.stop()
    settings.cache_clear()
