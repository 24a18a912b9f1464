"""A fair to visit, a week before it opens."""

from __future__ import annotations

import pytest

from forum.editions.values import EditionValue
from tests import builders


@pytest.fixture
async def edition(database: str) -> EditionValue:
    return await builders.a_fair()
