"""A CSV as French spreadsheets write it: semicolons, commas or tabs; UTF-8 with or without a mark, UTF-16, or Windows' Latin-1."""

from __future__ import annotations

import csv
import io
from collections import Counter

SEPARATORS = ";\t,|"


class NotText(Exception):
    """The sentence is for whoever sent the file."""


def plain_rows(sent: bytes) -> list[list[str]]:
    """Every row. Raises NotText."""
    text = _decoded(sent)
    if "\0" in text or sum(not (letter.isprintable() or letter in "\r\n\t") for letter in text[:4000]) > 8:
        raise NotText(
            "Ce fichier n’est ni un classeur (Excel, LibreOffice) ni un CSV. Enregistrez votre liste en XLSX, ODS ou CSV."
        )
    if text.startswith("sep=") and "\n" in text:
        told, _, text = text.partition("\n")
        separator = told.strip()[4:5] or ";"
    else:
        separator = _separator(text)
    csv.field_size_limit(1_000_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as broken:
        raise NotText("Ce CSV est mal fermé\u00a0: un guillemet manque quelque part.") from broken


def _decoded(sent: bytes) -> str:
    if sent.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sent.decode("utf-16", errors="replace").lstrip("\ufeff")
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        return sent.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The one that cuts the first lines into the most columns, the same number in most lines."""

    def cut(separator: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=separator))[:20]
        except csv.Error:
            return 0, 0
        (width, lines), *_ = Counter(len(row) for row in rows if row).most_common(1) or [(0, 0)]
        return lines if width > 1 else 0, width

    return max(SEPARATORS, key=cut)
