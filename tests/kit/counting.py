"""How many questions something asks the database, whatever else the app is doing meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from forum.database import engine

_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)


@contextmanager
def questions() -> Iterator[list[str]]:
    """The statements that this task, and what it calls, sends to the engine inside the block.

    The postman works in a task of its own and so is not counted.
    """
    here: Any = engine()
    real = here.run

    async def listening(sql: str, args: Sequence[Any] = ()) -> Any:
        if (asked := _asked.get()) is not None:
            asked.append(sql)
        return await real(sql, args)

    asked: list[str] = []
    token = _asked.set(asked)
    here.run = listening
    try:
        yield asked
    finally:
        del here.run
        _asked.reset(token)
