"""What stands in the way of a date: public holidays, school holidays of zone A (académie de Besançon), week-ends."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from forum.territory.reference import rows


@dataclass(frozen=True, slots=True)
class SchoolHolidays:
    """One period of zone A, first and last days included."""

    name: str
    first: date
    last: date


def notes_on(day: date) -> tuple[str, ...]:
    """French sentences on what makes that day a poor choice; empty when nothing does."""
    said: list[str] = []
    public = public_holidays(day.year).get(day)
    if public:
        said.append(f"Jour férié\u00a0: {public}.")
    holidays = next((some for some in school_holidays() if some.first <= day <= some.last), None)
    if holidays:
        said.append(f"Vacances scolaires de la zone A\u00a0: {_lower_first(holidays.name)}.")
    if day.weekday() >= 5:
        said.append(f"C’est un {('samedi', 'dimanche')[day.weekday() - 5]}\u00a0: les classes ne viennent pas.")
    if not school_holidays()[0].first <= day <= school_holidays()[-1].last:
        said.append("Le calendrier scolaire de cette date n’est pas encore connu.")
    return tuple(said)


@cache
def school_holidays() -> tuple[SchoolHolidays, ...]:
    """The shipped calendar, in order."""
    return tuple(
        SchoolHolidays(row["nom"].replace("'", "’"), date.fromisoformat(row["debut"]), date.fromisoformat(row["fin"]))
        for row in rows("vacances_zone_a.csv")
    )


@cache
def public_holidays(year: int) -> dict[date, str]:
    """The eleven public holidays of mainland France (Code du travail, article L3133-1)."""
    easter = easter_sunday(year)
    pairs = (
        (date(year, 1, 1), "jour de l’An"),
        (easter + timedelta(days=1), "lundi de Pâques"),
        (date(year, 5, 1), "fête du Travail"),
        (date(year, 5, 8), "victoire de 1945"),
        (easter + timedelta(days=39), "Ascension"),
        (easter + timedelta(days=50), "lundi de Pentecôte"),
        (date(year, 7, 14), "fête nationale"),
        (date(year, 8, 15), "Assomption"),
        (date(year, 11, 1), "Toussaint"),
        (date(year, 11, 11), "armistice de 1918"),
        (date(year, 12, 25), "Noël"),
    )
    named: dict[date, str] = {}
    for day, name in pairs:
        named[day] = f"{named[day]} et {name}" if day in named else name
    return named


def easter_sunday(year: int) -> date:
    """Easter of the Gregorian calendar, by the anonymous algorithm (Nature, 1876; Meeus, Astronomical Algorithms, ch. 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leaps, left = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - shift + 15) % 30
    four, rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * left + 2 * four - epact - rest) % 7
    correction = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
