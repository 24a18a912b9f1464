"""A forum that has not ended: hours to come are not told as if they had been, nor those still to come as absent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from forum.attendance.rules.definitions import said
from forum.attendance.rules.sheet import Cell, Column, Curve, Figure, Rate, Report, Sheet
from forum.web.words import say_number

TO_COME = "Le forum n’est pas terminé\u00a0: qui n’est pas encore venu peut encore venir."
_AT_THIS_HOUR = {"Absents": "Absents à cette heure", "Absentes": "Absentes à cette heure"}


def is_underway(report: Report) -> bool:
    """Whether the last quarter of an hour of the last day is still to come."""
    drawn = [curve.points[-1].at for curve in report.curves if curve.points]
    return bool(drawn) and report.at < max(drawn)


def so_far(report: Report) -> Report:
    """The report with what can be known at its own moment; one of a forum that is over as it is.

    It comes last: nothing is masked after it.
    """
    if not is_underway(report) or any(curve.until for curve in report.curves):
        return report
    figures = [_not_yet(figure) for figure in report.figures]
    if today := next((curve for curve in report.curves if _goes_on(curve, report.at)), None):
        heads = inside(today, report.at)
        share = (
            f", {100 * heads / today.limit:.0f}\u00a0% de la limite ({say_number(today.limit)})" if today.limit else ""
        )
        told = f"exposants compris{share}"
        figures.insert(0, Figure("now", "présents en ce moment", "persons", heads, said(inside), detail=told))
    return replace(
        report,
        figures=tuple(figures),
        curves=tuple(replace(curve, until=report.at) for curve in report.curves),
        sheets=tuple(_told(sheet, report.at) for sheet in report.sheets),
    )


def inside(curve: Curve, at: datetime) -> int:
    """Personnes dans les salles à l’heure de ces chiffres : entrées moins sorties, plus les corrections de l’accueil,
    exposants et équipe compris quand leur badge est lu. Si les sorties ne sont pas lues, c’est une limite haute."""
    return [point.last for point in curve.points if point.at <= at][-1]


def _goes_on(curve: Curve, at: datetime) -> bool:
    return bool(curve.points) and curve.points[0].at <= at < curve.points[-1].at


def _not_yet(figure: Figure) -> Figure:
    if figure.code != "no_show":
        return figure
    return replace(figure, value=Rate(None, ()), why=figure.why if _unknown(figure.value) else TO_COME)


def _unknown(cell: Cell) -> bool:
    return isinstance(cell, Rate) and cell.value is None


def _told(sheet: Sheet, at: datetime) -> Sheet:
    columns = tuple(Column(_AT_THIS_HOUR.get(one.title, one.title), one.kind) for one in sheet.columns)
    if not sheet.code.startswith("quarters"):
        rows = tuple((_at_this_hour(row[0]), *row[1:]) for row in sheet.rows)
        return replace(sheet, columns=columns, rows=rows)
    planned = next((index for index, one in enumerate(columns) if one.title == "Prévus"), 0)
    rows = tuple(
        tuple(cell if index in (0, planned) else None for index, cell in enumerate(row)) if _later(row[0], at) else row
        for row in sheet.rows
    )
    return replace(sheet, columns=columns, rows=rows)


def _at_this_hour(cell: Cell) -> Cell:
    return _AT_THIS_HOUR.get(cell, cell) if isinstance(cell, str) else cell


def _later(cell: Cell, at: datetime) -> bool:
    return isinstance(cell, datetime) and cell > at
