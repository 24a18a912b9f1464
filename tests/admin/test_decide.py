"""What organisers decide over HTTP: once, however often it is clicked, and never on somebody who is not there."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from forum.class_visits import queries as class_visits
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from forum.stands import queries as stands
from forum.visitors import queries as visitors
from tests import builders
from tests.admin.office import sign_in
from tests.kit.race import together
from tests.kit.web import csrf, submit


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    await sign_in(client)
    await csrf(client)
    return await builders.a_fair()


async def test_validating_a_stand_twice_tells_the_exhibitor_once(fair: EditionValue, client: httpx.AsyncClient) -> None:
    acme = await builders.an_exhibitor(fair)
    booking = (await stands.booking_of(fair.id, acme)).id
    answers, _ = await together([submit(client, f"/admin/exposants/{booking}/validation") for _ in range(4)])
    assert sorted(one.status_code for one in answers) == [303, 422, 422, 422]
    assert "a changé entre-temps" in next(one.text for one in answers if one.status_code == 422)
    assert len(await mail.letters_to(acme)) == 2
    assert "Acme Lunettes" in (await client.get("/exposants")).text


async def test_a_refusal_carries_its_word(fair: EditionValue, client: httpx.AsyncClient) -> None:
    acme = await builders.an_exhibitor(fair)
    booking = (await stands.booking_of(fair.id, acme)).id
    answer = await submit(client, f"/admin/exposants/{booking}/refus", word="Complet <b>dans</b> votre filière.\x00")
    assert answer.status_code == 303
    (told,) = [line for line in await mail.letters_to(acme) if line.template.endswith("refused.md")]
    text = (await mail.letter(told.id)).text
    assert "dans" in text
    assert (await stands.stand(fair.id, "A1")).free


async def test_cancelling_for_somebody_who_called(fair: EditionValue, client: httpx.AsyncClient) -> None:
    visit, visitor = await builders.a_class(fair), await builders.a_visitor(fair)
    for path in (f"/admin/classes/{visit}", f"/admin/visiteurs/{visitor}"):
        for _ in range(2):
            assert (await submit(client, f"{path}/annulation")).status_code == 303
        assert "nnul" in (await client.get(path)).text
    assert (await class_visits.visit(fair.id, visit)).cancelled_at is not None
    assert (await visitors.visitor(fair.id, visitor)).cancelled_at is not None


@pytest.mark.parametrize("path", ["/admin/exposants/{}", "/admin/classes/{}", "/admin/visiteurs/{}"])
async def test_an_id_that_is_not_there_is_a_clear_page(
    fair: EditionValue, client: httpx.AsyncClient, path: str
) -> None:
    for bad in (uuid4(), UUID(int=0), "x", "1", "%2e%2e", "é"):
        assert (await client.get(path.format(bad))).status_code == 404
    assert (await submit(client, path.format(uuid4()) + "/annulation")).status_code == 404


async def test_an_invitation_to_the_team_is_checked_and_shown_once(
    fair: EditionValue, client: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    wrong = await submit(client, "/admin/equipe", email="lea", name="🙂", role="territory_lead", epci="")
    assert wrong.status_code == 422
    assert wrong.text.count('aria-invalid="true"') == 3
    assert 'value="🙂"' in wrong.text
    done = await submit(client, "/admin/equipe", email="dora@exemple.fr", name="Dora", role="door_staff", epci="")
    link = done.text.partition("/lien/")[2][:32]
    dora = another_client()
    landed = await submit(dora, f"/lien/{link}")
    assert (landed.status_code, landed.headers["location"]) == (303, "/porte")
    assert link not in (await client.get("/admin/equipe")).text
    assert link not in (await client.get("/admin/journal")).text


async def test_one_s_own_password_signs_in_afterwards(fair: EditionValue, client: httpx.AsyncClient) -> None:
    short = await submit(client, "/admin/compte/mot-de-passe", password="court")
    assert short.status_code == 422
    done = await submit(client, "/admin/compte/mot-de-passe", password="une phrase assez longue")
    assert done.headers["location"] == "/connexion"
    assert (await client.get("/admin")).status_code == 403
    landed = await submit(client, "/connexion", email="odile-organizer@exemple.fr", password="une phrase assez longue")
    assert landed.headers["location"] == "/admin"
