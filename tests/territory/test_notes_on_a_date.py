"""What is said of a date before it is chosen."""

from __future__ import annotations

from datetime import date

import pytest

from forum.territory.holidays import easter_sunday, notes_on, public_holidays


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 27), ()),
        (date(2026, 11, 11), ("Jour férié\u00a0: armistice de 1918.",)),
        (date(2026, 10, 20), ("Vacances scolaires de la zone A\u00a0: vacances de la Toussaint.",)),
        (date(2026, 11, 28), ("C’est un samedi\u00a0: les classes ne viennent pas.",)),
        (
            date(2027, 5, 6),
            ("Jour férié\u00a0: Ascension.", "Vacances scolaires de la zone A\u00a0: pont de l’Ascension."),
        ),
        (date(2029, 11, 30), ("Le calendrier scolaire de cette date n’est pas encore connu.",)),
    ],
)
def test_says_what_stands_in_the_way(day: date, said: tuple[str, ...]) -> None:
    assert notes_on(day) == said


@pytest.mark.parametrize(
    "day",
    [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25), date(2285, 3, 22)],
)
def test_easter_falls_where_the_almanacs_say(day: date) -> None:
    assert easter_sunday(day.year) == day


def test_a_year_has_eleven_public_holidays_even_when_two_meet() -> None:
    assert len(public_holidays(2026)) == 11
    # In 2008 the Ascension fell on the first of May.
    assert len(public_holidays(2008)) == 10
    assert public_holidays(2008)[date(2008, 5, 1)] == "fête du Travail et Ascension"
