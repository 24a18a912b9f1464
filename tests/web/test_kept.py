"""Public pages that are drawn once for all: nobody sees another's token, nor what is over."""

from __future__ import annotations

import gzip
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import httpx
import jinja2
import pytest
from litestar import Litestar

from forum import clock
from forum.editions.values import EditionValue
from forum.visitors import service
from forum.web.kept import forget_pages
from tests import builders
from tests.builders import ADA
from tests.kit.fair import OPENING


@pytest.fixture
async def edition(database: str) -> AsyncIterator[EditionValue]:
    """A published edition, a week before its doors open."""
    clock.set(OPENING.replace(day=20))
    yield await builders.a_fair()
    clock.reset()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pages written out, one after the other."""
    names: list[str] = []
    really = jinja2.Template.render

    def render(template: jinja2.Template, *given: object, **values: object) -> str:
        names.append(template.name or "")
        return really(template, *given, **values)

    monkeypatch.setattr(jinja2.Template, "render", render)
    return names


def token_of(text: str) -> set[str]:
    return set(re.findall(r'name="_csrf_token" value="([^"]+)"', text))


@pytest.mark.parametrize("path", ["/visiteurs", "/classes"])
async def test_an_empty_form_is_drawn_once_and_each_reader_has_a_token_of_their_own(
    path: str, another_client: Callable[[], httpx.AsyncClient], edition: EditionValue, drawn: list[str]
) -> None:
    seen = []
    for client in (another_client(), another_client()):
        text = (await client.get(path)).text
        assert token_of(text) == {client.cookies["forum_csrf"]}
        seen.append(re.sub(r'(name="_csrf_token" value=")[^"]+', r"\1", text))
    assert seen[0] == seen[1]
    assert len(drawn) == 1


async def test_a_token_made_up_by_its_reader_cannot_write_into_the_page(
    client: httpx.AsyncClient, edition: EditionValue
) -> None:
    client.cookies.set("forum_csrf", "'<i>")
    assert "<i>" not in (await client.get("/visiteurs")).text


async def test_the_places_left_are_those_of_now(
    client: httpx.AsyncClient, edition: EditionValue, drawn: list[str]
) -> None:
    (slot,) = await builders.visitor_slots(edition, 2)
    assert "2 places" in (await client.get("/visiteurs")).text
    await service.register(edition, replace(ADA, slot=slot))
    assert "1 place<" in (await client.get("/visiteurs")).text


@pytest.mark.parametrize("path", ["/", "/plan", "/exposer", "/exposants"])
async def test_a_page_without_a_secret_is_kept_packed_until_an_act_concerns_it(
    path: str, app: Litestar, client: httpx.AsyncClient, edition: EditionValue, drawn: list[str]
) -> None:
    plain = await client.get(path, headers={"accept-encoding": "identity"})
    packed = await client.get(path, headers={"accept-encoding": "gzip"})
    assert (plain.text, "content-encoding" in plain.headers) == (packed.text, False)
    assert len(gzip.compress(plain.content, 5, mtime=0)) == int(packed.headers["content-length"])
    assert {one.headers["cache-control"] for one in (plain, packed)} == {"no-store"}
    assert len(drawn) == 1
    forget_pages(app)
    await client.get(path)
    await client.get(f"{path}?q=bois")  # whoever looks for something has a page of their own
    assert len(drawn) == 3
