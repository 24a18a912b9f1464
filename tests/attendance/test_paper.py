"""The report on paper holds together whatever the edition was: two pages first, nothing cut, no claim that figures do not make."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from forum.attendance.paper import pdf
from forum.attendance.paper.leaf import INSIDE, Leaves
from forum.attendance.paper.telling import actions, say_days, summary
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.masking import masked
from forum.attendance.rules.report import report
from forum.attendance.rules.sheet import Report
from forum.badges.drawing.pen import MM
from forum.badges.drawing.typefaces import TEXT, width
from tests.attendance.town import town

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
LONG = "Collège du très long nom de la vallée de l’Orbe et des plateaux du Haut-Jura réunis, annexe B"


def five_days(made: Report) -> Report:
    curve = made.curves[0]
    days = [
        replace(
            curve,
            points=tuple(replace(point, at=point.at + timedelta(days=day)) for point in curve.points),
            peak=100 + day,
            peak_at=curve.points[9].at + timedelta(days=day),
        )
        for day in range(5)
    ]
    return replace(made, curves=tuple(days))


def many_notes(made: Report) -> Report:
    return replace(made, notes=tuple(f"Remarque {n}. " + "Des passages sont arrivés tard. " * 9 for n in range(12)))


def long_names(made: Report) -> Report:
    schools = made.sheet("schools")
    named = replace(schools, rows=tuple((LONG, *row[1:]) for row in schools.rows))
    sheets = tuple(named if sheet.code == "schools" else sheet for sheet in made.sheets)
    return replace(made, edition=LONG + " et son forum des métiers", sheets=sheets)


def text_of(made: Report) -> list[str]:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(made))).pages]
    return [" ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split()) for text in pages]


@pytest.mark.parametrize("outside", [True, False])
@pytest.mark.parametrize("bent", [lambda made: made, five_days, many_notes, long_names])
@pytest.mark.parametrize("visitors", [0, 1, 400])
def test_the_committee_reads_exactly_two_pages(
    visitors: int, bent: Callable[[Report], Report], *, outside: bool
) -> None:
    made = report(town(3, visitors=visitors, classes=visitors and 14), Scope(), NOW)
    pages = text_of(bent(masked(made) if outside else made))
    assert "Bilan de fréquentation" in pages[0]
    assert pages[1].count("Action ") == 4
    assert "Établi le mardi 1er décembre 2026" in pages[1]
    assert "D’où l’on est venu" in pages[1]
    assert not any("Établi le" in page or "Action 2" in page for page in (pages[0], *pages[2:]))


def test_what_the_second_page_has_no_room_for_is_in_the_annex() -> None:
    pages = text_of(many_notes(report(town(3), Scope(), NOW)))
    assert [n for n in range(12) if not any(f"Remarque {n}." in page for page in pages[2:])] == []


def test_every_day_is_drawn_and_named() -> None:
    made = five_days(report(town(3), Scope(), NOW))
    pages = text_of(made)
    assert "du vendredi 27 novembre au mardi 1er décembre 2026" in pages[0]
    assert "La journée la plus pleine : mardi 1er décembre" in pages[0]
    days = ("Vendredi 27 novembre", "Samedi 28 novembre", "Dimanche 29 novembre", "Lundi 30 novembre")
    assert [day for day in days if not any(day in page for page in pages[2:5])] == []


def test_days_are_said_as_a_period_or_one_by_one() -> None:
    day = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert say_days([day]) == "lundi 23 novembre 2026"
    assert say_days([day, day + timedelta(days=1)]) == "lundi 23 novembre et mardi 24 novembre 2026"
    assert say_days([day, day + timedelta(days=2), day + timedelta(days=4)]) == (
        "lundi 23 novembre, mercredi 25 novembre et vendredi 27 novembre 2026"
    )


def test_a_long_title_stays_on_its_line() -> None:
    leaves = Leaves("Bilan – " + LONG * 3, "Territoires d’industrie Haut-Jura")
    leaves.turn()
    text = PdfReader(io.BytesIO(leaves.done())).pages[1].extract_text().splitlines()[0]
    assert text.endswith("…")
    assert width(text, TEXT, 8) / MM <= INSIDE


def test_a_heading_of_the_annex_has_rows_of_its_table_below_it() -> None:
    for seed in range(6):
        made = report(town(seed), Scope(), NOW)
        pages = text_of(made)
        annex = [page for page in pages if "Tous les tableaux" in page or "Toutes les" in page or "Total" in page]
        assert annex
        for sheet in made.sheets:
            page = next(page for page in pages if sheet.definition[:60] in page and f"{sheet.title} " in page)
            below = page.partition(sheet.definition[-40:])[2]
            assert sheet.columns[-1].title.split(" ")[-1] in below, (seed, sheet.title)


def test_a_short_table_is_on_one_page_with_its_heading() -> None:
    for seed in range(6):
        made = report(town(seed), Scope(), NOW)
        pages = text_of(made)
        for sheet in made.sheets:
            if sheet.foot and 2 < len(sheet.lines) <= 12:
                page = next(page for page in pages if sheet.definition[:60] in page and f"{sheet.title} " in page)
                assert str(sheet.foot[0]) in page.partition(sheet.definition[-40:])[2], (seed, sheet.title)


def test_a_school_page_counts_in_the_singular_too() -> None:
    made = report(town(3), Scope(), NOW)
    schools = made.sheet("schools")
    one = replace(schools, rows=((*schools.rows[0][:2], 1, 1, 1, 1, 1, 0, None),))
    told = text_of(replace(made, sheets=tuple(one if sheet.code == "schools" else sheet for sheet in made.sheets)))
    page = next(page for page in told if page.count("classe venue, sur 1 annoncée"))
    assert "élève présent, sur 1 attendu" in page
    assert "adulte présent, sur 1 attendu" in page


def test_the_outline_gathers_territories_schools_and_tables() -> None:
    reader = PdfReader(io.BytesIO(pdf(report(town(3), Scope(), NOW))))
    tops = [str(one.title) for one in reader.outline if not isinstance(one, list)]
    assert tops == [
        "Bilan",
        "Par communauté de communes",
        "Par établissement",
        "Tous les tableaux",
        "Toutes les définitions",
    ]


def test_a_part_of_the_edition_has_a_page_of_its_own_territory_only() -> None:
    """Of the others it would say that nobody came from there."""
    siren = "200026573"
    pages = text_of(replace(report(town(3), Scope(epci=siren), NOW), scope="Haut-Jura Saint-Claude"))
    assert not any("Personne n’est venu" in page for page in pages)
    assert any(page.count("Haut-Jura Saint-Claude présents") or "part de tous les présents" in page for page in pages)


def test_names_are_printed_with_the_apostrophe_of_print() -> None:
    made = report(town(3), Scope(), NOW)
    schools = made.sheet("schools")
    named = replace(schools, rows=(("Collège privé Jeanne d'Arc", *schools.rows[0][1:]),))
    bent = replace(made, sheets=tuple(named if one.code == "schools" else one for one in made.sheets))
    assert not any("'" in page for page in text_of(bent))


def test_figures_that_stay_inside_say_so_on_every_page() -> None:
    made = report(town(3), Scope(), NOW)
    assert all("usage interne" in page for page in text_of(made))
    assert not any("usage interne" in page for page in text_of(masked(made)))


def test_who_came_unannounced_is_not_among_the_expected() -> None:
    """Those without registration came, too: « sur » the expected would tell another share of absences."""
    told = " ".join(summary(report(town(7), Scope(), NOW)))
    assert "sur 457" not in told
    assert "457\u00a0personnes étaient attendues\u00a0: 13,8\u00a0% d’entre elles ne sont pas venues" in told


def test_a_public_that_is_not_published_is_not_told_as_nobody() -> None:
    """A row that has left the published table leaves no zero behind."""
    made = masked(report(town(4, visitors=3, classes=1), Scope(), NOW))
    told = [*summary(made), *(sentence for _, sentence in actions(made))]
    assert "n’est pas publié" in told[0]
    assert "élève" not in told[0]
    assert not any("Aucun élève" in sentence or "petit nombre" in sentence for sentence in told)
