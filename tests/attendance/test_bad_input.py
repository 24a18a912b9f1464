"""What nobody plans: nonsense in the address, an edition without a scan, slots that share a quarter of an hour, a passage that
comes while the figures are being closed. Nothing may break, and each is said."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from forum import clock
from forum.attendance import queries, service
from forum.attendance.rules.sheet import Heads, Report
from forum.badges import queries as badges
from forum.badges import service as badge_verbs
from forum.database import fetch
from forum.door import service as door
from forum.door.rules import Entry
from forum.editions import queries as editions
from forum.editions import service as verbs
from tests.admin.office import sign_in
from tests.attendance.test_read_a_day import Door, dora, value
from tests.builders import a_class, a_fair, a_visitor, an_exhibitor, staff
from tests.kit.fair import small_fair
from tests.kit.web import submit

__all__ = ["dora"]
HERE = "/admin/frequentation"
TABLES = (
    *("publics", "schools", "levels", "origins", "statuses", "exhibitors", "structures", "homes", "offers", "slots"),
    *("punctuality", "gates", "halls", "sources", "quarters"),
)
FILES = (
    *(f"{name}.{fmt}" for name in ("frequentation", "frequentation-interne") for fmt in service.FORMATS),
    *(f"{code}.csv" for code in TABLES),
    *("rapport.pdf", "journal.csv", "fichiers", "marque"),
)


async def every_file(client: httpx.AsyncClient, asked: str = "") -> dict[str, bytes]:
    """The page and all its files, each answered well."""
    found = {name: await client.get(f"{HERE}/{name}{asked}") for name in ("", *FILES)}
    assert {name for name, answer in found.items() if answer.status_code != 200} == set()
    return {name: answer.content for name, answer in found.items() if name in FILES}


async def test_an_edition_without_a_scan_has_its_page_its_files_its_close_and_its_comparison(
    client: httpx.AsyncClient,
) -> None:
    edition = await a_fair()
    await sign_in(client)
    with clock.at(edition.last_day.closes_at):
        await every_file(client)
        closed = await submit(client, f"{HERE}/arret")
        assert (closed.status_code, closed.headers["location"]) == (303, HERE)
        page = (await client.get(HERE)).text
        assert "Aucun passage n’a été enregistré" in page
        assert "sur 0 annoncée, 0 établissement" in page
        assert "confirmé, sur 0 réservation<" in page
        await every_file(client)
        other = await small_fair("2027")
        await submit(client, f"/admin/edition/choix/{other.id}")
        assert "Comparaison avec" in (await client.get(f"{HERE}?comparer={edition.id}")).text


@pytest.mark.parametrize(
    "asked",
    [
        "territoire=<script>alert(1)</script>",
        "territoire=" + "é" * 5000,
        "etablissement=" + "9" * 5000,
        "etablissement=²&comparer=²",
        "comparer=-1",
        "comparer=" + "9" * 40,
        "jour=2026-13-45&jour=2026-11-27&jour=",
        "jour[]=1&;;;&&&==&public=%FF%FE&etablissement=%00",
        "&".join(["public=zzz"] * 500),
    ],
    ids=lambda asked: asked[:24],
)
async def test_nonsense_in_the_address_is_read_as_everything(client: httpx.AsyncClient, asked: str) -> None:
    await a_class(await a_fair(persons=200))
    await sign_in(client)
    page = await client.get(f"{HERE}?{asked}")
    assert page.status_code == 200
    assert "Toute l’édition" in page.text
    assert "alert(1)" not in page.text
    odd = await client.get(f"{HERE}/origins.csv?{asked}")
    assert odd.content == (await client.get(f"{HERE}/origins.csv")).content


async def test_slots_that_begin_in_one_quarter_of_an_hour_are_forecast_together(
    client: httpx.AsyncClient, dora: Door
) -> None:
    """Gate A at nine, gate B at ten past nine: one quarter of the curve, both classes in it."""
    edition = dora.edition
    ten_past = edition.first_day.opens_at + timedelta(minutes=10)
    await verbs.add_slots(edition.id, edition.first_day.id, edition.gates[1].id, ten_past, ten_past, 60, 2, minutes=10)
    slot = next(one.id for one in await editions.slots(edition.id) if one.starts_at == ten_past)
    await a_class(edition)
    await a_class(edition, class_name="4e A", pupils=20, transport="foot", slot=slot)
    await sign_in(client)
    await every_file(client)
    made = await service.make(edition.id)
    assert made.curves[0].points[0].forecast == 29 + 22
    assert numbers(made, "quarters", 0)[1] == 29 + 22


@pytest.mark.parametrize(("hour", "minute", "said"), [(8, 50, True), (9, 0, False), (16, 59, False), (17, 0, True)])
async def test_the_public_outside_the_hours_counts_and_that_is_said(
    dora: Door, hour: int, minute: int, said: bool
) -> None:
    """The doors open at nine and close at five; exhibitors come before, and nobody need be told."""
    acme, ada = await an_exhibitor(dora.edition), await a_visitor(dora.edition)
    await dora.scan(dora.at(7), acme)
    await dora.scan(dora.at(hour, minute), ada)
    made = await service.make(dora.edition.id)
    assert any("avant l’ouverture ou après la fermeture" in note for note in made.notes) is said
    assert value(made.figure("present")) == 1
    assert [clock.local(one.at).hour for one in made.curves[0].points if one.arrivals] == [hour]


async def test_a_reworded_badge_that_is_read_after_the_closing_is_drawn(client: httpx.AsyncClient, dora: Door) -> None:
    """Two adults; then one of them and a child: nobody more goes through the gate, and somebody new has come."""
    family = await a_visitor(dora.edition, adults=2, children=0)
    await dora.scan(dora.at(16), family)
    [badge] = await badges.badges_of(family)
    await fetch("UPDATE badge SET pupils = 1, adults = 1 WHERE id = {}", badge.id)
    await dora.scan(dora.at(17, 40), family)
    await sign_in(client)
    await every_file(client)
    made = await service.make(dora.edition.id)
    assert value(made.figure("present")) == 3
    assert (clock.local(made.curves[0].points[-1].at).hour, made.curves[0].points[-1].arrivals) == (17, 1)


async def test_a_pass_whose_class_is_not_there_any_more_is_expected_at_no_slot(
    client: httpx.AsyncClient, dora: Door
) -> None:
    await a_class(dora.edition)
    await badge_verbs.issue(dora.edition.id, "class", uuid.uuid4(), "4e A", "", pupils=20, adults=2)
    await sign_in(client)
    await every_file(client)
    made = await service.make(dora.edition.id)
    assert value(made.figure("expected")) == 29 + 22
    assert numbers(made, "slots", -1)[3] == 22


async def test_an_organisation_comes_back_when_it_had_a_stand_at_an_edition_before(dora: Door) -> None:
    """By the days of the editions, not by which was written down first; asking for a stand and being refused is not coming."""
    await an_exhibitor(dora.edition)
    await an_exhibitor(dora.edition, "A2", name="Bois d’Ici")
    await an_exhibitor(dora.edition, "A3", name="Nouvelle")
    last_year = await small_fair("2025")
    day, hours = last_year.first_day, ("setup_at", "opens_at", "closes_at", "teardown_until")
    for name in ("date", *hours):
        moved = getattr(day, name) - timedelta(days=364)
        await fetch(f"UPDATE day SET {name} = {{}} WHERE id = {{}}", moved, day.id)
    for number, (name, state) in enumerate((("ACME  lunettes", "submitted"), ("Bois d’Ici", "refused"))):
        await held(last_year.id, last_year.halls[0].id, number, name, state)
    rows = (await service.make(dora.edition.id)).sheet("exhibitors")
    assert rows.foot
    assert rows.foot[1:5] == (3, 0, 0, 1)
    first = (await service.make(last_year.id)).sheet("exhibitors").foot
    assert first
    assert first[4] == 0, "the later edition has the smaller number, and is not before"


async def held(edition: int, hall: int, number: int, name: str, state: str) -> None:
    """An organisation of that name, whose booking is in that state."""
    key, at = uuid.uuid4(), datetime(2025, 9, 1, tzinfo=clock.PARIS)
    await fetch(
        "INSERT INTO exhibitor (id, edition, name, kind, sector, website, pitch, for_college, for_lycee, for_adults, search,"
        " registered_at) VALUES ({}, {}, {}, 'company', 'bois', '', '', {}, {}, {}, '', {})",
        *(key, edition, name, False, False, False, at),
    )
    stand = await fetch(
        "INSERT INTO stand (edition, hall, number, zone, x_cm, y_cm, width_cm, depth_cm, rotation, power_watts, water, network,"
        " three_phase, accessible) VALUES ({}, {}, {}, '', 0, 0, 300, 200, 0, 0, {}, {}, {}, {}) RETURNING id",
        *(edition, hall, f"Z{number}", False, False, False, False),
    )
    await fetch(
        "INSERT INTO stand_booking (id, edition, stand, exhibitor, state, people, tables, chairs, panels, power_watts, network,"
        " three_phase, machine, note, booked_at, changed_at) VALUES ({}, {}, {}, {}, {}, 2, 0, 0, 0, 0, {}, {}, {}, '', {}, {})",
        *(uuid.uuid4(), edition, stand[0]["id"], key, state, False, False, False, at, at),
    )


async def test_a_passage_that_comes_while_the_figures_are_being_closed_stops_the_close(
    dora: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither half in nor lost: nothing is kept, and the next try has it."""
    ada, make = await a_visitor(dora.edition), service.make
    odile = await staff()

    async def made_while_ada_passes(*asked: Any, **more: Any) -> Report:
        made = await make(*asked, **more)
        await dora.scan(dora.at(16, 59), ada)
        return made

    monkeypatch.setattr(service, "make", made_while_ada_passes)
    with clock.at(dora.at(20)):
        with pytest.raises(service.StillArriving):
            await service.freeze(dora.edition, odile)
        assert await queries.frozen(dora.edition.id) is None
        monkeypatch.setattr(service, "make", make)
        await service.freeze(dora.edition, odile)
    found = await queries.frozen(dora.edition.id)
    assert found
    assert (value(found.report.figure("present")), found.late) == (1, 0)


