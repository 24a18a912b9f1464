"""The security note says what the code does: its figures come from where the program reads them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pypdf
import pytest
from litestar import Litestar

from forum.editions.values import EditionValue
from forum.people import passwords, service
from forum.security_note.queries import facts
from forum.security_note.rules import remains, sections
from tests import builders
from tests.admin.office import sign_in


@pytest.fixture
async def fair(app: Litestar) -> EditionValue:
    return await builders.a_fair()


async def said(fair: EditionValue) -> str:
    return " ".join(point for section in sections(await facts(fair)) for point in section.points).replace("\u00a0", " ")


async def test_lengths_and_hashing_are_those_of_the_code(fair: EditionValue, monkeypatch: pytest.MonkeyPatch) -> None:
    argon = passwords.hasher()
    told = await said(fair)
    assert f"({argon.memory_cost // 1024} Mio de mémoire, {argon.time_cost} passes)" in told
    assert f"au moins {passwords.LEAST} caractères" in told
    assert "La session dure 12 heures" in told
    assert f"Au plus {service.TRIES_A_MINUTE} essais" in told
    monkeypatch.setitem(service.SESSION_LENGTH, "staff", timedelta(hours=3))
    assert "La session dure 3 heures" in await said(fair)


async def test_a_hash_really_has_these_parameters() -> None:
    made = passwords.hash_password("un mot de passe assez long")
    argon = passwords.hasher()
    assert made.startswith(f"$argon2id$v=19$m={argon.memory_cost},t={argon.time_cost},p={argon.parallelism}$")


async def test_the_limit_of_sign_ins_is_the_one_that_the_page_holds(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    from tests.kit.web import submit

    typed: dict[str, Any] = {"email": "odile@exemple.fr", "password": "x"}
    answers = [(await submit(client, "/connexion", **typed)).status_code for _ in range(service.TRIES_A_MINUTE + 1)]
    assert answers == [422] * service.TRIES_A_MINUTE + [429]


async def test_what_remains_follows_the_deployment(fair: EditionValue) -> None:
    told = await facts(fair)
    assert any("https" in one for one in remains(replace(told, https=False)))
    assert not any("https" in one for one in remains(replace(told, https=True)))
    assert any("même disque" in one for one in remains(replace(told, backups=True, backups_aside=False)))
    assert any("double vérification" in one for one in remains(replace(told, team=3, team_doubly_verified=1)))
    assert not any("double vérification" in one for one in remains(replace(told, team=3, team_doubly_verified=3)))


async def test_the_page_and_its_paper_say_the_same_in_two_pages(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    page = await client.get("/admin/securite")
    assert page.status_code == 200
    assert "Ce qui reste à faire ou à accepter" in page.text
    answer = await client.get("/admin/securite/note.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    paper = pypdf.PdfReader(io.BytesIO(answer.content))
    assert len(paper.pages) <= 2
    words = " ".join(one.extract_text() for one in paper.pages)
    assert "Argon2id" in words
    assert "signature" in words


@pytest.mark.parametrize("role", ["viewer", "territory_lead", "door_supervisor"])
async def test_it_is_for_organizers(fair: EditionValue, client: httpx.AsyncClient, role: str) -> None:
    await sign_in(client, role)
    assert (await client.get("/admin/securite")).status_code == 403
