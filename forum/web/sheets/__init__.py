"""Lists for a spreadsheet, of any length: CSV, Excel and OpenDocument, written row by row and sent as they are read.

What people typed never runs: a workbook holds it as text, and CSV marks it (CWE-1236). Numbers and moments stay so.
"""

from forum.web.sheets.answer import FORMATS, list_file
from forum.web.sheets.cells import Cell, Digits

__all__ = ["FORMATS", "Cell", "Digits", "list_file"]
