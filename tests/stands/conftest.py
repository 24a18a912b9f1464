"""A fair with four stands in a row, a week before it opens."""

from __future__ import annotations

import pytest

from forum.editions.values import EditionValue
from tests import builders


@pytest.fixture
async def edition(database: str) -> EditionValue:
    return await builders.a_fair(stand_count=4)


@pytest.fixture(autouse=True)
def a_week_before(in_november: None) -> None:
    """All of it happens before the doors open."""
