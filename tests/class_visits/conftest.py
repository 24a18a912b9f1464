"""A fair with three slots at one gate, a week before it opens."""

from __future__ import annotations

import pytest

from forum.editions.values import EditionValue
from tests import builders


@pytest.fixture
async def edition(database: str) -> EditionValue:
    return await builders.a_fair(slots=3, persons=60, coaches=2)


@pytest.fixture(autouse=True)
def a_week_before(in_november: None) -> None:
    """All of it happens before the doors open."""
