"""The history of tables: all or nothing, one starter at a time, children kept when a table is rebuilt."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from forum import database
from forum.database import LinkBroken, NewerDatabase, fetch, migrate
from forum.database.migration import FOLDER, applied, known, statements
from tests.kit.cluster import Cluster

from .conftest import python

FILE = '''
from forum.database.migration import from_sql

ID = "{name}"
async def forwards():
    return from_sql(ID, "", """{both}""", sqlite="""{sqlite}""", postgres="""{postgres}""")
'''


@pytest.fixture
async def empty(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database with nothing in it, in use but not started: as the launcher meets it."""
    if engine_name == "sqlite":
        url = f"sqlite:///{tmp_path / 'new' / 'forum.sqlite'}"
        database.use(url)
        yield url
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    name = f"m{uuid.uuid4().hex}"
    cluster.sql(f"CREATE DATABASE {name}")
    url = cluster.url(name)
    database.use(url)
    yield url
    cluster.sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, name: str, both: str = "", *, sqlite: str = "", postgres: str = "") -> str:
    """Add a migration file; names are unique, since Piccolo imports them bare and Python keeps them."""
    name = f"{name}_{uuid.uuid4().hex}"
    (folder / f"{name}.py").write_text(FILE.format(name=name, both=both, sqlite=sqlite, postgres=postgres))
    return name


