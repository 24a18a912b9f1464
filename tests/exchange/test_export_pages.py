"""Odile makes the open export, proves herself and takes it away; nobody else may."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from forum.database import fetch
from forum.exchange import shelf
from tests.admin.office import sign_in
from tests.builders import a_fair
from tests.kit.web import submit


async def test_the_page_makes_and_asks_for_proof(
    client: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_fair()
    monkeypatch.setattr(shelf, "folder", lambda: tmp_path / "exports")
    await sign_in(client)
    assert "données personnelles de tous les inscrits" in (await client.get("/admin/export")).text
    assert (await submit(client, "/admin/export")).status_code == 303
    await shelf.settled()
    name = (await shelf.shelf()).exports[0].name
    assert name in (await client.get("/admin/export")).text
    assert (await client.get(f"/admin/export/{name}")).status_code == 200
    assert (await submit(client, f"/admin/export/{name}", password="faux")).status_code == 422
    assert (await client.get("/admin/export/forum-x.zip")).status_code == 404
    assert (await submit(client, f"/admin/export/{name}/corbeille")).status_code == 303
    acts = {row["act"] for row in await fetch("SELECT act FROM audit_entry")}
    assert {"export-all", "discard-export"} <= acts


async def test_organisers_only(client: httpx.AsyncClient) -> None:
    await a_fair()
    for role in ("viewer", "territory_lead", "door_supervisor"):
        await sign_in(client, role, f"V{role}")
        assert (await client.get("/admin/export")).status_code == 403
