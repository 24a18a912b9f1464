"""Which forms may be kept unfinished, for how long, and what of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

PAGES: dict[str, str] = {"classes": "/classes", "visiteurs": "/visiteurs"}
"""Of each form: the page that takes it up again, as `?brouillon=<token>`."""
KEPT = timedelta(days=14)
"""Since the last time it was saved."""
MOST_LETTERS = 12_000
_OURS = frozenset({"_csrf_token", "brouillon", "faire"})
"""Fields of the machinery, that nobody typed."""


def worth_keeping(sent: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What was typed, without empty fields and without ours."""
    return {name: list(values) for name, values in sent.items() if name not in _OURS and any(values)}
