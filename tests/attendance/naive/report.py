"""The whole report."""

from __future__ import annotations

from tests.attendance.naive.counting import WHOLE, Came, Part
from tests.attendance.naive.figures import curves, figures, notes
from tests.attendance.naive.reading import Edition, Row, Tables
from tests.attendance.naive.sheets import sheets


def recount(journal: list[Row], tables: Tables, edition: int, part: Part | None = None) -> Row:
    """Every figure, table, curve and note of an edition, or of a part of it, as plain numbers and words."""
    came = Came(journal, Edition(tables, edition), WHOLE | (part or {}))
    return {"figures": figures(came), "sheets": sheets(came), "curves": curves(came), "notes": notes(came)}
