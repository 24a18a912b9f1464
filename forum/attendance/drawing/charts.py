"""Which charts a report has: by name, from the same sheets that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from forum.attendance.drawing.bars import NARROW, WIDE, Layout, bars
from forum.attendance.drawing.day import day
from forum.attendance.drawing.origin_map import origin_map
from forum.attendance.drawing.shapes import Picture
from forum.attendance.drawing.svg import svg
from forum.attendance.rules.sheet import Cell, Heads, Report
from forum.territory.communes import territory
from forum.web.words import say_date


def charts(report: Report) -> dict[str, Picture]:
    """Every chart of the report; one without numbers is left out."""
    found: dict[str, Picture] = {}
    for number, curve in enumerate(report.curves):
        if curve.points:
            on = say_date(curve.points[0].at)
            found[f"day-{number}"] = day(curve, f"Présents et arrivées par quart d’heure, {on}")
    found |= _bars(report)
    drawn = origin_map(report.sheet("origins"), "Personnes présentes par commune du territoire")
    if drawn:
        found["map"] = drawn
    return found


def pictures(report: Report) -> Mapping[str, Markup]:
    """The charts as SVG, for a page; « levels-narrow » is « levels » as a telephone shows it."""
    narrow = {f"{name}-narrow": picture for name, picture in narrow_bars(report).items()}
    return {name: svg(picture) for name, picture in {**charts(report), **narrow}.items()}


def narrow_bars(report: Report) -> dict[str, Picture]:
    """The charts of bars for half a page, or a telephone: names above their bars."""
    return _bars(report, NARROW)


def _bars(report: Report, layout: Layout = WIDE) -> dict[str, Picture]:
    found = {}
    for code, caption, columns in (
        ("publics", "Présents et attendus par public", (2, 1)),
        ("levels", "Élèves présents et attendus par niveau", (4, 3)),
        ("schools", "Élèves présents et attendus par établissement", (5, 4)),
    ):
        sheet = report.sheet(code)
        rows = [
            (str(row[0]), there, _value(row, columns[1]))
            for index, row in enumerate(sheet.rows)
            if (there := _value(row, columns[0])) is not None and (sheet.depth(index) or code != "publics")
        ]
        rows = [row for row in rows if row[1] or row[2]]
        if rows:
            found[code] = bars(caption, rows, layout=layout)
    origins = report.sheet("origins")
    own = {epci.siren for epci in territory().epcis}
    places = [
        (str(row[0]), there, None)
        for index, row in enumerate(origins.rows)
        if origins.ref(index) in {*own, "out", "elsewhere", "unknown"} and (there := _value(row, 4))
    ]
    if places:
        found["origins"] = bars("Personnes présentes par origine", places, layout=layout)
    return found


def _value(row: tuple[Cell, ...] | None, column: int) -> int | None:
    cell = row[column] if row else None
    return cell.value if isinstance(cell, Heads) else cell if isinstance(cell, int) else None
