"""The forum makes its backups by itself, checks them, and lets the old ones go."""

from __future__ import annotations

import errno
import fcntl
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forum import clock
from forum.backups import keeper, queries, service
from forum.database import BackupRefused, DiskFull, fetch, transaction
from forum.database import backup as base
from forum.people.who import SYSTEM
from tests.builders import a_fair
from tests.kit.fair import ODILE

NIGHT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)  # three o'clock in Saint-Claude


async def test_a_backup_is_made_checked_and_told(folder: Path, database: str) -> None:
    edition = await a_fair()
    made = await service.save_now(edition.id, ODILE)
    told = await queries.told(await keeper.openings())
    assert told.backups == [made]
    assert made.checked_at is not None
    assert told.failed_at is None
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0 or file.name == ".verrou", "everybody's data is in it"
    assert (await fetch("SELECT act FROM audit_entry"))[-1] == {"act": "back-up"}


async def test_one_is_made_when_it_is_due_and_only_then(folder: Path, database: str) -> None:
    with clock.at(NIGHT - timedelta(hours=5)):
        assert await keeper.tick() is True, "there was none"
        assert await keeper.tick() is False
    with clock.at(NIGHT - timedelta(minutes=1)):
        assert await keeper.tick() is False
    with clock.at(NIGHT):
        assert await keeper.tick() is True
        assert await keeper.tick() is False
    assert len(queries.saved()) == 2


async def test_somebody_else_may_make_them(folder: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from forum.settings import settings

    monkeypatch.setenv("FORUM_BACKUPS", "0")
    settings.cache_clear()
    assert await keeper.tick() is False
    assert (await queries.told(())).next_at is None


async def test_old_ones_go_and_foreign_files_stay(folder: Path, database: str) -> None:
    folder.mkdir()
    (folder / "photo.jpg").write_text("mine")
    for days in range(40):
        with clock.at(NIGHT + timedelta(days=days)):
            made = folder / f"forum-{days}.sauvegarde"
            made.write_bytes(b"x")
            service._note(made, clock.now())
    gone = service.rotate()
    assert len(queries.saved()) == 40 - len(gone) >= 24
    assert "forum-39.sauvegarde" not in gone
    assert len(list(folder.glob("*.json"))) == len(queries.saved()), "the notes go with their backups"
    assert (folder / "photo.jpg").exists()


async def test_two_at_once_are_one(folder: Path, database: str) -> None:
    folder.mkdir()
    with (folder / ".verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(service.AnotherAtWork):
            await service.save()
        assert await keeper.tick() is False
    await service.save()


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        BackupRefused("La sauvegarde a échoué\u00a0: database or disk is full."),
        BackupRefused("pg_dump a échoué\u00a0: could not write: No space left on device"),
    ],
    ids=["system", "sqlite", "postgres"],
)
async def test_a_full_disk_is_said_and_kept_for_the_organisers(
    folder: Path, database: str, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    kind = base._kind

    def full() -> base.Kind:
        made = kind()

        async def write(to: Path) -> None:
            to.write_bytes(b"half")
            raise fault

        monkeypatch.setattr(made, "write", write)
        return made

    monkeypatch.setattr(base, "_kind", full)
    with clock.at(NIGHT):
        assert await keeper.tick() is False
        told = await queries.told(())
        assert told.failed_at == NIGHT
        assert "est plein" in told.failure
        assert "Rien n’a été écrit" in told.failure
        assert told.next_at == NIGHT + timedelta(minutes=15), "not again every minute"
        assert list(folder.glob("*sauvegarde")) == list(folder.glob("*partial")) == []
    monkeypatch.setattr(base, "_kind", kind)
    with clock.at(NIGHT + timedelta(minutes=15)):
        assert await keeper.tick() is True
        assert (await queries.told(())).failed_at is None


@pytest.mark.only("sqlite")
async def test_a_database_on_a_full_disk_is_an_outage_not_a_fault(database: str) -> None:
    await fetch("CREATE TABLE filler (words TEXT)")
    with pytest.raises(DiskFull):
        await fill()


async def fill() -> None:
    async with transaction():
        pages = (await fetch("PRAGMA page_count"))[0]["page_count"]
        await fetch(f"PRAGMA max_page_count={pages + 2}")
        for _ in range(50):
            await fetch("INSERT INTO filler VALUES ({})", "x" * 100_000)


async def test_a_name_is_looked_up_never_followed(folder: Path, database: str, tmp_path: Path) -> None:
    await service.save()
    (tmp_path / "secret.sauvegarde").write_text("no")
    for name in ("../secret.sauvegarde", "secret", ".verrou", "dernier-echec.json"):
        with pytest.raises(queries.NoSuchBackup):
            await service.hand_over(name, None, SYSTEM)


def test_sizes_are_said_in_french() -> None:
    from forum.web.words import say_weight

    told: Callable[[int], str] = lambda size: say_weight(size).replace("\u00a0", " ")  # noqa: E731
    assert [told(n) for n in (12, 1_000, 1_450_000, 240_000_000, 3_000_000_000)] == [
        "12 octets",
        "1 ko",
        "1,4 Mo",
        "240 Mo",
        "3 Go",
    ]
