"""Odile sees the backups, makes one, and takes one away when she has proved herself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from forum.backups import service
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.people import service as people
from forum.people import sessions
from forum.settings import settings
from tests.admin.office import sign_in
from tests.builders import a_fair
from tests.kit.web import submit

PASSWORD = "la neige tombe sur le Haut-Jura"


@pytest.fixture(autouse=True)
def folder(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("FORUM_BACKUP_DIR", str(tmp_path / "kept"))
    settings.cache_clear()
    yield tmp_path / "kept"
    settings.cache_clear()


@pytest.fixture
async def fair(database: str) -> EditionValue:
    return await a_fair()


async def test_the_page_tells_and_makes(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    empty = await client.get("/admin/sauvegardes")
    assert "Pas encore de sauvegarde" in empty.text
    answer = await submit(client, "/admin/sauvegardes")
    assert answer.status_code == 303
    page = await client.get("/admin/sauvegardes")
    assert "Sauvegarde faite et vérifiée" in page.text
    assert "relue, saine" in page.text


async def test_a_backup_leaves_only_with_the_password(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    made = await service.save()
    address = f"/admin/sauvegardes/{made.name}"
    assert "donnez d’abord un mot de passe" in (await client.get(address)).text
    [account] = await fetch("SELECT id FROM account")
    await people.keep_password(account["id"], await people.hashed(PASSWORD))
    await sign_in_again(client, account["id"])
    assert "de nouveau" in (await client.get(address)).text
    for typed, status in (("", 422), ("faux", 422), (PASSWORD, 201)):
        answer = await submit(client, address, password=typed)
        assert answer.status_code == status
        assert (made.bytes == len(answer.content)) == (status == 201)
    assert "attachment" in answer.headers["content-disposition"]
    assert "no-store" in answer.headers["cache-control"]
    assert PASSWORD not in str(await fetch("SELECT * FROM audit_entry"))
    assert (await fetch("SELECT count(*) AS n FROM audit_entry WHERE act = 'take-backup'")) == [{"n": 1}]


async def sign_in_again(client: httpx.AsyncClient, account: object) -> None:
    client.cookies.set(sessions.cookie_name(), await people.open_session("staff", UUID(str(account)), None))


async def test_what_is_gone_is_said(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    for name in ("forum-1.sauvegarde", "..%2Fsecret", ".verrou"):
        assert (await client.get(f"/admin/sauvegardes/{name}")).status_code == 404


@pytest.mark.parametrize("role", ["viewer", "territory_lead", "door_supervisor"])
async def test_only_organisers_may(
    another_client: Callable[[], httpx.AsyncClient], fair: EditionValue, role: str
) -> None:
    theirs = another_client()
    await sign_in(theirs, role)
    made = await service.save()
    for path in ("/admin/sauvegardes", f"/admin/sauvegardes/{made.name}"):
        assert (await theirs.get(path)).status_code == 403
        assert (await submit(theirs, path)).status_code == 403
