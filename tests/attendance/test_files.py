"""The files: real numbers and dates in the workbooks, text that no spreadsheet runs, a PDF that keeps its promises."""

from __future__ import annotations

import csv
import io
import re
import time
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from forum.attendance.files import MAKERS, csv_sheet
from forum.attendance.paper.telling import actions, origins, summary
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.masking import masked
from forum.attendance.rules.report import report
from forum.attendance.rules.sheet import Heads, Report
from forum.attendance.values import EXHIBITOR, VISITOR
from forum.web.sheets.names import sheet_names
from forum.web.sheets.ods import OdsBook
from tests.attendance.town import town

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
XLSX = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
ODS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


@pytest.fixture(scope="module")
def made() -> Report:
    return report(town(seed=7), Scope(), NOW)


@pytest.fixture(scope="module")
def shown(made: Report) -> Report:
    return masked(made)


def number(made: Report, code: str, column: int) -> int:
    foot = made.sheet(code).foot
    assert foot
    cell = foot[column]
    assert isinstance(cell, Heads)
    return cell.value


def test_a_table_as_csv_opens_in_a_french_spreadsheet(made: Report) -> None:
    body = csv_sheet(made.sheet("levels"))
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Niveau"
    assert int(rows[-1][4]) == number(made, "levels", 4)
    assert "," in rows[-1][-1] or rows[-1][-1].isdigit()


def test_no_cell_is_a_formula(made: Report) -> None:
    sheet = made.sheet("schools")
    evil = replace(sheet, rows=(('=HYPERLINK("http://x")', "@x", *sheet.rows[0][2:]), *sheet.rows[1:]))
    text = csv_sheet(evil).decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "'@x" in text
    dressed = replace(made, sheets=tuple(evil if one.code == "schools" else one for one in made.sheets))
    book = zipfile.ZipFile(io.BytesIO(MAKERS["xlsx"][0](dressed)))
    assert not any(b"<f>" in book.read(name) for name in book.namelist())


def test_the_excel_workbook_holds_real_numbers_and_dates(made: Report) -> None:
    book = zipfile.ZipFile(io.BytesIO(MAKERS["xlsx"][0](made)))
    assert book.testzip() is None
    names = [
        sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iterfind(".//m:sheet", XLSX)
    ]
    assert names[0] == "Chiffres clés"
    assert names[-1] == "Définitions"
    at = names.index("Créneaux d’arrivée des classes") + 1
    rows = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{at}.xml")).findall(".//m:row", XLSX)
    hour = rows[1].findall("m:c", XLSX)[0]
    assert hour.get("t") in {None, "n"}
    days = float(hour.findtext("m:v", namespaces=XLSX) or 0)
    first = made.sheet("slots").rows[0][0]
    assert isinstance(first, datetime)
    assert days == pytest.approx((date(2026, 11, 27) - date(1899, 12, 30)).days + 9 / 24)
    announced = next(cell for cell in rows[-1].findall("m:c", XLSX) if cell.get("r", "").startswith("D"))
    assert int(announced.findtext("m:v", namespaces=XLSX) or 0) == number(made, "slots", 3)


def test_the_open_document_workbook_holds_real_numbers(made: Report) -> None:
    book = zipfile.ZipFile(io.BytesIO(MAKERS["ods"][0](made)))
    first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    tables = ElementTree.fromstring(book.read("content.xml")).findall(".//table:table", ODS)
    office, table = f"{{{ODS['office']}}}", f"{{{ODS['table']}}}"
    slots = next(one for one in tables if one.get(f"{table}name") == "Créneaux d’arrivée des classes")
    cells = slots.findall("table:table-row", ODS)[0].findall("table:table-cell", ODS)
    assert cells[0].get(f"{office}date-value") == "2026-11-27T09:00:00"
    assert cells[3].get(f"{office}value-type") == "float"


