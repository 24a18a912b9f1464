"""The two look-ups that every form uses, over HTTP."""

from __future__ import annotations

import httpx
import pytest

from forum.territory.service import load_starter


async def test_communes_by_name_with_what_a_form_needs(client: httpx.AsyncClient) -> None:
    answer = await client.get("/communes", params={"q": "morez"})
    assert answer.status_code == 200
    assert answer.json() == [
        {
            "insee_code": "39368",
            "label": "Hauts de Bienne (Morez)",
            "name": "Hauts de Bienne",
            "old_name": "Morez",
            "department": "Jura",
            "postal_codes": ["39400"],
            "epci_siren": "243900479",
            "epci": "CC Haut-Jura Arcade Communauté",
            "in_territory": True,
        }
    ]
    assert answer.headers["cache-control"] == "max-age=86400, public"


async def test_communes_of_a_postal_code(client: httpx.AsyncClient) -> None:
    answer = await client.get("/communes", params={"code_postal": "01590"})
    assert [one["name"] for one in answer.json()] == ["Chancia", "Lavancia-Epercy", "Dortan"]


async def test_schools_by_name(client: httpx.AsyncClient) -> None:
    await load_starter()
    [found] = (await client.get("/etablissements", params={"q": "collège du plateau"})).json()
    assert found.pop("id") > 0
    assert found == {
        "label": "Collège du Plateau, Lavans-lès-Saint-Claude",
        "name": "Collège du Plateau",
        "kind": "Collège",
        "uai": "0391035N",
        "municipality": "Lavans-lès-Saint-Claude",
        "department": "Jura",
        "epci": "CC Haut-Jura Saint-Claude",
        "in_territory": True,
        "campus": "39286 plateau",
    }


@pytest.mark.parametrize("path", ["/communes", "/etablissements"])
@pytest.mark.parametrize("typed", ["", "zzzz", "\0", "🎉", "a" * 4000, "<script>", "' OR 1=1 --"])
async def test_any_text_is_answered(client: httpx.AsyncClient, path: str, typed: str) -> None:
    answer = await client.get(path, params={"q": typed})
    assert (answer.status_code, answer.json()) == (200, [])


async def test_they_are_documented(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/api/schema/openapi.json")).json()["paths"]
    assert {"/communes", "/etablissements"} <= paths.keys()
    assert [one["name"] for one in paths["/communes"]["get"]["parameters"]] == ["q", "code_postal"]
