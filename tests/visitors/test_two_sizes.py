"""The pages about visitors ask the database as much for three as for one: hours, who waits, whom an act on all reaches."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.people import service as people
from forum.people import sessions
from forum.visitors import service
from forum.visitors.poster import key_of
from tests import builders
from tests.admin.office import sign_in
from tests.kit.counting import questions
from tests.kit.fair import OPENING
from tests.kit.web import submit

pytestmark = pytest.mark.usefixtures("in_november")
OFFICE = (
    "/admin/visiteurs?etat=waiting",
    "/admin/visiteurs?etat=offered",
    "/admin/visiteurs/creneaux",
    "/admin/visiteurs/accueil",
    "/admin/visiteurs/ensemble",
    "/admin/classes/arrivees",
)
PUBLIC = ("/visiteurs",)


@pytest.fixture(autouse=True)
def patient_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The current edition is remembered for two seconds: on a slow machine that would be counted now and then."""
    monkeypatch.setattr("forum.editions.queries._KEPT_FOR", 1e9)


@pytest.fixture
async def fair(app: Litestar) -> EditionValue:
    return await builders.a_fair(slots=1)


async def one_more(edition: EditionValue, slots: list[int], n: int) -> None:
    """Somebody who comes, somebody who waits for an hour that is full, somebody without a name."""
    await builders.a_visitor(edition, last_name=f"Lovelace {n}", slot=slots[1])
    said = replace(builders.ADA, last_name=f"Byron {n}", email=f"byron{n}@visiteuse.example", slot=slots[0])
    with builders.in_time(edition):
        await service.register(edition, said, wait="slot")


async def costs(client: httpx.AsyncClient) -> dict[str, int]:
    """How many questions each page asks, the second time it is looked at."""
    told = {}
    for path in (*OFFICE, *PUBLIC):
        await client.get(path)
        with questions() as asked:
            assert (await client.get(path)).status_code == 200, path
        told[path] = len(asked)
    for act in ("badge", "cancel"):
        with questions() as asked:
            assert (await submit(client, "/admin/visiteurs/ensemble/apercu", act=act)).status_code == 200
        told[act] = len(asked)
    return told


async def test_for_three_as_for_one(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    laid = await builders.visitor_slots(fair, 1, 20)
    await builders.a_visitor(fair, last_name="Somerville", slot=laid[0])
    await one_more(fair, laid, 1)
    small = await costs(client)
    await one_more(fair, laid, 2)
    await one_more(fair, laid, 3)
    assert await costs(client) == small
    assert all(count <= 25 for count in small.values()), small


async def test_the_third_walk_in_costs_what_the_second_did(fair: EditionValue, client: httpx.AsyncClient) -> None:
    """On the poster's page and at the desk: the page, what it answers, and the page of whoever holds a badge already."""
    said = {"status": "parent", "near": "39478"}
    desk, poster = "/admin/visiteurs/accueil", f"/sur-place/{key_of(fair.id)}"

    async def costs() -> list[int]:
        told = []
        for path in (desk, poster):
            assert (await client.get(path)).status_code == 200
            with questions() as asked:
                await client.get(path)
            told.append(len(asked))
            with questions() as asked:
                assert (await submit(client, path, **said)).status_code == 303
            told.append(len(asked))
        return told

    with clock.at(OPENING):
        await sign_in(client)
        assert (await submit(client, desk, **said)).status_code == 303
        small = await costs()
        assert await costs() == small
        client.cookies.clear()
        assert (await submit(client, poster, **said)).status_code == 303
        with questions() as asked:
            assert "/badge/" in (await client.get(poster)).text
    assert len(asked) <= 25, asked
    assert max(small) <= 40, small


async def test_a_day_of_ten_hours_costs_no_more_than_one_of_two(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    await builders.visitor_slots(fair, 5, 5)
    small = await costs(client)
    await builders.visitor_slots(fair, *[5] * 10)
    assert await costs(client) == small


async def test_whoever_waits_asks_as_much_behind_two_as_behind_none(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    laid = await builders.visitor_slots(fair, 1, 20)
    await builders.a_visitor(fair, last_name="Somerville", slot=laid[0])
    await one_more(fair, laid, 1)
    (row,) = await fetch("SELECT visitor FROM visitor_wait")
    client.cookies.set(sessions.cookie_name(), await people.open_session("visitor", row["visitor"], fair.id))

    async def asked() -> int:
        await client.get("/visiteurs/espace")
        with questions() as told:
            assert "en position " in (await client.get("/visiteurs/espace")).text
        return len(told)

    small = await asked()
    await one_more(fair, laid, 2)
    await one_more(fair, laid, 3)
    assert await asked() == small
