"""One act for a whole filtered list of classes: looked at first, done to those that stayed ticked, taken back as one."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest
from litestar import Litestar

from forum.class_visits import queries
from forum.class_visits.queries import VisitLine
from forum.database import fetch
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from tests import builders
from tests.admin.office import sign_in
from tests.kit.web import submit
from tests.visitors.test_visitor_pages import marked

PREVIEW, DO = "/admin/classes/ensemble/apercu", "/admin/classes/ensemble"
UNKNOWN = replace(builders.THERESE, first_name="Maria", email="maria@exemple.fr")
pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    """Two classes of Thérèse, whose address is the academy's, one of Maria, whose address anybody may have."""
    await sign_in(client)
    edition = await builders.a_fair(slots=2, persons=60, coaches=3)
    for name in ("3e A", "3e B"):
        await builders.a_class(edition, class_name=name, pupils=18)
    await builders.a_class(edition, UNKNOWN, class_name="4e C", pupils=12)
    return edition


async def by_name(edition: EditionValue) -> dict[str, VisitLine]:
    return {line.class_name: line for line in await queries.all_visits(edition.id, state="", sort="class")}


async def letters(line: VisitLine) -> list[str]:
    return sorted(one.template.rpartition("/")[2] for one in await mail.letters_to(line.id))


def ids(*lines: VisitLine) -> list[str]:
    return [str(line.id) for line in lines]


async def last_of(edition: EditionValue, act: str) -> str:
    (row,) = await fetch("SELECT id FROM audit_entry WHERE edition = {} AND act = {}", edition.id, act)
    return str(row["id"])


async def test_nothing_happens_before_the_preview_is_confirmed(fair: EditionValue, client: httpx.AsyncClient) -> None:
    there = await by_name(fair)
    listed = await client.get("/admin/classes?q=3e")
    assert "/admin/classes/ensemble?q=3e&amp;etat=live" in listed.text
    shown = await submit(client, f"{PREVIEW}?q=3e", act="cancel", text="Travaux au gymnase.")
    assert [str(line.id) in shown.text for line in there.values()] == [True, True, False]
    assert {line.state for line in (await by_name(fair)).values()} == {"expected"}
    await submit(client, f"{DO}?q=3e", act="cancel", text="Travaux au gymnase.", line=ids(there["3e A"], there["4e C"]))
    assert [line.state for line in (await by_name(fair)).values()] == ["cancelled", "expected", "expected"]
    (last,) = [one for one in await mail.letters_to(there["3e A"].id) if "cancelled" in one.template]
    assert "Travaux au gymnase." in (await mail.letter(last.id)).text


async def test_teachers_are_validated_and_read_a_word_once_each(fair: EditionValue, client: httpx.AsyncClient) -> None:
    there = await by_name(fair)
    shown = await submit(client, PREVIEW, act="trust")
    assert [str(line.id) in shown.text for line in there.values()] == [False, False, True]
    assert "Collège du Plateau\u00a0: enseignant déjà validé" in shown.text
    await submit(client, DO, act="trust", line=ids(*there.values()))
    assert await letters(there["4e C"]) == ["confirmed.md", "received.md"]
    word = {"act": "letter", "title": "Parking", "text": "Les cars se garent au stade."}
    shown = await submit(client, PREVIEW, **word)
    assert "l’enseignant reçoit ce courriel pour la 3ᵉ A" in shown.text
    await submit(client, DO, **word, line=ids(*there.values()))
    await submit(client, DO, act="pass", line=ids(there["3e B"]))
    told = {name: await letters(line) for name, line in there.items()}
    assert told == {
        "3e A": ["confirmed.md", "word.md"],
        "3e B": ["confirmed.md", "pass.md"],
        "4e C": ["confirmed.md", "received.md", "word.md"],
    }
    assert (await fetch("SELECT count(*) AS n FROM badge"))[0]["n"] == 3


async def test_those_who_do_not_fit_stay_and_the_journal_takes_the_rest_back(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    early, late = await slots(fair.id)
    there = await by_name(fair)
    await builders.a_class(fair, class_name="5e D", pupils=14, slot=late.id)  # 16 persons: room for two of three
    answer = await submit(client, DO, act="move", slot=str(late.id), line=ids(*there.values()))
    assert answer.headers["location"].startswith("/admin/classes?etat=live")
    assert "1 n’ont pas pu changer" in (await client.get("/admin/classes")).text
    moved = {name: line.slot for name, line in (await by_name(fair)).items()}
    assert sorted(moved.values()) == sorted([early.id, *[late.id] * 3])
    again = await submit(client, f"{PREVIEW}?creneau={late.id}", act="move", slot=str(late.id))
    assert "déjà à cette heure" in again.text
    await submit(client, f"/admin/journal/{await last_of(fair, 'move-classes')}/retour")
    back = {name: line.slot for name, line in (await by_name(fair)).items()}
    assert back == {"3e A": early.id, "3e B": early.id, "4e C": early.id, "5e D": late.id}


async def test_classes_cancelled_together_are_expected_again_together(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    there = await by_name(fair)
    await submit(client, DO, act="cancel", line=ids(*there.values()))
    assert {line.state for line in (await by_name(fair)).values()} == {"cancelled"}
    assert [one.taken_persons for one in await slots(fair.id)] == [0, 0]
    act = await last_of(fair, "cancel-classes")
    assert "3 classes\u00a0: annuler les visites" in (await client.get(f"/admin/journal/{act}")).text
    await builders.a_class(fair, class_name="3eme A", pupils=18)  # registered anew meanwhile
    answer = await submit(client, f"/admin/journal/{act}/retour")
    assert answer.headers["location"] == "/admin/classes"
    assert "1 n’ont pas pu suivre" in (await client.get("/admin/classes")).text
    assert sorted(line.class_name for line in await queries.all_visits(fair.id)) == ["3e B", "3eme A", "4e C"]


async def test_the_list_is_narrowed_by_hour_transport_and_level(fair: EditionValue, client: httpx.AsyncClient) -> None:
    late = (await slots(fair.id))[1]
    await builders.a_class(fair, class_name="Tle MELEC", transport="foot", slot=late.id, grade_level="tle-pro")
    for words in (f"creneau={late.id}", "transport=foot", "niveau=tle-pro"):
        shown = (await client.get(f"/admin/classes?{words}")).text
        assert ("MELEC" in shown, "1 classe," in shown) == (True, True), words
        assert f"/admin/classes/export.csv?etat=live&amp;{words}" in shown
    assert "Aucune classe ne répond" in (await client.get("/admin/classes?creneau=x&niveau=6e")).text


@pytest.mark.parametrize(
    "typed, wrong",
    [({}, {"act"}), ({"act": "letter"}, {"title", "text"}), ({"act": "move", "slot": "x"}, {"slot"})],
)
async def test_what_is_missing_is_said(
    fair: EditionValue, client: httpx.AsyncClient, typed: dict[str, str], wrong: set[str]
) -> None:
    for path in (PREVIEW, DO):
        answer = await submit(client, path, **typed)
        assert (answer.status_code, marked(answer)) == (422, wrong)


async def test_only_organisers_act_on_many(fair: EditionValue, client: httpx.AsyncClient) -> None:
    for role in ("viewer", "door_supervisor", "territory_lead"):
        await sign_in(client, role=role, name="Vera")
        assert (await client.get(DO)).status_code == 403
        assert (await submit(client, DO, act="cancel")).status_code == 403
