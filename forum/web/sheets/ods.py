"""An OpenDocument workbook, written row by row: real numbers and dates (ODF 1.2, part 1)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from forum.web.sheets.cells import Cell, legal

MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
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
MEASURED = 200
"""So many rows are looked at for the widths of the columns, and held in memory."""
_WIDEST, _NARROWEST = 70, 8
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TWO = 'number:style="long"'
_DAY = f"<number:day {_TWO}/><number:text>/</number:text><number:month {_TWO}/><number:text>/</number:text><number:year {_TWO}/>"
_HOUR = f"<number:hours {_TWO}/><number:text>:</number:text><number:minutes {_TWO}/>"
_STYLES = (
    '<number:percentage-style style:name="n-percent"><number:number number:decimal-places="1"'
    ' number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
    '<number:number-style style:name="n-number"><number:number number:decimal-places="0" number:min-integer-digits="1"'
    ' number:grouping="true"/></number:number-style>'
    '<number:number-style style:name="n-decimal"><number:number number:decimal-places="2" number:min-integer-digits="1"'
    ' number:grouping="true"/></number:number-style>'
    f'<number:date-style style:name="n-hour">{_HOUR}</number:date-style>'
    f'<number:date-style style:name="n-date">{_DAY}</number:date-style>'
    f'<number:date-style style:name="n-moment">{_DAY}<number:text> </number:text>{_HOUR}</number:date-style>'
    + "".join(
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="n-{name}"/>'
        for name in ("percent", "number", "decimal", "hour", "date", "moment")
    )
    + '<style:style style:name="text" style:family="table-cell"/>'
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties'
    ' fo:background-color="#deeae0"/><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="bold" style:family="table-cell"><style:table-cell-properties style:vertical-align="top"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="wrap" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"'
    ' style:vertical-align="top"/></style:style>'
    + "".join(
        f'<style:style style:name="w{letters}" style:family="table-column"><style:table-column-properties'
        f' style:column-width="{letters * 0.19:.2f}cm"/></style:style>'
        for letters in range(_NARROWEST, _WIDEST + 1)
    )
)


class OdsBook:
    """A workbook on its way to a file: sheets one after the other, each row by row; `close()` ends it."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        # The media type comes first and unpacked, so that the file is known by its first bytes.
        self._zip.writestr(zipfile.ZipInfo("mimetype"), MEDIA)
        space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        self._zip.writestr(
            _packed("META-INF/manifest.xml"),
            f'{_HEAD}<manifest:manifest {space} manifest:version="1.2"><manifest:file-entry manifest:full-path="/"'
            f' manifest:version="1.2" manifest:media-type="{MEDIA}"/><manifest:file-entry manifest:full-path="content.xml"'
            ' manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="settings.xml"'
            ' manifest:media-type="text/xml"/></manifest:manifest>',
        )
        self._content = self._zip.open(_packed("content.xml"), "w", force_zip64=True)
        self._names: list[str] = []
        self._rows: list[str] | None = None
        self._widths: list[int] = []
        self._say(
            f'{_HEAD}<office:document-content {_NAMES} office:version="1.2"><office:automatic-styles>{_STYLES}'
            "</office:automatic-styles><office:body><office:spreadsheet>"
        )

    def sheet(self, name: str) -> None:
        """Rows from now on belong to this sheet; the name is one that `sheet_names` made."""
        self._end_sheet()
        self._names.append(name)
        self._rows, self._widths = [], []

    def rows(self, rows: Iterable[tuple[Sequence[Cell], Sequence[str]]]) -> None:
        """Cells, and the look of each: head, text, number, decimal, percent, hour, date, moment, bold, wrap."""
        said = []
        for cells, kinds in rows:
            if self._rows is not None:
                self._measure(cells, kinds)
            # An empty row is written with a cell: the format wants one.
            inside = "".join(_cell(cell, kind) for cell, kind in zip(cells, kinds, strict=True))
            said.append(f"<table:table-row>{inside or '<table:table-cell/>'}</table:table-row>")
        if self._rows is None:
            self._say("".join(said))
            return
        self._rows += said
        if len(self._rows) > MEASURED:
            self._begin()

    def close(self) -> None:
        self._end_sheet()
        self._say("</office:spreadsheet></office:body></office:document-content>")
        self._content.close()
        self._zip.writestr(_packed("settings.xml"), _settings(self._names))
        self._zip.close()

    def _measure(self, cells: Sequence[Cell], kinds: Sequence[str]) -> None:
        self._widths += [_NARROWEST] * (len(cells) - len(self._widths))
        for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
            self._widths[column] = max(self._widths[column], _width(cell, kind))

    def _begin(self) -> None:
        """The columns come before the rows: the first rows are held back until it is known how wide they are."""
        if self._rows is None:
            return
        columns = "".join(
            f'<table:table-column table:style-name="w{width}"/>' for width in self._widths or [_NARROWEST]
        )
        head, *others = self._rows or ["<table:table-row><table:table-cell/></table:table-row>"]
        self._say(
            f"<table:table table:name={quoteattr(self._names[-1])}>{columns}"
            f"<table:table-header-rows>{head}</table:table-header-rows>{''.join(others)}"
        )
        self._rows = None

    def _end_sheet(self) -> None:
        if self._names:
            self._begin()
            self._say("</table:table>")

    def _say(self, text: str) -> None:
        self._content.write(text.encode())


