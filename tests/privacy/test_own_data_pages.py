"""« Mes données »: seen, taken along, agreed to and erased by whom they are about, and by nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.consents import queries as consents
from forum.consents.rules import NEXT_EDITION
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from forum.people import service as people
from forum.people import sessions
from forum.privacy.service import register
from forum.visitors import queries as visitors
from tests import builders
from tests.admin.office import sign_in
from tests.kit.fair import OPENING
from tests.kit.web import save, submit

People = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def fair(app: Litestar, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> EditionValue:
    monkeypatch.setattr(register, "path", lambda: tmp_path / "effacements.jsonl")  # type: ignore[operator]
    monkeypatch.setattr(clock, "_frozen", OPENING.replace(day=20))
    return await builders.a_fair()


async def enter(client: httpx.AsyncClient, kind: str, subject: object, edition: EditionValue) -> None:
    client.cookies.set(sessions.cookie_name(), await people.open_session(kind, subject, edition.id))  # type: ignore[arg-type]


async def test_everybody_sees_what_is_held_about_them(fair: EditionValue, another_client: People) -> None:
    ada, acme = await builders.a_visitor(fair), await builders.an_exhibitor(fair)
    await builders.a_class(fair)
    (found,) = await visitors.all_visitors(fair.id)
    from forum.class_visits import queries as class_visits

    (visit,) = await class_visits.all_visits(fair.id)
    for kind, subject, words in (
        ("visitor", ada, ["Ada", "Lovelace", "ada@visiteuse.example", "Saint-Claude"]),
        ("teacher", visit.referent, ["Thérèse", "06", "3"]),
        ("exhibitor", acme, ["Acme Lunettes", "alix@acme.example"]),
    ):
        client = another_client()
        await enter(client, kind, subject, fair)
        page = await client.get("/mes-donnees")
        assert page.status_code == 200
        assert [word for word in words if word not in page.text] == []
        file = await client.get("/mes-donnees/donnees.json")
        assert "attachment" in file.headers["content-disposition"]
        said = json.loads(file.text)
        assert said["identifiant"] == str(subject)
    assert found.id == ada


async def test_nobody_reads_anybody_else_s(fair: EditionValue, another_client: People) -> None:
    await builders.a_visitor(fair)
    charlie = another_client()
    page = await charlie.get("/mes-donnees")
    assert page.status_code == 200
    assert "Lovelace" not in page.text
    for path in ("/mes-donnees/donnees.json", "/mes-donnees/effacement"):
        assert (await charlie.get(path)).status_code == 403
    for path in ("/mes-donnees/effacement", "/mes-donnees/accords"):
        assert (await submit(charlie, path, sure="yes")).status_code == 403
    # Charlie registers under Ada's address: the same address is not the same person.
    await submit(charlie, "/visiteurs", first_name="Charlie", last_name="Nobody", email="ada@visiteuse.example",
                 commune="39478", commune_text="Saint-Claude", status="lyceen", companions="0", children="0")  # fmt: skip
    page = await charlie.get("/mes-donnees")
    assert "Charlie" in page.text
    assert "Lovelace" not in page.text


async def test_the_way_in_is_asked_for_by_address_and_answers_the_same_to_everybody(
    fair: EditionValue, another_client: People
) -> None:
    ada = await builders.a_visitor(fair)
    answers = []
    for address in ("ada@visiteuse.example", "nobody@exemple.fr"):
        answer = await submit(another_client(), "/mes-donnees/lien", email=address)
        answers.append((answer.status_code, answer.headers["location"], answer.text))
    assert answers[0] == answers[1]
    letters = [one for one in await mail.letters_to(ada) if one.template == "privacy/letters/way_in.md"]
    assert len(letters) == 1
    assert (await submit(another_client(), "/mes-donnees/lien", email="ada")).status_code == 422


async def test_every_letter_leads_there(fair: EditionValue, client: httpx.AsyncClient) -> None:
    ada = await builders.a_visitor(fair)
    (line,) = await mail.letters_to(ada)
    letter = await mail.letter(line.id)
    assert "?vers=donnees" in letter.text
    assert "?vers=donnees" in letter.html
    from forum.people import links

    link = await links.make("visitor", ada, fair.id, clock.now().replace(year=2027))
    answer = await client.get(links.url(link).removeprefix("http://127.0.0.1:8000") + "?vers=donnees")
    assert (answer.status_code, answer.headers["location"]) == (303, "/mes-donnees")


async def test_a_choice_is_made_and_unmade(fair: EditionValue, client: httpx.AsyncClient) -> None:
    ada = await builders.a_visitor(fair)
    await enter(client, "visitor", ada, fair)
    assert 'value="yes" checked' not in (await client.get("/mes-donnees")).text
    await submit(client, "/mes-donnees/accords", next_edition="yes")
    assert await consents.agrees(ada, NEXT_EDITION)
    assert 'value="yes" checked' in (await client.get("/mes-donnees")).text
    await submit(client, "/mes-donnees/accords")
    assert not await consents.agrees(ada, NEXT_EDITION)
    assert [one.granted for one in await consents.consents_of(ada)] == [False, True]


async def test_erasing_asks_once_more_and_ends_the_session(fair: EditionValue, client: httpx.AsyncClient) -> None:
    ada = await builders.a_visitor(fair)
    await enter(client, "visitor", ada, fair)
    assert "Votre visite est annulée" in (await client.get("/mes-donnees/effacement")).text
    refused = await submit(client, "/mes-donnees/effacement")
    assert refused.status_code == 422
    assert (await visitors.visitor(fair.id, ada)).last_name == "Lovelace"
    answer = await submit(client, "/mes-donnees/effacement", sure="yes")
    assert (answer.status_code, answer.headers["location"]) == (303, "/mes-donnees/effacees")
    assert (await visitors.visitor(fair.id, ada)).last_name == ""
    assert (await client.get("/visiteurs/espace")).status_code == 403
    assert "C’est effacé" in (await client.get("/mes-donnees/effacees")).text


async def test_the_team_finds_reads_and_erases_somebody_and_the_journal_says_so(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    ada = await builders.a_visitor(fair)
    await sign_in(client)
    page = await submit(client, "/admin/donnees/recherche", q="lovelace")
    assert page.status_code == 200
    assert "lovelace" not in str(page.url)
    assert f"{fair.name}, 20" in page.text  # two editions may bear one name
    address = f"/admin/donnees/{fair.id}/visitor/{ada}"
    assert address in page.text
    assert "ada@visiteuse.example" in (await client.get(address)).text
    assert json.loads((await client.get(f"{address}/donnees.json")).text)["nom"] == "Ada Lovelace"
    assert (await submit(client, f"{address}/effacement")).status_code == 422
    assert (await submit(client, f"{address}/effacement", sure="yes")).status_code == 303
    page = await client.get("/admin/donnees")
    assert "à la demande de la personne, Odile" in page.text
    assert "Lovelace" not in page.text
    journal = (await client.get("/admin/journal")).text
    assert "Consultation de tout" in journal
    assert (await client.get("/admin/donnees/effacements.csv")).status_code == 200
    from forum.privacy.queries import kept

    (proof,) = await kept.records()
    file = await client.get(f"/admin/donnees/effacements/{proof.id}/preuve.json")
    said = json.loads(file.text)
    assert said["effacé"]["Personnes"] == 1
    assert said["jours du forum"] == [day.date.isoformat() for day in fair.days]
    assert said["début"].endswith("+01:00")  # the forum's own clock
    assert {"ce que c’était", "ce qui reste", "sauvegardes"} <= said.keys()


async def test_only_organisers_come_near(fair: EditionValue, another_client: People) -> None:
    for role in ("territory_lead", "viewer", "door_supervisor"):
        client = another_client()
        await sign_in(client, role)
        assert (await client.get("/admin/donnees")).status_code == 403


async def test_dates_are_set_by_form_and_each_fault_stands_by_its_field(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    await sign_in(client)
    typed = {kind: on.isoformat() for kind, on in fair.erase_on.items()}
    answer = await submit(client, "/admin/donnees/dates", **{**typed, "visitors": "2020-01-01", "scans": "bientôt"})
    assert answer.status_code == 422
    assert 'value="2020-01-01"' in answer.text
    answer = await save(client, "/admin/donnees", "/admin/donnees/dates", **{**typed, "visitors": "2027-01-15"})
    assert answer.status_code == 303
    assert "15 janvier 2027" in (await client.get("/visiteurs")).text
    assert "15 janvier 2027" in (await client.get("/donnees-personnelles")).text
