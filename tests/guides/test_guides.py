"""The guides: one page each, whatever the edition says of itself, with its own dates."""

from __future__ import annotations

import io
from dataclasses import replace

import httpx
import pytest
from pypdf import PdfReader

from forum.editions.values import EditionValue
from forum.guides.drawing import draw_guide
from forum.guides.rules import GUIDES
from tests import builders


@pytest.fixture
async def fair(database: str) -> EditionValue:
    return await builders.a_fair()


@pytest.mark.parametrize("code", GUIDES)
async def test_a_guide_is_one_page_with_this_editions_dates(
    fair: EditionValue, client: httpx.AsyncClient, code: str
) -> None:
    answer = await client.get(f"/guides/{code}.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    (leaf,) = PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(leaf.extract_text().split())
    assert "vendredi 27 novembre 2026" in words
    assert "Palais des sports" in words
    for title, _ in GUIDES[code](fair).steps:
        assert " ".join(title.split()) in words
    html = (await client.get("/guides")).text
    assert f"/guides/{code}.pdf" in html


@pytest.mark.parametrize("code", GUIDES)
async def test_long_words_stay_on_the_page(fair: EditionValue, code: str) -> None:
    long = replace(fair, name="Forum " * 20, place="Palais " * 12, access="Les cars se garent derrière la halle. " * 20)
    bare = replace(fair, access="", contact_phone="", contact_email="", emergency_phone="")
    for edition in (long, bare):
        assert len(PdfReader(io.BytesIO(draw_guide(GUIDES[code](edition), edition.name))).pages) == 1


async def test_a_guide_that_is_not_there_is_a_clear_page(fair: EditionValue, client: httpx.AsyncClient) -> None:
    for code in ("x", "%2e%2e", "é", "a" * 3000):
        assert (await client.get(f"/guides/{code}.pdf")).status_code == 404
