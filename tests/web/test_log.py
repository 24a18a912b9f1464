"""The log says what happened, and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.web.log import JsonLines
from tests import builders
from tests.kit.fair import OPENING
from tests.kit.web import submit


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that is logged, as the server writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "forum", "forum.requests")}
    root.addHandler(handler)
    handler.addFilter(lambda record: not record.name.startswith(("httpx", "httpcore")))  # the test's own client
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG if name else logging.INFO)
    yield written
    clock.reset()
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def test_a_whole_story_leaves_no_name_address_or_token_in_the_log(
    app: Litestar, client: httpx.AsyncClient, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set(OPENING.replace(day=20))
    edition = await builders.a_fair()
    link = await builders.sign_in_address()
    said = {
        "first_name": "Zoé",
        "last_name": "Lovelace",
        "email": "ada@visiteuse.example",
        "commune": "39478",
        "status": "lyceen",
    }
    assert (await submit(client, "/visiteurs", **said)).status_code == 303
    await submit(client, "/visiteurs", **{**said, "email": "lovelace"})
    await client.get("/admin/visiteurs?q=Lovelace")
    await client.get("/lien/" + "A" * 32)
    await client.get(link)
    await submit(client, link)
    await submit(client, "/connexion", email="odile@exemple.fr", password="mot-de-passe-secret")

    def broken(*_: object) -> None:
        raise RuntimeError("Lovelace <ada@visiteuse.example>")

    monkeypatch.setattr("forum.visitors.routes.window_state", broken)
    assert (await client.get("/visiteurs")).status_code == 500
    cookie = client.cookies["forum_session"]
    written = lines.getvalue()
    for secret in (
        "Lovelace",
        "lovelace",
        "visiteuse",
        "odile@",
        "mot-de-passe",
        link.rpartition("/")[2],
        "A" * 32,
        cookie,
    ):
        assert secret not in written, secret
    told = [json.loads(line) for line in written.splitlines()]
    requests = [line for line in told if line["from"] == "forum.requests"]
    assert {line["route"] for line in requests} >= {"/visiteurs", "/lien/{token}", "/connexion"}
    assert {"status", "ms", "request", "method"} <= requests[0].keys()
    (fault,) = [line for line in told if line.get("fault")]
    assert fault["fault"] == "RuntimeError"
    assert any("test_log.py" in place for place in fault["places"])
    assert edition.id == 1