def _width(cell: Cell, kind: str) -> int:
    words = "00/00/0000 00:00" if isinstance(cell, datetime) else "" if cell is None else str(cell)
    longest = max(map(len, words.split("\n"))) + (4 if kind in ("head", "bold") else 3)
    return max(_NARROWEST, min(_WIDEST, longest))


def _settings(names: Sequence[str]) -> str:
    """The first row of every sheet stays in sight."""

    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    frozen = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>"
        + item("VerticalSplitMode", "short", 2)
        + item("VerticalSplitPosition", "int", 1)
        + item("ActiveSplitRange", "short", 2)
        + item("PositionTop", "int", 0)
        + item("PositionBottom", "int", 1)
        + "</config:config-item-map-entry>"
        for name in names
    )
    return (
        f'{_HEAD}<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:ooo="http://openoffice.org/2004/office"'
        ' office:version="1.2"><office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'{item("ViewId", "string", "view1")}<config:config-item-map-named config:name="Tables">{frozen}'
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def _packed(name: str) -> zipfile.ZipInfo:
    """A part of the file, compressed, of a fixed date: the same figures are the same bytes."""
    part = zipfile.ZipInfo(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _cell(value: Cell, kind: str) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, datetime):
        kept = f'office:value-type="date" office:date-value="{value:%Y-%m-%dT%H:%M:%S}"'
        style = "hour" if kind == "hour" else "moment"
        return _made(style, kept, f"{value:%H:%M}" if style == "hour" else f"{value:%d/%m/%Y %H:%M}")
    if isinstance(value, date):
        return _made("date", f'office:value-type="date" office:date-value="{value:%Y-%m-%d}"', f"{value:%d/%m/%Y}")
    if isinstance(value, int | float) and kind == "percent":
        return _made("percent", f'office:value-type="percentage" office:value="{value / 100!r}"', f"{value}%")
    if isinstance(value, int | float):
        style = "decimal" if isinstance(value, float) and not value.is_integer() else "number"
        return _made(style, f'office:value-type="float" office:value="{value!r}"', str(value))
    return _made(kind if kind in ("head", "bold", "wrap") else "text", 'office:value-type="string"', value)


def _made(style: str, kept: str, words: str) -> str:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in legal(words).split("\n"))
    return f'<table:table-cell table:style-name="{style}" {kept}>{lines}</table:table-cell>'