def test_the_open_document_keeps_its_first_row_in_sight_and_its_columns_wide_enough(made: Report) -> None:
    whole = zipfile.ZipFile(io.BytesIO(MAKERS["ods"][0](made)))
    settings = whole.read("settings.xml").decode()
    root = ElementTree.fromstring(whole.read("content.xml"))
    tables = root.findall(".//table:table", ODS)
    assert "settings.xml" in whole.read("META-INF/manifest.xml").decode()
    assert settings.count('"VerticalSplitPosition" config:type="int">1<') == len(tables)
    at = {short: f"{{{long}}}" for short, long in {**ODS, "style": ODS["table"].replace("table", "style")}.items()}
    wide = {
        style.get(f"{at['style']}name"): float(style[0].get(f"{at['style']}column-width", "0").removesuffix("cm"))
        for style in root.iter(f"{at['style']}style")
        if style.get(f"{at['style']}family") == "table-column"
    }
    for table in tables:
        assert len(table.findall("table:table-header-rows/table:table-row", ODS)) == 1
        columns = [wide[one.get(f"{at['table']}style-name")] for one in table.findall("table:table-column", ODS)]
        cells = table.findall("table:table-header-rows/table:table-row/table:table-cell", ODS)
        assert len(columns) == len(cells)
        for cell, width in zip(cells, columns, strict=True):
            assert width > 0.18 * len("".join(cell.itertext()))


def test_a_long_list_as_open_document_has_all_its_rows_in_their_order() -> None:
    out = io.BytesIO()
    book = OdsBook(out)
    for name in ("un", "deux", "vide"):
        book.sheet(name)
        for start in range(0, 0 if name == "vide" else 700, 70):
            book.rows([((number,), ("number",)) for number in range(start, start + 70)])
    book.close()
    read = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue()))
    assert read.sheet_names == ["un", "deux", "vide"]
    for name in ("un", "deux"):
        assert [row[0] for row in read.get_sheet_by_name(name).to_python()] == list(range(700))


def test_a_figure_says_its_unit_and_a_moment_is_written_the_french_way(made: Report) -> None:
    rows = list(csv.reader(io.StringIO(MAKERS["csv"][0](made).decode("utf-8-sig")), delimiter=";"))
    assert [row[3] for row in rows if row[1] in ("attendus", "absents parmi les attendus")] == ["personnes", "%"]
    slots = [row for row in rows if row[0] == "Créneaux d’arrivée des classes"]
    assert slots[1][1] == "27/11/2026 09:00"
    book = CalamineWorkbook.from_filelike(io.BytesIO(MAKERS["xlsx"][0](made)))
    assert book.get_sheet_by_name("Chiffres clés").to_python()[1][2] == "personnes"
    core = zipfile.ZipFile(io.BytesIO(MAKERS["xlsx"][0](made))).read("docProps/core.xml").decode()
    assert f"<dc:title>{made.edition}</dc:title>" in core


def test_names_of_sheets_are_ones_that_a_workbook_takes() -> None:
    names = sheet_names(["A/B: [c]", "x" * 40, "x" * 40, "X" * 40])
    assert all(len(name) <= 31 and not set(name) & set(":\\/?*[]") for name in names)
    assert len({name.casefold() for name in names}) == 4


