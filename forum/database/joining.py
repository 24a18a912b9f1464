"""The part of a transaction that does not depend on the engine."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextvars import Token
from types import TracebackType
from typing import Any

from forum.database.faults import Ended, Spoilt, translated


class Joining:
    """Mixed into both engines' transactions, before Piccolo's class. They provide `open`, `execute` and `finish`."""

    engine: Any
    context: Token[Any]
    ended = False
    spoilt: BaseException | None = None
    _parent: Any = None  # the transaction that this block joins, if it is not the outermost

    async def open(self) -> None:
        """Begin. Whatever was taken is given back when this fails."""
        raise NotImplementedError

    async def execute(self, sql: str, args: Sequence[Any]) -> Sequence[Any]:
        """Run one statement."""
        raise NotImplementedError

    async def finish(self, *, commit: bool) -> None:
        """Commit or roll back, and give back whatever was taken."""
        raise NotImplementedError

    async def __aenter__(self) -> Any:
        if self._parent is not None:
            self._parent.check()
            return self._parent
        await self.open()
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if self._parent is not None:
            if error is not None and self._parent.spoilt is None:
                self._parent.spoilt = error
            return False
        self.engine.current_transaction.reset(self.context)
        self.ended = True
        # Shielded: a task that is cancelled now must leave neither a commit half said nor a connection unreturned.
        await asyncio.shield(asyncio.ensure_future(self.finish(commit=error is None and self.spoilt is None)))
        if error is None:
            self._refuse_spoilt()
        return False

    async def run(self, sql: str, args: Sequence[Any] = ()) -> Sequence[Any]:
        """The rows that the statement answers, in this transaction."""
        self.check()
        try:
            with translated():
                return await self.execute(sql, args)
        except BaseException as error:
            self.spoilt = error
            raise

    async def back_to(self, savepoint: str) -> None:
        """Undo what came after the savepoint, failures included."""
        self.spoilt = None
        await self.run(f"ROLLBACK TO SAVEPOINT {savepoint}")
        await self.run(f"RELEASE SAVEPOINT {savepoint}")

    def check(self) -> None:
        """Refuse the two misuses that PostgreSQL and SQLite would punish differently."""
        if self.ended:
            raise Ended("query sent to a transaction that is over: was a task started inside it?")
        self._refuse_spoilt()

    def _refuse_spoilt(self) -> None:
        if self.spoilt is not None:
            raise Spoilt("a failure was caught inside this transaction; use attempt()") from self.spoilt
