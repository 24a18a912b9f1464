"""Every figure, table, curve and note of a report, recounted from the raw journal and the registrations by a script that knows
nothing of the forum (tests/attendance/naive): random editions in the real tables, whole and in parts."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import subprocess
import sys
import uuid
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from forum import clock
from forum.attendance import service
from forum.attendance.files.journal import journal_csv
from forum.attendance.files.json_file import as_json
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.sheet import Report
from forum.database import fetch
from forum.exchange.writing import export
from forum.exhibitors.rules import KINDS, OFFERS
from forum.territory.grades import GradeLevel
from forum.territory.sectors import SECTORS
from forum.visitors.rules import STATUSES
from forum.web.words import say_class
from tests.attendance import poured_days
from tests.attendance.naive.reading import journal_of
from tests.attendance.naive.report import recount

# Forty show that both engines say the same; what only a rare day shows is looked for on one. RECOUNTS=2000 looks further.
EXAMPLES = int(os.environ.get("RECOUNTS", "120"))
AFTERWARDS = datetime(2027, 6, 1, tzinfo=UTC)
OF_EDITION = (
    *("day", "hall", "gate", "arrival_slot", "class_visit", "visitor", "exhibitor", "stand_booking", "badge"),
    "door_device",
)
OF_ALL = (
    *("school", "class_cancellation", "class_wait", "visitor_cancellation", "visitor_wait", "exhibitor_offer"),
    "badge_revocation",
)
CODES = {
    "levels": {say_class(level.label): level.value for level in GradeLevel}
    | {"Tous les niveaux": "", "Niveau non connu": ""},
    "statuses": {title: code for code, title in STATUSES.items()}
    | {"Non indiquée": "", "Toutes les situations": "all"},
    "exhibitors": {one.name: one.code for one in SECTORS} | {"Toutes les filières": "all"},
    "structures": {title: code for code, title in KINDS.items()} | {"Tous les genres": "all"},
    "homes": {"Hors du territoire ou non connu": "away", "Toutes les origines": "all"},
    "offers": {title: code for code, title in OFFERS.items()} | {"Toutes les offres": "all"},
    "origins": {
        "Dans le territoire": "in",
        "Hors du territoire, communes voisines": "out",
        "Ailleurs en France ou à l’étranger": "elsewhere",
        "Origine non connue": "unknown",
        "Toutes les origines": "all",
    },
}
NAMELESS = ("publics", "punctuality", "sources")
"""Tables whose rows are known by their places: their titles are words only."""
IN_ORDER = ("publics", "punctuality", "sources", "gates", "halls", "offers")


@pytest.mark.parametrize(
    "begins",
    [
        pytest.param(begins, marks=[pytest.mark.only("sqlite")] if begins >= 40 else [])
        for begins in range(0, EXAMPLES, 20)
    ],
)
async def test_every_figure_is_that_of_an_independent_recount(database: str, begins: int) -> None:
    for seed in range(begins, begins + 20):
        made = await poured_days.edition(seed)
        journal, tables = await journal_and_tables(made)
        for scope in (Scope(), *parts(random.Random(seed), tables)):
            part = {
                "day": scope.day.isoformat() if scope.day else None,
                "public": scope.public,
                "epci": scope.epci,
                "school": scope.school,
            }
            with clock.at(AFTERWARDS):
                told = plain(await service.make(made, scope))
            naive = as_told(recount(journal, tables, made, part))
            for code in naive:
                assert told[code] == naive[code], f"seed {seed}, {scope}: {code}"
            assert told.keys() == naive.keys()


async def test_the_command_recounts_from_the_files_that_an_organiser_downloads(database: str, tmp_path: Path) -> None:
    for seed in (3, 5):
        made = await poured_days.edition(seed)
    said, packed = tmp_path / "journal.csv", tmp_path / "export.zip"
    said.write_bytes(b"".join([piece async for piece in journal_csv(made)]))
    await asyncio.to_thread(export, packed, AFTERWARDS)
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "tests.attendance.naive", said, packed, str(made)],
        capture_output=True,
        check=True,
        text=True,
    )
    counted = json.loads(done.stdout)
    assert sum(len(rows) for rows in counted["sheets"].values()) > 50
    with clock.at(AFTERWARDS):
        assert as_told(counted) == plain(await service.make(made))


def test_the_recount_imports_nothing_of_the_forum() -> None:
    said = [path.read_text("utf-8") for path in Path("tests/attendance/naive").glob("*.py")]
    assert len(said) > 5
    assert not any(re.search(r"^\s*(from|import) forum", text, re.MULTILINE) for text in said)


async def journal_and_tables(edition: int) -> tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]]]:
    """What an export of the edition holds, as JSON would give it, without the other editions but for what is asked of them."""
    csv = b"".join([piece async for piece in journal_csv(edition)]).decode()
    tables = {name: await rows_of(f"SELECT * FROM {name} WHERE edition = {{}}", edition) for name in OF_EDITION}
    for name in ("day", "exhibitor", "stand_booking", *OF_ALL):
        tables[name] = await rows_of(f"SELECT * FROM {name}")
    return journal_of(csv), tables


async def rows_of(asked: str, *values: object) -> list[dict[str, Any]]:
    return [{name: exported(value) for name, value in row.items()} for row in await fetch(asked, *values)]


def exported(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, uuid.UUID) else value


def parts(chance: random.Random, tables: dict[str, list[dict[str, Any]]]) -> list[Scope]:
    """A day, a public, a communauté de communes, a school, and two of them together."""
    mine = {row["edition"] for row in tables["hall"]}
    days = sorted(date.fromisoformat(row["date"]) for row in tables["day"] if row["edition"] in mine)
    schools = sorted({row["school"] for row in tables["class_visit"]}) or [1]
    publics = ("classes", "visitors", "walk_ins", "exhibitors")
    epcis = ("200026573", "243900479", "200071595")
    return [
        Scope(day=chance.choice(days)),
        Scope(public=chance.choice(publics)),
        Scope(epci=chance.choice(epcis)),
        Scope(school=chance.choice(schools)),
        Scope(day=chance.choice(days), public=chance.choice(publics)),
        Scope(public=chance.choice(publics), epci=chance.choice(epcis)),
    ]


def plain(made: Report) -> dict[str, Any]:
    """A report's every number, in the shapes of the naive one; rows whose order is a matter of words are sorted."""
    told = as_json(made)
    found: dict[str, Any] = {
        f"figure {one['code']}": [
            one["value"],
            [int(number) for number in re.findall(r"\d+", one["detail"])],
            one["unknown_because"] is not None,
        ]
        for one in told["figures"]
    }
    for sheet in told["sheets"]:
        code, rows = sheet["code"], [[row["depth"], *row["cells"]] for row in sheet["rows"]]
        rows += [[0, *sheet["foot"]]] if sheet["foot"] else []
        rows = [row if code == "origins" else row[1:] for row in rows]
        name_at = 1 if code == "origins" else 0
        for row in rows:
            row[name_at] = CODES.get(code, {}).get(row[name_at], row[name_at])
        rows = [row[1:] for row in rows] if code in NAMELESS else rows
        found[code] = rows if code in IN_ORDER or code.startswith("quarters") else sorted(rows, key=repr)
    for number, curve in enumerate(told["curves"]):
        points = [[one["at"], one["arrivals"], one["forecast"], one["highest"], one["last"]] for one in curve["points"]]
        found[f"curve {number}"] = {name: curve[name] for name in ("limit", "peak", "peak_at")} | {"points": points}
    found["notes"] = told["notes"]
    return found


def as_told(naive: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        f"figure {code}": [value, beside, value is None or (code == "peak" and not value)]
        for code, (value, beside) in naive["figures"].items()
    }
    for code, rows in naive["sheets"].items():
        found[code] = rows if code in IN_ORDER or code.startswith("quarters") else sorted(rows, key=repr)
    found |= {f"curve {number}": curve for number, curve in enumerate(naive["curves"])}
    found["notes"] = Notes(naive["notes"])
    return found


class Notes:
    """Notes are sentences: equal to those which, one by one, speak of the same and say the same number."""

    def __init__(self, known: list[tuple[str, int]]) -> None:
        self.known = known

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, list)
        if len(other) != len(self.known):
            return False
        return all(
            about in note and (number < 2 or re.findall(r"\d+", note) == [str(number)])
            for note, (about, number) in zip(other, self.known, strict=True)
        )

    def __repr__(self) -> str:
        return repr(self.known)

    __hash__ = None  # type: ignore[assignment]
