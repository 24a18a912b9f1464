"""What both engines' transactions share: joining, spoiling, savepoints, holding a row."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from forum.database import current

if TYPE_CHECKING:
    from piccolo.table import Table


@contextlib.asynccontextmanager
async def transaction(*, shared: bool = False) -> AsyncIterator[None]:
    """All or nothing. The one way to write, opened by a service's public function only.

    * Nested: the inner block joins the outer one, and nothing is durable before the outermost block ends.
    * An exception that leaves any block rolls everything back. One that is caught between two nested blocks spoils the
      transaction (`Spoilt` at its end) instead of leaving half a verb behind: to try and go on, use `attempt()`.
    * `AlreadyThere` may be caught around the block, or around `attempt()` in it. To insert or do nothing, rather write
      `INSERT … ON CONFLICT (columns) DO NOTHING RETURNING id`: no row answered means it was there.
    * SQLite begins IMMEDIATE: writers queue, so what was read in the block still holds when it writes. PostgreSQL is
      READ COMMITTED: hold the parent row before counting its children, or take with a conditional
      `UPDATE … WHERE taken < capacity RETURNING`.
    * Keep it short: nothing slow inside, no mail, no PDF, no `gather()` of queries (one connection), no task started in
      it (it would inherit a transaction that is over, and be refused with `Ended`).
    * `shared=True` (SQLite) commits with the neighbours that arrived meanwhile: each in a savepoint of its own, each
      answered after the common durable commit. For verbs that come in bursts, as the door's scans.
    """
    async with current.engine().transaction(shared=shared):
        yield


@contextlib.asynccontextmanager
async def attempt() -> AsyncIterator[None]:
    """A part of a transaction that may fail without spoiling the rest: a savepoint. On its own, a transaction.

    async with transaction():
        for row in rows:
            try:
                async with attempt():
                    await service.register(row)
            except Refusal as refusal:
                refused.append((row, refusal.sentence))
    """
    open_one: Any = current.engine().current_transaction.get()
    if open_one is None:
        async with transaction():
            yield
        return
    name = f"attempt_{open_one.get_savepoint_id()}"
    await open_one.run(f"SAVEPOINT {name}")
    try:
        yield
        await open_one.run(f"RELEASE SAVEPOINT {name}")
    except Exception:
        await open_one.back_to(name)
        raise


async def hold_words(words: str) -> None:
    """Hold some words until the transaction ends: two that would make the same new row wait for each other.

    PostgreSQL takes an advisory lock on their digest; SQLite needs nothing, its writers already queue.
    """
    open_one: Any = current.engine().current_transaction.get()
    if open_one is None:
        raise RuntimeError("hold_words() means something inside a transaction only")
    if current.engine().engine_type != "sqlite":
        await open_one.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", (words,))


async def hold(table: type[Table], *ids: Any) -> None:
    """Hold these rows until the transaction ends, so that what is counted under them cannot change meanwhile.

        async with transaction():
            await hold(Slot, slot.id)
            if await places_left(slot) < group.people: raise SlotFull

    PostgreSQL locks the rows, in the order of their keys; SQLite needs nothing, its writers already queue.
    """
    open_one: Any = current.engine().current_transaction.get()
    if open_one is None:
        raise RuntimeError("hold() means something inside a transaction only")
    if current.engine().engine_type == "sqlite":
        return
    key = table._meta.primary_key._meta.db_column_name
    marks = ", ".join(f"${n}" for n in range(1, len(ids) + 1))
    # NO KEY: others may go on inserting children that point here; holders still exclude each other.
    await open_one.run(
        f"SELECT 1 FROM {table._meta.get_formatted_tablename()} WHERE {key} IN ({marks}) "  # noqa: S608 - names are ours
        f"ORDER BY {key} FOR NO KEY UPDATE",
        ids,
    )
