"""A sector that an edition calls otherwise bears that name in every figure, and stays the same sector over the years."""

from __future__ import annotations

import io
import json

import pypdf
from python_calamine import CalamineWorkbook

from forum.attendance import service
from forum.attendance.rules.comparing import compare
from forum.attendance.rules.sheet import Report
from forum.attendance.standing import standing
from forum.database import fetch
from forum.editions import queries as editions
from tests.builders import a_fair, an_exhibitor

OWN = "Bois et jouets d’ici"


async def test_figures_name_sectors_as_their_edition_does(database: str) -> None:
    fair = await a_fair()
    await an_exhibitor(fair, sector="bois")
    before = await standing(fair.id).whole()
    await fetch("UPDATE edition SET own_sectors = {} WHERE id = {}", f"lunetterie\nbois|{OWN}", fair.id)
    editions.forget()
    made = await standing(fair.id).whole()
    assert sectors(before) == ["Bois, tournerie, pipe et jouet"]
    assert sectors(made) == [OWN]
    told = json.loads((await service.as_file(made, "json"))[1])
    assert OWN in next(sheet for sheet in told["sheets"] if sheet["code"] == "exhibitors")["rows"][0]["cells"]
    book = CalamineWorkbook.from_filelike(io.BytesIO((await service.as_file(made, "xlsx"))[1]))
    assert any(OWN in row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    paper = pypdf.PdfReader(io.BytesIO((await service.as_file(made, "pdf"))[1]))
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert f"de la filière «\u00a0{OWN}\u00a0»" in text.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    lines = [one for one in compare(made, before) if one.group.endswith("par filière")]
    assert [(line.title, line.here, line.there) for line in lines] == [(OWN, 0, 0)]


def sectors(report: Report) -> list[str]:
    return [str(row[0]) for row in report.sheet("exhibitors").rows]
