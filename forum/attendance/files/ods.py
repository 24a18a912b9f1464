"""An OpenDocument workbook: a sheet per table, real numbers and dates (ODF 1.2, part 1)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from xml.sax.saxutils import quoteattr

from forum.attendance.files.plain import Plain, definitions_of, plain, sheet_names
from forum.attendance.rules.sheet import Report, Sheet

_MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def ods(report: Report) -> bytes:
    """The workbook: key figures first, a sheet per table, the definitions last."""
    pages: list[tuple[str, str]] = [("Chiffres clés", _figures(report))]
    pages += [(sheet.title, _table(sheet)) for sheet in report.sheets]
    pages.append(("Définitions", _definitions(report)))
    names = sheet_names([title for title, _ in pages])
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{rows}</table:table>"
        for name, (_, rows) in zip(names, pages, strict=True)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        # The media type comes first and unpacked, so that the file is known by its first bytes.
        book.writestr(zipfile.ZipInfo("mimetype"), _MEDIA)
        book.writestr("content.xml", _content(tables))
        book.writestr("META-INF/manifest.xml", _manifest())
    return out.getvalue()


def _figures(report: Report) -> str:
    rows = [_row(("Chiffre", "Valeur", "Précision"), ("head",) * 3)]
    for figure in report.figures:
        kind = "percent" if figure.unit == "percent" else "number"
        rows.append(_row((figure.title, plain(figure.value), figure.detail or figure.why), ("text", kind, "text")))
    return "".join(rows)


def _table(sheet: Sheet) -> str:
    kinds = [column.kind for column in sheet.columns]
    rows = [_row([column.title for column in sheet.columns], ["head"] * len(kinds))]
    for index, row in enumerate(sheet.lines):
        cells = [plain(cell) for cell in row]
        if isinstance(cells[0], str) and sheet.depth(index):
            cells[0] = "\u00a0\u00a0\u00a0" * sheet.depth(index) + cells[0]
        rows.append(_row(cells, kinds))
    return "".join(rows)


def _definitions(report: Report) -> str:
    rows = [_row(("Quoi", "Définition"), ("head", "head"))]
    rows += [_row(told, ("text", "text")) for told in definitions_of(report)]
    rows += [_row(("Note", note), ("text", "text")) for note in report.notes]
    return "".join(rows)


def _row(cells: Sequence[Plain], kinds: Iterable[str]) -> str:
    inside = "".join(_cell(cell, kind) for cell, kind in zip(cells, kinds, strict=True))
    return f"<table:table-row>{inside}</table:table-row>"


def _cell(value: Plain, kind: str) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, datetime):
        style = "hour" if kind == "hour" else "moment"
        kept = f'office:value-type="date" office:date-value="{value:%Y-%m-%dT%H:%M:%S}"'
        return _made(style, kept, f"{value:%H:%M}" if kind == "hour" else f"{value:%d/%m/%Y %H:%M}")
    if isinstance(value, int | float) and kind == "percent":
        return _made("percent", f'office:value-type="percentage" office:value="{value / 100!r}"', f"{value}%")
    if isinstance(value, int | float):
        return _made("number", f'office:value-type="float" office:value="{value!r}"', str(value))
    return _made("head" if kind == "head" else "text", 'office:value-type="string"', value)


def _made(style: str, kept: str, words: str) -> str:
    legal = "".join(letter for letter in words if letter >= " ")
    text = legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<table:table-cell table:style-name="{style}" {kept}><text:p>{text}</text:p></table:table-cell>'


def _content(tables: str) -> str:
    styles = (
        '<number:percentage-style style:name="n-percent"><number:number number:decimal-places="1"'
        ' number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
        '<number:number-style style:name="n-number"><number:number number:decimal-places="0" number:min-integer-digits="1"'
        ' number:grouping="true"/></number:number-style>'
        '<number:date-style style:name="n-hour"><number:hours number:style="long"/><number:text>:</number:text>'
        '<number:minutes number:style="long"/></number:date-style>'
        '<number:date-style style:name="n-moment"><number:day number:style="long"/><number:text>/</number:text>'
        '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
        '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
        '<number:minutes number:style="long"/></number:date-style>'
    )
    for name in ("percent", "number", "hour", "moment"):
        styles += f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="n-{name}"/>'
    styles += '<style:style style:name="text" style:family="table-cell"/>'
    styles += (
        '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties'
        ' fo:background-color="#deeae0"/><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    return (
        f'{_HEAD}<office:document-content {_NAMES} office:version="1.2"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def _manifest() -> str:
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    return (
        f'{_HEAD}<manifest:manifest {space} manifest:version="1.2"><manifest:file-entry manifest:full-path="/"'
        f' manifest:version="1.2" manifest:media-type="{_MEDIA}"/><manifest:file-entry manifest:full-path="content.xml"'
        ' manifest:media-type="text/xml"/></manifest:manifest>'
    )
