"""A list as a download, in the format that its address ends with."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from pathlib import PurePosixPath
from typing import IO, Any

from anyio import to_thread
from litestar import Request
from litestar.response import Stream

from forum.web.sheets import ods, xlsx
from forum.web.sheets.cells import Cell, kind_of, settled
from forum.web.sheets.csv_text import csv_lines
from forum.web.sheets.names import sheet_names

FORMATS = {"xlsx": xlsx.MEDIA, "ods": ods.MEDIA, "csv": "text/csv"}
PIECE = 500
Rows = Iterable[Sequence[Cell]] | AsyncIterable[Sequence[Cell]]


def list_file(request: Request[Any, Any, Any], name: str, title: str, heads: Sequence[str], rows: Rows) -> Stream:
    """« <name>.xlsx », « .ods » or « .csv », as the address asked for ends; `name` is plain ASCII, `title` names the sheet.

    CSV leaves as it is read; a workbook is written to a file of its own first, a few hundred rows in memory at a time.
    """
    kind = PurePosixPath(request.url.path).suffix.removeprefix(".")
    kind = kind if kind in FORMATS else "csv"
    body = _csv(heads, rows) if kind == "csv" else _workbook(kind, title, heads, rows)
    return Stream(
        body,
        media_type=FORMATS[kind],
        headers={"content-disposition": f'attachment; filename="{name}.{kind}"', "cache-control": "no-store"},
    )


async def _csv(heads: Sequence[str], rows: Rows) -> AsyncIterator[bytes]:
    yield ("\ufeff" + csv_lines([heads])).encode()
    async for piece in _pieces(rows):
        yield csv_lines(piece).encode()


async def _workbook(kind: str, title: str, heads: Sequence[str], rows: Rows) -> AsyncIterator[bytes]:
    with tempfile.TemporaryFile() as out:
        book = await to_thread.run_sync(_begun, kind, out, title, heads)
        async for piece in _pieces(rows):
            await to_thread.run_sync(_written, book, piece)
        await to_thread.run_sync(book.close)
        await to_thread.run_sync(out.seek, 0)
        while part := await to_thread.run_sync(out.read, 65_536):
            yield part


async def _pieces(rows: Rows) -> AsyncIterator[list[Sequence[Cell]]]:
    piece: list[Sequence[Cell]] = []
    async for row in _each(rows):
        piece.append(row)
        if len(piece) >= PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


async def _each(rows: Rows) -> AsyncIterator[Sequence[Cell]]:
    if isinstance(rows, AsyncIterable):
        async for row in rows:
            yield row
    else:
        for one in rows:
            yield one


def _begun(kind: str, out: IO[bytes], title: str, heads: Sequence[str]) -> xlsx.XlsxBook | ods.OdsBook:
    book = xlsx.XlsxBook(out, title, long=True) if kind == "xlsx" else ods.OdsBook(out)
    book.sheet(sheet_names([title])[0])
    book.rows([(heads, ["head"] * len(heads))])
    return book


def _written(book: xlsx.XlsxBook | ods.OdsBook, piece: list[Sequence[Cell]]) -> None:
    book.rows(([settled(cell) for cell in row], [kind_of(cell) for cell in row]) for row in piece)
