"""What can be read of a file, and what is said of one that cannot: always a sentence, never a fault of ours."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from forum.imports.reading import FileRefused, read
from forum.imports.rules.columns import EXHIBITORS, known_heads
from tests.imports.lists import ACME, BOIS, HEADS, csv_of, ods_of, xlsx_of

KNOWN = known_heads(EXHIBITORS)
LINES = ((2, ACME), (3, BOIS))


@pytest.mark.parametrize(
    "sent",
    [
        csv_of(HEADS, ACME, BOIS),
        csv_of(HEADS, ACME, BOIS, encoding="cp1252"),
        csv_of(HEADS, ACME, BOIS, separator=",", encoding="utf-8"),
        csv_of(HEADS, ACME, BOIS, separator="\t", encoding="utf-16"),
        b"sep=;\r\n" + csv_of(HEADS, ACME, BOIS, encoding="cp1252"),
        xlsx_of(HEADS, ACME, BOIS),
        ods_of(HEADS, ACME, BOIS),
    ],
    ids=["csv", "latin-1", "commas", "utf-16", "sep", "xlsx", "ods"],
)
async def test_the_same_list_in_every_dress(sent: bytes) -> None:
    found = await read(sent, KNOWN)
    assert (found.heads, found.lines) == (HEADS, LINES)


async def test_a_title_empty_rows_and_merged_cells() -> None:
    sent = xlsx_of(
        ("Exposants du forum 2025",),
        (),
        HEADS,
        ACME,
        (),
        ("", *ACME[1:4], "Zoé", "Acme", "zoe@acme.example", ""),
        merged=[("A4:A6", ACME[0])],
    )
    found = await read(sent, KNOWN)
    assert found.heads == HEADS
    assert [line for line, _ in found.lines] == [4, 6]
    assert [cells[0] for _, cells in found.lines] == [ACME[0]] * 2


async def test_numbers_dates_and_formulas_are_read_as_people_see_them() -> None:
    sent = xlsx_of(
        ("Entreprise", "SIRET", "Mail", "Depuis", "Stand", "Ok"),
        (
            "Acme",
            73282932000074,
            ('="alix"&"@acme.example"', "alix@acme.example"),
            date(2025, 11, 27).isoformat(),
            12.5,
            True,
        ),
    )
    assert (await read(sent, KNOWN)).lines == (
        (2, ("Acme", "73282932000074", "alix@acme.example", "2025-11-27", "12,5", "oui")),
    )


async def test_the_sheet_whose_heads_are_known_is_taken_or_the_one_that_is_named() -> None:
    both = xlsx_of(HEADS, ACME, sheets=("Exposants", "2024"))
    assert (await read(both, KNOWN)).others == ("2024",)
    assert (await read(both, KNOWN, "2024")).sheet == "2024"
    with pytest.raises(FileRefused, match="Exposants"):
        await read(both, KNOWN, "2023")


async def test_two_hundred_columns() -> None:
    sent = xlsx_of([*HEADS, *[f"Colonne {n}" for n in range(192)]], [*ACME, *["x"] * 192])
    assert len((await read(sent, KNOWN)).heads) == 200


def bomb(says: str = "xl/workbook.xml") -> bytes:
    """A few hundred kilobytes that unpack to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(says, b"<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as content:
            for _ in range(300):
                content.write(b" " * 1_000_000)
    return out.getvalue()


def far_away() -> bytes:
    """A workbook with one cell at the very end of a sheet."""
    out = io.BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Vaste")
        sheet.write(0, 0, "Nom")
        sheet.write(1_048_575, 16_383, "loin")
    return out.getvalue()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "Choisissez"),
        (b"MZ\x90\x00" + b"\0" * 400, "programme"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\0\1\2\3" * 300, "ni un classeur"),
        (b"x" * 10_000_001, "10"),
        (b"PK\x03\x04 not a zip at all", "abîmé"),
        (bomb(), "200"),
        (bomb("notes.txt"), "archive"),
        (xlsx_of(HEADS, ACME)[:900], "abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "abîmé"),
        (csv_of(("", "")), "rien"),
        (csv_of(HEADS), "aucune ligne"),
        (csv_of(HEADS, *[ACME] * 5001), "5000 au plus"),
        (csv_of(HEADS, *[ACME] * 6000), "Coupez"),
    ],
    ids=[
        "nothing",
        "exe",
        "pdf",
        "png",
        "bytes",
        "heavy",
        "no-zip",
        "bomb",
        "zip",
        "cut",
        "xls",
        "empty",
        "heads",
        "long",
        "longer",
    ],
)
async def test_what_is_no_list_is_told_in_a_sentence(sent: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said) as refused:
        await read(sent, KNOWN)
    assert refused.value.field == "file"


async def test_a_sheet_that_says_it_is_endless_kills_its_reader_only() -> None:
    with pytest.raises(FileRefused):
        await read(far_away(), KNOWN)