@pytest.mark.parametrize("wrong", [timedelta(days=-1), timedelta(days=1), timedelta(days=400)])
async def test_a_phone_whose_clock_is_a_day_wrong_counts_at_the_right_hour(dora: Door, wrong: timedelta) -> None:
    ada = await a_visitor(dora.edition)
    passed = dora.at(10, 5)
    said = Entry(
        id=uuid.uuid4(), kind="scan", direction="in", device_at=passed + wrong, code=await dora.code(ada), offline=True
    )
    with clock.at(dora.at(10, 30)):
        await door.record(dora.phone, door.Upload(dora.at(10, 30) + wrong, 1, (said,)))
    made = await service.make(dora.edition.id)
    assert value(made.figure("present")) == 1
    assert [clock.local(one.at).strftime("%H:%M") for one in made.curves[0].points if one.arrivals] == ["10:00"]
    late, outside = (made.sheet("sources").rows[row][1] for row in (7, 8))
    assert (late, outside) == (1, 0)


async def test_the_median_of_an_even_number_of_visits_lies_between_the_two_in_the_middle(dora: Door) -> None:
    """Three of ten minutes and three of twenty: a quarter of an hour. One that has no way out is not measured, and is told."""
    for number, minutes in enumerate((10, 10, 10, 20, 20, 20, None)):
        who = await a_visitor(dora.edition, first_name=f"V{number}", email=f"v{number}@exemple.fr")
        await dora.scan(dora.at(10), who)
        if minutes:
            await dora.scan(dora.at(10, minutes), who, "out")
    stay = (await service.make(dora.edition.id)).figure("stay")
    assert (stay.value, stay.detail.replace("\u00a0", " ")) == (15, "mesurée pour 6 personnes sur 7")


def numbers(made: Report, code: str, row: int) -> list[object]:
    return [cell.value if isinstance(cell, Heads) else cell for cell in made.sheet(code).rows[row]]
