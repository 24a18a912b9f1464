"""The attack: a pupil has the teacher's link, forwarded with the programme of the day. It shows; it changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from litestar import Litestar

from forum.class_visits import queries, service
from forum.class_visits.queries.visits import as_uuid
from forum.database import fetch
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.people import links
from forum.privacy import service as privacy
from tests import builders
from tests.kit.web import submit

People = Callable[[], httpx.AsyncClient]
SPACE = "/classes/espace"


@pytest.fixture
async def visit(app: Litestar, edition: EditionValue) -> queries.VisitLine:
    return await queries.visit(edition.id, await builders.a_class(edition))


async def way_in(template: str) -> str:
    """The address in the last letter of that template, as its reader clicks it."""
    rows = await fetch("SELECT link FROM letter WHERE template = {} ORDER BY written_at DESC, id LIMIT 1", template)
    return f"/lien/{links.token_of(as_uuid(rows[0]['link']))}"


async def written() -> list[dict[str, object]]:
    """Everything that a pupil must not touch."""
    return [
        row
        for table in (
            "class_visit",
            "class_cancellation",
            "class_colleague",
            "class_wait",
            "referent",
            "audit_entry",
            "letter",
        )
        for row in await fetch(f"SELECT * FROM {table} ORDER BY 1")
    ]


async def test_a_pupil_with_the_teacher_s_link_reads_and_changes_nothing(
    edition: EditionValue, visit: queries.VisitLine, another_client: People
) -> None:
    pupil = another_client()
    assert (await pupil.get(await way_in("class_visits/letters/confirmed.md"))).headers["location"] == SPACE
    space = (await pupil.get(SPACE)).text
    assert "Ce lien montre, il ne change rien" in space
    for word in ("Corriger ou annuler", "Collègues", "Inscrire une autre classe", "agenda/", visit.referent_phone):
        assert word not in space, word
    before = await written()
    mine, second = f"{SPACE}/{visit.id}", (await slots(edition.id))[1].id
    attacks = [
        await submit(pupil, mine, class_name="3e B", pupils=1, adults=1, transport="foot", slot=second, photo="yes"),
        await submit(pupil, f"{mine}/annulation"),
        await submit(pupil, f"{mine}/confirmation"),
        await submit(pupil, f"{mine}/attente"),
        await submit(pupil, f"{mine}/collegues", first_name="Léo", last_name="Farceur", email="leo@exemple.fr"),
        await submit(pupil, f"{mine}/collegues/{visit.referent}/retrait"),
        await submit(pupil, f"{SPACE}/nouvelle", class_name="3e X", pupils=9, adults=1, transport="foot", slot=second),
        await submit(pupil, f"{SPACE}/agenda"),
        await pupil.get(mine),
        await pupil.get(f"{mine}/collegues"),
        await pupil.get(f"{SPACE}/nouvelle"),
    ]
    assert [(one.status_code, one.headers.get("location")) for one in attacks] == [(303, f"{SPACE}/confirmer")] * 11
    own_data = [
        await submit(pupil, "/mes-donnees/effacement", sure="yes", word="effacer"),
        await submit(pupil, "/mes-donnees/accords", news="yes"),
        await pupil.get("/mes-donnees/donnees.json"),
        await pupil.get("/mes-donnees/effacement"),
    ]
    assert [one.status_code for one in own_data] == [403] * 4
    assert visit.referent_phone not in (await pupil.get("/mes-donnees")).text
    assert await written() == before


async def test_confirming_goes_to_the_teacher_s_mailbox_only(
    edition: EditionValue, visit: queries.VisitLine, another_client: People
) -> None:
    pupil, therese = another_client(), another_client()
    await pupil.get(await way_in("class_visits/letters/confirmed.md"))
    shown = (await pupil.get(f"{SPACE}/confirmer")).text
    assert ("t•••@ac-besancon.fr" in shown, visit.referent_email in shown) == (True, False)
    answer = await submit(pupil, f"{SPACE}/confirmer", email="leo@exemple.fr")
    assert (answer.status_code, answer.headers["location"]) == (303, SPACE)
    (letter,) = await fetch("SELECT to_address FROM letter WHERE template = {}", "class_visits/letters/way_in.md")
    assert letter == {"to_address": visit.referent_email}
    assert (await submit(pupil, f"{SPACE}/{visit.id}/annulation")).headers["location"] == f"{SPACE}/confirmer"
    await therese.get(await way_in("class_visits/letters/way_in.md"))
    assert (await therese.get(f"{SPACE}/{visit.id}")).status_code == 200
    assert (await therese.get(f"{SPACE}/confirmer")).headers["location"] == SPACE
    await submit(therese, f"{SPACE}/{visit.id}/annulation")
    assert (await queries.visit(edition.id, visit.id)).cancelled_at


async def test_a_device_that_is_confirmed_stays_so_with_the_next_letter(
    edition: EditionValue, visit: queries.VisitLine, client: httpx.AsyncClient
) -> None:
    await service.send_full_link(edition, visit.referent)
    await client.get(await way_in("class_visits/letters/way_in.md"))
    await client.get(await way_in("class_visits/letters/confirmed.md"))
    assert (await client.get(f"{SPACE}/{visit.id}")).status_code == 200


async def test_another_teacher_s_confirmed_device_confirms_nobody_else(
    edition: EditionValue, visit: queries.VisitLine, client: httpx.AsyncClient
) -> None:
    await service.send_full_link(edition, visit.referent)
    mine = await way_in("class_visits/letters/way_in.md")
    other = await builders.a_class(
        edition, builders.ReferentSaid("Bo", "Autre", "bo@ac-besancon.fr", "0612345678"), class_name="3e C", pupils=9
    )
    rows = await fetch("SELECT link FROM letter WHERE holder = {} ORDER BY id LIMIT 1", other)
    await client.get(mine)
    await client.get(f"/lien/{links.token_of(as_uuid(rows[0]['link']))}")
    assert (await client.get(f"{SPACE}/{other}")).headers["location"] == f"{SPACE}/confirmer"


async def test_the_link_to_one_s_own_data_opens_them(
    edition: EditionValue, visit: queries.VisitLine, client: httpx.AsyncClient
) -> None:
    await privacy.send_ways_in(visit.referent_email)
    await client.get(await way_in("privacy/letters/way_in.md"))
    assert visit.referent_phone in (await client.get("/mes-donnees/donnees.json")).text
