"""A small day told through the verbs and the door, and every figure that it must give."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from forum import clock
from forum.attendance import service
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.sheet import Figure, Heads, Rate, Report
from forum.attendance.standing import forget, standing
from forum.badges import queries as badges
from forum.badges import service as badge_verbs
from forum.class_visits import service as class_visits
from forum.door import queries as door_queries
from forum.door import service as door
from forum.door.rules import Entry, Phone
from forum.editions.values import EditionValue
from forum.exhibitors import service as exhibitors
from forum.exhibitors.rules import Shown
from forum.people import links
from forum.visitors import service as visitors
from tests.attendance.whole import recounted
from tests.builders import ADA, a_class, a_fair, a_visitor, an_exhibitor, in_time, staff
from tests.kit.counting import questions


class Door:
    """Dora's phone at gate A: what she does, at an hour of the day."""

    def __init__(self, edition: EditionValue, phone: Phone) -> None:
        self.edition, self.phone = edition, phone

    def at(self, hour: int, minute: int = 0) -> datetime:
        opens = clock.local(self.edition.first_day.opens_at)
        return opens.replace(hour=hour, minute=minute)

    async def send(self, at: datetime, kind: str, **said: Any) -> uuid.UUID:
        entry = Entry(id=uuid.uuid4(), kind=kind, direction=said.pop("direction", "in"), device_at=at, **said)
        with clock.at(at):
            await door.record(self.phone, door.Upload(at, 1, (entry,)))
        return entry.id

    async def scan(self, at: datetime, holder: uuid.UUID, direction: str = "in") -> uuid.UUID:
        return await self.send(at, "scan", code=await self.code(holder), direction=direction)

    async def count(
        self, at: datetime, holder: uuid.UUID, pupils: int, adults: int, direction: str = "in"
    ) -> uuid.UUID:
        code = await self.code(holder)
        return await self.send(at, "count", code=code, pupils=pupils, adults=adults, direction=direction)

    async def code(self, holder: uuid.UUID) -> str:
        return (await badges.badges_of(holder))[-1].code


@pytest.fixture
async def dora(database: str) -> Door:
    edition = await a_fair(persons=200)
    odile = await staff()
    with clock.at(edition.first_day.setup_at - timedelta(hours=1)):
        _, link = await door.offer_enrolment(edition.id, edition.gates[0].id, "supervise", odile)
        _, token = await door.enrol(links.token_of(link), "Téléphone 1")
    phone = await door_queries.find_phone(token)
    assert phone
    return Door(edition, phone)


def value(figure: Figure) -> object:
    return figure.value.value if isinstance(figure.value, Heads | Rate) else figure.value


def publics(made: Report) -> dict[str, list[int | None]]:
    return {
        str(row[0]): [cell.value if isinstance(cell, Heads) else None for cell in row[1:5]]
        for row in made.sheet("publics").rows
    }


async def test_an_edition_without_a_single_scan_says_so(dora: Door) -> None:
    await a_class(dora.edition)
    made = await service.make(dora.edition.id)
    assert value(made.figure("expected")) == 29
    assert value(made.figure("present")) == 0
    assert made.figure("stay").why
    assert value(made.figure("no_show")) is None
    assert made.figure("no_show").why == "Aucun passage n’a encore été lu."
    assert any("Aucun passage" in note for note in made.notes)


async def test_one_visitor(dora: Door) -> None:
    ada = await a_visitor(dora.edition)
    await dora.scan(dora.at(10), ada)
    made = await service.make(dora.edition.id)
    assert [value(made.figure(code)) for code in ("expected", "present", "no_show", "entries", "peak")] == [
        1,
        1,
        0,
        1,
        1,
    ]


