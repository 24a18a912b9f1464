"""Questions about who is expected."""

from __future__ import annotations

from forum.class_visits import queries as class_visits
from forum.expected.rules import Coming, Expected, gather
from forum.territory.grades import GradeLevel
from forum.visitors import queries as visitors


async def expected(edition: int) -> Expected:
    """The classes that registered, by hour and level, and how many visitors."""
    coming = [
        Coming(one.starts_at, one.level, one.pupils, one.adults, one.school_name, one.commune)
        for one in await class_visits.all_visits(edition)
    ]
    _, heads = await visitors.heads(edition)
    return gather(coming, [level.label for level in GradeLevel], heads)
