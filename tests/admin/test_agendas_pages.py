"""Odile corrects the hours of a day: whose agenda is behind is said at once, shown, and brought up to date in one act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from forum import clock
from forum.editions.service import DaySaid, set_day
from forum.editions.values import EditionValue
from forum.mailings import queries, service
from tests.admin.office import sign_in
from tests.builders import a_class, a_fair, a_visitor, an_exhibitor
from tests.kit.fair import OPENING
from tests.kit.web import save, submit

HERE = "/admin/letters/envois/agendas"


@pytest.fixture(autouse=True)
def early() -> Iterator[None]:
    clock.set(OPENING - timedelta(days=7))
    yield
    clock.reset()


@pytest.fixture
async def fair(database: str) -> EditionValue:
    edition = await a_fair()
    await an_exhibitor(edition)
    await a_class(edition)
    await a_visitor(edition)
    return edition


async def test_corrected_hours_lead_to_the_agendas_and_one_letter_each(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    await sign_in(client)
    assert "Tous les agendas disent la même chose" in (await client.get(HERE)).text
    day = f"/admin/edition/jours/{fair.first_day.id}"
    hours = {"date": "27/11/2026", "setup": "6 h 30", "opens": "9 h", "closes": "18 h", "teardown": "19 h"}
    saved = await save(client, day, **hours)
    assert (saved.status_code, saved.headers["location"]) == (303, HERE)
    shown = (await client.get(HERE)).text
    assert "2 agendas ne le disent pas encore" in shown
    assert "de 9\u00a0h à 17\u00a0h" in shown
    assert "de 9\u00a0h à 18\u00a0h" in shown
    assert "n’ont pas encore les nouvelles heures" in (await client.get("/admin/edition")).text
    drafted = await submit(client, HERE, text="La nocturne est de retour.")
    there = drafted.headers["location"]
    draft = (await client.get(there)).text
    assert "Envoyer à 2 destinataires" in draft
    assert "La nocturne est de retour." in (await client.get(f"{there}/apercu")).text
    assert (await submit(client, f"{there}/depart")).status_code == 303
    (line,) = await queries.mailings(fair.id)
    while await service.write_batch(line.id):
        pass
    assert "2 sur 2" in (await client.get(there)).text
    assert "Tous les agendas disent la même chose" in (await client.get(HERE)).text
    assert (await submit(client, HERE, text="")).headers["location"] == HERE, "nothing is left to tell"


async def test_what_was_typed_is_kept_and_only_organisers_see_it(fair: EditionValue, client: httpx.AsyncClient) -> None:
    assert (await client.get(HERE)).status_code in (303, 401, 403)
    await sign_in(client)
    day = fair.first_day
    said = DaySaid(day.date, day.setup_at, day.opens_at, day.closes_at + timedelta(minutes=30), day.teardown_until)
    await set_day(fair.id, day.id, said)
    refused = await submit(client, HERE, text="a" * 501)
    assert refused.status_code == 422
    assert "a" * 500 in refused.text
