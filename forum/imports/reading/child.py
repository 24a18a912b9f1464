"""The reader itself: a file on standard input, its sheets as JSON on standard output. Run alone, with little memory."""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from datetime import date, datetime, time
from typing import Any

import msgspec

from forum.imports.reading.plain import NotText, plain_rows
from forum.imports.reading.table import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS

MEMORY, PROCESSOR_SECONDS = 1_500_000_000, 30
MOST_UNPACKED = 200_000_000
MOST_SHEETS = 20
_OTHERS = (
    (b"%PDF", "Ceci est un PDF. Ouvrez la liste dans le tableur et enregistrez-la en XLSX, ODS ou CSV."),
    (b"MZ", "Ceci est un programme, pas un tableau."),
    (b"\x89PNG", "Ceci est une image, pas un tableau."),
    (b"\xff\xd8\xff", "Ceci est une photographie, pas un tableau."),
    (b"{\\rtf", "Ceci est un texte mis en forme, pas un tableau."),
)
_LOCKED = "Ce classeur est protégé par un mot de passe. Enregistrez-en une copie sans protection."
_BROKEN = (
    "Ce classeur est abîmé, ou n’en est pas un. Ouvrez-le dans le tableur et enregistrez-le de nouveau en XLSX ou ODS."
)
_BOMB = "Ce classeur se déplie en plus de 200\u00a0Mo. Copiez les seules lignes utiles dans un classeur neuf."
_TOO_LONG = f"Une feuille a plus de {MOST_ROWS + 100} lignes. Coupez la liste en plusieurs fichiers."
_TOO_WIDE = f"Une feuille a plus de {MOST_COLUMNS} colonnes. Ne gardez que celles qui servent."


class Refused(Exception):
    """The sentence is for whoever sent the file."""


def main() -> None:
    _limit()
    sent = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"sheets": sheets(sent)}
    except Refused as refused:
        answer = {"fault": str(refused)}
    except MemoryError:
        answer = {"fault": _BOMB}
    sys.stdout.buffer.write(msgspec.json.encode(answer))


def sheets(sent: bytes) -> list[tuple[str, list[list[str]]]]:
    """Name and rows of each sheet that holds something. Raises Refused."""
    for mark, sentence in _OTHERS:
        if sent.startswith(mark):
            raise Refused(sentence)
    if sent.startswith(b"PK"):
        _check_zip(sent)
        return _workbook(sent)
    if sent.startswith(b"\xd0\xcf\x11\xe0"):
        return _workbook(sent)
    try:
        return [("", [_row(row) for row in _bounded(plain_rows(sent))])]
    except NotText as fault:
        raise Refused(str(fault)) from None


def _check_zip(sent: bytes) -> None:
    """Unpack everything once, keeping nothing: what a ZIP says of its sizes may be a lie."""
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(sent)) as packed:
            if not {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & set(packed.namelist()):
                raise Refused(
                    "Cette archive n’est pas un classeur. Décompressez-la, puis envoyez la liste qu’elle contient."
                )
            for member in packed.infolist():
                if member.flag_bits & 1:
                    raise Refused(_LOCKED)
                with packed.open(member) as content:
                    while piece := content.read(1_000_000):
                        unpacked += len(piece)
                        if unpacked > MOST_UNPACKED:
                            raise Refused(_BOMB)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as broken:
        raise Refused(_BROKEN) from broken


def _workbook(sent: bytes) -> list[tuple[str, list[list[str]]]]:
    import python_calamine as calamine

    try:
        with calamine.load_workbook(io.BytesIO(sent)) as book:
            found = []
            for told in book.sheets_metadata[:MOST_SHEETS]:
                if told.typ != calamine.SheetTypeEnum.WorkSheet or told.visible != calamine.SheetVisibleEnum.Visible:
                    continue
                sheet = book.get_sheet_by_name(told.name)
                if sheet.end is not None:
                    found.append((told.name, _cells(sheet)))
            return found
    except calamine.PasswordError as locked:
        raise Refused(_LOCKED) from locked
    except (calamine.CalamineError, OSError, ValueError) as broken:
        raise Refused(_LOCKED if "password" in str(broken).lower() else _BROKEN) from broken


def _cells(sheet: Any) -> list[list[str]]:
    """The cells from A1 on; a merged cell says the same in every row and column that it covers."""
    (first_row, first_column), (last_row, last_column) = sheet.start, sheet.end
    if last_column >= MOST_COLUMNS and _said_beyond(sheet):
        raise Refused(_TOO_WIDE)
    rows = [[""] * first_column + _row(row) for row in _bounded(sheet.iter_rows())]
    rows = [[] for _ in range(first_row)] + rows if len(rows) + first_row <= last_row + 1 else rows
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top < len(rows) and left < len(rows[top]) and rows[top][left]:
            _spread(
                rows, rows[top][left], range(top, min(bottom + 1, len(rows))), range(left, min(right + 1, MOST_COLUMNS))
            )
    return rows


def _said_beyond(sheet: Any) -> bool:
    return any(any(cell not in ("", None) for cell in row[MOST_COLUMNS:]) for row in sheet.iter_rows())


def _spread(rows: list[list[str]], said: str, down: range, across: range) -> None:
    # Along one row it is a title; down a column it belongs to every line.
    for row in down:
        for column in across if len(down) == 1 or len(across) == 1 else (across[0],):
            if column < len(rows[row]) and not rows[row][column] and len(across) == 1:
                rows[row][column] = said


def _bounded(rows: Any) -> Any:
    """Rows up to the bound: empty ones cost nothing at the end of a sheet, so they are not counted."""
    said = 0
    waiting: list[Any] = []
    for row in rows:
        if any(cell not in ("", None) for cell in row):
            said += 1
            if said > MOST_ROWS + 100:
                raise Refused(_TOO_LONG)
            yield from waiting
            waiting = []
            yield row
        elif len(waiting) < MOST_ROWS:
            waiting.append(row[:0])


def _row(row: Any) -> list[str]:
    texts = [_text(cell)[:MOST_LETTERS] for cell in row[:MOST_COLUMNS]]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any) -> str:
    """A cell as somebody reads it: whole numbers without a comma, days as 27/11/2026."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else f"{cell:.10g}".replace(".", ",")
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" + (f" {cell:%H:%M}" if cell.time() != time(0) else "")
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str("" if cell is None else cell).strip()


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))


if __name__ == "__main__":
    main()
