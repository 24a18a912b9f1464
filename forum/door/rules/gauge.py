"""How full the halls are, against the legal limit (ERP type T: public and staff together)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum.door.rules.register import Tally

LEVELS = ((100, "100"), (90, "90"), (80, "80"))


@dataclass(frozen=True, slots=True)
class HallGauge:
    """One hall. `short` is how many more left than ever came: people who passed unseen, to be corrected."""

    id: int
    name: str
    limit: int
    public: int
    staff: int
    short: int = 0

    @property
    def present(self) -> int:
        return self.public + self.staff

    @property
    def percent(self) -> int:
        return percent(self.present, self.limit)

    @property
    def level(self) -> str:
        return level(self.present, self.limit)


@dataclass(frozen=True, slots=True)
class Gauge:
    """All halls together; the level is the worst of any hall and of the whole."""

    halls: tuple[HallGauge, ...]

    @property
    def public(self) -> int:
        return sum(hall.public for hall in self.halls)

    @property
    def staff(self) -> int:
        return sum(hall.staff for hall in self.halls)

    @property
    def present(self) -> int:
        return self.public + self.staff

    @property
    def limit(self) -> int:
        return sum(hall.limit for hall in self.halls)

    @property
    def percent(self) -> int:
        return percent(self.present, self.limit)

    @property
    def level(self) -> str:
        ranks = [name for _, name in reversed(LEVELS)]
        worst = [level(self.present, self.limit), *(hall.level for hall in self.halls)]
        return max(worst, key=lambda name: ranks.index(name) + 1 if name in ranks else 0)


def gauge(halls: Sequence[tuple[int, str, int]], tallies: Mapping[int, Tally]) -> Gauge:
    """The halls, given as (id, name, limit), with who is in them.

    People in the hall = badges scanned in and not out, classes as counted, walk-ins and clicks, corrections. Exhibitors
    and staff count like everybody when their badge is scanned at a gate; those who came in behind the scenes are declared
    by a correction for « personnel ». A hall never shows less than nobody.
    """
    return Gauge(tuple(_hall(hall, tallies.get(hall[0], Tally())) for hall in halls))


def _hall(hall: tuple[int, str, int], tally: Tally) -> HallGauge:
    number, name, limit = hall
    staff, public = max(0, tally.staff), max(0, tally.public)
    return HallGauge(number, name, limit, public, staff, short=(public - tally.public) + (staff - tally.staff))


def percent(present: int, limit: int) -> int:
    """Rounded down, so that 100 % is never said before the limit is reached."""
    return present * 100 // limit if limit else 0


def level(present: int, limit: int) -> str:
    """« ok », « 80 », « 90 » or « 100 »."""
    return next((name for bound, name in LEVELS if percent(present, limit) >= bound), "ok")
