"""The printer of a running program hears the bell, and stops with it."""

from __future__ import annotations

import asyncio

import anyio

from forum.badges import printer, runs, service
from forum.badges.layouts import CARDS
from forum.badges.printer import Printer
from forum.badges.runs import Order
from forum.editions.values import EditionValue
from tests.kit import patience
from tests.kit.fair import ODILE


async def test_the_bell_gets_a_run_drawn_at_once(edition: EditionValue) -> None:
    made = await service.issue_blanks(edition.id, 2, ODILE)
    run = await service.order_run(edition.id, Order([one.id for one in made], CARDS), ODILE, "Vierges", "badges.pdf")
    stop = asyncio.Event()
    with anyio.fail_after(patience.SECONDS):
        async with anyio.create_task_group() as group:
            group.start_soon(Printer().run, stop)
            while not printer._ears:  # noqa: ASYNC110 - it begins to listen
                await asyncio.sleep(0)
            printer.ring()
            while (await runs.run(edition.id, run)).state != "ready":  # noqa: ASYNC110 - it draws in a thread
                await asyncio.sleep(0.01)
            stop.set()
