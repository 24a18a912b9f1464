"""Odile lays a hall out with the forms of its page: what a gesture does, a form does."""

from __future__ import annotations

import httpx
import pytest

from forum.database import fetch
from forum.editions.values import EditionValue
from forum.layout import queries
from forum.layout.rules.floor import Spot
from tests import builders
from tests.admin.office import sign_in
from tests.kit.web import submit

ROW = {
    "act": "row",
    "row_prefix": "b",
    "row_first": 1,
    "row_count": 3,
    "row_lines": 2,
    "row_x": "2",
    "row_y": "10,5",
    "row_width": "3",
    "row_depth": "2",
    "row_gap": "0",
    "row_direction": "right",
    "row_watts": 1500,
}


@pytest.fixture
async def fair(client: httpx.AsyncClient) -> EditionValue:
    await sign_in(client)
    return await builders.a_fair()


def here(fair: EditionValue) -> str:
    return f"/admin/stands/halles/{fair.halls[0].id}"


async def spots(fair: EditionValue) -> dict[str, Spot]:
    return {one.number: one for one in (await queries.floor(fair.id, fair.halls[0].id)).stands}


async def test_a_row_is_added_undone_and_redone(fair: EditionValue, client: httpx.AsyncClient) -> None:
    assert (await submit(client, here(fair), **ROW)).status_code == 303
    assert {f"B{n}" for n in range(1, 7)} <= set(await spots(fair))
    assert (await spots(fair))["B4"].y_cm == 1250
    assert "les stands B1 à B6" in (await client.get(here(fair))).text
    assert (await submit(client, f"{here(fair)}/annuler", number=1)).status_code == 303
    assert set(await spots(fair)) == {"A1", "A2", "A3", "A4"}
    assert (await submit(client, f"{here(fair)}/annuler", number=1)).status_code == 422
    assert (await submit(client, f"{here(fair)}/retablir", number=1)).status_code == 303
    assert len(await spots(fair)) == 10


async def test_chosen_stands_are_moved_sized_turned_numbered_equipped_and_removed(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    one, two = (await spots(fair))["A1"].id, (await spots(fair))["A2"].id
    both = {"stand": [str(one), str(two)]}
    for act in (
        {"act": "move", "dx": "-1", "dy": "2,5"},
        {"act": "size", "width": "2,5", "depth": "2"},
        {"act": "turn", "degrees": "45"},
        {"act": "number", "prefix": "z", "first": "7", "order": "reading"},
        {"act": "give", "power": "2000", "water": "yes", "zone": "Bois"},
    ):
        assert (await submit(client, here(fair), **both, **act)).status_code == 303, act
    now = (await spots(fair))["Z7"]
    assert (now.width_cm, now.rotation, now.power_watts, now.water, now.zone) == (250, 45, 2000, True, "Bois")
    assert (await submit(client, here(fair), act="remove", **both)).status_code == 303
    assert set(await spots(fair)) == {"A3", "A4"}


async def test_things_are_added_changed_and_taken_away(fair: EditionValue, client: httpx.AsyncClient) -> None:
    said = {"thing_name": "K9", "thing_x": "1", "thing_y": "0", "thing_width": "2", "thing_depth": "2"}
    for kind in ("zone", "door", "obstacle", "circuit"):
        made = await submit(client, here(fair), act="thing", thing_kind=kind, thing_watts="3500", **said)
        assert made.status_code == 303, kind
    (circuit,) = await fetch("SELECT id, watts FROM circuit WHERE code = 'K9'")
    opened = await client.get(f"{here(fair)}?chose=circuit-{circuit['id']}")
    assert 'value="3500"' in opened.text
    more = {**said, "thing_kind": "circuit", "thing_id": circuit["id"], "thing_watts": "7000"}
    assert (await submit(client, here(fair), act="thing", **more)).status_code == 303
    assert await fetch("SELECT watts FROM circuit WHERE code = 'K9'") == [{"watts": 7000}]
    assert (await submit(client, here(fair), act="take", taken=f"circuit-{circuit['id']}")).status_code == 303
    assert (await submit(client, here(fair), act="take", taken=f"circuit-{circuit['id']}")).status_code == 422
    assert (await submit(client, here(fair), act="norm", aisle="3")).status_code == 303
    assert (await queries.floor(fair.id, fair.halls[0].id)).hall.aisle_cm == 300


async def test_what_is_wrong_is_said(fair: EditionValue, client: httpx.AsyncClient) -> None:
    one = (await spots(fair))["A1"].id
    await submit(client, here(fair), act="move", stand=[str(one)], dx="1", dy="0")
    assert "se chevauchent" in (await client.get(here(fair))).text


async def test_nonsense_keeps_what_was_typed_and_changes_nothing(fair: EditionValue, client: httpx.AsyncClient) -> None:
    one = str((await spots(fair))["A1"].id)
    before = await spots(fair)
    for typed in (
        {},
        {"act": "fly"},
        {"act": "move", "dx": "1", "dy": "1"},
        {"act": "move", "stand": [one], "dx": "loin", "dy": "1e9"},
        {"act": "size", "stand": [one], "width": "-3", "depth": "0"},
        {"act": "turn", "stand": [one], "degrees": "9" * 30},
        {"act": "move", "stand": ["999999999"], "dx": "1", "dy": "1"},
        {"act": "give", "stand": [one], "circuit": "777777"},
        {"act": "give", "stand": [one]},
        {**ROW, "row_prefix": "A"},
        {**ROW, "row_count": 100_000},
        {**ROW, "row_circuit": "777777"},
        {"act": "thing", "thing_kind": "dragon", "thing_name": "x"},
        {"act": "thing", "thing_kind": "zone", "thing_id": "77", "thing_name": "x", "thing_x": "1", "thing_y": "1"},
        {"act": "take", "taken": "zone-é"},
        {"act": "norm", "aisle": ""},
    ):
        answer = await submit(client, here(fair), **typed)
        assert answer.status_code == 422, typed
    assert "Le numéro A1 est déjà pris" in (await submit(client, here(fair), **{**ROW, "row_prefix": "A"})).text
    assert await spots(fair) == before
    assert (await client.get("/admin/stands/halles/999")).status_code == 404
    assert (await client.get(f"{here(fair)}?chose=zone-77")).status_code == 200


async def test_two_organisers_are_shown_both_versions(fair: EditionValue, client: httpx.AsyncClient) -> None:
    one = str((await spots(fair))["A1"].id)
    away = {"act": "move", "stand": [one], "seen": 0, "dy": "0"}
    assert (await submit(client, here(fair), **away, dx="20")).status_code == 303
    refused = await submit(client, here(fair), **away, dx="-1")
    assert refused.status_code == 422
    assert "Les deux versions" in refused.text


async def test_only_organisers_lay_out(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client, "viewer", "Victor")
    assert (await client.get(here(fair))).status_code == 403
    assert (await submit(client, here(fair), **ROW)).status_code == 403
    assert "Modifier le plan" not in (await client.get("/admin/stands")).text
