"""A week before the doors open: forms are open, nothing has begun."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forum import clock
from tests.kit.fair import OPENING


@pytest.fixture
def in_november() -> Iterator[None]:
    """The clock stands on 20 November; once the doors have closed, no form is shown."""
    clock.set(OPENING.replace(day=20))
    yield
    clock.reset()
