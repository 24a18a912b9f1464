"""The word for the next page: shown once, and ours only."""

from __future__ import annotations

import base64
import json

import httpx
import pytest
from litestar import Litestar

from tests import builders
from tests.kit.web import submit

COOKIE = "forum_flash"


@pytest.fixture
async def fair(app: Litestar) -> None:
    await builders.a_fair()


async def test_it_is_shown_once(fair: None, client: httpx.AsyncClient) -> None:
    await submit(client, "/deconnexion")
    assert "Vous êtes déconnecté." in (await client.get("/")).text
    assert "Vous êtes déconnecté." not in (await client.get("/")).text


def _body(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "forged",
    [
        "x." + _body(["bad", "Appelez le 0899 000 000"]),
        "0" * 32 + "." + _body(["bad", "Appelez le 0899 000 000"]),
        "é." + _body(["bad", "Appelez le 0899 000 000"]),
        _body(["bad", "Appelez le 0899 000 000"]),
        ".",
        "",
        "a.b.c",
        "\\xff.\\x00",
    ],
)
async def test_a_forged_word_is_not_shown(fair: None, client: httpx.AsyncClient, forged: str) -> None:
    answer = await client.get("/", headers={"cookie": f"{COOKIE}={forged}".encode()})
    assert answer.status_code == 200
    assert "0899" not in answer.text


async def test_a_word_with_markup_is_text(fair: None, client: httpx.AsyncClient) -> None:
    from forum.web.answers import _sign

    body = base64.urlsafe_b64encode(json.dumps(["done", "<b>gras</b>"]).encode()).decode()
    client.cookies.set(COOKIE, f"{_sign(body)}.{body}")
    page = (await client.get("/")).text
    assert "&lt;b&gt;gras" in page
