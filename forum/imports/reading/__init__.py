"""A file that somebody sent, read as a table of texts: XLSX, XLS, ODS by calamine, CSV by Python; what cannot be is said in French."""

from forum.imports.reading.reader import FileRefused, read
from forum.imports.reading.table import Table

__all__ = ["FileRefused", "Table", "read"]
