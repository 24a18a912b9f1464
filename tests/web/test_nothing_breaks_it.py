"""Nothing that a client sends makes a fault of ours: any text in any field, any address, any JSON."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from functools import wraps
from urllib.parse import quote_from_bytes

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar

from forum import clock
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from tests import builders
from tests.admin.office import sign_in
from tests.kit.fair import OPENING
from tests.kit.web import csrf

People = Callable[[], httpx.AsyncClient]


def much(examples: int) -> settings:
    """So many examples, the same each time; a slow machine is no fault."""
    slow = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=slow)


NASTY = st.sampled_from(
    [
        "", " ", "\x00", "a\x00b", "\u202e", "🙂", "👩🏽‍💻", "²", "٣", "-1", "0", "1", "2147483648", "9" * 40,
        "1e9", "NaN", "true",
        "=1+1", "' OR 1=1--", "';drop", "%", "_", "\\", "{}", "{{7*7}}", "{% x %}", "<script>", "..",
        "../../etc/passwd", "\r\nX: y",
        "x" * 5000, "é" * 300, "\ud800", "ﷺ" * 100, "39200", "01170", "39478", "01004", "0391035N",
        "039I035N", "O391035N", "3e B", "Tle MELEC",
        "ada@exemple.fr", "ada@gmial.com", "é@é.fr", "a@b.c\n", "0612345678", "+41 79 123 45 67", "lyceen",
        "company", "lunetterie", "coach", "yes",
        "None", "null", "[]", "A1", "A2", "Z9", "73282932000074", "2026-13-45", "1970-01-01", "http://x",
        "javascript:alert(1)", "www.exemple.fr",
    ]
)  # fmt: skip
WORDS = st.one_of(NASTY, st.text(max_size=60), st.text(st.characters(), max_size=12))
VISITOR = (
    "first_name",
    "last_name",
    "email",
    "status",
    "commune",
    "commune_text",
    "elsewhere",
    "companions",
    "children",
)
CLASS = (
    "school",
    "school_text",
    "class_name",
    "grade_level",
    "pupils",
    "adults",
    "special_needs",
    "transport",
    "slot",
    "photo",
    "lunch",
)
REFERENT = ("first_name", "last_name", "email", "phone")
NEEDS = ("people", "tables", "chairs", "panels", "power_watts", "network", "machine", "note")
BOOKING = ("stand", "name", "kind", "sector", "siret", "commune", "commune_text", "website", "pitch", *REFERENT, *NEEDS)
FORMS = {
    "/visiteurs": VISITOR,
    "/classes": (*CLASS, *REFERENT),
    "/plan/A1/reservation": BOOKING,
    "/connexion": ("email", "password", "code"),
    "/visiteurs/badge-perdu": ("email",),
    "/classes/lien-perdu": ("email",),
    "/exposants/lien-perdu": ("email",),
}
PAGES = (
    "/exposants?q={}", "/exposants?filiere={}", "/exposants/{}", "/plan/{}/reservation", "/lien/{}",
    "/communes?q={}", "/communes?code_postal={}",
    "/etablissements?q={}", "/badge/{}", "/badge/{}.pdf", "/calendrier/{}.ics", "/porte/inscription/{}",
    "/visiteurs?{}", "/classes?{}", "/{}", "/?{}={}",
    "/static/{}/css/site.css", "/api/{}", "/plan?{}",
)  # fmt: skip
OFFICE = (
    "/admin?{}", "/admin/exposants?page={}", "/admin/exposants?etat={}",
    "/admin/exposants?sort={}&direction={}", "/admin/classes?q={}",
    "/admin/classes?etat={}&page={}", "/admin/visiteurs?q={}&sort={}", "/admin/visiteurs/export.csv?q={}",
    "/admin/visiteurs/{}", "/admin/classes/{}",
    "/admin/exposants/{}", "/admin/letters?q={}&etat={}&page={}", "/admin/letters/{}",
    "/admin/journal?q={}&page={}", "/admin/badges/planches.pdf?genre={}&quoi={}",
    "/admin/frequentation?jour={}", "/admin/frequentation/{}", "/admin/porte/passages?q={}&page={}",
    "/admin/letters/modeles/{}/{}",
)  # fmt: skip


FINE = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "email": "ada@exemple.fr",
    "status": "lyceen",
    "commune": "39478",
    "name": "Acme",
    "kind": "company",
    "sector": "lunetterie",
    "people": "2",
    "tables": "1",
    "chairs": "2",
    "panels": "0",
    "power_watts": "500",
    "school_text": "0391035N",
    "class_name": "3e B",
    "pupils": "3",
    "adults": "1",
    "transport": "foot",
    "photo": "no",
    "phone": "0612345678",
    "password": "faux",
}


def encoded(word: str) -> str:
    return quote_from_bytes(word.encode("utf-8", "surrogatepass"), safe="")


def body(fields: dict[str, str]) -> bytes:
    return "&".join(f"{encoded(name)}={encoded(value)}" for name, value in fields.items()).encode()


@pytest.fixture
async def fair(app: Litestar) -> AsyncIterator[EditionValue]:
    clock.set(OPENING.replace(day=20))
    edition = await builders.a_fair()
    yield edition
    clock.reset()


def filled(path: str) -> st.SearchStrategy[tuple[str, dict[str, str]]]:
    """One of the forms and some of its fields, filled with anything."""
    return st.tuples(st.just(path), st.dictionaries(st.sampled_from(FORMS[path]), WORDS, max_size=4))


async def test_any_text_in_any_field_of_a_public_form(fair: EditionValue, another_client: People) -> None:
    slot = str((await slots(fair.id))[0].id)
    clients = {path: another_client() for path in FORMS}
    tokens = {path: (await csrf(client))["_csrf_token"] for path, client in clients.items()}
    answered: set[int] = set()

    @much(150)
    @given(sent=st.sampled_from(sorted(FORMS)).flatmap(filled))
    async def any_text(sent: tuple[str, dict[str, str]]) -> None:
        path, typed = sent
        said = {name: value for name, value in {**FINE, "slot": slot}.items() if name in FORMS[path]}
        answer = await clients[path].post(
            path,
            content=body({**said, **typed, "_csrf_token": tokens[path]}),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        answered.add(answer.status_code)
        assert answer.status_code in {303, 404, 422, 429}, (path, typed, answer.text[:300])
        assert "<script>" not in answer.text, (path, typed)

    await run(any_text)
    assert {303, 422} <= answered


async def test_any_text_in_any_address(fair: EditionValue, client: httpx.AsyncClient) -> None:
    @much(200)
    @given(pattern=st.sampled_from(PAGES), words=st.lists(WORDS, min_size=3, max_size=3))
    async def any_address(pattern: str, words: list[str]) -> None:
        await _look(client, pattern, words)

    await run(any_address)


async def test_any_text_in_any_address_of_the_back_office(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client)

    @much(150)
    @given(pattern=st.sampled_from(OFFICE), words=st.lists(WORDS, min_size=3, max_size=3))
    async def any_address(pattern: str, words: list[str]) -> None:
        await _look(client, pattern, words)

    await run(any_address)


async def _look(client: httpx.AsyncClient, pattern: str, words: list[str]) -> None:
    path = pattern.format(*map(encoded, words))
    if re.match(r"/+(\?|$)", path) and path.startswith("//"):
        return  # names another host
    answer = await client.get("/" + path.lstrip("/"))
    assert answer.status_code < 500, (path, answer.text[:300])


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=8,
)
ENTRY = st.fixed_dictionaries(
    {},
    optional={
        "id": st.one_of(st.uuids().map(str), WORDS),
        "kind": st.one_of(st.sampled_from(["scan", "count", "walk_in", "click", "undo", "correction", "reset"]), JSON),
        "direction": st.one_of(st.sampled_from(["in", "out"]), JSON),
        "code": JSON,
        "target": JSON,
        "pupils": JSON,
        "adults": JSON,
        "status": JSON,
        "insee_code": JSON,
        "device_at": st.one_of(st.just("2026-11-20T08:00:00Z"), JSON),
        "note": JSON,
        "gate": JSON,
    },
)
AT = "2026-11-20T08:00:00Z"
UPLOAD = st.lists(ENTRY, max_size=3).map(
    lambda entries: {
        "sent_at": AT,
        "queued": 1,
        "entries": [{"direction": "in", "device_at": AT, **one} for one in entries],
    }
)


async def test_any_json_at_the_door(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client, "door_supervisor", "Dora")
    token = (await csrf(client))["_csrf_token"]
    enrolled = await client.post(
        "/porte/inscription", data={"gate": str(fair.gates[0].id), "name": "Téléphone", "_csrf_token": token}
    )
    assert enrolled.status_code == 303
    headers = {"x-csrftoken": token, "content-type": "application/json"}
    seen: set[int] = set()

    @much(80)
    @given(sent=st.one_of(JSON, UPLOAD), word=WORDS)
    async def any_json(sent: object, word: str) -> None:
        answer = await client.post("/porte/api/passages", content=json.dumps(sent), headers=headers)
        seen.add(answer.status_code)
        assert answer.status_code < 500, (sent, answer.text[:300])
        for path in ("/porte/api/liste?depuis={}", "/porte/api/recherche?q={}"):
            asked = await client.get(path.format(encoded(word)))
            assert asked.status_code < 500, (path, word, asked.text[:300])

    await run(any_json)
    assert 200 in seen


async def run(test: Callable[..., object]) -> None:
    """Run a Hypothesis test whose body is a coroutine: Hypothesis drives from a thread, this loop answers."""
    loop = asyncio.get_running_loop()
    inner = test.hypothesis.inner_test  # type: ignore[attr-defined]

    @wraps(inner)
    def in_the_loop(*args: object, **named: object) -> None:
        asyncio.run_coroutine_threadsafe(inner(*args, **named), loop).result(60)

    test.hypothesis.inner_test = in_the_loop  # type: ignore[attr-defined]
    await asyncio.to_thread(test)
