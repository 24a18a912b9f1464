"""Which part of an edition somebody looks at: read from the address, kept within what that person may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from admin.reach import bound_to
from forum.attendance.looks import Offered, Part
from forum.attendance.rules.attended import PUBLICS, Scope, epci_of
from forum.people.who import ORGANIZER, TERRITORY_LEAD, Who
from forum.territory.communes import find_epci, territory
from forum.territory.folding import fold
from forum.web.words import say_date

WHOLE = "tout"


@dataclass(frozen=True, slots=True)
class Looking:
    """The scope, its choices for the form (value, label), and what it is called.

    `inside` says that small groups are shown; `bound` is the territory of somebody who has one, `own` that they look at it.
    """

    scope: Scope
    typed: Mapping[str, str]
    days: tuple[tuple[str, str], ...]
    territories: tuple[tuple[str, str], ...]
    schools: tuple[tuple[str, str], ...]
    bound: str | None
    inside: bool

    @property
    def publics(self) -> tuple[tuple[str, str], ...]:
        return tuple(PUBLICS.items())

    @property
    def own(self) -> bool:
        return self.bound is not None and self.scope.epci == self.bound

    @property
    def chosen(self) -> bool:
        """Whether something was chosen beyond one's own territory."""
        return any(value for value in self.typed.values() if value not in (self.bound, WHOLE))

    @property
    def name(self) -> str:
        """The part in words; empty for the whole edition."""
        chosen = (
            dict(self.days).get(self.typed["jour"]),
            PUBLICS.get(self.typed["public"]),
            dict(self.territories).get(self.typed["territoire"]),
            dict(self.schools).get(self.typed["etablissement"]),
        )
        return ", ".join(word for word in chosen if word)

    @property
    def home(self) -> str:
        """The territory of somebody who has one, in words."""
        found = find_epci(self.bound) if self.bound else None
        return found.short_name if found else "mon territoire"

    @property
    def part(self) -> Part | None:
        """The same part of another edition, all its days: days are not the same from year to year. None for the whole."""
        scope = replace(self.scope, day=None)
        return None if scope == Scope() else Part(scope, self.name)

    @property
    def query(self) -> str:
        """« ?jour=… », or nothing."""
        asked = {name: value for name, value in self.typed.items() if value}
        return f"?{urlencode(asked)}" if asked else ""


def looking(asked: Mapping[str, str], offered: Offered, who: Who) -> Looking:
    """What the address asks for; anything odd is read as « everything ».

    A territory lead begins with their own territory, whole; the rest of the edition they see as it is published. Whoever is
    not of the organisation sees the whole as it is published: parts side by side would tell small groups.
    """
    days = tuple((day.date.isoformat(), say_date(day.date, year=False)) for day in offered.frame.days)
    bound = bound_to(who)
    inside = who.is_a(ORGANIZER, TERRITORY_LEAD) and not (bound and asked.get("territoire") == WHOLE)
    if not inside:
        nothing = {"jour": "", "public": "", "territoire": WHOLE if bound else "", "etablissement": ""}
        return Looking(Scope(), nothing, days, (), (), bound, False)
    epcis = territory().epcis
    territories = tuple((one.siren, one.short_name) for one in epcis if bound in (None, one.siren))
    if bound and not find_epci(bound):
        territories = ((bound, "aucun territoire"),)
    schools = {
        str(number): name for number, (name, place) in offered.schools.items() if bound in (None, epci_of(place))
    }
    choices = tuple(sorted(schools.items(), key=lambda one: fold(one[1])))
    typed = {
        "jour": _among(asked.get("jour", ""), days) if len(days) > 1 else "",
        "public": asked.get("public", "") if asked.get("public", "") in PUBLICS else "",
        "territoire": bound or _among(asked.get("territoire", ""), territories),
        "etablissement": _among(asked.get("etablissement", ""), choices),
    }
    scope = Scope(
        day=date.fromisoformat(typed["jour"]) if typed["jour"] else None,
        public=typed["public"] or None,
        epci=typed["territoire"] or None,
        school=int(typed["etablissement"]) if typed["etablissement"] else None,
    )
    return Looking(scope, typed, days, territories, choices, bound, True)


def _among(value: str, choices: tuple[tuple[str, str], ...]) -> str:
    return value if value in dict(choices) else ""
