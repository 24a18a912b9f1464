"""Whatever order things are done in, a slot is never overfull, nobody waits for nothing and nobody is overtaken."""

from __future__ import annotations

import pytest

from tests.kit.machine import play
from tests.visitors.machine import Visitors


@pytest.mark.usefixtures("database_url")
def test_any_order_of_the_verbs_keeps_every_promise() -> None:
    assert play(Visitors, examples=6, length=30) > 30


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("lot", range(10))
@pytest.mark.usefixtures("database_url")
def test_twenty_thousand_steps_keep_every_promise(lot: int) -> None:
    """Two thousand in each of ten lots."""
    assert play(Visitors, examples=25, length=60, steps=2_000, lot=lot) >= 2_000
