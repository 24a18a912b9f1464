"""The day of the forum, whatever today is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forum import clock
from tests.door.stage import TEN


@pytest.fixture
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ten on the day of the forum, and time goes on. The phones' own clocks are wrong by days: they must cope."""
    begun = datetime.now(UTC)
    monkeypatch.setattr(clock, "now", lambda: TEN + (datetime.now(UTC) - begun))
