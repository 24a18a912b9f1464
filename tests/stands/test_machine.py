"""Whatever order things are done in, no stand has two holders and nobody is left without a letter."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from forum import database
from tests.stands.machine import Stands


def _play(database_url: str, examples: int, length: int) -> int:
    loop = asyncio.new_event_loop()

    class Here(Stands):
        def run(self, work: Coroutine[Any, Any, Any]) -> Any:  # type: ignore[override]
            return loop.run_until_complete(work)

    try:
        loop.run_until_complete(database.start())
        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=examples,
                stateful_step_count=length,
                deadline=None,
                phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
                suppress_health_check=list(HealthCheck),
                derandomize=os.environ.get("CI") == "true",
                print_blob=True,
            ),
        )
    finally:
        loop.run_until_complete(database.stop())
        loop.close()
    return Here.steps


def test_any_order_of_the_verbs_keeps_every_promise(database_url: str) -> None:
    assert _play(database_url, examples=8, length=30) > 30


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_twenty_thousand_steps_keep_every_promise(database_url: str) -> None:
    steps = _play(database_url, examples=260, length=90)
    print(f"{steps} steps")
    assert steps >= 20_000
