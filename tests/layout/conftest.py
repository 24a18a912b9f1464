"""A fair with four stands in a row, a week before it opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forum import clock
from forum.editions.values import EditionValue
from tests import builders
from tests.kit.fair import OPENING


@pytest.fixture
async def edition(database: str) -> EditionValue:
    return await builders.a_fair(stand_count=4)


@pytest.fixture
def hall(edition: EditionValue) -> int:
    return edition.halls[0].id


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """The clock stands a week before the doors open."""
    clock.set(OPENING.replace(day=20))
    yield
    clock.reset()
