"""The report as JSON: figures, curves and sheets with their definitions; hidden cells are the text « masqué »."""

from __future__ import annotations

import json
from typing import Any

from forum import clock
from forum.attendance.files.plain import MASKED, plain
from forum.attendance.rules.sheet import Report


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain lists and dictionaries; moments are ISO 8601 on the forum's wall clock."""
    return {
        "edition": report.edition,
        "scope": report.scope or None,
        "at": clock.local(report.at).isoformat(timespec="seconds"),
        "definitions_version": report.version,
        "masked": report.masked,
        "notes": list(report.notes),
        "figures": [
            {
                "code": figure.code,
                "title": figure.title,
                "unit": figure.unit,
                "value": _value(plain(figure.value)),
                "detail": figure.detail,
                "unknown_because": figure.why or None,
                "definition": figure.definition,
            }
            for figure in report.figures
        ],
        "curves": [
            {
                "sheet": curve.sheet,
                "limit": curve.limit or None,
                "peak": curve.peak,
                "peak_at": clock.local(curve.peak_at).isoformat(timespec="seconds") if curve.peak_at else None,
                "points": [
                    {
                        "at": clock.local(point.at).isoformat(timespec="minutes"),
                        "arrivals": MASKED if point.arrivals is None else point.arrivals,
                        "forecast": MASKED if point.forecast is None else point.forecast,
                        "highest": point.highest if index < len(curve.known) else None,
                        "last": point.last if index < len(curve.known) else None,
                    }
                    for index, point in enumerate(curve.points)
                ],
            }
            for curve in report.curves
        ],
        "sheets": [
            {
                "code": sheet.code,
                "title": sheet.title,
                "definition": sheet.definition,
                "columns": [{"title": column.title, "kind": column.kind} for column in sheet.columns],
                "rows": [
                    {"depth": sheet.depth(index), "cells": [_value(plain(cell)) for cell in row]}
                    for index, row in enumerate(sheet.rows)
                ],
                "foot": [_value(plain(cell)) for cell in sheet.foot] if sheet.foot else None,
            }
            for sheet in report.sheets
        ],
    }


def json_file(report: Report) -> bytes:
    """The same as a file, indented, readable without a program."""
    return json.dumps(as_json(report), ensure_ascii=False, indent=1).encode()


def _value(value: object) -> object:
    return value if isinstance(value, str | int | float | None) else f"{value:%Y-%m-%dT%H:%M:%S}"
