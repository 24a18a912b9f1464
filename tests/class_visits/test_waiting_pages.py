"""A full slot over HTTP: the class waits, is offered places, is checked by an organiser, and shared with a colleague."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from litestar import Litestar

from forum.class_visits import queries, service
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from forum.people.who import SYSTEM
from tests import builders
from tests.admin.office import sign_in
from tests.kit.typed import THERESE
from tests.kit.web import faults, submit

People = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def fair(app: Litestar) -> EditionValue:
    return await builders.a_fair(slots=1, persons=60, coaches=2)


@pytest.fixture
async def said(fair: EditionValue) -> dict[str, str]:
    """Thérèse's form, on the only slot."""
    return {**THERESE, "slot": str((await slots(fair.id))[0].id)}


async def only(edition: EditionValue, state: str) -> queries.VisitLine:
    (line,) = await queries.all_visits(edition.id, state=state)
    return line


async def test_a_full_slot_offers_to_wait_and_the_class_confirms_what_it_is_offered(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    full = await builders.a_class(fair, class_name="4e A", pupils=50)
    early = await submit(client, "/classes", **said, faire="relire")
    assert (early.status_code, faults(early), 'name="wait" value="any"' in early.text) == (422, {"slot"}, True)
    read = await submit(client, "/classes", **said, wait="slot", faire="relire")
    assert (read.status_code, "complet\u00a0: liste d’attente" in read.text) == (200, True)
    assert ("Mettre la classe sur la liste d’attente" in read.text, "Inscrire la classe" in read.text) == (True, False)
    refused = await submit(client, "/classes", **said)
    assert (refused.status_code, faults(refused)) == (422, {"slot"})
    assert 'name="wait" value="any"' in refused.text
    assert (await submit(client, "/classes", **said, wait="slot")).status_code == 303
    assert "En position 1" in (await client.get("/classes/espace")).text
    line = await only(fair, "waiting")
    early = await submit(client, f"/classes/espace/{line.id}/confirmation")
    assert (early.status_code, (await only(fair, "waiting")).state) == (303, "waiting")
    await service.cancel(fair, full, SYSTEM)
    assert "À confirmer avant" in (await client.get("/classes/espace")).text
    await submit(client, f"/classes/espace/{line.id}/confirmation")
    assert (await only(fair, "live")).id == line.id
    assert "laissez-passer" in (await client.get("/classes/espace")).text


async def test_an_address_that_anybody_may_have_waits_for_an_organiser(
    fair: EditionValue, said: dict[str, str], another_client: People
) -> None:
    teacher, odile = another_client(), another_client()
    await submit(teacher, "/classes", **{**said, "email": "ce.0391035n@exemple.fr"})
    line = await only(fair, "unchecked")
    space = (await teacher.get("/classes/espace")).text
    assert ("En vérification" in space, "/badge/" in space) == (True, False)
    assert [one.template for one in await mail.letters_to(line.id)] == ["class_visits/letters/received.md"]
    await sign_in(odile)
    assert "Une adresse à vérifier" in (await odile.get(f"/admin/classes/{line.id}")).text
    await submit(odile, f"/admin/classes/{line.id}/validation")
    assert await queries.all_visits(fair.id, state="unchecked") == []
    assert "/badge/" in (await teacher.get("/classes/espace")).text


async def test_who_is_refused_comes_with_no_class(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    await submit(client, "/classes", **{**said, "email": "x@exemple.fr"})
    line = await only(fair, "unchecked")
    await sign_in(client)
    await submit(client, f"/admin/classes/{line.id}/refus")
    assert (await queries.visit(fair.id, line.id)).state == "cancelled"
    assert (await slots(fair.id))[0].taken_persons == 0


async def test_girls_and_boys_are_counted_and_never_more_than_the_class(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    answer = await submit(client, "/classes", **said, girls="20", boys="20")
    assert (answer.status_code, faults(answer)) == (422, {"girls", "boys"})
    await submit(client, "/classes", **said, girls="14", boys="")
    line = await only(fair, "live")
    assert (line.girls, line.boys) == (14, None)


async def test_a_colleague_sees_the_class_until_taken_off(
    fair: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    await submit(client, "/classes", **said)
    line = await only(fair, "live")
    at = f"/classes/espace/{line.id}/collegues"
    paul = {"first_name": "Paul", "last_name": "Jura", "email": "paul.jura@ac-besancon.fr"}
    assert faults(await submit(client, at, **{**paul, "email": said["email"]})) == {"email"}
    assert (await submit(client, at, **paul)).status_code == 303
    assert "Paul Jura" in (await client.get(at)).text
    other = await queries.find_teacher(fair.id, paul["email"])
    assert other
    assert [one.id for one in await queries.visits_of(fair.id, other.id)] == [line.id]
    await submit(client, f"{at}/{other.id}/retrait")
    assert await queries.visits_of(fair.id, other.id) == []


async def test_on_the_day_a_class_is_late_absent_moved_and_noted(fair: EditionValue, client: httpx.AsyncClient) -> None:
    class_id = await builders.a_class(fair)
    await sign_in(client)
    at = f"/admin/classes/{class_id}"
    for word, state in (("30", "late"), ("absent", "absent"), ("", "live")):
        await submit(client, f"{at}/jour", word=word)
        assert (await only(fair, state)).day_word == (None if state == "live" else state)
    assert (await submit(client, f"{at}/creneau", slot="²")).status_code == 303
    await submit(client, f"{at}/notes", body="Le car vient de Morez.")
    assert "Le car vient de Morez." in (await client.get(at)).text


@pytest.mark.parametrize("act", ["confirmation", "attente", "collegues"])
async def test_nobody_decides_for_somebody_else_s_class(
    fair: EditionValue, said: dict[str, str], another_client: People, act: str
) -> None:
    class_id = await builders.a_class(fair, class_name="4e A", pupils=10)
    charlie = another_client()
    mine = {**said, "email": "charlie@ac-besancon.fr", "school_text": "0391035N", "pupils": "20"}
    await submit(charlie, "/classes", **mine)
    assert (await submit(charlie, f"/classes/espace/{class_id}/{act}", email="charlie@exemple.fr")).status_code == 404


async def test_only_organisers_decide_whom_to_trust(fair: EditionValue, client: httpx.AsyncClient) -> None:
    class_id = await builders.a_class(fair)
    await sign_in(client, "viewer")
    for act in ("validation", "refus", "creneau", "jour", "notes"):
        assert (await submit(client, f"/admin/classes/{class_id}/{act}")).status_code == 403
