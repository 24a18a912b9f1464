"""Odile writes to everybody in one act, follows it and stops it; what leaves by itself is hers to suspend."""

from __future__ import annotations

import httpx
import pytest

from forum.database import fetch
from forum.editions.values import EditionValue
from forum.mailings import queries, service, ticker
from tests.admin.office import sign_in
from tests.builders import a_class, a_fair, a_visitor, an_exhibitor
from tests.kit.web import save, submit

NEW = "/admin/letters/envois/nouveau"
SNOW = {
    "sense": "cancelled",
    "text": "Les cars ne circulent pas\u00a0: le forum est annulé.",
    "segments": ["exhibitors", "teachers", "visitors"],
}


@pytest.fixture
async def fair(database: str) -> EditionValue:
    edition = await a_fair()
    await an_exhibitor(edition)
    await a_class(edition)
    await a_visitor(edition)
    return edition


async def written(client: httpx.AsyncClient, **changed: object) -> str:
    """The page of a new draft."""
    answer = await submit(client, f"{NEW}/general", **{**SNOW, **changed})
    assert answer.status_code == 303
    return answer.headers["location"]


async def test_snow_in_one_act(fair: EditionValue, client: httpx.AsyncClient, app: object) -> None:
    await sign_in(client)
    asked = (await client.get(f"{NEW}/general")).text
    assert "Exposants (1)" in asked
    assert asked.count(" checked") == 4  # the first sense, and everybody
    here = await written(client)
    shown = (await client.get(here)).text
    assert "Envoyer à 3 destinataires" in shown
    assert "Le forum est annulé" in (await client.get(f"{here}/apercu")).text
    assert (await fetch("SELECT count(*) AS n FROM letter WHERE template LIKE 'mailings/%'"))[0]["n"] == 0
    assert (await submit(client, f"{here}/essai", email="odile@forum.example")).status_code == 303
    assert (await submit(client, f"{here}/depart")).status_code == 303
    [line] = [one for one in await queries.mailings(fair.id) if one.kind == "general"]
    while await service.write_batch(line.id):
        pass
    shown = (await client.get(here)).text
    assert "3 sur 3" in shown
    for path in ("/", "/visiteurs", "/donnees-personnelles"):
        assert "Les cars ne circulent pas" in (await client.get(path)).text
    assert "Retirer le bandeau" in (await client.get("/admin/letters/envois")).text
    bare = "/admin/letters/envois/bandeau"
    await submit(client, bare, seen="")
    assert "Les cars ne circulent pas" in (await client.get("/")).text, "nobody had read it"
    assert (await save(client, "/admin/letters/envois", bare)).status_code == 303
    assert "Les cars ne circulent pas" not in (await client.get("/")).text
    journal = (await client.get("/admin/journal")).text
    assert "envoyé à 3 destinataires" in journal
    assert "Bandeau retiré" in journal


async def test_a_fault_loses_nothing(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    answer = await submit(client, f"{NEW}/general", text="Neige", segments=["visitors"])
    assert answer.status_code == 422
    assert "Dites ce qui arrive" in answer.text
    assert "Neige</textarea>" in answer.text
    assert answer.text.count(" checked") == 1
    nobody = await submit(client, f"{NEW}/now", subject="Objet", text="Texte")
    assert nobody.status_code == 422
    assert "Choisissez à qui" in nobody.text
    assert await queries.mailings(fair.id) == []


async def test_a_message_to_a_part_is_reworded_and_thrown_away(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    answer = await submit(client, f"{NEW}/now", subject="Parking", text="Garez-vous au nord.", segments="missing")
    here = answer.headers["location"]
    assert 'value="Parking"' in (await client.get(f"{here}/texte")).text
    changed = await submit(client, f"{here}/texte", subject="Parking nord", text="Au nord.", segments="visitors")
    assert changed.headers["location"] == here
    assert "Parking nord" in (await client.get(here)).text
    assert (await submit(client, f"{here}/corbeille")).headers["location"] == "/admin/letters/envois"
    assert (await client.get(here)).status_code == 404


async def test_stop_and_go_on(fair: EditionValue, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def rest() -> bool:  # three letters would be written before anybody could stop them
        return False

    monkeypatch.setattr(ticker, "tick", rest)
    await sign_in(client)
    here = await written(client)
    await submit(client, f"{here}/depart")
    assert "Arrêter l’envoi" in (await client.get(here)).text
    await submit(client, f"{here}/arret")
    assert "Reprendre l’envoi" in (await client.get(here)).text
    again = await submit(client, f"{here}/arret")
    assert "a changé entre-temps" in (await client.get(again.headers["location"])).text
    await submit(client, f"{here}/reprise")
    assert "Arrêter l’envoi" in (await client.get(here)).text


async def test_a_second_confirmation_sends_nothing(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    here = await written(client)
    await submit(client, f"{here}/depart")
    second = await submit(client, f"{here}/depart")
    assert "déjà parti" in (await client.get(second.headers["location"])).text
    assert (await fetch("SELECT count(*) AS n FROM mailing_recipient"))[0]["n"] == 3


async def test_reminders_are_suspended_and_let_go(fair: EditionValue, client: httpx.AsyncClient) -> None:
    from datetime import timedelta

    from forum import clock

    clock.set(fair.first_day.opens_at - timedelta(days=30))
    try:
        await sign_in(client)
        told = (await client.get("/admin/letters/envois")).text
        planned = told.count("Prévu</span>")  # nine letters about the day, and one for each set of papers that is due
        assert planned > 9
        assert "Rappel, la veille" in told
        eve = f"day visitors {fair.first_day.date}"
        assert (await submit(client, "/admin/letters/envois/prevus", plan=eve, on="0")).status_code == 303
        told = (await client.get("/admin/letters/envois")).text
        assert (told.count("Prévu</span>"), told.count("Suspendu</span>")) == (planned - 1, 1)
        await submit(client, "/admin/letters/envois/prevus", plan=eve, on="1")
        assert (await client.get("/admin/letters/envois")).text.count("Prévu</span>") == planned
        assert (await submit(client, "/admin/letters/envois/prevus", plan="week nobody", on="0")).status_code == 404
    finally:
        clock.reset()


@pytest.mark.parametrize("role", ["viewer", "door_staff", "door_supervisor", "territory_lead"])
async def test_only_organisers_write_to_everybody(fair: EditionValue, client: httpx.AsyncClient, role: str) -> None:
    await sign_in(client, role)
    assert (await client.get("/admin/letters/envois")).status_code == 403
    assert (await submit(client, f"{NEW}/general", **SNOW)).status_code == 403
    assert await queries.mailings(fair.id) == []


async def test_no_other_kind_can_be_written(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    assert (await client.get(f"{NEW}/week")).status_code == 404
    assert (await submit(client, f"{NEW}/week", **SNOW)).status_code == 404
