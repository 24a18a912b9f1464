"""Odile brings last year's list in, page after page, and invites whom she wants; nobody else may."""

from __future__ import annotations

import httpx
import pytest

from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.imports import worker
from tests.admin.office import sign_in
from tests.builders import a_fair, in_time, staff
from tests.imports.lists import ACME, BOIS, HEADS, csv_of, worked, written, xlsx_of
from tests.kit.counting import questions
from tests.kit.web import csrf, submit

FAULTY = ("Sans adresse", "", "Bois", "Morez", "A", "B", "pas une adresse", "")


@pytest.fixture
async def fair(database: str) -> EditionValue:
    return await a_fair()


async def upload(client: httpx.AsyncClient, sent: bytes, name: str = "liste.xlsx", **typed: str) -> httpx.Response:
    data = {"kind": "exhibitors", "sheet": "", **typed, **await csrf(client)}
    return await client.post("/admin/imports", data=data, files={"file": (name, sent)})


async def test_a_list_from_the_file_to_the_book(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    sent = await upload(client, xlsx_of(HEADS, ACME, BOIS, FAULTY), "exposants 2025.xlsx")
    assert sent.status_code == 303
    here = sent.headers["location"]
    columns = await client.get(here)
    assert "exposants 2025.xlsx" in columns.text
    assert "Raison sociale – Lunetterie Acme" in columns.text
    named = {
        "name": "0",
        "siret": "1",
        "sector": "2",
        "commune": "3",
        "first_name": "4",
        "last_name": "5",
        "email": "6",
    }
    twice = await submit(client, f"{here}/colonnes", **{**named, "phone": "6"})
    assert (twice.status_code, "sert déjà" in twice.text) == (422, True)
    assert (await submit(client, f"{here}/colonnes", **named, phone="7")).headers["location"] == here
    (one,) = await fetch("SELECT id FROM list_import")
    await worked(one["id"])
    tried = await client.get(here)
    assert "pas une adresse" in tried.text
    assert "Importer 2 lignes" in tried.text
    csv = await client.get(f"{here}/fautives.csv")
    assert "pas une adresse" in csv.text
    wrong = await submit(client, f"{here}/lignes/4", name="Sans adresse", email="toujours pas", sector="Bois")
    assert (wrong.status_code, "toujours pas" in wrong.text) == (422, True)
    right = await submit(client, f"{here}/lignes/4", name="Avec adresse", email="a@b.example", sector="Bois")
    assert right.status_code == 303
    await worked(one["id"])
    assert (await submit(client, f"{here}/depart")).status_code == 303
    await worked(one["id"])
    assert "ajoutées" in (await client.get(here)).text
    book = await client.get("/admin/carnet")
    assert "Avec adresse" in book.text
    assert "Lunetterie Acme" in book.text
    back = await submit(client, f"{here}/reprise")
    assert back.status_code == 303
    await worked(one["id"])
    assert "Le carnet est vide" in (await client.get("/admin/carnet")).text


@pytest.mark.parametrize(
    ("sent", "said"), [(b"MZ" + b"\0" * 99, "programme"), (b"", "Choisissez"), (b"x" * 10_000_001, "10")]
)
async def test_a_file_that_is_no_list_is_told_next_to_its_field(
    client: httpx.AsyncClient, fair: EditionValue, sent: bytes, said: str
) -> None:
    await sign_in(client)
    answer = await upload(client, sent, "virus.exe", sheet="Exposants")
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Exposants"' in answer.text


async def test_doubles_are_decided_one_by_one_or_all_at_once(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    await written(fair, csv_of(HEADS, BOIS))
    other = ("Tournerie Lac", "", "Bois", "", "", "", "autre@bois.example", "")
    here = (await upload(client, csv_of(HEADS, other, ACME), "b.csv")).headers["location"]
    places = ("name", "siret", "sector", "commune", "first_name", "last_name", "email", "phone")
    await submit(client, f"{here}/colonnes", **{code: str(place) for place, code in enumerate(places)})
    one = (await fetch("SELECT id FROM list_import ORDER BY sent_at DESC LIMIT 1"))[0]["id"]
    await worked(one)
    assert "ressemble" in (await client.get(here)).text
    assert "attend votre choix" in (await client.get((await submit(client, f"{here}/depart")).headers["location"])).text
    await submit(client, f"{here}/choix", choice="add", line=2)
    assert "Importer 2 lignes" in (await client.get(here)).text
    await submit(client, f"{here}/choix", choice="skip", line=2)
    assert "Importer 1 ligne" in (await client.get(here)).text


async def test_the_book_invites_and_takes_out(client: httpx.AsyncClient, fair: EditionValue) -> None:
    with in_time(fair):
        await _invite_one_and_take_the_other_out(client, fair)


async def _invite_one_and_take_the_other_out(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    await written(fair, csv_of(HEADS, ACME, BOIS))
    ids = [str(row["id"]) for row in await fetch("SELECT id FROM prospect ORDER BY name")]
    nothing = await submit(client, "/admin/carnet", wanted="invite")
    assert "Cochez" in (await client.get(nothing.headers["location"])).text
    await submit(client, "/admin/carnet", wanted="invite", entry=ids[:1])
    await submit(client, "/admin/carnet", wanted="remove", entry=ids[1:])
    while await worker.tick():
        pass
    page = await client.get("/admin/carnet?etat=invited")
    assert "Lunetterie Acme" in page.text
    assert [row["template"] for row in await fetch("SELECT template FROM letter")] == ["stands/letters/invited.md"]
    assert (await client.get("/admin/carnet/carnet.csv")).text.count("@") == 1


async def test_schools_are_invited_to_bring_a_class(client: httpx.AsyncClient, fair: EditionValue) -> None:
    sent = csv_of(("UAI", "Courriel", "Prénom"), ("0391035N", "cdi@ac-besancon.fr", "Paul"))
    with in_time(fair):
        await sign_in(client)
        await written(fair, sent, kind="contacts")
        await submit(client, "/admin/carnet/etablissements", wanted="invite-all")
        while await worker.tick():
            pass
        assert "Invité, sans réponse" in (await client.get("/admin/carnet/etablissements")).text
    (letter,) = await fetch("SELECT template, to_address FROM letter")
    assert (letter["template"], letter["to_address"]) == ("address_book/letters/school.md", "cdi@ac-besancon.fr")


@pytest.mark.parametrize("path", ["/admin/carnet", "/admin/carnet/etablissements", "/admin/imports"])
async def test_organisers_only(client: httpx.AsyncClient, fair: EditionValue, path: str) -> None:
    await sign_in(client, "viewer", "Vera")
    assert (await client.get(path)).status_code == 403


async def test_as_many_questions_for_a_hundred_rows_as_for_one(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)

    async def asked(rows: int) -> list[int]:
        many = [
            (
                f"Nom {rows} {'abcdefghij'[n % 10] * 5} {'klmnopqrst'[n // 10] * 5}",
                "",
                "Bois",
                *[""] * 3,
                f"{rows}-{n}@x.example",
                "",
            )
            for n in range(rows)
        ]
        done = await written(fair, csv_of(HEADS, *many), by=await staff(name=f"Odile{rows}"))
        counts = []
        for path in ("/admin/carnet", "/admin/imports", f"/admin/imports/{done.id}"):
            editions.forget()  # what is remembered for a while is asked anew, each time
            with questions() as found:
                assert (await client.get(path)).status_code == 200
            counts.append(len(found))
        return counts

    assert await asked(1) == await asked(40)
