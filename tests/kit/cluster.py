"""A throw-away PostgreSQL cluster: made in a temporary folder, on a socket there, gone after the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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


class Copies:
    """Makes and drops databases over one connection that is kept: a psql for each would cost as much as the work."""

    def __init__(self, portal: BlockingPortal, connection: asyncpg.Connection) -> None:
        self._portal = portal
        self._connection = connection

    def make(self, name: str, template: str) -> None:
        """A copy under this name. Copying the files, the only way before 15, is quicker than through the journal."""
        strategy = "STRATEGY FILE_COPY" if self._connection.get_server_version().major >= 15 else ""
        self._say(f"CREATE DATABASE {name} TEMPLATE {template} {strategy}")

    def drop(self, name: str) -> None:
        """Gone, whoever is still connected."""
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _say(self, statement: str) -> None:
        self._portal.call(self._connection.execute, statement)


@contextmanager
def copies(running: Cluster) -> Iterator[Copies]:
    """The copier of a cluster, in a thread of its own: tests that want a database have a loop of theirs already."""
    with start_blocking_portal() as portal:
        connection = portal.call(asyncpg.connect, running.url())
        yield Copies(portal, connection)
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
