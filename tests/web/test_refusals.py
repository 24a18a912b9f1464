"""What is refused is answered in French, at the right status, to people as a page and to programs as problem+json."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar

from forum import database
from forum.database import Unavailable, fetch
from forum.editions import queries as editions
from tests import builders
from tests.kit.web import csrf

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def fair(app: Litestar) -> None:
    await builders.a_fair()


async def test_a_form_of_ten_megabytes_is_too_heavy(fair: None, client: httpx.AsyncClient) -> None:
    token = (await csrf(client))["_csrf_token"]
    body = f"_csrf_token={token}&first_name=".encode() + b"x" * 10_000_000

    async def in_pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 100_000):
            yield body[start : start + 100_000]

    for content in (body, in_pieces()):
        answer = await client.post("/visiteurs", content=content, headers=FORM)
        assert answer.status_code == 413
        assert "rien n’a été enregistré. Revenez à la page précédente" in answer.text
    assert await fetch("SELECT count(*) AS n FROM visitor") == [{"n": 0}]


@pytest.mark.parametrize(
    ("space", "way"),
    [
        ("/exposants/espace", "/exposants/lien-perdu"),
        ("/classes/espace", "/classes/lien-perdu"),
        ("/visiteurs/espace", "/visiteurs/badge-perdu"),
        ("/admin", "/connexion"),
    ],
)
async def test_whoever_is_not_signed_in_is_shown_the_way_in(
    fair: None, client: httpx.AsyncClient, space: str, way: str
) -> None:
    answer = await client.get(space)
    assert answer.status_code == 403
    assert f'<a class="button" href="{way}">' in answer.text
    assert (await client.get(way)).status_code == 200


async def test_a_form_from_another_site_is_refused(fair: None, client: httpx.AsyncClient) -> None:
    await client.get("/")
    for data in ({}, {"_csrf_token": "x"}, {"_csrf_token": ""}, {"_csrf_token": "é🙂"}):
        answer = await client.post("/visiteurs", data=data)
        assert answer.status_code == 403
        assert "Rechargez-la et recommencez" in answer.text


@pytest.mark.parametrize(
    "body, kind",
    [
        (b"\xff\xfe\x00=%zz&%ED%A0%80=1&&&=", "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb', "multipart/form-data; boundary=x"),
        (b"{}", "multipart/form-data"),
        (b"{", "application/json"),
        (b"", "text/plain"),
        (b"", ""),
        (b"\x00" * 1000, "application/octet-stream"),
    ],
)
async def test_a_body_that_is_no_form_is_refused_without_a_fault(
    fair: None, client: httpx.AsyncClient, body: bytes, kind: str
) -> None:
    token = (await csrf(client))["_csrf_token"]
    headers = {"x-csrftoken": token, **({"content-type": kind} if kind else {})}
    for path in ("/visiteurs", "/classes", "/connexion", "/plan/A1/reservation"):
        assert (await client.post(path, content=body, headers=headers)).status_code in {400, 403, 415, 422}, path


async def test_a_program_is_answered_in_its_own_language(fair: None, client: httpx.AsyncClient) -> None:
    answer = await client.get("/nulle-part", headers={"accept": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "status": 404,
        "title": "Page introuvable",
        "detail": "Cette page n’existe pas, ou n’existe plus.",
    }


async def test_a_page_that_does_not_exist_shows_the_way_back(fair: None, client: httpx.AsyncClient) -> None:
    answer = await client.get("/nulle-part", headers={"accept": "text/html"})
    assert answer.status_code == 404
    for words in ("Page introuvable", 'href="/"', answer.headers["x-request-id"]):
        assert words in answer.text


async def test_a_fault_of_ours_says_nothing_of_itself(
    fair: None, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret of Ada")

    monkeypatch.setattr("forum.visitors.routes.window_state", broken)
    answer = await client.get("/visiteurs")
    assert answer.status_code == 500
    assert "Une erreur s’est produite chez nous" in answer.text
    assert "secret of Ada" not in answer.text
    assert answer.headers["x-request-id"] in answer.text


async def test_a_busy_database_is_a_matter_of_waiting(
    fair: None, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Unavailable("locked by another process")

    monkeypatch.setattr("forum.visitors.routes.window_state", busy)
    answer = await client.get("/visiteurs")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "momentanément indisponible" in answer.text


async def test_an_empty_site_says_that_nothing_is_announced_yet(app: Litestar, client: httpx.AsyncClient) -> None:
    for path in ("/", "/plan", "/visiteurs", "/classes"):
        answer = await client.get(path)
        assert answer.status_code == 404
        assert "n’est pas encore annoncé" in answer.text
        assert "<h1>Le forum se prépare</h1>" in answer.text
        assert "introuvable" not in answer.text


async def test_health_says_up_and_down(fair: None, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    up = await client.get("/health")
    assert (up.status_code, up.json()) == (200, {"status": "up"})

    async def away(*_: object, **__: object) -> None:
        raise Unavailable("PostgreSQL: ConnectionRefusedError")

    monkeypatch.setattr(database.engine(), "run", away)
    editions.forget()
    down = await client.get("/health")
    assert (down.status_code, down.json()) == (503, {"status": "down"})
    page = await client.get("/")
    assert page.status_code == 503
    assert "momentanément indisponible" in page.text
