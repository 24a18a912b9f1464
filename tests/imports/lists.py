"""Lists as organisers keep them: workbooks made with a real writer, CSV as French spreadsheets save it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import xlsxwriter

from forum.editions.values import EditionValue
from forum.imports import queries, service, worker
from forum.imports.queries import ListLine
from forum.imports.reading import read
from forum.imports.rules.columns import EXHIBITORS, known_heads
from forum.people.who import Who
from tests.builders import staff

HEADS = ("Raison sociale", "SIRET", "Filière", "Commune", "Prénom", "Nom", "Mail", "Tél.")
ACME = (
    "Lunetterie Acme",
    "73282932000074",
    "Lunetterie et optique",
    "Morez",
    "Alix",
    "Acme",
    "alix@acme.example",
    "0384330000",
)
BOIS = ("Tournerie du Lac", "", "Bois", "Moirans-en-Montagne", "Bruno", "Buis", "bruno@bois.example", "06 12 34 56 78")


def csv_of(*rows: Sequence[str], separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)


def xlsx_of(
    *rows: Sequence[Any], merged: Sequence[tuple[str, Any]] = (), sheets: Sequence[str] = ("Exposants",)
) -> bytes:
    """A workbook; a cell that begins with « = » is a formula, given with its value as a pair."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, tuple):
                        sheet.write_formula(line, column, cell[0], None, cell[1])
                    else:
                        sheet.write(line, column, cell)
            for where, told in merged:
                sheet.merge_range(where, told)
    return out.getvalue()


def ods_of(*rows: Sequence[str]) -> bytes:
    """The smallest OpenDocument sheet."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = ("office", "text", "table")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Liste">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()


async def tried(
    edition: EditionValue, sent: bytes, kind: str = EXHIBITORS, by: Who | None = None, **defaults: str
) -> ListLine:
    """A list sent, its columns left as they were guessed, and every row checked."""
    by = by or await staff()
    table = await read(sent, known_heads(kind))
    made = await service.send(edition.id, kind, "liste 2025.xlsx", table, by)
    one = await queries.list_line(made)
    await service.name_columns(one, one.mapping, defaults)
    return await worked(made)


async def worked(list_id: UUID) -> ListLine:
    """The worker did all that there was to do."""
    while await worker.tick():
        pass
    return await queries.list_line(list_id)


async def written(
    edition: EditionValue, sent: bytes, kind: str = EXHIBITORS, by: Who | None = None, **defaults: str
) -> ListLine:
    """The same, and written."""
    by = by or await staff()
    one = await tried(edition, sent, kind, by, **defaults)
    await service.begin(one, by)
    return await worked(one.id)