def test_the_pdf_has_a_title_a_language_bookmarks_and_its_own_fonts(shown: Report) -> None:
    reader = PdfReader(io.BytesIO(MAKERS["pdf"][0](shown)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Bilan de fréquentation – Forum des métiers, vendredi 27 novembre 2026"
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
    assert len(reader.outline) > 5
    fonts = {
        font.get_object()["/BaseFont"]: "/FontFile2" in str(font.get_object().get("/FontDescriptor", {}))
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all(fonts.values()), fonts


def test_the_first_two_pages_tell_the_whole_and_every_page_is_numbered(shown: Report, made: Report) -> None:
    reader = PdfReader(io.BytesIO(MAKERS["pdf"][0](shown)))
    texts = [page.extract_text() for page in reader.pages]
    assert "venues au forum" in texts[0]
    for action in ("Action 2", "Action 3", "Action 4", "Action 9"):
        assert action in texts[1]
    assert all(f"Page {at} sur {len(texts)}" in text.replace("\u00a0", " ") for at, text in enumerate(texts, 1))
    schools = [str(row[0]) for row in made.sheet("schools").rows]
    assert [name for name in schools if not any(text for text in texts[2:] if name in text)] == []


def test_the_same_report_gives_the_same_bytes(shown: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closed figures are the same files for ever, whenever they are asked for."""
    first = {fmt: make(shown) for fmt, (make, _) in MAKERS.items()}
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert {fmt: make(shown) for fmt, (make, _) in MAKERS.items()} == first


def test_an_empty_edition_has_its_files_too() -> None:
    facts = replace(town(seed=1), parties={}, passes={}, lines=(), walk_in_from={})
    empty = masked(report(facts, Scope(), NOW))
    for make, _ in MAKERS.values():
        assert make(empty)


def test_the_report_says_nobody_in_words_and_no_peak_without_exits() -> None:
    quiet = replace(
        town(seed=7), parties={}, passes={}, lines=tuple(one for one in town(seed=7).lines if not one.badge)
    )
    told = [*summary(report(quiet, Scope(), NOW)), *(sentence for _, sentence in actions(report(quiet, Scope(), NOW)))]
    assert told[0] == "20\u00a0personnes sont venues au forum\u00a0: 20\u00a0personnes sans inscription."
    assert told[1].startswith("Aucune sortie n’a été lue")
    assert not any("Au plus fort" in sentence for sentence in told)
    assert told[-3].startswith("Aucun organisme de formation n’avait de stand confirmé")
    assert not any(sentence.startswith("0") for sentence in told)


def test_of_nobody_and_of_one_visitor_every_sentence_is_true_and_begins_with_a_capital() -> None:
    """Nobody at all; exhibitors alone; one visitor, told inside and outside."""
    whole = town(seed=7)
    nobody = replace(whole, parties={}, passes={}, lines=(), walk_in_from={})
    house = {key: known for key, known in whole.passes.items() if known.kind == EXHIBITOR}
    houses = replace(nobody, passes=house, lines=tuple(one for one in whole.lines if one.badge in house))
    key = next(key for key, party in whole.parties.items() if party.kind == VISITOR and party.heads == 1)
    badge = next(badge for badge, known in whole.passes.items() if known.holder == key)
    seen = next(one for one in whole.lines if one.badge_kind == VISITOR)._replace(badge=badge, pupils=0, adults=1)
    one = replace(nobody, parties={key: whole.parties[key]}, passes={badge: whole.passes[badge]}, lines=(seen,))
    made = {name: report(facts, Scope(), NOW) for name, facts in (("nobody", nobody), ("houses", houses), ("one", one))}
    made |= {f"{name}, outside": masked(told) for name, told in made.items()}
    sentences = {
        name: [*summary(told), origins(told), *(words for _, words in actions(told))] for name, told in made.items()
    }
    for name, told in sentences.items():
        assert [words for words in told if words[:1] != words[:1].upper() or " 0 " in f" {words} "] == [], name
        assert told[-4] == "Aucun élève n’est venu en classe\u00a0; aucun exposant n’avait de stand confirmé."
    for name in ("nobody", "nobody, outside"):
        assert sentences[name][:2] == [
            "Aucun passage n’a été enregistré. Seules les inscriptions sont connues.",
            "Personne n’est venu.",
        ]
        assert sentences[name][-1] == "Aucune personne en recherche d’emploi n’est venue."
    assert sentences["houses"][0] == "Personne n’est venu."
    assert sentences["one"][0].startswith("1\u00a0personne est venue au forum\u00a0: 1\u00a0")
    assert sentences["one, outside"][0] == "Le nombre de personnes venues au forum n’est pas publié."
    assert (
        "Les nombres par origine ne peuvent pas être publiés sans désigner un petit groupe."
        in sentences["one, outside"]
    )


@pytest.mark.parametrize("seed", range(4))
def test_no_sentence_says_a_number_that_is_hidden(seed: int) -> None:
    """What is told of the situations is the sum of cells that are shown; a part that is hidden hides the sum."""
    made = report(town(seed), Scope(), NOW)
    kept = masked(made)
    for _, sentence in actions(kept):
        for said in re.findall(r"(\d+) (?:personnes? en recherche|lycéens? ou)", sentence.replace("\u00a0", " ")):
            shown_cells = [c for row in kept.sheet("statuses").rows for c in row[2:4] if isinstance(c, Heads)]
            assert int(said) >= 5
            assert int(said) <= sum(cell.value for cell in shown_cells)
