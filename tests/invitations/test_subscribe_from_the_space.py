"""Each space offers its subscribed calendar: it opens without a session, and a new address closes the old one."""

from __future__ import annotations

import re

import httpx
import pytest
from litestar import Litestar

from forum.class_visits import queries as class_visits
from forum.people import service as people
from forum.people.sessions import cookie_name
from tests import builders
from tests.kit.web import submit

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("in_november")]


@pytest.mark.parametrize("kind", ["visitor", "teacher", "exhibitor"])
async def test_it_follows_and_can_be_renewed(app: Litestar, client: httpx.AsyncClient, kind: str) -> None:
    edition = await builders.a_fair()
    space = {"visitor": "/visiteurs/espace", "teacher": "/classes/espace", "exhibitor": "/exposants/espace"}[kind]
    if kind == "visitor":
        subject = await builders.a_visitor(edition)
    elif kind == "teacher":
        subject = (await class_visits.visit(edition.id, await builders.a_class(edition))).referent
    else:
        subject = await builders.an_exhibitor(edition)
    client.cookies.set(cookie_name(), await people.open_session(kind, subject, edition.id))

    async def address() -> str:
        found = re.search(r"/calendrier/[A-Za-z0-9_-]+\.ics", (await client.get(space)).text)
        assert found
        return found[0]

    first = await address()
    assert await address() == first
    stranger = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://forum.test")
    told = await stranger.get(first)
    assert (told.status_code, told.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "BEGIN:VEVENT" in told.text
    assert (await submit(client, f"{space}/agenda")).status_code == 303
    second = await address()
    assert second != first
    assert [(await stranger.get(path)).status_code for path in (first, second)] == [404, 200]
    await stranger.aclose()
