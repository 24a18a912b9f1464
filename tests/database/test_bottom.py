"""The smallest things under everything: the clock, the settings, the refusals."""

import asyncio
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forum import clock
from forum.errors import Forbidden, NotFound, Refusal
from forum.settings import settings

NOON = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.delenv("FORUM_SECRET", raising=False)
    monkeypatch.setenv("FORUM_DATA", str(tmp_path / "var"))
    settings.cache_clear()
    yield
    settings.cache_clear()
    clock.reset()


def test_the_clock_runs_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_clock_can_be_stopped_for_all_or_for_a_block() -> None:
    clock.set(NOON)
    assert clock.now() == NOON
    with clock.at(NOON + timedelta(days=1)) as then:
        assert clock.now() == then == NOON + timedelta(days=1)
    assert clock.now() == NOON
    clock.reset()
    assert clock.now() != NOON


async def test_a_block_stops_the_clock_of_its_own_task_only() -> None:
    seen = []

    async def other() -> None:
        seen.append(clock.now())

    waiting = other()
    task = asyncio.create_task(waiting)
    with clock.at(NOON):
        await task
        assert clock.now() == NOON
    assert seen[0] != NOON


def test_local_time_follows_summer_and_winter() -> None:
    assert f"{clock.local(NOON):%H:%M %Z}" == "12:00 CET"
    assert f"{clock.local(NOON.replace(month=7)):%H:%M %Z}" == "13:00 CEST"
    for refused in (clock.local, clock.set):
        with pytest.raises(ValueError, match="aware"):
            refused(datetime(2026, 11, 27, 9, 30))  # noqa: DTZ001


def test_the_defaults_of_a_newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORUM_DATABASE_URL", "FORUM_SMTP_URL", "FORUM_BASE_URL", "FORUM_SENDER"):
        monkeypatch.delenv(name, raising=False)
    found = settings()
    assert found.database_url == f"sqlite:///{tmp_path}/var/forum.sqlite"
    assert found.base_url == "http://127.0.0.1:8000"
    assert found.smtp_url is None
    assert not found.https
    with pytest.raises(FrozenInstanceError):
        found.base_url = "x"  # type: ignore[misc]


def test_the_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUM_BASE_URL", "https://forum.example.org/")
    assert settings().base_url == "https://forum.example.org"
    assert settings().https


def test_the_secret_is_made_once_and_kept_to_oneself(tmp_path: Path) -> None:
    first = settings().secret
    assert len(first) >= 48
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    settings.cache_clear()
    assert settings().secret == first
    assert first not in repr(settings())
    assert "forum.sqlite" not in repr(settings()), "an address may hold a password"


def test_a_short_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUM_SECRET", "short")
    with pytest.raises(ValueError, match="32"):
        settings()


def test_starters_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    code = "from forum.settings import settings; print(settings().secret)"

    def ask(_: int) -> str:
        return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    with ThreadPoolExecutor(4) as starters:
        said = set(starters.map(ask, range(4)))
    assert len(said) == 1
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret"]


def test_a_refusal_has_a_sentence_and_perhaps_a_field() -> None:
    class StandTaken(Refusal):
        sentence = "Ce stand vient d’être réservé."
        field = "stand"

    assert (StandTaken().sentence, StandTaken().field, str(StandTaken())) == (
        "Ce stand vient d’être réservé.",
        "stand",
        "Ce stand vient d’être réservé.",
    )
    assert StandTaken("Autre chose.", field="hall").field == "hall"
    assert StandTaken.sentence == "Ce stand vient d’être réservé."
    assert issubclass(NotFound, Refusal)
    assert issubclass(Forbidden, Refusal)
    assert Refusal().field is None
