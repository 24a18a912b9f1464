"""The day of the forum, whatever today is, and Dora's phone on it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from forum import clock
from tests.browser.door_phone import Enrolled, door_phone
from tests.door.stage import TEN, Stage, set_stage
from tests.kit.chromium import Browsers


@pytest.fixture
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ten on the day of the forum, and time goes on. The phones' own clocks are wrong by days: they must cope."""
    begun = datetime.now(UTC)
    monkeypatch.setattr(clock, "now", lambda: TEN + (datetime.now(UTC) - begun))


@pytest.fixture
async def stage(database: str) -> Stage:
    return await set_stage()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """What the phone's camera sees."""
    return tmp_path / "camera.mjpeg"


@pytest.fixture
def enrolled(browsers: Browsers, live: str, clip: Path, stage: Stage) -> Enrolled:
    """`async with enrolled() as phone`, `enrolled(film)`, `enrolled(rights="supervise")`."""
    return partial(door_phone, browsers, live, clip, stage)