async def test_the_whole_small_day(dora: Door) -> None:
    acme = await an_exhibitor(dora.edition)
    three_b = await a_class(dora.edition)
    three_c = await a_class(dora.edition, class_name="3e C", pupils=20, transport="foot")
    gone = await a_class(dora.edition, class_name="3e D", pupils=8, transport="foot")
    ada = await a_visitor(dora.edition, adults=2, children=1)
    absent = await a_visitor(dora.edition, first_name="Bea", email="bea@exemple.fr")
    warned = await a_visitor(dora.edition, first_name="Cy", email="cy@exemple.fr")
    with in_time(dora.edition):
        await class_visits.cancel(dora.edition, gone, await staff())
        await visitors.cancel(dora.edition, warned, await staff())
    await dora.scan(dora.at(8, 10), acme)
    await dora.scan(dora.at(9, 5), three_b)
    await dora.count(dora.at(9, 6), three_b, 26, 2)
    await dora.count(dora.at(9, 20), three_b, 1, 0)  # a late pupil: 26, then 27
    await dora.scan(dora.at(10), ada)
    await dora.scan(dora.at(11), ada, "out")
    await dora.scan(dora.at(14), ada)  # comes back: the same three people
    await dora.count(dora.at(11, 5), three_b, 27, 2, "out")
    await dora.send(dora.at(12), "walk_in", adults=2, status="parent", insee_code="39097")
    await dora.send(dora.at(12, 5), "click", adults=1)
    made = await service.make(dora.edition.id)
    assert publics(made) == {
        "Élèves venus en classe": [47, 27, 20, 0],
        "Adultes qui les accompagnent": [4, 2, 2, 0],
        "Visiteurs inscrits et leurs proches": [4, 3, 1, 0],
        "Sans inscription, notés à l’accueil": [None, 2, None, 2],
        "Comptés sans badge": [None, 1, None, 1],
        "Public": [55, 35, 23, 3],
        "Exposants (personnes, badges lus)": [2, 1, 1, 0],
        "Équipe, accueil, presse (badges lus)": [None, 0, None, None],
    }
    assert value(made.figure("no_show")) == round(100 * 23 / 55, 1)
    assert value(made.figure("entries")) == 1 + 29 + 3 + 3 + 2 + 1
    assert made.curves[0].peak == 33
    assert made.figure("peak").detail == "exposants compris, 7\u00a0% de la limite (500)"
    assert [row[1] for row in made.sheet("punctuality").rows] == [0, 1, 0, 1]
    assert three_c
    assert absent
    schools = made.sheet("schools")
    assert [cell.value if isinstance(cell, Heads) else cell for cell in schools.rows[0][2:8]] == [2, 1, 47, 27, 4, 2]
    places = {str(row[0]): row[4].value for row in made.sheet("origins").rows if isinstance(row[4], Heads)}
    assert (places["Lavans-lès-Saint-Claude"], places["Saint-Claude"], places["Champagnole"]) == (29, 3, 2)
    assert (places["Dans le territoire"], places["Origine non connue"]) == (34, 1)


async def test_a_class_counted_26_then_corrected_to_27(dora: Door) -> None:
    three_b = await a_class(dora.edition)
    wrong = await dora.count(dora.at(9, 6), three_b, 26, 2)
    await dora.send(dora.at(9, 7), "undo", target=wrong)
    await dora.count(dora.at(9, 8), three_b, 27, 2)
    made = await service.make(dora.edition.id)
    assert value(made.figure("present")) == 29
    assert [row[1] for row in made.sheet("sources").rows if row[0] == "Lignes annulées"] == [1]


async def test_a_replaced_badge_is_the_same_person(dora: Door) -> None:
    ada = await a_visitor(dora.edition)
    await dora.scan(dora.at(10), ada)
    old = (await badges.badges_of(ada))[0]
    with clock.at(dora.at(11)):
        new = await badge_verbs.replace(old.id, await staff())
    await dora.send(dora.at(11, 30), "scan", code=new.code)
    made = await service.make(dora.edition.id)
    assert value(made.figure("present")) == 1


async def test_a_correction_moves_the_gauge_and_nobody_more_came(dora: Door) -> None:
    ada = await a_visitor(dora.edition)
    await dora.scan(dora.at(10), ada)
    await dora.send(dora.at(10, 5), "correction", adults=12, note="porte de service")
    made = await service.make(dora.edition.id)
    assert (value(made.figure("present")), made.curves[0].peak) == (1, 13)


async def test_scans_before_the_opening_and_after_the_closing_are_of_the_day(dora: Door) -> None:
    ada = await a_visitor(dora.edition)
    late = await a_visitor(dora.edition, first_name="Bea", email="bea@exemple.fr")
    await dora.scan(dora.at(7, 2), ada)
    await dora.scan(dora.at(20, 40), late)
    made = await service.make(dora.edition.id)
    assert value(made.figure("present")) == 2
    drawn = [clock.local(point.at).strftime("%H:%M") for point in made.curves[0].points]
    assert (drawn[0], drawn[-1]) == ("07:00", "20:30")


