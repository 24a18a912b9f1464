"""A report as text to keep, and back: everything that it says, its groups and its sums, so that it can be masked later."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from forum.attendance.rules.sheet import Cell, Column, Curve, Figure, Heads, Hidden, Point, Rate, Report, Sheet, Sum

SHAPE = 2
"""Raised when a report comes to hold more than before: a closed one stays as it is, a standing one is counted again."""
_BEGINS = f'{{"shape":{SHAPE},'


def is_of_today(text: str) -> bool:
    """Whether the report was kept with all that one holds today."""
    return text.startswith(_BEGINS)


def kept(report: Report) -> str:
    """The report as JSON text."""
    return json.dumps(
        {
            "shape": SHAPE,
            "edition": report.edition,
            "scope": report.scope,
            "at": report.at.isoformat(),
            "version": report.version,
            "figures": [
                [one.code, one.title, one.unit, _cell(one.value), one.definition, one.detail, one.why, one.outside]
                for one in report.figures
            ],
            "curves": [
                [
                    one.sheet,
                    [
                        [point.at.isoformat(), point.arrivals, point.forecast, point.highest, point.last]
                        for point in one.points
                    ],
                    one.limit,
                    one.peak,
                    one.peak_at.isoformat() if one.peak_at else None,
                ]
                for one in report.curves
            ],
            "sheets": [_sheet(one) for one in report.sheets],
            "sums": [[one.total, list(one.parts)] for one in report.sums],
            "masked": report.masked,
            "notes": list(report.notes),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read(text: str) -> Report:
    """The report that was kept."""
    said = json.loads(text)
    return Report(
        edition=said["edition"],
        scope=said["scope"],
        at=datetime.fromisoformat(said["at"]),
        version=said["version"],
        figures=tuple(Figure(c, t, u, _read(v), d, *more) for c, t, u, v, d, *more in said["figures"]),
        curves=tuple(_curve(one) for one in said["curves"]),
        sheets=tuple(_read_sheet(one) for one in said["sheets"]),
        sums=tuple(Sum(total, tuple(parts)) for total, parts in said["sums"]),
        masked=said["masked"],
        notes=tuple(said["notes"]),
    )


def _sheet(one: Sheet) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "definition": one.definition,
        "columns": [[column.title, column.kind] for column in one.columns],
        "rows": [[_cell(cell) for cell in row] for row in one.rows],
        "foot": [_cell(cell) for cell in one.foot] if one.foot else None,
        "depths": list(one.depths),
        "refs": list(one.refs),
    }


def _read_sheet(said: dict[str, Any]) -> Sheet:
    return Sheet(
        said["code"],
        said["title"],
        said["definition"],
        tuple(Column(title, kind) for title, kind in said["columns"]),
        tuple(tuple(_read(cell) for cell in row) for row in said["rows"]),
        tuple(_read(cell) for cell in said["foot"]) if said["foot"] else None,
        tuple(said["depths"]),
        tuple(said["refs"]),
    )


def _curve(said: list[Any]) -> Curve:
    sheet, points, limit, peak, peak_at = said
    drawn = tuple(Point(datetime.fromisoformat(at), *numbers) for at, *numbers in points)
    return Curve(sheet, drawn, limit, peak, datetime.fromisoformat(peak_at) if peak_at else None)


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Heads):
        return {"heads": cell.value, "key": cell.key}
    if isinstance(cell, Rate):
        return {"rate": cell.value, "of": list(cell.of)}
    if isinstance(cell, Hidden):
        return {"hidden": True}
    return {"at": cell.isoformat()} if isinstance(cell, datetime) else cell


def _read(said: Any) -> Cell:
    if not isinstance(said, dict):
        plain: str | int | float | None = said
        return plain
    if "heads" in said:
        return Heads(said["heads"], said["key"])
    if "rate" in said:
        return Rate(said["rate"], tuple(said["of"]))
    return Hidden() if "hidden" in said else datetime.fromisoformat(said["at"])
