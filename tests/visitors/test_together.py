"""One act for a whole filtered list: looked at first, done to those that stayed ticked, told to each."""

from __future__ import annotations

import httpx
import pytest
from litestar import Litestar

from forum.database import fetch
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from forum.visitors import queries
from tests import builders
from tests.admin.office import sign_in
from tests.kit.web import submit
from tests.visitors.test_visitor_pages import marked

PREVIEW, DO = "/admin/visiteurs/ensemble/apercu", "/admin/visiteurs/ensemble"
pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    await sign_in(client)
    edition = await builders.a_fair()
    for name in ("Ada", "Byron", "Annabella"):
        await builders.a_visitor(edition, first_name=name, email=f"{name.lower()}@visiteuse.example")
    return edition


async def by_name(edition: EditionValue) -> dict[str, queries.VisitorLine]:
    return {line.first_name: line for line in await queries.all_visitors(edition.id)}


async def letters(line: queries.VisitorLine) -> list[str]:
    return sorted(one.template.rpartition("/")[2] for one in await mail.letters_to(line.id))


async def test_nothing_happens_before_the_preview_is_confirmed(fair: EditionValue, client: httpx.AsyncClient) -> None:
    there = await by_name(fair)
    shown = await submit(client, f"{PREVIEW}?q=byron", act="cancel", text="Le forum est complet.")
    assert (str(there["Byron"].id) in shown.text, str(there["Ada"].id) in shown.text) == (True, False)
    assert all(line.expected for line in (await by_name(fair)).values())
    everybody = [str(line.id) for line in there.values()]
    await submit(client, f"{DO}?q=byron", act="cancel", text="Le forum est complet.", line=everybody)
    after = await by_name(fair)
    assert [after[name].state for name in ("Ada", "Byron", "Annabella")] == ["expected", "cancelled", "expected"]
    (goodbye,) = [one for one in await mail.letters_to(there["Byron"].id) if "goodbye" in one.template]
    assert "Le forum est complet." in (await mail.letter(goodbye.id)).text


async def test_whoever_is_unticked_is_left_alone(fair: EditionValue, client: httpx.AsyncClient) -> None:
    there = await by_name(fair)
    ticked = [str(there["Ada"].id), str(there["Byron"].id)]
    await submit(client, DO, act="badge", line=ticked)
    await submit(client, DO, act="letter", title="Parking", text="Garez-vous au stade.", line=ticked[:1])
    assert await letters(there["Ada"]) == ["way_in.md", "welcome.md", "word.md"]
    assert await letters(there["Byron"]) == ["way_in.md", "welcome.md"]
    assert await letters(there["Annabella"]) == ["welcome.md"]


async def test_those_who_do_not_fit_stay_where_they_are(fair: EditionValue, client: httpx.AsyncClient) -> None:
    slot, other = await builders.visitor_slots(fair, 2, 9)
    there = await by_name(fair)
    everybody = [str(line.id) for line in there.values()]
    answer = await submit(client, DO, act="move", slot=str(slot), line=everybody)
    assert answer.status_code == 303
    assert [one.taken for one in await queries.slots(fair.id)] == [2, 0]
    await submit(client, DO, act="move", slot=str(other), line=everybody)
    assert [one.taken for one in await queries.slots(fair.id)] == [0, 3]


@pytest.mark.parametrize(
    "typed, wrong",
    [({}, {"act"}), ({"act": "letter"}, {"title", "text"}), ({"act": "move", "slot": "x"}, {"slot"})],
)
async def test_what_is_missing_is_said(
    fair: EditionValue, client: httpx.AsyncClient, typed: dict[str, str], wrong: set[str]
) -> None:
    await builders.visitor_slots(fair, 5)
    for path in (PREVIEW, DO):
        answer = await submit(client, path, **typed)
        assert (answer.status_code, marked(answer)) == (422, wrong)


async def test_whoever_cannot_be_reached_is_named(fair: EditionValue, client: httpx.AsyncClient) -> None:
    there = await by_name(fair)
    await submit(client, f"/admin/visiteurs/{there['Byron'].id}/annulation")
    shown = await submit(client, PREVIEW, act="badge")
    assert "Byron Lovelace\u00a0: déjà annulé" in shown.text


async def test_only_organisers_act_on_many(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client, role="viewer", name="Vera")
    assert (await client.get(DO)).status_code == 403
    assert (await submit(client, DO, act="cancel")).status_code == 403


async def test_the_journal_takes_the_whole_of_it_back(fair: EditionValue, client: httpx.AsyncClient) -> None:
    early, late = await builders.visitor_slots(fair, 9, 2)
    there = await by_name(fair)
    everybody = [str(line.id) for line in there.values()]
    await submit(client, DO, act="move", slot=str(early), line=everybody)
    await submit(client, DO, act="cancel", line=everybody)
    assert [line.state for line in (await by_name(fair)).values()] == ["cancelled"] * 3
    act = await _last_of(fair, "cancel-visitors")
    assert "Défaire cet acte" in (await client.get(f"/admin/journal/{act}")).text
    await builders.a_visitor(fair, first_name="Byron", email="byron@visiteuse.example", slot=late)
    answer = await submit(client, f"/admin/journal/{act}/retour")
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/visiteurs")
    assert "1 n’ont pas pu suivre" in (await client.get("/admin/visiteurs")).text
    back = [line for line in await queries.all_visitors(fair.id) if line.expected]
    assert sorted((line.first_name, line.slot) for line in back) == [
        ("Ada", early),
        ("Annabella", early),
        ("Byron", late),
    ]
    again = await submit(client, f"/admin/journal/{act}/retour")
    assert again.headers["location"] == f"/admin/journal/{act}"


async def test_a_move_of_many_goes_back_to_each_one_s_hour(fair: EditionValue, client: httpx.AsyncClient) -> None:
    first, second, third = await builders.visitor_slots(fair, 9, 9, 9)
    there = await by_name(fair)
    await submit(client, f"/admin/visiteurs/{there['Ada'].id}/creneau", slot=str(first))
    for name in ("Byron", "Annabella"):
        await submit(client, f"/admin/visiteurs/{there[name].id}/creneau", slot=str(second))
    await submit(client, DO, act="move", slot=str(third), line=[str(line.id) for line in there.values()])
    await submit(client, f"/admin/journal/{await _last_of(fair, 'move-visitors')}/retour")
    assert {name: line.slot for name, line in (await by_name(fair)).items()} == {
        "Ada": first,
        "Byron": second,
        "Annabella": second,
    }


async def _last_of(edition: EditionValue, act: str) -> str:
    (row,) = await fetch("SELECT id FROM audit_entry WHERE edition = {} AND act = {}", edition.id, act)
    return str(row["id"])
