"""Backed up while people come in, destroyed, brought back: every figure is what it was, and no passage is missing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from forum import database as forum_database
from forum.attendance.service import export
from forum.backups import service
from forum.database import fetch
from forum.database.backup import restore
from forum.door import service as door
from forum.door.rules import Phone
from forum.piccolo_app import APP_CONFIG
from tests.door.stage import TEN, Stage, entry, set_stage
from tests.kit.cluster import Cluster


async def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table, but for the lines that the forum writes about itself."""
    names = [table._meta.tablename for table in APP_CONFIG.table_classes]
    return {name: sorted(await fetch(f"SELECT * FROM {name}"), key=str) for name in names}


async def destroy(url: str, request: pytest.FixtureRequest) -> None:
    name = (await fetch("SELECT current_database() AS name"))[0]["name"] if url.startswith("postgres") else ""
    await forum_database.stop()
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()
    else:
        cluster: Cluster = request.getfixturevalue("postgres")
        cluster.sql(f"DROP DATABASE {name} WITH (FORCE)")
        cluster.sql(f"CREATE DATABASE {name}")
    forum_database.use(url)


async def test_every_figure_comes_back_and_nobody_is_lost(
    folder: Path, database_url: str, database: str, request: pytest.FixtureRequest
) -> None:
    stage = await set_stage()
    phone = await stage.phone()
    confirmed: list[str] = []
    closing = asyncio.Event()
    coming = asyncio.create_task(people_come(stage, phone, confirmed, closing))
    while len(confirmed) < 20:  # noqa: ASYNC110
        await asyncio.sleep(0)
    before = set(confirmed)
    first = await service.save()
    kept = folder.parent / "first"  # the next one takes its place: one an hour stays
    kept.write_bytes((folder / first.name).read_bytes())
    closing.set()
    await coming

    last = await service.save()
    rows, figures = await everything(), await export(stage.edition, "json", inside=True)
    assert {str(row["id"]) for row in rows["scan"]} == set(confirmed), "what was confirmed is there"

    await destroy(database_url, request)
    await restore(folder / last.name)
    await start()
    assert await everything() == rows
    again = await export(stage.edition, "json", inside=True)
    assert without_moment(again) == without_moment(figures)

    await destroy(database_url, request)
    await restore(kept)
    await start()
    numbers = [row["number"] for row in await fetch("SELECT number FROM scan ORDER BY number")]
    assert numbers == list(range(1, len(numbers) + 1)), "one moment, without holes"
    assert before <= {str(row["id"]) for row in await fetch("SELECT id FROM scan")}


async def people_come(stage: Stage, phone: Phone, confirmed: list[str], closing: asyncio.Event) -> None:
    codes = [(await stage.visitor()).code for _ in range(5)]
    turn = 0
    while not closing.is_set():
        said = entry("scan", codes[turn % 5])
        turn += 1
        for answer in await door.record(phone, door.Upload(TEN, 1, (said,))):
            assert msgspec.json.decode(answer)["verdict"]
        confirmed.append(str(said.id))


async def start() -> None:
    await forum_database.start()


def without_moment(told: tuple[str, bytes]) -> object:
    """The figures themselves: a report also says when it was drawn."""
    content = msgspec.json.decode(told[1])
    assert isinstance(content, dict)
    return {name: value for name, value in content.items() if "at" not in name.split("_")}
