"""What the tests of the calendar share."""

from __future__ import annotations

import pytest

from forum.editions.values import EditionValue
from tests.kit.fair import small_fair


@pytest.fixture
async def edition(database: str) -> EditionValue:
    """A small published edition."""
    return await small_fair()
