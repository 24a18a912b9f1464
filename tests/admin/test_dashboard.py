"""The dashboard: what waits today, only what its reader may open, with a fixed number of questions."""

from __future__ import annotations

import errno
import json
import re
import sqlite3
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from litestar import Litestar

from admin import todo
from forum import clock
from forum.backups.queries import FAILURE
from forum.class_visits.rules import ReferentSaid
from forum.cli import main
from forum.cli.serve import migrate as migration_command
from forum.database import fetch
from forum.database.faults import translated
from forum.editions import service as edition_verbs
from forum.editions.values import EditionValue
from forum.settings import settings
from tests import builders
from tests.admin.office import sign_in
from tests.kit.counting import questions
from tests.kit.web import save


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    return await builders.a_fair(persons=29)


async def told(client: httpx.AsyncClient) -> str:
    page = (await client.get("/admin")).text
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", page))


async def test_what_waits_is_said_with_its_reason(
    fair: EditionValue, client: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORUM_BACKUP_DIR", str(tmp_path))  # other tests of this process made some elsewhere
    settings.cache_clear()
    with builders.in_time(fair):
        await builders.an_exhibitor(fair)
        await builders.a_class(fair, ReferentSaid("Théo", "Autre", "theo@orange.fr", "0612345678"))
    await fetch("UPDATE letter SET failed_at = {}, tries = 1", clock.now())
    letter = (await fetch("SELECT id FROM letter LIMIT 1"))[0]["id"]
    await fetch(
        "INSERT INTO letter_attempt (id, letter, at, outcome, detail) VALUES ({}, {}, {}, 'refused', {})",
        *("11111111-1111-4111-8111-111111111111", letter, clock.now(), "550 boîte inconnue"),
    )
    await sign_in(client)
    with builders.in_time(fair):
        page = await told(client)
    assert "1 demande de stand Acme Lunettes, stand A1" in page
    assert "classe d’un enseignant à reconnaître" in page
    assert "1 créneau d’arrivée complet" in page
    assert "courriers non remis" in page
    assert "550 boîte inconnue" in page or "sans réponse" in page
    assert "filières sans exposant" in page
    assert "établissements du territoire n’ont pas répondu" in page
    assert "Aucune sauvegarde n’existe encore" in page


async def test_a_failed_backup_is_said(fair: EditionValue, client: httpx.AsyncClient) -> None:
    folder = Path(settings().backup_dir)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FAILURE).write_text(json.dumps({"at": clock.now().isoformat(), "sentence": "Le disque est plein."}))
    await sign_in(client)
    assert "Le disque est plein." in await told(client)


async def test_a_full_disk_is_said_before_and_when_it_is(
    fair: EditionValue, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dashboard warns; a write that finds no room keeps nothing and says so; a command says it in one line."""
    await sign_in(client)
    monkeypatch.setattr(todo, "room", lambda _: 10_000_000_000)
    assert "Mo sur le serveur" not in await told(client)
    monkeypatch.setattr(todo, "room", lambda _: 120_000_000)
    assert "Il ne reste que 120 Mo sur le serveur" in await told(client)

    async def no_room(*_: object) -> None:
        with translated():
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    monkeypatch.setattr(edition_verbs, "set_words", no_room)
    refused = await save(client, "/admin/edition/mentions")
    assert (refused.status_code, "Le disque du serveur est plein" in refused.text) == (503, True)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(migration_command, "callback", full)
    said = CliRunner().invoke(main, ["migrate"])
    assert (said.exit_code, "est plein" in said.output, "Traceback" in said.output) == (1, True, False)


@pytest.mark.parametrize("role", ["territory_lead", "viewer", "door_supervisor"])
async def test_every_link_of_the_dashboard_opens_for_its_reader(
    fair: EditionValue, client: httpx.AsyncClient, role: str
) -> None:
    with builders.in_time(fair):
        await builders.an_exhibitor(fair)
        await builders.a_class(fair)
    await fetch("UPDATE letter SET failed_at = {}, tries = 1", clock.now())
    await sign_in(client, role)
    page = (await client.get("/admin")).text
    main = page[page.index("<main") :]
    assert "Non remis" not in main
    links = set(re.findall(r'href="(/admin[^"#]*)"', main))
    assert {path: (await client.get(path)).status_code for path in links} == dict.fromkeys(links, 200)


async def test_it_asks_as_much_for_many_as_for_few(
    fair: EditionValue, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.door.ledger.REDRAWN_EVERY", 600.0)
    monkeypatch.setattr("forum.editions.queries._KEPT_FOR", 600.0)  # a slow machine would read the edition again
    await sign_in(client)
    await client.get("/admin")
    counts = []
    for more in (1, 12):
        for number in range(more):
            await builders.a_visitor(fair, last_name=f"Numéro {number} {more}")
        if more > 1:
            await builders.an_exhibitor(fair, "A2", name="Béta")
            await builders.an_exhibitor(fair, "A3", name="Gamma")
        with questions() as asked:
            assert (await client.get("/admin")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