async def tables() -> list[str]:
    if database.engine().engine_type == "sqlite":
        rows = await fetch("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    else:
        rows = await fetch("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'")
    return sorted(row["name"] for row in rows)


async def test_the_forum_s_own_history(empty: str) -> None:
    assert known()
    assert await applied() == []
    assert await migrate() == known()
    assert await applied() == known()
    assert await migrate() == []


async def test_the_words_for_keys_and_bytes(empty: str, folder: Path) -> None:
    name = write(
        folder,
        "m0001",
        """
        -- a comment; with a semicolon
        CREATE TABLE photo (id {serial}, said VARCHAR(20) NOT NULL, content {bytes} NOT NULL);
        INSERT INTO photo (said, content) VALUES ('one; two', 'x');
        """,
    )
    assert await migrate(folder) == [name]
    await fetch("INSERT INTO photo (said, content) VALUES ({}, {})", "three", b"\x00\xff")
    await fetch("DELETE FROM photo WHERE id = {}", 2)
    again = await fetch("INSERT INTO photo (said, content) VALUES ({}, {}) RETURNING id, content", "four", b"\x00\xfe")
    assert again == [{"id": 3, "content": b"\x00\xfe"}], "a number is never given twice"


async def test_a_later_file_joins_the_history(empty: str, folder: Path) -> None:
    first = write(folder, "m0001", "CREATE TABLE one (id INTEGER PRIMARY KEY);")
    assert await migrate(folder) == [first]
    second = write(folder, "m0002", "ALTER TABLE one ADD COLUMN name VARCHAR(9);")
    assert await migrate(folder) == [second]
    assert await applied() == [first, second]


async def test_a_database_of_a_newer_version_is_not_opened(empty: str, folder: Path) -> None:
    write(folder, "m0001", "CREATE TABLE one (id INTEGER PRIMARY KEY);")
    newer = write(folder, "m0002", "CREATE TABLE two (id INTEGER PRIMARY KEY);")
    await migrate(folder)
    (folder / f"{newer}.py").unlink()
    write(folder, "m0002", "CREATE TABLE three (id INTEGER PRIMARY KEY);")
    with pytest.raises(NewerDatabase, match=newer):
        await migrate(folder)
    assert await tables() == ["migration", "one", "two"]


async def test_a_failing_second_file_leaves_nothing(empty: str, folder: Path) -> None:
    write(folder, "m0001", "CREATE TABLE one (id INTEGER PRIMARY KEY);")
    second = write(folder, "m0002", "CREATE TABLE two (id INTEGER PRIMARY KEY);\nCREATE TABLE two (id INTEGER);")
    with pytest.raises(Exception, match="two"):
        await migrate(folder)
    assert await tables() == []
    (folder / f"{second}.py").unlink()
    write(folder, "m0002", "CREATE TABLE two (id INTEGER PRIMARY KEY);")
    await migrate(folder)
    assert await tables() == ["migration", "one", "two"]


async def test_a_table_rebuilt_keeps_its_children(empty: str, folder: Path) -> None:
    write(
        folder,
        "m0001",
        """
        CREATE TABLE hall (id INTEGER PRIMARY KEY, name VARCHAR(9));
        CREATE TABLE gate (id INTEGER PRIMARY KEY, hall INTEGER NOT NULL REFERENCES hall (id) ON DELETE CASCADE);
        INSERT INTO hall VALUES (1, 'a');
        INSERT INTO gate VALUES (7, 1);
        """,
    )
    await migrate(folder)
    write(
        folder,
        "m0002",
        sqlite="""
        CREATE TABLE hall_new (id INTEGER PRIMARY KEY, name VARCHAR(9) NOT NULL);
        INSERT INTO hall_new SELECT id, name FROM hall;
        DROP TABLE hall;
        ALTER TABLE hall_new RENAME TO hall;
        """,
        postgres="ALTER TABLE hall ALTER COLUMN name SET NOT NULL;",
    )
    await migrate(folder)
    assert await fetch("SELECT id, hall FROM gate") == [{"id": 7, "hall": 1}]
    with pytest.raises(LinkBroken):
        await fetch("INSERT INTO gate VALUES (8, 2)")


@pytest.mark.only("sqlite")
async def test_a_rebuild_that_loses_parents_is_refused(empty: str, folder: Path) -> None:
    write(
        folder,
        "m0001",
        """
        CREATE TABLE hall (id INTEGER PRIMARY KEY);
        CREATE TABLE gate (id INTEGER PRIMARY KEY, hall INTEGER NOT NULL REFERENCES hall (id));
        INSERT INTO gate VALUES (7, 1);
        """,
    )
    with pytest.raises(LinkBroken):
        await migrate(folder)
    assert await tables() == []


STARTER = """
import asyncio, sys
from pathlib import Path
from forum import database
database.use(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(len(asyncio.run(database.migrate(Path(sys.argv[2])))), flush=True)
"""


async def test_three_starters_at_once(empty: str, folder: Path) -> None:
    write(folder, "m0001", "CREATE TABLE one (id INTEGER PRIMARY KEY);")
    write(
        folder,
        "m0002",
        """
        INSERT INTO one WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
        SELECT i FROM n;
        """,
    )
    starters = [python(STARTER, empty, str(folder)) for _ in range(3)]
    for starter in starters:
        assert starter.stdout
        assert await asyncio.to_thread(starter.stdout.readline) == "ready\n"
    done = [asyncio.to_thread(starter.communicate, "go\n", 30) for starter in starters]
    answers = await asyncio.gather(*done)
    assert sorted(said for said, _ in answers) == ["0\n", "0\n", "2\n"], answers
    assert len(await applied()) == 2


@pytest.mark.long
async def test_a_starter_waits_for_the_one_at_work(empty: str, folder: Path) -> None:
    """Longer than an ordinary statement would."""
    write(folder, "m0001", "CREATE TABLE one (id INTEGER PRIMARY KEY);")
    here = database.engine()
    inside, go = asyncio.Event(), asyncio.Event()

    async def at_work() -> None:
        async with here.transaction():
            if here.engine_type == "postgres":
                await fetch("SELECT pg_advisory_xact_lock(7201)")
            inside.set()
            await go.wait()

    first = asyncio.create_task(at_work())
    await inside.wait()
    second = asyncio.create_task(migrate(folder))
    await asyncio.sleep(6 if here.engine_type == "sqlite" else 1)
    assert not second.done()
    go.set()
    await first
    assert len(await second) == 1


def test_statements_end_where_sqlite_sees_it() -> None:
    text = """
    -- a comment
    CREATE TABLE a (b TEXT CHECK (b <> ';'));
    INSERT INTO a VALUES ('x
    ;y');
    CREATE TRIGGER t AFTER INSERT ON a BEGIN
        DELETE FROM a;
    END;
    -- the end
    """
    assert [statement.split()[-1] for statement in statements(text)] == ["';'));", ";y');", "END;"]
    with pytest.raises(ValueError, match="semicolon"):
        statements("CREATE TABLE a (b TEXT)")


def test_the_folder_holds_only_numbered_files() -> None:
    names = known()
    assert [name[:5] for name in names] == [f"m{n:04}" for n in range(1, len(names) + 1)]
    assert {file.stem for file in FOLDER.glob("*.py")} == {"__init__", *names}
