"""A backup taken while others write comes back whole, into an empty place only."""

import asyncio
import sqlite3
import stat
import uuid
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from forum import database
from forum.database import BackupRefused, fetch, migrate, transaction
from forum.database.backup import Restored, backup, restore
from forum.database.backup_postgres import without_password
from forum.database.migration import known
from tests.kit.cluster import Cluster

from .conftest import eventually, taken


@pytest.fixture
async def elsewhere(seats: str, engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty place, beside an open database with seats in it."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'forum.sqlite'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    name = f"b{uuid.uuid4().hex}"
    cluster.sql(f"CREATE DATABASE {name}")
    yield cluster.url(name)
    await database.stop()
    cluster.sql(f"DROP DATABASE {name} WITH (FORCE)")


async def move(url: str) -> None:
    await database.stop()
    database.use(url)


async def book(place: int) -> None:
    async with transaction():
        await fetch("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), place)


async def test_a_backup_comes_back_whole(elsewhere: str, tmp_path: Path) -> None:
    for place in range(1, 8):
        await book(place)
    before = await fetch("SELECT * FROM seat ORDER BY place")
    file = await backup(tmp_path / "backup")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["backup"]

    await move(elsewhere)
    assert await restore(file) == Restored(migrations=known(), missing=[])
    assert await migrate() == []
    await database.start()
    assert await fetch("SELECT * FROM seat ORDER BY place") == before
    await book(99)
    assert await taken() == 8


async def test_a_backup_while_others_write_is_one_moment(elsewhere: str, tmp_path: Path) -> None:
    """Places are booked two by two, in one transaction: no backup may ever hold an odd number."""
    going = True

    async def couples() -> None:
        place = 1
        while going:
            async with transaction():
                await book(place)
                await asyncio.sleep(0)
                await book(place + 1)
            place += 2

    writing = asyncio.create_task(couples())
    files = []
    for n in range(3):
        before = await taken()
        await eventually(lambda before=before: more_than(before))
        files.append(await backup(tmp_path / f"backup{n}"))
    before = await taken()
    await eventually(lambda: more_than(before))
    going = False
    await writing
    at_the_end = await taken()
    await move(elsewhere)
    await restore(files[1])
    restored = await taken()
    assert restored % 2 == 0
    assert 0 < restored < at_the_end


async def more_than(seats: int) -> bool:
    return await taken() > seats


async def test_progress_is_told(seats: str, tmp_path: Path) -> None:
    said: list[tuple[int, int | None]] = []
    file = await backup(tmp_path / "backup", lambda written, total: said.append((written, total)))
    assert said[-1] == (file.stat().st_size, file.stat().st_size)
    assert [written for written, _ in said] == sorted(written for written, _ in said)


async def test_a_backup_never_overwrites(seats: str, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("mine")
    with pytest.raises(BackupRefused, match="existe déjà"):
        await backup(tmp_path / "backup")
    assert (tmp_path / "backup").read_text() == "mine"
    with pytest.raises(BackupRefused, match="n’existe pas"):
        await backup(tmp_path / "nowhere" / "backup")


async def test_a_living_database_is_never_replaced(elsewhere: str, tmp_path: Path) -> None:
    file = await backup(tmp_path / "backup")
    await book(1)
    with pytest.raises(BackupRefused, match="pas vide"):
        await restore(file)
    await database.stop()
    with pytest.raises(BackupRefused, match="pas vide"):
        await restore(file)
    assert await taken() == 1


async def test_a_newer_version_s_backup_is_refused(elsewhere: str, tmp_path: Path) -> None:
    await fetch(
        "INSERT INTO migration (name, app_name, ran_on) VALUES ('m9999_tomorrow', 'forum', '2026-01-01 00:00:00')"
    )
    file = await backup(tmp_path / "backup")
    await move(elsewhere)
    with pytest.raises(BackupRefused, match="m9999_tomorrow"):
        await restore(file)
    assert await migrate() == known(), "the place is still empty"


async def test_an_older_version_s_backup_says_what_is_missing(elsewhere: str, tmp_path: Path) -> None:
    await fetch("DELETE FROM migration WHERE name = {}", known()[-1])
    await fetch("INSERT INTO migration (name, app_name, ran_on) VALUES ('x', 'another_app', '2026-01-01 00:00:00')")
    if len(known()) == 1:  # a backup without any history is not a forum's
        file = await backup(tmp_path / "backup")
        await move(elsewhere)
        with pytest.raises(BackupRefused, match="pas une sauvegarde du forum"):
            await restore(file)
        return
    file = await backup(tmp_path / "backup")
    await move(elsewhere)
    assert (await restore(file)).missing == [known()[-1]]


def cut(file: Path) -> None:
    with file.open("rb+") as opened:
        opened.truncate(file.stat().st_size * 2 // 3)


def scratched(file: Path) -> None:
    with file.open("rb+") as opened:
        opened.seek(file.stat().st_size // 2)
        opened.write(b"\x55" * 6000)


def text(file: Path) -> None:
    file.write_text("Bonjour !")


def other(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as there:
        there.execute("CREATE TABLE recipes (id INTEGER)")


@pytest.mark.parametrize("damage", [cut, scratched, text, other], ids=lambda damage: str(damage.__name__))
async def test_a_damaged_file_is_refused_and_nothing_written(
    elsewhere: str, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    await fetch("INSERT INTO room SELECT id + 1, name, capacity FROM room")
    for _ in range(11):
        await fetch("INSERT INTO room SELECT id + (SELECT max(id) FROM room), name, capacity FROM room")
    file = await backup(tmp_path / "backup")
    damage(file)
    await move(elsewhere)
    with pytest.raises(BackupRefused):
        await restore(file)
    assert await migrate() == known(), "the place is still empty"


async def test_a_missing_file_is_refused(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="n’existe pas"):
        await restore(tmp_path / "nothing")


@pytest.mark.only("sqlite")
async def test_a_file_in_service_is_not_a_backup(elsewhere: str) -> None:
    living = Path(str(database.engine().connection_kwargs["database"]))  # type: ignore[union-attr]
    await book(1)
    copy = living.with_name("copy.sqlite")
    copy.write_bytes(living.read_bytes())
    copy.with_name("copy.sqlite-wal").write_bytes(living.with_name(f"{living.name}-wal").read_bytes())
    await move(elsewhere)
    with pytest.raises(BackupRefused, match="en service"):
        await restore(copy)
    for left in (copy, copy.with_name("copy.sqlite-wal")):
        left.unlink()


@pytest.mark.only("sqlite")
async def test_an_empty_file_is_an_empty_place(elsewhere: str, tmp_path: Path) -> None:
    await book(1)
    file = await backup(tmp_path / "backup")
    await move(elsewhere)
    await fetch("SELECT 1")  # makes the file
    await restore(file)
    assert await taken() == 1


async def test_a_password_is_not_among_the_arguments() -> None:
    from forum.database.backup_postgres import PostgresBackup
    from forum.database.postgres import ForumPostgresEngine

    made = PostgresBackup(ForumPostgresEngine("postgresql://forum:s%40cret@db.example:5433/forum?sslmode=require"))
    assert made.address == "postgresql://forum@db.example:5433/forum?sslmode=require"
    assert made.environment["PGPASSWORD"] == "s@cret"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://forum:p%40ss@db:5433/forum", ("postgresql://forum@db:5433/forum", "p@ss")),
        ("postgresql://forum@/forum?host=/run/pg", ("postgresql://forum@/forum?host=/run/pg", "")),
        ("postgresql:///forum?host=/var/run/postgresql", ("postgresql:///forum?host=/var/run/postgresql", "")),
    ],
)
def test_the_address_of_a_dump_holds_no_password_and_keeps_its_socket(address: str, told: tuple[str, str]) -> None:
    assert without_password(address) == told
