"""A supervisor that knows the token reads the gauges; nobody else learns that they exist."""

from __future__ import annotations

import httpx
import pytest

from forum.settings import settings
from tests.builders import a_fair


async def test_without_a_token_the_address_does_not_exist(client: httpx.AsyncClient) -> None:
    assert (await client.get("/metrics", headers={"authorization": "Bearer None"})).status_code == 404


async def test_only_the_token_opens_it(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUM_METRICS_TOKEN", "a-long-token")
    settings.cache_clear()
    for given in ("", "a-long-token", "Bearer", "Bearer another", "Bearer é"):
        assert (await client.get("/metrics", headers={"authorization": given.encode()})).status_code == 401
    await a_fair()
    answer = await client.get("/metrics", headers={"authorization": "Bearer a-long-token"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    told = dict(line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
    assert told["forum_up"] == "1"
    assert told['forum_letters{state="waiting"}'] == told["forum_present"] == told["forum_backup_failed"] == "0"
    assert float(told["process_resident_memory_bytes"]) > 1_000_000
