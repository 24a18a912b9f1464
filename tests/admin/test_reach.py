"""A territory lead sees one communauté de communes: in lists, in files, on single pages and in figures."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from litestar import Litestar

from forum.database import fetch
from forum.editions.values import EditionValue
from forum.people.who import SYSTEM
from forum.stands import service as stands
from forum.stands.queries import booking_of
from tests import builders
from tests.admin.office import sign_in

ARCADE, SAINT_CLAUDE = "39368", "39478"
PATHS: dict[str, str] = {}


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    """Near and far, one of each; Léa leads Haut-Jura Arcade."""
    edition = await builders.a_fair()
    schools = {row["uai"]: row["id"] for row in await fetch("SELECT id, uai FROM school")}
    for word, insee, uai, stand in (("Proche", ARCADE, "0390027T", "A1"), ("Lointain", SAINT_CLAUDE, "0391035N", "A2")):
        acme = await builders.an_exhibitor(edition, stand, name=f"Acme {word}", insee_code=insee)
        booking = (await booking_of(edition.id, acme)).id
        visit = await builders.a_class(edition, school=schools[uai], class_name="3e P" if word == "Proche" else "3e L")
        visitor = await builders.a_visitor(edition, last_name=word, insee_code=insee)
        PATHS[f"booking {word}"] = f"/admin/exposants/{booking}"
        PATHS[f"visit {word}"] = f"/admin/classes/{visit}"
        PATHS[f"visitor {word}"] = f"/admin/visiteurs/{visitor}"
    await builders.a_visitor(edition, last_name="Ailleurs", insee_code=None, elsewhere="Genève")
    await sign_in(client, "territory_lead", "Lea")
    return edition


@pytest.mark.parametrize(
    "path, near, far",
    [
        ("/admin/exposants", "Acme Proche", "Acme Lointain"),
        ("/admin/exposants/export.csv", "Acme Proche", "Acme Lointain"),
        ("/admin/exposants?q=acme&etat=submitted&sort=booked&direction=desc", "Acme Proche", "Acme Lointain"),
        ("/admin/stands", "Acme Proche", "Acme Lointain"),
        ("/admin/stands/export.csv", "Acme Proche", "Acme Lointain"),
        ("/admin/classes", "Lycée Victor Bérard", "Collège du Plateau"),
        ("/admin/classes?etat=all", "Lycée Victor Bérard", "Collège du Plateau"),
        ("/admin/classes/export.csv", "Lycée Victor Bérard", "Collège du Plateau"),
        ("/admin/visiteurs", "Proche", "Lointain"),
        ("/admin/visiteurs?q=ada", "Proche", "Lointain"),
        ("/admin/visiteurs/export.csv", "Proche", "Lointain"),
        ("/admin/visiteurs", "Proche", "Ailleurs"),
    ],
)
async def test_a_list_holds_the_own_territory_only(
    fair: EditionValue, client: httpx.AsyncClient, path: str, near: str, far: str
) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert near in answer.text
    assert far not in answer.text


async def test_a_single_page_of_another_territory_is_not_found(fair: EditionValue, client: httpx.AsyncClient) -> None:
    seen = {name: (await client.get(path)).status_code for name, path in PATHS.items()}
    assert seen == {name: 200 if "Proche" in name else 404 for name in PATHS}


async def test_totals_count_the_own_territory_only(fair: EditionValue, client: httpx.AsyncClient) -> None:
    assert "1 inscription." in (await client.get("/admin/visiteurs")).text
    dashboard = (await client.get("/admin")).text
    assert "dans 1 classe," in dashboard
    assert "1 inscription<" in dashboard or "1 inscription\n" in dashboard or "1 inscription " in dashboard


async def test_a_confirmed_exhibitor_is_public_and_so_is_its_name(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    far = PATHS["booking Lointain"].rpartition("/")[2]
    from uuid import UUID

    await stands.validate(fair, UUID(far), SYSTEM)
    assert "Acme Lointain" in (await client.get("/admin/stands")).text
    assert (await client.get(PATHS["booking Lointain"])).status_code == 404


async def test_an_organizer_sees_all(fair: EditionValue, another_client: Callable[[], httpx.AsyncClient]) -> None:
    odile = another_client()
    await sign_in(odile)
    assert {(await odile.get(path)).status_code for path in PATHS.values()} == {200}
    assert "3 inscriptions." in (await odile.get("/admin/visiteurs")).text
