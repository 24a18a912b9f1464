"""The small fair with three slots at gate A, a week before it opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forum import clock
from forum.editions.values import EditionValue
from tests import builders
from tests.kit.fair import OPENING


@pytest.fixture
async def edition(database: str) -> EditionValue:
    return await builders.a_fair(slots=3, persons=60, coaches=2)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    clock.set(OPENING.replace(day=20))
    yield
    clock.reset()
