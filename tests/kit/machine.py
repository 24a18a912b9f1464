"""A state machine of Hypothesis, played on a database of the tests."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from typing import Any, Protocol

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from forum import database
from forum.database.postgres import SERVER_SETTINGS, ForumPostgresEngine
from tests.kit import patience


class Counting(Protocol):
    """A machine that awaits by `run` and counts its `steps`."""

    steps: int


def play(machine: type[Counting], *, examples: int, length: int, steps: int = 0, lot: int = 0) -> int:
    """So many examples of so many steps at most, again until `steps` are done; how many were.

    What a machine leaves in its database makes every step slower: thousands of steps are played in lots, each on a database
    of its own. In CI a lot is the same each time, and no two are alike.
    """
    loop = asyncio.new_event_loop()
    _be_patient()

    class Here(machine):  # type: ignore[misc,valid-type]
        def run(self, work: Coroutine[Any, Any, Any]) -> Any:
            return loop.run_until_complete(work)

    in_ci = os.environ.get("CI") == "true"
    rules = settings(
        max_examples=examples,
        stateful_step_count=length,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    rounds = 0
    try:
        loop.run_until_complete(database.start())
        while not rounds or Here.steps < steps:
            run_state_machine_as_test(seed(lot * 1000 + rounds)(Here) if in_ci else Here, settings=rules)
            rounds += 1
    finally:
        loop.run_until_complete(database.stop())
        loop.close()
    return int(Here.steps)


def _be_patient() -> None:
    """A machine that stands still for half a minute, among tens of thousands of steps, says nothing of the promises."""
    here = database.engine()
    if isinstance(here, ForumPostgresEngine):
        here.config["command_timeout"] = patience.SECONDS
        here.config["server_settings"] = {**SERVER_SETTINGS, "idle_in_transaction_session_timeout": "0"}
