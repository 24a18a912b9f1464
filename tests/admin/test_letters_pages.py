"""Odile reads the letters, tries again what failed, and sees every template; nobody else does."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import pytest

from forum.mail import names, queries
from forum.mail.service import Draft, outbox, write
from tests.admin.office import sign_in
from tests.kit.fair import small_fair
from tests.kit.web import submit
from tests.mail.conftest import draft


async def failed_letter(edition: int, name: str = "Ada Martin") -> uuid.UUID:
    letter = await write(draft(edition, name=name))
    claimed = {one.id: one for one in await outbox.claim("test", 100)}
    await outbox.refused(claimed[letter], "550 5.1.1 inconnu")
    await outbox.give_back("test")
    return letter


async def test_a_letter_is_listed_and_read(database: str, client: httpx.AsyncClient) -> None:
    edition = (await small_fair()).id
    letter = await write(draft(edition))
    await sign_in(client)
    listed = (await client.get("/admin/letters")).text
    assert "Ada Martin" in listed
    assert "Essai d’envoi – Forum des métiers du Haut-Jura" in listed
    read = (await client.get(f"/admin/letters/{letter}")).text
    assert "En attente" in read
    assert "Bonjour Ada Martin," in read


async def test_the_letter_itself_stands_in_a_frame_that_can_do_nothing(
    database: str, client: httpx.AsyncClient
) -> None:
    letter = await write(draft((await small_fair()).id, name="<script>alert(1)</script>"))
    await sign_in(client)
    page = await client.get(f"/admin/letters/{letter}")
    assert page.headers.get_list("content-security-policy")[0].endswith("; frame-src 'self'")
    assert len(page.headers.get_list("content-security-policy")) == 1
    framed = await client.get(f"/admin/letters/{letter}/apercu")
    [policy] = framed.headers.get_list("content-security-policy")
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert policy.endswith("; sandbox")
    assert framed.headers["x-frame-options"] == "SAMEORIGIN"
    assert "<script>alert" not in framed.text


async def test_letters_are_found_by_name_address_and_state(database: str, client: httpx.AsyncClient) -> None:
    edition = (await small_fair()).id
    await write(draft(edition, name="Élodie Şahin", to_address="elodie@exemple.fr"))
    lost = await failed_letter(edition, "Thérèse Grenier")
    await sign_in(client)

    async def found(query: str) -> list[str]:
        text = (await client.get(f"/admin/letters?{query}")).text
        return [name for name in ("Élodie Şahin", "Thérèse Grenier") if name in text]

    assert await found("") == ["Élodie Şahin", "Thérèse Grenier"]
    assert await found("q=elodie sahin") == ["Élodie Şahin"]
    assert await found("q=elodie@exemple") == ["Élodie Şahin"]
    assert await found("etat=failed") == ["Thérèse Grenier"]
    assert await found("q=grenier&etat=waiting") == []
    assert "550 5.1.1 inconnu" in (await client.get(f"/admin/letters/{lost}")).text


async def test_a_failed_letter_is_tried_again_and_the_journal_says_who(
    database: str, client: httpx.AsyncClient
) -> None:
    edition = (await small_fair()).id
    letter = await failed_letter(edition)
    await sign_in(client, name="Odile Vuillet")
    answer = await submit(client, f"/admin/letters/{letter}/essais")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/admin/letters/{letter}")
    assert (await queries.letter(letter)).line.state == "waiting"
    journal = (await client.get("/admin/journal")).text
    assert "Odile Vuillet" in journal
    assert "Courrier présenté de nouveau, pour Ada Martin" in journal


async def test_all_failed_letters_are_tried_again(database: str, client: httpx.AsyncClient) -> None:
    edition = (await small_fair()).id
    for name in ("Ada", "Thérèse"):
        await failed_letter(edition, name)
    await sign_in(client)
    assert (await submit(client, "/admin/letters/essais")).status_code == 303
    assert (await queries.counts(edition)).waiting == 2


async def test_a_posted_letter_is_not_posted_again(database: str, client: httpx.AsyncClient) -> None:
    letter = await write(draft((await small_fair()).id))
    [claimed] = await outbox.claim("test", 1)
    await outbox.posted(claimed, "Objet", "Texte", "250 OK")
    await sign_in(client)
    answer = await submit(client, f"/admin/letters/{letter}/essais")
    assert "déjà parti" in (await client.get(answer.headers["location"])).text
    assert (await queries.letter(letter)).line.state == "posted"


async def test_odile_writes_to_herself(database: str, client: httpx.AsyncClient) -> None:
    edition = (await small_fair()).id
    await sign_in(client)
    refused = await submit(client, "/admin/letters/essai-a-soi", email="odile@")
    assert refused.status_code == 422
    assert 'value="odile@"' in refused.text
    answer = await submit(client, "/admin/letters/essai-a-soi", email="odile@exemple.fr")
    assert answer.status_code == 303
    [line] = (await queries.letters(edition)).lines
    assert (line.to_address, line.template) == ("odile@exemple.fr", "mail/letters/trial.md")


async def test_every_template_is_shown(database: str, client: httpx.AsyncClient) -> None:
    await small_fair()
    await sign_in(client)
    listed = (await client.get("/admin/letters/modeles")).text
    for template in sorted(names.templates()):
        concept, _, name = template.removesuffix(".md").replace("/letters/", "/").partition("/")
        assert f"/admin/letters/modeles/{concept}/{name}" in listed
        shown = await client.get(f"/admin/letters/modeles/{concept}/{name}")
        assert shown.status_code == 200
        assert "à corriger" not in shown.text
        assert (await client.get(f"/admin/letters/modeles/{concept}/{name}/apercu")).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/admin/letters/modeles/visitors/none",
        "/admin/letters/modeles/..%2F..%2Fx/y",
        f"/admin/letters/{uuid.UUID(int=7)}",
    ],
)
async def test_a_letter_that_is_not_is_not_found(database: str, client: httpx.AsyncClient, path: str) -> None:
    await small_fair()
    await sign_in(client)
    assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("role", ["viewer", "door_staff", "door_supervisor", "territory_lead"])
async def test_letters_and_journal_are_for_organisers(database: str, client: httpx.AsyncClient, role: str) -> None:
    letter = await write(draft((await small_fair()).id))
    await sign_in(client, role)
    for path in ("/admin/letters", f"/admin/letters/{letter}", "/admin/journal", "/admin/journal/export.csv"):
        answer = await client.get(path)
        assert answer.status_code == 403, path
        assert "Ada Martin" not in answer.text


async def test_a_page_asks_as_much_for_three_letters_as_for_one(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = (await small_fair()).id
    asked: list[str] = []
    real = queries.fetch

    async def counted(sql: str, *values: Any) -> list[dict[str, Any]]:
        asked.append(sql)
        return await real(sql, *values)

    monkeypatch.setattr(queries, "fetch", counted)
    sizes = []
    for _ in range(2):
        for n in range(len(sizes) * 2 + 1):
            await write(draft(edition, name=f"Ada {n}", holder=uuid.UUID(int=1)))
        asked.clear()
        await queries.letters(edition)
        await queries.letters_to(uuid.UUID(int=1))
        await queries.counts(edition)
        sizes.append(len(asked))
    assert sizes[0] == sizes[1]


async def test_pages_of_letters(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = (await small_fair()).id
    monkeypatch.setattr(queries, "PAGE", 2)
    for n in range(5):
        await write(Draft(edition, "mail/letters/trial.md", {"name": "x", "asked_at": "y"}, "a@b.fr", f"Ada {n}"))
    pages = [await queries.letters(edition, page=n) for n in (1, 2, 3, 9, -1)]
    assert [(len(page.lines), page.page, page.pages, page.total) for page in pages] == [
        (2, 1, 3, 5),
        (2, 2, 3, 5),
        (1, 3, 3, 5),
        (1, 3, 3, 5),
        (2, 1, 3, 5),
    ]
    assert len({line.id for page in pages[:3] for line in page.lines}) == 5
