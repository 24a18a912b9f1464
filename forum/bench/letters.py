"""Two thousand letters leave, each with its badge as a PDF and its calendar entry, while people look at pages.

The mail server is on this machine, in a process of its own, and only counts; its own small reader of SMTP, because a full
one is slower than the forum it would measure. The ceiling of the same run: as many bytes handed to it by `smtplib`.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import smtplib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from multiprocessing.connection import Connection

from forum import clock, database
from forum.bench.crowd import fill
from forum.bench.load import Outcome, press, request
from forum.bench.run import free_port
from forum.bench.server import resident_mb, serving
from forum.database import fetch
from forum.settings import settings
from forum.territory.service import load_starter
from forum.visitors import service as visitors
from forum.visitors.rules import VisitorSaid

PAGES = ("/", "/plan", "/visiteurs")
A_SECOND = 20
"""Pages asked for while the letters leave."""
LONGEST_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class LettersFigure:
    """What one run gave: letters, seconds from the first to the last, kilobytes each, the share of the bare posting of as
    many bytes, and the pages meanwhile (ms). `lost` letters of those written never came."""

    letters: int
    lost: int
    seconds: float
    each_kb: float
    bare_seconds: float
    pages: int
    page_median_ms: float
    page_p99_ms: float
    page_worst_ms: float
    server_mb: float


def run(letters: int, told: Callable[[str], None] = print) -> LettersFigure:
    """Measure in an empty database that this fills."""
    told(f"{letters} inscriptions")
    asyncio.run(_register(letters))
    with _counting() as (port, taken):
        os.environ["FORUM_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
        settings.cache_clear()
        web = free_port()
        told("les courriers partent, les pages s’ouvrent")
        try:
            with serving(web) as process:
                pages = asyncio.run(_watch(web, letters, taken))
                server = resident_mb(process.pid)
        finally:
            os.environ.pop("FORUM_SMTP_URL")
            settings.cache_clear()
        count, size, first, last = taken()
        told("plafond\u00a0: les mêmes octets, nus")
        bare = _bare(port, letters, size // max(count, 1))
    return LettersFigure(
        letters=letters,
        lost=letters - count,
        seconds=last - first,
        each_kb=size / max(count, 1) / 1000,
        bare_seconds=bare,
        pages=len(pages.latencies),
        page_median_ms=pages.percentile(0.5),
        page_p99_ms=pages.percentile(0.99),
        page_worst_ms=max(pages.latencies),
        server_mb=server,
    )


async def _register(letters: int) -> None:
    """As many visitors, through the verb: each a letter with a badge and a calendar entry."""
    await database.migrate()
    await database.start()
    try:
        await load_starter()
        edition = await fill(clock.now().year + 1, 0, 10)
        for number in range(letters):
            said = VisitorSaid(
                "Ada", f"Numéro {number}", f"ada{number}@exemple.fr", "lyceen", "39200", "39478", None, 1, number % 3
            )
            await visitors.register(edition, said)
        written = await fetch("SELECT count(*) AS n FROM letter WHERE badge IS NOT NULL AND ics IS NOT NULL")
        assert written[0]["n"] == letters
    finally:
        await database.stop()


async def _watch(port: int, letters: int, taken: Callable[[], tuple[int, int, float, float]]) -> Outcome:
    """Pages at their pace until the last letter has come."""
    whole, until = Outcome(), time.monotonic() + LONGEST_SECONDS
    asked = cycle(PAGES)
    await press(port, (request("GET", page) for page in PAGES * 2), 1, 30.0)  # templates are read once
    while taken()[0] < letters and time.monotonic() < until:
        began = time.monotonic()
        one = await press(port, iter([request("GET", next(asked))]), 1, 30.0)
        whole.latencies += one.latencies
        await asyncio.sleep(max(0.0, 1 / A_SECOND - (time.monotonic() - began)))
    return whole


def _bare(port: int, letters: int, size: int) -> float:
    """As many messages of that size, made beforehand, over one connection."""
    line = b"x" * 74 + b"\r\n"
    message = b"Subject: banc\r\n\r\n" + line * (size // len(line))
    began = time.monotonic()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for _ in range(letters):
            server.sendmail("banc@exemple.fr", ["ada@exemple.fr"], message)
    return time.monotonic() - began


@contextlib.contextmanager
def _counting() -> Iterator[tuple[int, Callable[[], tuple[int, int, float, float]]]]:
    """A mail server in a process of its own: its port, and how many letters and bytes it took, the first and the last when."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    port = ours.recv()

    def taken() -> tuple[int, int, float, float]:
        ours.send("?")
        count, size, first, last = ours.recv()
        return count, size, first, last

    try:
        yield port, taken
    finally:
        process.terminate()
        process.join()


def _serve(pipe: Connection) -> None:
    asyncio.run(_serve_mail(pipe))


async def _serve_mail(pipe: Connection) -> None:
    count, size, first, last = 0, 0, 0.0, 0.0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal count, size, first, last
        writer.write(b"220 banc\r\n")
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while line := await reader.readline():
                verb = line[:4].upper().strip()
                if verb == b"DATA":
                    writer.write(b"354 go\r\n")
                    letter = await reader.readuntil(b"\r\n.\r\n")
                    last = time.monotonic()
                    first = first or last
                    count, size = count + 1, size + len(letter)
                writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 OK\r\n")
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, limit=2**24)
    pipe.send(server.sockets[0].getsockname()[1])

    def answer() -> None:
        try:
            pipe.recv()
            pipe.send((count, size, first, last))
        except EOFError:
            asyncio.get_running_loop().stop()

    asyncio.get_running_loop().add_reader(pipe.fileno(), answer)
    await server.serve_forever()
