"""The templates of letters: `<concept>/letters/<name>.md` is forum/<concept>/pages/letters/<name>.md."""

from __future__ import annotations

import functools
from pathlib import Path

FORUM = Path(__file__).resolve().parents[1]


@functools.cache
def templates() -> frozenset[str]:
    """Every letter there is, by the name that a draft gives."""
    return frozenset(f"{path.parents[2].name}/letters/{path.name}" for path in FORUM.glob("*/pages/letters/*.md"))


def title(template: str) -> str:
    """A short French name for a template, for lists: its file's name until its subject is known."""
    return template.rpartition("/")[2].removesuffix(".md").replace("-", " ").replace("_", " ").capitalize()
