"""What the front door tells of who is coming."""

from dataclasses import dataclass

from forum.database import fetch
from forum.stands.queries import counts_by_sector


@dataclass(frozen=True, slots=True)
class Expected:
    """Who is announced: exhibitors by code of sector, classes with their pupils and schools. Cancelled ones are not in it."""

    exhibitors: dict[str, int]
    classes: int
    pupils: int
    schools: int

    @property
    def figures(self) -> list[tuple[int, str]]:
        """The numbers that speak for themselves, with their words; nothing is said of what has not begun."""
        told = [
            (sum(self.exhibitors.values()), "exposants"),
            (self.classes, "classes attendues"),
            (self.pupils, "élèves"),
            (self.schools, "établissements"),
        ]
        return [(number, words) for number, words in told if number > 1]


async def expected(edition: int) -> Expected:
    """Who is announced in an edition, in two queries."""
    rows = await fetch(
        "SELECT count(*) AS classes, coalesce(sum(v.pupils), 0) AS pupils, count(DISTINCT v.school) AS schools"
        " FROM class_visit v LEFT JOIN class_cancellation c ON c.class_visit = v.id"
        " WHERE v.edition = {} AND c.class_visit IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM class_wait w WHERE w.class_visit = v.id)",
        edition,
    )
    told = {name: int(number) for name, number in rows[0].items()}
    return Expected(await counts_by_sector(edition), **told)
