"""By telephone: an organiser books and corrects in an exhibitor's place, and the exhibitor reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar

from forum import clock
from forum.database import fetch
from forum.editions.values import Audience, EditionValue, Window
from forum.exhibitors import queries as exhibitors
from forum.stands import queries, service
from tests import builders
from tests.admin.office import sign_in
from tests.kit.fair import ODILE
from tests.kit.web import submit

ACME: dict[str, Any] = {
    "place": "A1",
    "name": "Acme Lunettes",
    "kind": "company",
    "sector": "lunetterie",
    "first_name": "Alix",
    "last_name": "Acme",
    "email": "alix@acme.example",
    "people": 2,
    "tables": 1,
    "chairs": 2,
    "panels": 0,
    "power_watts": 500,
}
NEW = "/admin/exposants/nouveau"


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    await sign_in(client)
    return await builders.a_fair()


@pytest.fixture
async def acme(fair: EditionValue) -> queries.BookingLine:
    return await queries.booking_of(fair.id, await builders.an_exhibitor(fair))


async def letters(template: str) -> list[dict[str, Any]]:
    rows = await fetch("SELECT fields FROM letter WHERE template = {}", f"stands/letters/{template}.md")
    return [msgspec.json.decode(row["fields"]) for row in rows]


async def test_a_stand_is_booked_for_somebody_who_called(fair: EditionValue, client: httpx.AsyncClient) -> None:
    assert 'value="A3" selected' in (await client.get(f"{NEW}?stand=A3")).text
    with builders.in_time(fair):
        done = await submit(client, NEW, **ACME)
    (line,) = await queries.all_bookings(fair.id)
    assert (done.status_code, done.headers["location"]) == (303, f"/admin/exposants/{line.id}")
    assert (line.number, line.state) == ("A1", "submitted")
    (letter,) = await letters("received")
    assert letter["by_team"] == "yes"
    (note,) = await fetch("SELECT actor_name FROM audit_entry WHERE act = {}", "book-stand")
    assert note == {"actor_name": "Odile"}


@pytest.mark.parametrize(("place", "state"), [("brouillon", "draft"), ("attente", "waitlisted")])
async def test_somebody_without_a_stand_gets_one_later(
    fair: EditionValue, client: httpx.AsyncClient, place: str, state: str
) -> None:
    with builders.in_time(fair):
        if state == "waitlisted":
            for number in ("A1", "A2", "A3", "A4"):
                await builders.an_exhibitor(fair, number, name=f"Rival {number}")
        assert (await submit(client, NEW, **{**ACME, "place": place})).status_code == 303
        (line,) = [one for one in await queries.all_bookings(fair.id) if one.state == state]
        if state == "waitlisted":
            (first, *_) = [one for one in await queries.all_bookings(fair.id) if one.stands]
            await service.cancel(fair, first.id, ODILE)
            assert (await queries.offer_to(line.id)) is not None
        free = next(one for one in await queries.plan(fair.id) if one.state is None)
        given = await submit(client, f"/admin/exposants/{line.id}/stand", number=free.number)
        assert given.status_code == 303
        assert (await queries.booking(fair.id, line.id)).number == free.number
        assert await fetch("SELECT id FROM stand_hold WHERE released_at IS NULL") == []


async def test_what_cannot_stand_is_said_and_what_was_typed_kept(
    fair: EditionValue, client: httpx.AsyncClient, acme: queries.BookingLine
) -> None:
    with builders.in_time(fair):
        taken = await submit(client, NEW, **{**ACME, "name": "Rival", "email": "r@rival.example"})
        assert taken.status_code == 422
        assert 'value="Rival"' in taken.text
        assert "Les meilleurs stands libres" in taken.text
        known = await submit(client, NEW, **{**ACME, "place": "A2"})
        assert known.status_code == 422
        assert "/admin/exposants?q=Acme%20Lunettes" in known.text
        weak = await submit(client, NEW, **{**ACME, "place": "A2", "name": "Rival", "three_phase": "yes"})
        assert "pas de courant triphasé" in weak.text
        empty = await submit(client, NEW)
        assert empty.status_code == 422
        assert "Choisissez un stand" in empty.text


async def test_organisers_book_after_the_closing_date(fair: EditionValue) -> None:
    closed = replace(fair, windows={**fair.windows, Audience.EXHIBITORS: Window(None, clock.now())})
    with pytest.raises(service.BookingClosed):
        await service.book(closed, "A1", builders.ACME, builders.NEEDS)
    await service.book(closed, "A1", builders.ACME, builders.NEEDS, ODILE)


PARTS: list[tuple[str, dict[str, Any], str]] = [
    ("organisation", {name: ACME[name] for name in ("kind", "sector", "first_name", "last_name", "email")}, "name"),
    ("besoins", {"people": 3, "tables": 2, "chairs": 3, "panels": 0}, "power_watts"),
    ("precisions", {"meals": 3, "vehicle": "van", "half_days": "1-morning"}, "sockets"),
    ("machine", {"watts": 500, "guard": "screen", "signed_by": "Alix Acme"}, "machine"),
    ("metiers", {"jobs": "Opticien", "stage_3e": 1}, "website"),
]
GOOD = {"name": "Acme Optique", "power_watts": "500", "sockets": "2", "machine": "Meule", "website": "acme.example"}
BAD = {"name": "", "power_watts": "9", "sockets": "40", "machine": "", "website": "rien"}


@pytest.mark.parametrize(("part", "typed", "name"), PARTS)
async def test_each_part_of_a_file_is_corrected_noted_and_told(
    fair: EditionValue,
    client: httpx.AsyncClient,
    acme: queries.BookingLine,
    part: str,
    typed: dict[str, Any],
    name: str,
) -> None:
    here = f"/admin/exposants/{acme.id}/{part}"
    if "half_days" in typed:
        typed = {**typed, "half_days": f"{fair.first_day.id}-morning"}
    assert (await client.get(here)).status_code == 200
    wrong = await submit(client, here, **typed, **{name: BAD[name]})
    assert wrong.status_code == 422
    assert f'id="{name}-fault"' in wrong.text
    assert await queries.untold(acme.id) is None
    done = await submit(client, here, **typed, **{name: GOOD[name]})
    assert (done.status_code, done.headers["location"]) == (303, f"/admin/exposants/{acme.id}")
    waiting = await queries.untold(acme.id)
    assert waiting is not None
    page = await client.get(f"/admin/exposants/{acme.id}")
    assert "Un courriel attend" in page.text
    (note,) = await fetch("SELECT actor_name FROM audit_entry WHERE actor_kind = {}", "staff")
    assert note == {"actor_name": "Odile"}
    assert (await submit(client, f"/admin/exposants/{acme.id}/courrier")).status_code == 303
    (letter,) = await letters("changed")
    assert (letter["by_team"], letter["changes"]) == ("yes", list(waiting.lines))


async def test_people_contacts_and_the_way_in(
    fair: EditionValue, client: httpx.AsyncClient, acme: queries.BookingLine
) -> None:
    here = f"/admin/exposants/{acme.id}"
    bo = {"first_name": "Bo", "last_name": "Acme"}
    assert (await submit(client, f"{here}/personnes", **bo)).status_code == 303
    full = await submit(client, f"{here}/personnes", first_name="Cy", last_name="De-Trop")
    assert (full.status_code, 'value="De-Trop"' in full.text) == (422, True)
    people = {one.first_name: one for one in await exhibitors.people_of(acme.exhibitor)}
    assert (await submit(client, f"{here}/personnes/{people['Bo'].id}/retrait")).status_code == 303
    assert (await submit(client, f"{here}/contacts", **bo, email="bo@acme.example")).status_code == 303
    assert (await submit(client, f"{here}/contacts", **bo, email="bo@acme.example")).status_code == 422
    _, second = await exhibitors.contacts_of(acme.exhibitor)
    await submit(client, f"{here}/contacts/{second.id}/principal")
    assert (await exhibitors.contacts_of(acme.exhibitor))[0].email == "bo@acme.example"
    await submit(client, f"{here}/contacts/{second.id}/retrait")
    assert [one.email for one in await exhibitors.contacts_of(acme.exhibitor)] == ["alix@acme.example"]
    last = (await exhibitors.contacts_of(acme.exhibitor))[0]
    assert (
        await submit(client, f"{here}/contacts/{last.id}/retrait")
    ).status_code == 303  # refused, and said on the page
    assert len(await exhibitors.contacts_of(acme.exhibitor)) == 1
    before = len(await letters("way_in"))
    await submit(client, f"{here}/lien")
    assert len(await letters("way_in")) == before + 1
    for page in ("personnes", "contacts"):
        assert (await client.get(f"{here}/{page}")).status_code == 200


async def test_nobody_else_corrects_a_file(
    fair: EditionValue, acme: queries.BookingLine, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    viewer = another_client()
    await sign_in(viewer, "viewer", "Charlie")
    here = f"/admin/exposants/{acme.id}"
    for path in (NEW, f"{here}/besoins", f"{here}/personnes", f"{here}/contacts"):
        assert (await viewer.get(path)).status_code == 403
        assert (await submit(viewer, path, **ACME)).status_code == 403
    assert (await viewer.get(here)).status_code == 200
    assert await queries.untold(acme.id) is None


async def test_a_part_that_is_not_there_is_not_found(
    fair: EditionValue, client: httpx.AsyncClient, acme: queries.BookingLine
) -> None:
    assert (await client.get(f"/admin/exposants/{acme.id}/rien")).status_code == 404
