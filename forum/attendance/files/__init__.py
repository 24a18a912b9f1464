"""The report as files: CSV, JSON, XLSX, ODS, PDF. Each is made from the same sheets, in memory, by a pure function."""

from __future__ import annotations

from collections.abc import Callable

from forum.attendance.files.json_file import json_file
from forum.attendance.files.ods import ods
from forum.attendance.files.spreadsheet import csv_report, csv_sheet
from forum.attendance.files.xlsx import xlsx
from forum.attendance.paper import pdf
from forum.attendance.rules.sheet import Report

MAKERS: dict[str, tuple[Callable[[Report], bytes], str]] = {
    "csv": (csv_report, "text/csv"),
    "json": (json_file, "application/json"),
    "xlsx": (xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ods": (ods, "application/vnd.oasis.opendocument.spreadsheet"),
    "pdf": (pdf, "application/pdf"),
}
"""Each format: what makes it, and its media type."""

__all__ = ["MAKERS", "csv_sheet"]
