"""How long a backup of a hundred thousand passages takes while a hundred more come in each second, and that none is lost."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from forum import clock, database
from forum.backups import service
from forum.bench import scenes
from forum.bench.crowd import fill
from forum.database import fetch
from forum.database.backup import restore
from forum.door import service as door
from forum.door.queries.phones import find_phone
from forum.door.rules import Entry, Phone
from forum.settings import settings
from forum.territory.service import load_starter

A_SECOND = 100
BEFORE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class BackingFigure:
    """What one run gave. `seconds` is from the wish to the checked file; `lost` what was confirmed and is missing."""

    passages: int
    seconds: float
    bytes: int
    restore_seconds: float
    came_meanwhile: int
    a_second: float
    lost_here: int
    lost_in_the_backup: int


async def run(passages: int, told: Callable[[str], None] = print) -> BackingFigure:
    """Measure in an empty database that this fills. The restored copy is read again (SQLite: a file beside)."""
    await database.migrate()
    await database.start()
    told(f"{passages} passages")
    await load_starter()
    edition = await fill(clock.now().year, passages, 2000)
    codes = await scenes.many_badges(edition, 500)
    phone = await find_phone(await scenes.phone_token(edition))
    assert phone is not None

    # The first passage of a process reads the whole journal: the forum has done so long before.
    await door.record(phone, door.Upload(clock.now(), 1, [_entry(codes[0])]))

    told("sauvegarde, pendant que l’on entre")
    confirmed: list[str] = []
    closing = asyncio.Event()
    coming = asyncio.create_task(_people_come(phone, codes, confirmed, closing))
    await asyncio.sleep(BEFORE_SECONDS)
    before, began = list(confirmed), time.perf_counter()
    made = await service.save()
    seconds = time.perf_counter() - began
    during = len(confirmed) - len(before)
    closing.set()
    await coming
    here = await _ids()
    await database.stop()

    told("remise en place")
    file = settings().backup_dir / made.name
    began = time.perf_counter()
    database.use(f"sqlite:///{Path(settings().data_dir) / 'restored.sqlite'}")
    await restore(file)
    restore_seconds = time.perf_counter() - began
    await database.start()
    there = await _ids()
    await database.stop()
    return BackingFigure(
        passages=len(here),
        seconds=seconds,
        bytes=made.bytes,
        restore_seconds=restore_seconds,
        came_meanwhile=during,
        a_second=during / seconds,
        lost_here=len(set(confirmed) - here),
        lost_in_the_backup=len(set(before) - there),
    )


async def _people_come(phone: Phone, codes: list[str], confirmed: list[str], closing: asyncio.Event) -> None:
    """A hundred a second, each in a request of its own, whatever the answers take."""
    loop = asyncio.get_running_loop()
    began, tasks = loop.time(), set()
    sent = 0

    async def one(entry: Entry) -> None:
        await door.record(phone, door.Upload(clock.now(), 1, [entry]))
        confirmed.append(str(entry.id))

    while not closing.is_set():
        while sent < (loop.time() - began) * A_SECOND:
            task = asyncio.create_task(one(_entry(codes[sent % len(codes)])))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            sent += 1
        await asyncio.sleep(0.005)
    await asyncio.gather(*tasks)


def _entry(code: str) -> Entry:
    return Entry(kind="scan", code=code, id=uuid.uuid4(), direction="in", device_at=clock.now())


async def _ids() -> set[str]:
    return {str(row["id"]) for row in await fetch("SELECT id FROM scan")}
