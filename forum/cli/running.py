"""What every command shares: the database opened, a refusal as one clear line, a progress bar."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from forum import database
from forum.database import DiskFull, Unavailable, disk
from forum.errors import Refusal

T = TypeVar("T")


def doing(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a piece of work with the database open and up to date; a refusal becomes one clear line and exit code 1."""

    async def whole() -> T:
        await database.migrate()
        await database.start()
        try:
            return await work()
        finally:
            await database.stop()

    return said(whole())


def said(work: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(work)
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal
    except (Unavailable, OSError, ValueError) as fault:
        if isinstance(fault, DiskFull) or (isinstance(fault, OSError) and disk.is_full(fault)):
            raise  # the group says it
        raise click.ClickException(str(fault)) from fault


def refusing(work: Callable[[], T]) -> T:
    """The same for work that opens and closes the database by itself."""
    try:
        return work()
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal


def bar() -> Progress:
    """A progress bar on the error stream, so that what is printed can be piped."""
    return Progress(
        TextColumn("{task.description:12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
