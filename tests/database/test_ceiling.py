"""The ceiling is measured for real and leaves nothing behind."""

from pathlib import Path

from forum.database import engine, fetch
from forum.database.ceiling import durable_commits


async def test_the_ceiling(database: str) -> None:
    postgres = engine().engine_type == "postgres"
    wal = "SELECT pg_current_wal_lsn()::text AS at"
    before = await fetch(wal) if postgres else sorted(Path(engine().path).parent.iterdir())  # type: ignore[union-attr]
    assert await durable_commits(0.2) > 5
    after = await fetch(wal) if postgres else sorted(Path(engine().path).parent.iterdir())  # type: ignore[union-attr]
    assert (before != after) if postgres else (before == after)
