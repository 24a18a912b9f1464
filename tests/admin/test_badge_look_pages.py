"""Odile chooses how badges look and sees every kind as it will be printed."""

from __future__ import annotations

import io

import httpx
import pytest
from PIL import Image

from forum.badges import queries
from forum.badges.faces import Look
from forum.editions.values import EditionValue
from tests.admin.office import sign_in
from tests.badges.test_look import claiming, picture
from tests.kit.fair import small_fair
from tests.kit.web import csrf, save, submit

HERE = "/admin/badges/modele"


@pytest.fixture
async def edition(app: object) -> EditionValue:
    return await small_fair()


async def send(client: httpx.AsyncClient, content: bytes, **typed: str) -> httpx.Response:
    return await client.post(
        f"{HERE}/logos", data={**typed, **await csrf(client)}, files={"picture": ("logo.png", content, "image/png")}
    )


async def test_the_model_is_kept_and_put_back(client: httpx.AsyncClient, edition: EditionValue) -> None:
    await sign_in(client)
    usual = await client.get(HERE)
    assert 'value="#1d6088"' in usual.text
    kept = await save(client, HERE, line="Haut-Jura", back_line="", colour_visitor="#A02C1A", colour_press="#9c2463")
    assert kept.status_code == 303
    assert await queries.look(edition.id) == Look((("visitor", "#a02c1a"),), "Haut-Jura", "")
    assert 'value="#a02c1a"' in (await client.get(HERE)).text
    assert (await save(client, HERE, line="x", usual="yes")).status_code == 303
    assert await queries.look(edition.id) == Look()


async def test_what_cannot_stand_is_said_and_kept_on_the_page(client: httpx.AsyncClient, edition: EditionValue) -> None:
    await sign_in(client)
    refused = await submit(client, HERE, line="Ma ligne", colour_door="violet")
    assert refused.status_code == 422
    assert "Une couleur s’écrit" in refused.text
    assert "Ma ligne" in refused.text
    assert await queries.look(edition.id) == Look()


async def test_logos_come_and_go(client: httpx.AsyncClient, edition: EditionValue) -> None:
    await sign_in(client)
    assert (await send(client, picture(), part="partner", name="Région <b>")).status_code == 303
    shown = (await client.get(HERE)).text
    assert "Région &lt;b&gt;" in shown
    ((logo, _),) = await queries.pictures(edition.id)
    assert (await submit(client, f"{HERE}/logos/{logo}/retirer")).status_code == 303
    assert await queries.pictures(edition.id) == []
    assert (await submit(client, f"{HERE}/logos/{logo}/retirer")).status_code == 404


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("content", "typed", "sentence"),
    [
        (b"<svg><script>alert(1)</script></svg>", {"part": "logo", "name": "x"}, "Cette image ne se lit pas."),
        (claiming(12_000, 12_000), {"part": "logo", "name": "x"}, "Cette image est trop grande"),
        (picture(), {"part": "plafond", "name": "x"}, "Dites où va ce logo."),
        (picture(), {"part": "logo", "name": ""}, "Indiquez de qui est ce logo"),
        (b"", {"part": "logo", "name": "x"}, "Choisissez un fichier."),
    ],
    ids=["svg", "huge", "part", "name", "nothing"],
)
async def test_a_bad_logo_is_refused_in_words(
    client: httpx.AsyncClient, edition: EditionValue, content: bytes, typed: dict[str, str], sentence: str
) -> None:
    await sign_in(client)
    refused = await send(client, content, **typed)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert await queries.pictures(edition.id) == []


async def test_the_preview_follows_what_is_typed_and_keeps_nothing(
    client: httpx.AsyncClient, edition: EditionValue
) -> None:
    await sign_in(client)
    before = await client.get("/admin/badges/apercu.png", params={"vue": "cards"})
    typed = {"vue": "cards", "line": "Haut-Jura", "back_line": "", "colour_visitor": "#0000ff"}
    after = await client.get("/admin/badges/apercu.png", params=typed)
    assert (before.headers["content-type"], after.status_code) == ("image/png", 200)
    assert {(0, 0, 255)} <= {
        ink for _, ink in Image.open(io.BytesIO(after.content)).convert("RGB").getcolors(1 << 24) or []
    }
    assert before.content != after.content
    assert (await client.get("/admin/badges/apercu.png", params={**typed, "colour_visitor": "#00"})).status_code == 200
    assert await queries.look(edition.id) == Look()


async def test_dora_may_look_but_not_touch(client: httpx.AsyncClient, edition: EditionValue) -> None:
    await sign_in(client, "door_supervisor", "Dora")
    assert (await client.get(HERE)).status_code == 200
    assert (await submit(client, HERE, line="x")).status_code == 403
    assert (await send(client, picture(), part="logo", name="x")).status_code == 403
    assert await queries.look(edition.id) == Look()
