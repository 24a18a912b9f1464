"""A PostgreSQL database in a file, and back, by pg_dump and pg_restore."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

from forum.database.faults import BackupRefused
from forum.database.postgres import ForumPostgresEngine

_HEAD = b"PGDMP"


class PostgresBackup:
    """pg_dump takes one consistent moment of the database while others write; pg_restore gives it back at once."""

    def __init__(self, engine: ForumPostgresEngine) -> None:
        self.engine = engine
        self.address, password = without_password(engine.config["dsn"])
        self.environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}

    async def size(self) -> int | None:
        return None  # the dump is compressed: the database's own size says nothing of it

    async def write(self, to: Path) -> None:
        await self._run("pg_dump", "--format=custom", f"--file={to}", f"--dbname={self.address}")

    async def migrations(self, source: Path) -> list[str]:
        with source.open("rb") as file:
            if file.read(5) != _HEAD:
                raise BackupRefused("Ce fichier n’est pas une sauvegarde PostgreSQL, ou il est abîmé.")
        contents = await self._run("pg_restore", "--list", str(source))
        if " TABLE DATA public migration " not in contents:
            return []
        # Read the whole of it, so that a file cut short is noticed before anything is written.
        await self._run("pg_restore", "--file=/dev/null", str(source))
        copied = await self._run("pg_restore", "--data-only", "--table=migration", "--file=-", str(source))
        lines = copied.partition("COPY public.migration ")[2].splitlines()
        columns = lines[0].partition("(")[2].partition(")")[0].split(", ")
        rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1 : lines.index("\\.")]]
        return sorted(row["name"] for row in rows if row["app_name"] == "forum")

    async def occupied(self) -> bool:
        return bool(
            await self.engine.run(
                "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') LIMIT 1"
            )
        )

    async def read(self, source: Path) -> None:
        await self._run(
            "pg_restore",
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            f"--dbname={self.address}",
            str(source),
        )

    async def _run(self, program: str, *arguments: str) -> str:
        """What the program printed. Raises BackupRefused when it is missing or fails."""
        process = await asyncio.create_subprocess_exec(
            _found(program),
            *arguments,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            said, wrong = await process.communicate()
        except asyncio.CancelledError:
            process.kill()
            await process.wait()
            raise
        if process.returncode:
            raise BackupRefused(f"{program} a échoué\u00a0: {wrong.decode(errors='replace').strip()}")
        return said.decode()


def without_password(address: str) -> tuple[str, str]:
    """An address for an argument, which everybody on the machine can read, and the password, which goes by the environment."""
    scheme, _, rest = address.partition("://")
    where = urlsplit(address).netloc  # urlunsplit() would lose the slashes of a socket's address, where this is empty
    user, at, host = where.rpartition("@")
    name, _, password = user.partition(":")
    return f"{scheme}://{name}{at}{host}{rest.removeprefix(where)}", unquote(password)


def _found(program: str) -> str:
    """The program of the newest version on this machine: an older one refuses a newer server."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda file: int(file.parts[-3]), reverse=True
    )
    found = str(versions[0]) if versions else shutil.which(program)
    if not found:
        raise BackupRefused(
            f"Le programme {program} manque sur cette machine (paquet Debian\u00a0: postgresql-client)."
        )
    return found
