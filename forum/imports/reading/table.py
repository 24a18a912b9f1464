"""Finding the table in a sheet: which sheet, which row has the heads, which rows say something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.territory.folding import fold

MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 5_000, 256, 2_000
LOOKED_AT = 25
"""The heads stand among the first rows: above them a title, a date, an empty line."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it was read: its cells as text, from the first row and column on."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The table that was found; `lines` pairs the number that a spreadsheet shows with the cells, empty rows left out.

    `others` are the sheets of the workbook that hold something, too.
    """

    sheet: str
    heads: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    others: tuple[str, ...] = ()


class NoTable(Exception):
    """The sentence says what is missing."""


def find_table(sheets: Sequence[Sheet], known: frozenset[str], wanted: str = "") -> Table:
    """The table of the sheet that is `wanted`, else of the one whose heads are best known (`known`: folded words of heads).

    Raises NoTable.
    """
    filled = [sheet for sheet in sheets if any(any(cell for cell in row) for row in sheet.rows)]
    if not filled:
        raise NoTable("Ce fichier ne contient rien.")
    chosen = filled
    if wanted:
        chosen = [sheet for sheet in filled if fold(sheet.name) == fold(wanted)]
        if not chosen:
            names = ", ".join(f"«\u00a0{sheet.name}\u00a0»" for sheet in filled[:8])
            raise NoTable(f"Ce classeur n’a pas de feuille «\u00a0{wanted[:40]}\u00a0»\u00a0; il a {names}.")
    sheet = max(chosen, key=lambda one: _score(one.rows[_head_row(one, known)], known))
    at = _head_row(sheet, known)
    lines = tuple((number, row) for number, row in enumerate(sheet.rows[at + 1 :], at + 2) if any(row))
    heads = _named(sheet.rows[at], max([len(row) for _, row in lines], default=0))
    if len([head for head in sheet.rows[at] if head]) < 2:
        raise NoTable("Nous n’avons pas trouvé de ligne de titres\u00a0: la première ligne doit nommer les colonnes.")
    if not lines:
        raise NoTable("Ce fichier a des titres de colonnes, mais aucune ligne en dessous.")
    if len(lines) > MOST_ROWS:
        raise NoTable(f"Ce fichier a {len(lines)} lignes\u00a0: {MOST_ROWS} au plus. Coupez-le en plusieurs fichiers.")
    return Table(sheet.name, heads, lines, tuple(one.name for one in filled if one is not sheet))


def _head_row(sheet: Sheet, known: frozenset[str]) -> int:
    rows = sheet.rows[:LOOKED_AT]
    return max(range(len(rows)), key=lambda at: (_score(rows[at], known), -at))


def _score(row: Sequence[str], known: frozenset[str]) -> tuple[int, int]:
    """How many heads are known; then, whether it names several columns at all."""
    told = [fold(cell) for cell in row if cell and not any(letter.isdigit() or letter == "@" for letter in cell[:40])]
    return sum(cell in known for cell in told), min(len(told), 2)


def _named(heads: Sequence[str], width: int) -> tuple[str, ...]:
    """Every column has a name; those without take the letter that a spreadsheet gives them."""
    whole = [*heads, *[""] * (width - len(heads))]
    return tuple(" ".join(head.split())[:80] or f"Colonne {letter(place)}" for place, head in enumerate(whole))


def letter(place: int) -> str:
    """A, B … Z, AA: the column's name in a spreadsheet.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    name, place = "", place + 1
    while place:
        place, left = divmod(place - 1, 26)
        name = chr(65 + left) + name
    return name
