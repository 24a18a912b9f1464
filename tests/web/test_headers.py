"""Headers that every answer carries, whatever it is."""

from __future__ import annotations

import httpx
import pytest
from litestar import Litestar

from forum.settings import settings
from forum.web.security import POLICY
from tests import builders
from tests.kit.web import submit

EVERYWHERE = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.fixture
async def fair(app: Litestar) -> None:
    await builders.a_fair()


async def test_every_kind_of_answer_carries_them(fair: None, app: Litestar, client: httpx.AsyncClient) -> None:
    sheet = app.state.static.address("css/site.css")
    answers = [
        await client.request(method, path, content=body)
        for method, path, body in (
            ("GET", "/", None),
            ("GET", "/nulle-part", None),
            ("GET", "/admin", None),
            ("GET", sheet, None),
            ("HEAD", sheet, None),
            ("GET", "/static/x/nulle-part.css", None),
            ("POST", "/visiteurs", b"x=1"),
            ("DELETE", "/visiteurs", None),
            ("POST", "/visiteurs", b"x" * 3_000_000),
            ("GET", "/health", None),
            ("GET", "/communes?q=x", None),
            ("GET", "/api/schema/openapi.json", None),
            ("GET", "/porte/api/liste", None),
            ("GET", "/exposants/espace", None),
        )
    ]
    answers.append(await submit(client, "/visiteurs"))
    assert {one.status_code for one in answers} >= {200, 401, 403, 404, 405, 422}
    for one in answers:
        assert {name: one.headers.get(name) for name in EVERYWHERE} == EVERYWHERE, one.request.url
        assert len(one.headers["x-request-id"]) == 12
        assert one.headers["content-security-policy"].count("unsafe-inline") == 0


async def test_the_policy_lets_nothing_inline_nor_foreign_in() -> None:
    rules = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == "'self'"
    assert set(rules["script-src"].split()) == {"'self'", "'wasm-unsafe-eval'"}
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "http" not in POLICY


async def test_a_page_is_kept_by_nobody(fair: None, client: httpx.AsyncClient) -> None:
    for path in ("/", "/visiteurs", "/plan", "/nulle-part", "/admin"):
        assert (await client.get(path)).headers["cache-control"] == "no-store", path


async def test_over_https_cookies_are_bound_to_the_host(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUM_BASE_URL", "https://forum.example")
    settings.cache_clear()
    from forum.app import create_app

    app = create_app()
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://forum.example") as client,
    ):
        await builders.a_fair()
        answer = await client.get("/visiteurs")
        landed = await submit(client, await builders.sign_in_address())
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    for said in (answer.headers["set-cookie"], landed.headers["set-cookie"]):
        assert said.startswith("__Host-forum")
        assert "Secure" in said
        assert "HttpOnly" in said
        assert "Domain" not in said
    settings.cache_clear()
