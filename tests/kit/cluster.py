"""A throw-away PostgreSQL cluster: made in a temporary folder, on a socket there, gone after the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg
from anyio.from_thread import BlockingPortal, start_blocking_portal

from tests.kit.janitor import once_gone
from tests.kit.memory import in_memory

PORT = 5432  # only names the socket inside the cluster's own folder; nothing listens on the network

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "120",
}


class NoPostgres(Exception):
    """The server's programs are not on this machine."""


@dataclass(frozen=True)
class Cluster:
    """A running server and how to reach its databases."""

    sockets: Path
    programs: Path
    data: Path
    user: str | None
    """The unprivileged account that the server runs under, when the tests run as root (PostgreSQL refuses root)."""

    def url(self, database: str = "postgres") -> str:
        """The address of one database, as FORUM_DATABASE_URL takes it."""
        return f"postgresql://forum@/{database}?host={self.sockets}&port={PORT}"

    def sql(self, statement: str) -> str:
        """Run one statement in the maintenance database; what it printed."""
        command = [
            self.programs / "psql",
            "-XqAt",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            self.sockets,
            "-U",
            "forum",
            "-c",
            statement,
            "postgres",
        ]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run one of the server's programs under its account."""
        command: list[str | Path] = [self.programs / program, *arguments]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.sockets, stdin=subprocess.DEVNULL)
        if done.returncode:
            log = self.sockets / "server.log"
            raise RuntimeError(f"{program}: {done.stderr.strip()}\n{log.read_text() if log.exists() else ''}")


_FACE = """
    SELECT md5(string_agg(concat(c.relname, c.relkind, c.relnatts), ',' ORDER BY c.relname))
        || concat((SELECT count(*) FROM pg_constraint), '/', (SELECT count(*) FROM pg_trigger), '/', (SELECT count(*) FROM pg_namespace))
        || (SELECT md5(string_agg(m::text, ',' ORDER BY m.id)) FROM migration m)
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
"""
_FILLED = """
    SELECT c.oid::regclass::text AS name, pg_relation_size(c.oid) AS bytes FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration' AND pg_relation_size(c.oid) > 0
"""
_COUNT_ANEW = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
_ALONE = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
AGAIN = 40
"""How often a database is used: rows that were deleted stay in its files."""
LIGHT = 2_000_000
"""Bytes that a database may hold to be emptied rather than made anew."""


@dataclass
class _Copy:
    name: str
    template: str
    uses: int = 0
    broom: asyncpg.Connection | None = None
    """What empties it, kept open: a new connection reads the whole catalogue first."""


class Copies:
    """Makes and drops databases over one connection that is kept: a psql for each would cost as much as the work.

    A copy of a template without rows is emptied and given out again: that takes a third of the time of a new one. One whose
    tables are no longer the template's is dropped.
    """

    def __init__(self, running: Cluster, portal: BlockingPortal, connection: asyncpg.Connection) -> None:
        self._running = running
        self._portal = portal
        self._connection = connection
        self._out: dict[str, _Copy] = {}
        self._spare: defaultdict[str, list[_Copy]] = defaultdict(list)
        self._faces: dict[str, str | None] = {}

    def take(self, template: str) -> str:
        """The name of a copy. Copying the files, the only way before 15, is quicker than through the journal."""
        if self._spare[template]:
            copy = self._spare[template].pop()
        else:
            if template not in self._faces:
                self._faces[template] = self._portal.call(self._face_of_an_empty, template)
            copy = _Copy(f"t{uuid4().hex}", template)
            strategy = "STRATEGY FILE_COPY" if self._connection.get_server_version().major >= 15 else ""
            self._say(f"CREATE DATABASE {copy.name} TEMPLATE {template} {strategy}")
        self._out[copy.name] = copy
        return copy.name

    def give_back(self, name: str) -> None:
        """Emptied, for the next; or gone, whoever is still connected."""
        copy = self._out.pop(name)
        copy.uses += 1
        if self._faces[copy.template] and copy.uses < AGAIN and self._portal.call(self._emptied, copy):
            self._spare[copy.template].append(copy)
        else:
            self._say(f"DROP DATABASE {name} WITH (FORCE)")

    async def _face_of_an_empty(self, template: str) -> str | None:
        """How its tables look; None when there are rows in them."""
        there = await asyncpg.connect(self._running.url(template))
        try:
            return None if await there.fetch(_FILLED) else await there.fetchval(_FACE)
        finally:
            await there.close()

    async def _emptied(self, copy: _Copy) -> bool:
        """Take everything out that a test put in; whether it is as the template again."""
        if copy.broom is None:
            copy.broom = await asyncpg.connect(self._running.url(copy.name))
        try:
            await copy.broom.fetch(_ALONE)
        except (asyncpg.InterfaceError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError):
            return False  # the test dropped the database under it, and made another of the same name
        filled = await copy.broom.fetch(_FILLED)
        heavy = sum(table["bytes"] for table in filled) > LIGHT
        if heavy or await copy.broom.fetchval(_FACE) != self._faces[copy.template]:
            return False
        deletions = "".join(f"DELETE FROM {table['name']};" for table in filled)
        await copy.broom.execute(
            f"BEGIN; SET LOCAL session_replication_role = replica; {deletions} {_COUNT_ANEW}; COMMIT"
        )
        return True

    def _say(self, statement: str) -> None:
        self._portal.call(self._connection.execute, statement)


@contextmanager
def copies(running: Cluster) -> Iterator[Copies]:
    """The copier of a cluster, in a thread of its own: tests that want a database have a loop of theirs already."""
    with start_blocking_portal() as portal:
        connection = portal.call(asyncpg.connect, running.url())
        yield Copies(running, portal, connection)
        portal.call(connection.close)


def programs() -> Path:
    """The folder of initdb and its kin, the newest version first. Raises NoPostgres."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True
    )
    found = debian[0] if debian else shutil.which("initdb")
    if not found:
        raise NoPostgres("PostgreSQL's initdb is not on this machine (on Debian: apt-get install postgresql)")
    return Path(found).resolve().parent


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a cluster, stop and remove it afterwards. Durability is off: a test database need not survive a power cut."""
    user = _unprivileged() if os.geteuid() == 0 else None
    # Short, since a socket's path may have 107 characters only.
    folder = Path(tempfile.mkdtemp(prefix="forum-pg-", dir=in_memory()))
    if user:
        shutil.chown(folder, user)
    folder.chmod(0o755)
    made = Cluster(sockets=folder, programs=programs(), data=folder / "data", user=user)
    as_user = f"runuser -u {user} --" if user else ""
    stop = f"{as_user} {made.programs / 'pg_ctl'} -D {made.data} -m immediate -w stop"
    janitor = once_gone(f"{stop}; rm -rf {folder}")
    try:
        made.run("initdb", "-D", made.data, "-U", "forum", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = " ".join(
            f"-c {name}='{value}'" for name, value in {**SETTINGS, "unix_socket_directories": folder}.items()
        )
        made.run("pg_ctl", "-D", made.data, "-l", folder / "server.log", "-w", "-o", options, "start")
        yield made
    finally:
        janitor.communicate()


def _unprivileged() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NoPostgres("no unprivileged account to run PostgreSQL under")
