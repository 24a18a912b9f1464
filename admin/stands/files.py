"""The suppliers' lists over HTTP: on screen, and as CSV, XLSX and PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import anyio.to_thread
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from admin.reach import within_reach
from admin.stands.suppliers import lists
from forum import clock
from forum.attendance.files import MAKERS, csv_sheet
from forum.attendance.rules.sheet import Report, Sheet
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.stands import queries
from forum.stands.drawing.lists import draw_list
from forum.stands.queries.plan import by_number
from forum.stands.routes.documents import signs_answer
from forum.web import page
from forum.web.words import say_date, say_hour, say_number

_SHARES = {"number": 1.0, "hour": 0.9, "text": 2.2}


@get("/fournisseurs")
async def show_lists(request: Request[Any, Any, Any], edition: NamedDependency[EditionValue]) -> Template:
    """Every list, one under the other."""
    all_of = await queries.supplies(edition.id)
    return page(
        request,
        "admin-stands/suppliers.html",
        lists=lists(edition, all_of),
        said=_said,
        untold=sum(not one.told for one in all_of),
    )


@get("/fournisseurs/{name:str}")
async def file_of_list(edition: NamedDependency[EditionValue], name: FromPath[str]) -> Response[bytes]:
    """« mobilier.csv », « repas.pdf », or « fournisseurs.xlsx » with a sheet for each. Raises NotFound."""
    code, _, kind = name.partition(".")
    sheets = lists(edition, await queries.supplies(edition.id))
    one = next((sheet for sheet in sheets if sheet.code == code), None)
    if name == "fournisseurs.xlsx":
        report = Report(edition.name, "Listes des fournisseurs", clock.now(), 1, (), (), tuple(sheets))
        maker, media = MAKERS["xlsx"]
        return _file(await anyio.to_thread.run_sync(maker, report), media, name)
    if one is not None and kind == "csv":
        return _file(csv_sheet(one), "text/csv", name)
    if one is not None and kind == "pdf":
        return _file(await anyio.to_thread.run_sync(_paper, edition, one), "application/pdf", name)
    raise NotFound("Cette liste n’existe pas.")


@get("/panneaux.pdf")
async def signs(request: Request[Any, Any, Any], edition: NamedDependency[EditionValue]) -> Response[bytes]:
    """The sign of every stand that is taken, a page each, in the order of the plan. Raises NotFound."""
    lines = [line for line in within_reach(request.user, await queries.all_bookings(edition.id)) if line.stands]
    if not lines:
        raise NotFound("Aucun stand n’est pris.")
    return await signs_answer(edition, sorted(lines, key=lambda line: by_number(line.number)), "panneaux.pdf")


def _paper(edition: EditionValue, sheet: Sheet) -> bytes:
    under = f"{edition.name}, {say_date(edition.first_day.date)}, {edition.place}. État au {say_date(clock.local(clock.now()).date())}."
    rows = [[_said(cell) for cell in row] for row in sheet.lines]
    shares = [0.9 if index == 0 else _SHARES[column.kind] for index, column in enumerate(sheet.columns)]
    return draw_list(sheet.title, under, [column.title for column in sheet.columns], rows, shares)


def _said(cell: object, kind: str = "") -> str:
    if isinstance(cell, datetime):
        return say_hour(cell)
    if isinstance(cell, int):
        return say_number(cell)
    return str(cell) if cell is not None else "–"


def _file(content: bytes | str, media: str, name: str) -> Response[bytes]:
    raw = content.encode() if isinstance(content, str) else content
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(raw, media_type=media, headers=headers)
