"""What the mail's tests share: an edition to write for, letters to write, postmen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from forum import clock
from forum.editions import queries as editions
from forum.mail import names, rendering, samples
from forum.mail.rendering import Letterhead
from forum.mail.service import Draft
from forum.settings import settings
from tests.kit.fair import small_fair
from tests.mail.moody import Moody

TRIAL = "mail/letters/trial.md"
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def draft(edition: int, name: str = "Ada Martin", **changed: Any) -> Draft:
    """A letter to Ada, or to whom it is said."""
    return Draft(
        **{
            "edition": edition,
            "template": TRIAL,
            "fields": {"name": name, "asked_at": "lundi 2 novembre"},
            "to_address": "ada@exemple.fr",
            "to_name": name,
            **changed,
        }
    )


def calendar_entry(uid: str, sequence: int, method: str = "REQUEST", start: str = "20261127T091500") -> str:
    """A small iCalendar text."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//forum//test//FR",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        "DTSTAMP:20261102T090000Z",
        f"DTSTART:{start}",
        "SUMMARY:Forum des métiers – 3e B",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(lines) + "\r\n"


@pytest.fixture
async def edition(database: str) -> int:
    """An edition's id, in a database of this test's own."""
    return (await small_fair()).id


@pytest.fixture
async def head(edition: int) -> Letterhead:
    """What every letter says of that edition."""
    return Letterhead.of(await editions.edition(edition))


@pytest.fixture
def stopped_clock() -> Iterator[Callable[[datetime], None]]:
    """The clock stands at NOW; call it to move on."""
    clock.set(NOW)
    yield clock.set
    clock.reset()


@pytest.fixture
async def no_postbox(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """No mail server is configured."""
    monkeypatch.delenv("FORUM_SMTP_URL", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], str]]:
    """Adds letters of a test's own: `templates("broken", "Objet : …")` answers the template's name."""
    (tmp_path / "trial" / "pages" / "letters").mkdir(parents=True)
    (tmp_path / "mail").symlink_to(names.FORUM / "mail")

    def forget() -> None:
        for kept in (
            names.templates,
            rendering._bodies,
            rendering._subjects,
            rendering._subject,
            rendering._body,
            samples.made_up,
        ):
            kept.cache_clear()

    def add(name: str, source: str) -> str:
        (tmp_path / "trial" / "pages" / "letters" / f"{name}.md").write_text(source, encoding="utf-8")
        forget()
        return f"trial/letters/{name}.md"

    monkeypatch.setattr(names, "FORUM", tmp_path)
    forget()
    yield add
    monkeypatch.undo()
    forget()


@pytest.fixture
def moody(monkeypatch: pytest.MonkeyPatch) -> Iterator[Moody]:
    """A mail server with moods, up, that the forum posts to."""
    server = Moody()
    server.up()
    monkeypatch.setenv("FORUM_SMTP_URL", server.url)
    settings.cache_clear()
    yield server
    server.down()
    settings.cache_clear()