async def test_a_territory_holds_its_own_people(dora: Door) -> None:
    three_b = await a_class(dora.edition)  # of Lavans-lès-Saint-Claude
    away = await a_visitor(dora.edition, insee_code="39097", first_name="Bea", email="bea@exemple.fr")
    await dora.count(dora.at(9, 6), three_b, 27, 2)
    await dora.scan(dora.at(10), away)
    own = await service.make(dora.edition.id, Scope(epci="200026573"))
    assert value(own.figure("present")) == 29
    assert own.curves[0].limit == 0


async def test_as_many_questions_for_a_full_edition_as_for_one_visitor(dora: Door) -> None:
    await dora.scan(dora.at(10), await a_visitor(dora.edition))
    await standing(dora.edition.id).whole()
    forget()
    with questions() as few:
        await standing(dora.edition.id).whole()
    three_b = await a_class(dora.edition)
    for number in range(3):
        visitor = await a_visitor(dora.edition, first_name=f"Ada {number}", email=f"ada{number}@exemple.fr")
        await dora.scan(dora.at(10, number), visitor)
    await dora.count(dora.at(9, 6), three_b, 27, 2)
    await standing(dora.edition.id).whole()  # the journal is read once, then only what is new
    forget()
    with questions() as many:
        await standing(dora.edition.id).whole()
    assert len(many) == len(few) <= 24


async def test_nothing_is_read_again_while_nothing_was_written(dora: Door) -> None:
    ada = await a_visitor(dora.edition)
    await dora.scan(dora.at(10), ada)
    first = await standing(dora.edition.id).whole()
    with questions() as asked:
        again = await standing(dora.edition.id).whole()
    assert again.sheets is first.sheets
    assert len(asked) <= 10
    with in_time(dora.edition):
        await visitors.change(dora.edition, ada, replace(ADA, insee_code="39097"), await staff())
    places = {str(row[0]) for row in (await standing(dora.edition.id).whole()).sheet("origins").rows}
    assert "Champagnole" in places
    assert "Saint-Claude" not in places


async def test_offers_and_origins_of_exhibitors_follow_what_they_say(dora: Door) -> None:
    acme = await an_exhibitor(dora.edition)
    await standing(dora.edition.id).whole()
    await exhibitors.show(acme, Shown((), {"stage_3e": 2, "alternance": 1}, frozenset(), "", ""))
    made = await standing(dora.edition.id).whole()
    assert made.sheet("offers").rows == (("Stage de 3ᵉ", 1, 2, 2), ("Alternance", 1, 1, 1))
    assert made.sheet("offers").foot == ("Toutes les offres", 1, 3, 3)
    assert [row[:2] for row in made.sheet("homes").rows] == [("Haut-Jura Arcade Communauté", 1)]
    await exhibitors.show(acme, Shown((), {"stage_3e": 1, "alternance": 2}, frozenset(), "", ""))
    made = await standing(dora.edition.id).whole()
    assert [row[2] for row in made.sheet("offers").rows] == [1, 2]


async def test_the_page_s_count_is_the_whole_recount_after_every_act(dora: Door) -> None:
    """Registrations, corrections, cancellations, replaced badges, undos and emptied halls, each looked at on its own."""
    odile, here = await staff(), dora.edition.id

    async def both() -> None:
        kept, counted = await standing(here).whole(), await service.make(here)
        assert replace(kept, at=counted.at) == counted == await recounted(here, counted.at)

    await both()
    three_b, ada = await a_class(dora.edition), await a_visitor(dora.edition, children=2)
    await both()
    await dora.scan(dora.at(10), ada)
    counted = await dora.count(dora.at(9, 6), three_b, 26, 2)
    await both()
    await dora.send(dora.at(10, 40), "undo", target=counted)
    await both()
    await dora.count(dora.at(9, 8), three_b, 27, 2)
    with clock.at(dora.at(11)):
        new = await badge_verbs.replace((await badges.badges_of(ada))[0].id, odile)
    await dora.send(dora.at(11, 30), "scan", code=new.code, direction="out")
    await both()
    with clock.at(dora.at(11, 40)):
        await visitors.change(dora.edition, ada, replace(ADA, insee_code="39097"), odile)
    await an_exhibitor(dora.edition)
    await both()
    await dora.send(dora.at(12), "walk_in", adults=2, status="parent", insee_code="39097")
    emptied = await dora.send(dora.at(12, 30), "reset")
    await both()
    await dora.send(dora.at(12, 31), "undo", target=emptied)
    await both()
    with in_time(dora.edition):
        await class_visits.cancel(dora.edition, three_b, odile)
    await both()
