"""The teacher's pages over HTTP: no word lost, no name of a pupil, and every class its own teacher's."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from litestar import Litestar

from forum.class_visits import queries
from forum.class_visits.forms import RegistrationForm
from forum.database import fetch
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from tests import builders
from tests.kit.race import together
from tests.kit.typed import THERESE
from tests.kit.web import csrf, faults, submit

People = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def fair(app: Litestar) -> EditionValue:
    return await builders.a_fair(slots=2, persons=60, coaches=2)


@pytest.fixture
async def said(fair: EditionValue) -> dict[str, str]:
    """Thérèse's form, on the first slot."""
    return {**THERESE, "slot": str((await slots(fair.id))[0].id)}


async def test_a_registration_leads_to_the_class_s_pass(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    answer = await submit(client, "/classes", **said)
    assert (answer.status_code, answer.headers["location"]) == (303, "/classes/espace")
    space = (await client.get("/classes/espace")).text
    (badge,) = re.findall(r"/badge/([\w-]+)\.pdf", space)
    assert (await client.get(f"/badge/{badge}.pdf")).headers["content-type"] == "application/pdf"


@pytest.mark.parametrize(
    "typed, wrong",
    [
        ({"pupils": "0"}, "pupils"),
        ({"pupils": "90"}, "pupils"),
        ({"pupils": "²"}, "pupils"),
        ({"pupils": "5", "adults": "6"}, "adults"),
        ({"adults": "0"}, "adults"),
        ({"school_text": "0391035M"}, "school"),
        ({"school_text": "Poudlard"}, "school"),
        ({"school": "²", "school_text": ""}, "school"),
        ({"class_name": "Léa, Tom & Inès"}, "class_name"),
        ({"class_name": "🙂"}, "class_name"),
        ({"slot": ""}, "slot"),
        ({"slot": "999999"}, "slot"),
        ({"transport": "tapis volant"}, "transport"),
        ({"email": "therese@ac-besanson.fr"}, "email"),
        ({"phone": "0612"}, "phone"),
        ({"first_name": "👩‍🏫"}, "first_name"),
    ],
)
async def test_a_fault_is_said_at_its_field_and_every_word_is_kept(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient, typed: dict[str, str], wrong: str
) -> None:
    answer = await submit(client, "/classes", **{**said, **typed})
    assert (answer.status_code, faults(answer) - {"grade_level"}) == (422, {wrong})
    text = answer.text.replace("&#39;", "'").replace("&amp;", "&")
    for name in ("class_name", "pupils", "adults", "first_name", "last_name", "email", "phone"):
        assert f'value="{ {**said, **typed}[name] }"' in text, name
    assert await queries.all_visits(fair.id) == []


async def test_the_letter_of_a_wrong_uai_is_offered_never_guessed(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    for typed in ("0391035M", "039 1035 m"):
        answer = await submit(client, "/classes", **{**said, "school_text": typed})
        assert answer.status_code == 422
        assert "0391035N" in answer.text


async def test_a_slot_that_filled_meanwhile_is_said_at_the_slot(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    await client.get("/classes")
    await builders.a_class(fair, class_name="3e Z", pupils=58)
    answer = await submit(client, "/classes", **said)
    assert (answer.status_code, faults(answer)) == (422, {"slot"})
    assert "Ce créneau vient de se remplir" in answer.text
    assert 'value="3ème B"' in answer.text
    assert len(await queries.all_visits(fair.id)) == 1


async def test_five_clicks_at_once_are_one_class(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    await csrf(client)
    answers, _ = await together([submit(client, "/classes", **said) for _ in range(5)])
    assert sorted(one.status_code for one in answers) == [303, 422, 422, 422, 422]
    assert "déjà inscrite" in next(one.text for one in answers if one.status_code == 422)
    assert [line.heads for line in await queries.all_visits(fair.id)] == [29]


async def test_another_teacher_s_visit_is_not_found(
    fair: EditionValue, said: dict[str, str], another_client: People
) -> None:
    therese, rival = another_client(), another_client()
    await submit(therese, "/classes", **said)
    await submit(
        rival,
        "/classes",
        **{**said, "class_name": "3e C", "pupils": "10", "email": "rival@exemple.fr", "transport": "foot"},
    )
    (hers,) = [line for line in await queries.all_visits(fair.id) if line.class_name == "3ème B"]
    path = f"/classes/espace/{hers.id}"
    assert (await therese.get(path)).status_code == 200
    for charlie in (rival, another_client()):
        answers = {
            "see": await charlie.get(path),
            "change": await submit(charlie, path, **said),
            "cancel": await submit(charlie, f"{path}/annulation"),
            "calendar": await charlie.get(f"{path}/invitation.ics"),
        }
        assert {answer.status_code for answer in answers.values()} <= {403, 404}
    assert await queries.visit(fair.id, hers.id) == hers


async def test_a_change_that_cannot_be_keeps_what_was_typed(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    await submit(client, "/classes", **said)
    second = (await slots(fair.id))[1].id
    await builders.a_class(fair, class_name="3e Z", pupils=50, slot=second)
    (mine,) = [line for line in await queries.all_visits(fair.id) if line.class_name == "3ème B"]
    page = f"/classes/espace/{mine.id}"
    answer = await submit(client, page, **{**said, "slot": second, "pupils": "26"})
    assert (answer.status_code, faults(answer)) == (422, {"slot"})
    assert 'value="26"' in answer.text
    assert await queries.visit(fair.id, mine.id) == mine
    moved = await submit(client, page, **{**said, "pupils": "26", "transport": "foot"})
    assert moved.status_code == 303
    assert (await queries.visit(fair.id, mine.id)).heads == 28


async def test_cancelling_by_two_clicks_is_answered_kindly(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    await submit(client, "/classes", **said)
    (mine,) = await queries.all_visits(fair.id)
    answers, _ = await together([submit(client, f"/classes/espace/{mine.id}/annulation") for _ in range(3)])
    assert [one.status_code for one in answers] == [303] * 3
    assert (await client.get("/classes/espace")).status_code == 200
    assert [one.taken_persons for one in await slots(fair.id)] == [0, 0]


async def test_a_wrong_letter_offers_the_school_and_the_way_back(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    asked = await submit(client, "/classes", **{**said, "school_text": "0391035M"})
    offered = re.findall(r'name="school" value="(\w+)"', asked.text)
    assert (len(offered), offered[-1], "vouliez-vous dire 0391035N" in asked.text) == (2, "aucun", True)
    again = await submit(client, "/classes", **{**said, "school_text": None, "school": "aucun"})
    assert (faults(again), 'name="school_text"' in again.text) == ({"school"}, True)
    done = await submit(client, "/classes", **{**said, "school_text": None, "school": offered[0]})
    assert done.status_code == 303


def test_no_field_can_hold_a_pupil_s_name() -> None:
    form = RegistrationForm({"class_name": "Léa Martin, Tom Petit", "remarks": "Léa est malade", "pupil": "Léa"})
    said = form.read((), {}, ())
    assert "class_name" in form.faults
    assert "Martin" not in str({**{name: getattr(said, name) for name in said.__slots__}, "class_name": ""})


async def test_nothing_typed_beside_the_fields_is_kept(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    await submit(client, "/classes", **said, remarks="Léa Martin", pupil_1="Léa Martin")
    for table in ("class_visit", "badge", "letter", "audit_entry", "referent"):
        assert "Martin" not in str(await fetch(f"SELECT * FROM {table}")), table
