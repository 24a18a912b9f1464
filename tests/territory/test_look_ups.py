"""The two look-ups that every form uses, over HTTP."""

from __future__ import annotations

import httpx
import pytest

from forum.people.sessions import cookie_name
from forum.territory.kinds import SchoolKind
from forum.territory.service import add_school, load_starter
from tests.kit.counting import questions


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


@pytest.mark.parametrize("path", ["/communes", "/etablissements"])
async def test_a_keystroke_costs_no_question_and_no_cookie(client: httpx.AsyncClient, path: str) -> None:
    await load_starter()
    await client.get(path, params={"q": "mor"})
    client.cookies.set(cookie_name(), "somebody")
    with questions() as asked:
        answer = await client.get(path, params={"q": "morez"})
    assert asked == []
    assert (answer.json()[0]["in_territory"], "set-cookie" in answer.headers) == (True, False)


async def test_a_school_just_added_is_found(client: httpx.AsyncClient) -> None:
    await load_starter()
    assert (await client.get("/etablissements", params={"q": "sapins"})).json() == []
    await add_school("MFR des Sapins", SchoolKind.MFR, insee_code="39491")
    assert len((await client.get("/etablissements", params={"q": "sapins"})).json()) == 1


async def test_they_are_documented(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/api/schema/openapi.json")).json()["paths"]
    assert {"/communes", "/etablissements"} <= paths.keys()
    assert [one["name"] for one in paths["/communes"]["get"]["parameters"]] == ["q", "code_postal"]
