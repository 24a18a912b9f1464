"""The stream of the occupancy, from a real server: it tells changes made elsewhere, and does not hold a stop up."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from forum.door import service as door
from forum.people import links
from tests.door.stage import ODILE, Stage, entry
from tests.door.test_day import serving
from tests.kit import patience


async def test_a_supervisor_hears_what_another_process_wrote_and_the_server_stops_at_once(
    stage: Stage, database: str, engine_name: str, request: pytest.FixtureRequest
) -> None:
    if engine_name == "postgres" and not request.config.getoption("--long"):
        pytest.skip("on PostgreSQL: --long runs it")
    _, link = await door.offer_enrolment(stage.edition, stage.gate_a, "supervise", ODILE)
    _, token = await door.enrol(links.token_of(link), "Responsable")
    dora = await stage.phone()
    async with (
        serving(database) as server,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}", cookies={"forum_door": token}) as client,
        client.stream("GET", "/porte/flux", timeout=patience.SECONDS) as stream,
    ):
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["x-accel-buffering"] == "no"
        heard: list[int] = []
        async for line in stream.aiter_lines():
            if not line.startswith("data:"):
                continue
            heard.append(json.loads(line[5:])["present"])
            if heard == [0]:  # written by this process, not by the server's
                await door.record(dora, door.Upload(entry().device_at, 1, [entry("click", adults=7)]))
            elif heard == [0, 7]:
                break
        assert server.process
        server.process.terminate()
        await asyncio.to_thread(server.process.wait)
        assert "graceful shutdown exceeded" not in server.process.stderr.read(), "an open stream holds the server up"
