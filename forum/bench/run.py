"""One run of the bench: a server of its own in an empty place, its ceilings first, then each scene beside them."""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from forum import database
from forum.bench import scenes
from forum.bench.load import Outcome, press
from forum.bench.server import resident_mb, serving
from forum.database.ceiling import durable_commits
from forum.demo.stages import demonstrate
from forum.editions.queries import current_edition, find_current
from forum.errors import Refusal

BACKLOG = 1000
"""Passages that a phone holds after an hour without network; they go up one batch after the other, median of five."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: answers a second, latencies (ms), and the share of the bare JSON handler of the same run."""

    scene: str
    rate: float
    median_ms: float
    p99_ms: float
    share_of_bare: float | None
    note: str = ""


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class LivingDatabase(Refusal):
    """The bench writes thousands of rows: only into a database of its own."""

    sentence = "Cette base contient déjà une édition\u00a0: donnez au banc d’essai une base vide."


async def prepare(badges: int) -> tuple[list[str], list[int], str, float]:
    """Migrate, make a small demonstration and the badges; answers the codes, the visitors' hours, a phone's token and commits a second.

    Raises LivingDatabase.
    """
    await database.migrate()
    await database.start()
    try:
        if await find_current() is not None:
            raise LivingDatabase
        await demonstrate("open-day", "small")
        edition = await current_edition()
        codes = await scenes.many_badges(edition, badges)
        token = await scenes.phone_token(edition)
        return codes, await scenes.open_hours(edition), token, await durable_commits()
    finally:
        await database.stop()


def run(
    badges: int = 2000,
    connections: int = 32,
    seconds: float = 4.0,
    workers: int = 1,
    told: Callable[[str], None] = print,
) -> list[Figure]:
    """Measure everything; `told` hears which scene runs. Answers the table's lines."""
    codes, hours, token, commits = asyncio.run(prepare(badges))
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    figures: list[Figure] = []
    with serving(port, workers) as process:
        figures.append(Figure("disque\u00a0: écritures durables", commits, 1000 / commits, 0.0, None, "une connexion"))
        figures.append(Figure("mémoire au repos (Mo)", resident_mb(process.pid), 0.0, 0.0, None))
        listed: list[tuple[str, Callable[[], Iterator[bytes]]]] = [
            ("JSON nu (plafond)", scenes.bare),
            ("page d’accueil", lambda: scenes.page("/")),
            ("plan des stands", lambda: scenes.page("/plan")),
            ("liste des exposants", lambda: scenes.page("/exposants")),
            ("page d’une classe", lambda: scenes.page("/classes")),
            ("page d’un visiteur", lambda: scenes.page("/visiteurs")),
            ("inscriptions de visiteurs", lambda: scenes.registrations(base, hours)),
            ("passages à la porte", lambda: scenes.scans(base, token, codes)),
            ("passages par 50", lambda: scenes.scans(base, token, codes, itertools.repeat(50))),
            ("JSON nu, de nouveau", scenes.bare),
        ]
        outcomes: list[tuple[str, Outcome]] = []
        for name, requests in listed:
            told(name)
            asyncio.run(press(port, requests(), min(connections, 4), 0.7))
            outcomes.append((name, asyncio.run(press(port, requests(), connections, seconds))))
        told("passages en attente")
        merged = [_backlog(port, list(scenes.backlog(base, token, codes, BACKLOG))) for _ in range(5)]
        figures.append(sorted(merged, key=lambda one: -one.rate)[2])
    # The ceiling before and after: a machine that other work slows down is seen in the difference of the two.
    bare = (outcomes[0][1].rate + outcomes[-1][1].rate) / 2
    return figures + [_figure(name, outcome, bare, 50 if "50" in name else 1) for name, outcome in outcomes]


def _backlog(port: int, requests: list[bytes]) -> Figure:
    outcome = asyncio.run(press(port, iter(requests), 1, 60.0))
    note = f"tous en {outcome.seconds * 1000:.0f} ms"
    return Figure(
        f"{BACKLOG} passages d’un téléphone",
        BACKLOG / outcome.seconds,
        outcome.percentile(0.5),
        outcome.percentile(0.99),
        None,
        note,
    )


def _figure(name: str, outcome: Outcome, bare: float, each: int) -> Figure:
    odd = {status: count for status, count in outcome.statuses.items() if status not in {200, 201, 303}}
    note = " ".join(f"{count} × {status}" for status, count in odd.items())
    rate = outcome.rate * each
    return Figure(name, rate, outcome.percentile(0.5), outcome.percentile(0.99), rate / bare, note)
