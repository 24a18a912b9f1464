"""A day at the door: five phones, two of them offline for long, the server killed six times, answers lost.

At the end the journal is exactly what the phones recorded, and its meaning is a naive recount of it.
"""

from __future__ import annotations

import asyncio
import os
import random
import socket
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from forum.badges.values import BadgeValue
from forum.door import queries
from forum.door import service as door
from forum.door.ledger import ledger
from forum.people import links
from forum.settings import settings
from tests.door.histories import recount
from tests.door.stage import ODILE, Stage
from tests.kit import patience
from tests.kit.programs import Program

KILLS = 6


@dataclass
class Server:
    """The app behind a port, killed and started again."""

    url: str
    port: int
    process: Program | None = None

    async def start(self) -> None:
        where = {"FORUM_DATABASE_URL": self.url, "FORUM_DATA": str(settings().data_dir)}
        self.process = Program("-m", "tests.door.server", str(self.port), env={**os.environ, **where})
        async with asyncio.timeout(patience.SECONDS), httpx.AsyncClient() as client:
            while True:
                assert self.process.returncode is None, self.process.stderr.read()
                try:
                    if (await client.get(f"http://127.0.0.1:{self.port}/health")).status_code == 200:
                        return
                except httpx.TransportError:
                    await asyncio.sleep(0.05)

    def kill(self) -> None:
        assert self.process
        self.process.kill()


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = Server(url, probe.getsockname()[1])
    await server.start()
    try:
        yield server
    finally:
        server.kill()


@dataclass
class Phone:
    """A phone that keeps everything until it is answered; its clock is wrong, and one answer in ten never arrives."""

    client: httpx.AsyncClient
    chance: random.Random
    badges: list[BadgeValue]
    classes: list[BadgeValue]
    wrong: timedelta
    offline: bool
    recorded: dict[str, dict[str, Any]] = field(default_factory=dict)
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    csrf: str = ""
    lost: int = 0

    def now(self) -> str:
        return (datetime.now(UTC) + self.wrong).isoformat()

    def happens(self) -> None:
        """Somebody comes, goes, or is undone."""
        kind = self.chance.choice(["scan"] * 6 + ["count"] * 2 + ["walk_in", "click", "undo"])
        said: dict[str, Any] = {
            "id": str(uuid.uuid4()),
            "kind": kind,
            "direction": self.chance.choice(["in", "in", "out"]),
        }
        if kind == "scan":
            said["code"] = self.chance.choice(self.badges).code
        elif kind == "count":
            said |= {"code": self.chance.choice(self.classes).code, "pupils": self.chance.randrange(1, 28), "adults": 2}
        elif kind == "undo":
            mine = [one for one in self.recorded.values() if one["kind"] != "undo"]
            if not mine:
                return
            said["target"] = self.chance.choice(mine)["id"]
        else:
            said["adults"] = 1
        away = self.offline
        self.recorded[said["id"]] = said | {
            "device_at": self.now(),
            "offline": away,
            "shown": "welcome" if away else None,
        }

    @property
    def waiting(self) -> list[dict[str, Any]]:
        return [said for name, said in self.recorded.items() if name not in self.answered]

    async def send(self) -> None:
        """Try once; whatever goes wrong, everything stays on the phone."""
        waiting = self.waiting
        if self.offline or not waiting:
            return
        body = {"sent_at": self.now(), "queued": len(waiting), "entries": waiting[:50]}
        try:
            if not self.csrf:
                self.csrf = (await self.client.get("/porte/api/liste")).json()["csrf"]
            answer = await self.client.post("/porte/api/passages", json=body, headers={"x-csrftoken": self.csrf})
        except httpx.TransportError:
            await asyncio.sleep(0.05)
            return
        assert answer.status_code in (200, 503), answer.text
        if self.chance.random() < 0.1:
            self.lost += 1  # committed there, never heard here
        elif answer.status_code == 200:
            self.answered |= {one["id"]: one for one in answer.json()["answers"]}

    async def live(self, closing: asyncio.Event) -> None:
        while not closing.is_set():
            self.happens()
            await self.send()
            await asyncio.sleep(0.3 * self.chance.random())


@pytest.mark.timeout(400)
async def test_the_journal_is_what_the_phones_recorded(
    stage: Stage, database: str, engine_name: str, request: pytest.FixtureRequest
) -> None:
    if engine_name == "postgres" and not request.config.getoption("--long"):
        pytest.skip("the day on PostgreSQL: --long runs it")
    chance = random.Random(7)
    badges = [await stage.visitor() for _ in range(40)]
    classes = [await stage.class_pass() for _ in range(4)]
    phones = [await phone(stage, number, chance, badges, classes) for number in range(5)]
    async with serving(database) as server:
        for one in phones:
            one.client.base_url = httpx.URL(f"http://127.0.0.1:{server.port}")
        closing = asyncio.Event()
        day = asyncio.gather(*(one.live(closing) for one in phones))
        for _ in range(KILLS):
            await asyncio.sleep(0.4 + chance.random() / 2)
            server.kill()
            await server.start()
        closing.set()
        await day
        for one in phones:
            one.offline = False
        async with asyncio.timeout(patience.SECONDS):
            while any(one.waiting for one in phones):
                await asyncio.gather(*(one.send() for one in phones))
    for one in phones:
        await one.client.aclose()
    recorded = {name: said for one in phones for name, said in one.recorded.items()}
    lines = {str(line["id"]): line for line in await stage.lines()}
    assert {name: (line["kind"], line["direction"]) for name, line in lines.items()} == {
        name: (said["kind"], said["direction"]) for name, said in recorded.items()
    }
    assert sorted(line["number"] for line in lines.values()) == list(range(1, len(lines) + 1))
    answered = {name: said["verdict"] for one in phones for name, said in one.answered.items()}
    assert answered == {name: line["verdict"] for name, line in lines.items()}
    book = await ledger(stage.edition)
    state = await queries.attendance(stage.edition)
    assert state.halls == recount(list(book.register.lines.values()))
    assert len(lines) > 100
    assert any(one.lost for one in phones), "no answer was dropped: the test told nothing of it"


async def phone(
    stage: Stage, number: int, chance: random.Random, badges: list[BadgeValue], classes: list[BadgeValue]
) -> Phone:
    """The first two are offline until the end of the day; clocks are up to ten minutes wrong."""
    _, link = await door.offer_enrolment(stage.edition, stage.gate_a if number % 2 else stage.gate_b, "scan", ODILE)
    _, token = await door.enrol(links.token_of(link), f"Téléphone {number}")
    client = httpx.AsyncClient(cookies={"forum_door": token}, timeout=patience.SECONDS)
    wrong = timedelta(minutes=chance.uniform(-10, 10))
    return Phone(client, random.Random(number), badges, classes, wrong, offline=number < 2)
