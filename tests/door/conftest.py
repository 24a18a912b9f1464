"""The stage of the door's tests."""

from __future__ import annotations

import pytest

from tests.door.stage import Stage, set_stage


@pytest.fixture
async def stage(database: str) -> Stage:
    return await set_stage()
