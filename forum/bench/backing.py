"""How long a backup of a hundred thousand passages takes while a hundred more come in each second; then the forum is destroyed,
brought back, and every row and every figure compared."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from forum import clock, database
from forum.attendance.service import export
from forum.backups import service
from forum.bench import scenes
from forum.bench.crowd import fill
from forum.database import BackupRefused, current, fetch
from forum.database.backup import occupied, restore
from forum.database.sqlite import ForumSQLiteEngine
from forum.door import service as door
from forum.door.queries.phones import find_phone
from forum.door.rules import Entry, Phone
from forum.piccolo_app import APP_CONFIG
from forum.settings import settings
from forum.territory.service import load_starter

A_SECOND = 100
BEFORE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class BackingFigure:
    """What one run gave. `seconds` is from the wish to the checked file; `lost` what was confirmed and is missing.

    `asked` is how many passages a second were sent, `a_second` how many were confirmed while the backup was made, and
    `worst` the longest that one of these waited (s). `differing` names the tables and figures that did not come back equal.
    """

    engine: str
    passages: int
    seconds: float
    bytes: int
    restore_seconds: float
    asked: float
    came_meanwhile: int
    a_second: float
    worst: float
    lost_here: int
    lost_in_the_backup: int
    differing: tuple[str, ...]


async def run(passages: int, told: Callable[[str], None] = print) -> BackingFigure:
    """Measure in an empty database that this fills, destroys and brings back. Raises BackupRefused when it is not empty."""
    if await occupied():
        raise BackupRefused("Cette base n’est pas vide\u00a0: la mesure la détruirait.")
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
    come = Come(phone, codes)
    coming = asyncio.create_task(come.people())
    await asyncio.sleep(BEFORE_SECONDS)
    before, sent, began = list(come.confirmed), come.sent, time.perf_counter()
    come.waits.clear()
    made = await service.save()
    seconds = time.perf_counter() - began
    during, asked, worst = len(come.confirmed) - len(before), come.sent - sent, max(come.waits, default=0.0)
    first = Path(shutil.copy(settings().backup_dir / made.name, settings().data_dir / "first"))
    come.closing.set()
    await coming

    told("tout est compté, sauvegardé encore, détruit, remis en place")
    here, counted = await _ids(), await _everything(edition.id)
    last = settings().backup_dir / (await service.save()).name
    await _destroy()
    began = time.perf_counter()
    await restore(last)
    restore_seconds = time.perf_counter() - began
    await database.start()
    again = await _everything(edition.id)
    await _destroy()
    await restore(first)
    await database.start()
    there = await _ids()
    await database.stop()
    return BackingFigure(
        engine=current.engine().engine_type,
        passages=len(here),
        seconds=seconds,
        bytes=made.bytes,
        restore_seconds=restore_seconds,
        asked=asked / seconds,
        came_meanwhile=during,
        a_second=during / seconds,
        worst=worst,
        lost_here=len(set(come.confirmed) - here),
        lost_in_the_backup=len(set(before) - there),
        differing=tuple(name for name in counted if again.get(name) != counted[name]),
    )


class Come:
    """A hundred a second, each in a request of its own, whatever the answers take."""

    def __init__(self, phone: Phone, codes: list[str]) -> None:
        self.phone, self.codes, self.sent = phone, codes, 0
        self.confirmed: list[str] = []
        self.waits: list[float] = []
        self.closing = asyncio.Event()

    async def people(self) -> None:
        """Until it closes; whoever was sent is heard."""
        loop = asyncio.get_running_loop()
        began, tasks = loop.time(), set()
        while not self.closing.is_set():
            while self.sent < (loop.time() - began) * A_SECOND:
                task = asyncio.create_task(self._one(_entry(self.codes[self.sent % len(self.codes)])))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                self.sent += 1
            await asyncio.sleep(0.005)
        await asyncio.gather(*tasks)

    async def _one(self, entry: Entry) -> None:
        began = time.perf_counter()
        await door.record(self.phone, door.Upload(clock.now(), 1, [entry]))
        self.waits.append(time.perf_counter() - began)
        self.confirmed.append(str(entry.id))


def _entry(code: str) -> Entry:
    return Entry(kind="scan", code=code, id=uuid.uuid4(), direction="in", device_at=clock.now())


async def _ids() -> set[str]:
    return {str(row["id"]) for row in await fetch("SELECT id FROM scan")}


async def _everything(edition: int) -> dict[str, str]:
    """A word for every table's rows and for the report, but for the moment at which it was drawn."""
    report = msgspec.json.decode((await export(edition, "json", inside=True))[1])
    found = {"report": str({name: value for name, value in report.items() if "at" not in name.split("_")})}
    for name in (table._meta.tablename for table in APP_CONFIG.table_classes):
        if name != "standing_figures":  # the count that the report leaves behind for the next one
            rows = sorted(map(str, await fetch(f"SELECT * FROM {name}")))  # noqa: S608 - our own tables
            found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


async def _destroy() -> None:
    """Nothing is left of the database that this filled."""
    here = current.engine()
    if isinstance(here, ForumSQLiteEngine):
        await database.stop()
        file = Path(str(here.path))
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()
    else:
        await fetch("DROP SCHEMA public CASCADE")
        await fetch("CREATE SCHEMA public")
        await database.stop()
    database.use(settings().database_url)
