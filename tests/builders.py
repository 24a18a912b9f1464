"""Builders: what a test needs in one line, made through the verbs, with named people.

Ada visits, Acme exhibits, Thérèse teaches, Odile organises, Dora keeps the door, Charlie has no business here.
"""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from forum import clock
from forum.class_visits import service as class_visits
from forum.class_visits.rules import ClassSaid, ReferentSaid
from forum.editions import queries as editions
from forum.editions import service as edition_verbs
from forum.editions.values import EditionValue
from forum.exhibitors.rules import OrganisationSaid
from forum.people import service as people
from forum.people.queries import find_staff
from forum.people.who import DOOR_STAFF, ORGANIZER, Who
from forum.stands import service as stands
from forum.stands.rules import MachineSaid, NeedsSaid
from forum.stands.service import NewStand
from forum.territory.queries import find_school
from forum.territory.service import load_starter
from forum.visitors import queries as visitor_queries
from forum.visitors import service as visitors
from forum.visitors.rules import VisitorSaid
from tests.kit.fair import ODILE, small_fair
from tests.kit.poured import poured

PLATEAU = "0391035N"


@poured
async def a_fair(slots: int = 2, persons: int = 60, coaches: int = 2, stand_count: int = 4) -> EditionValue:
    """The small fair with arrival slots from 9 h at gate A and stands in one row."""
    await load_starter()
    edition = await small_fair()
    day, gate = edition.first_day, edition.gates[0]
    last = day.opens_at + timedelta(minutes=15 * (slots - 1))
    await edition_verbs.add_slots(edition.id, day.id, gate.id, day.opens_at, last, persons, coaches)
    await stands.lay_out(
        edition.id,
        edition.halls[0].id,
        [
            NewStand(f"A{n + 1}", "Lunetterie", 200 + 310 * n, 300, 300, 200, power_watts=3000)
            for n in range(stand_count)
        ],
    )
    return await editions.edition(edition.id)


ACME = OrganisationSaid(
    name="Acme Lunettes",
    kind="company",
    sector="lunetterie",
    siret=None,
    insee_code="39368",
    website="",
    pitch="Nous montons des lunettes.",
    first_name="Alix",
    last_name="Acme",
    email="alix@acme.example",
    phone="0384330000",
)
NEEDS = NeedsSaid(people=2, tables=1, chairs=2, panels=0, power_watts=500, network=False, machine=False, note="")
TOUR = MachineSaid(
    machine="Tour à bois",
    watts=500,
    moving_parts=True,
    hot_surfaces=False,
    laser=False,
    smoke=False,
    pressurised_gas=False,
    guard="screen",
    ppe="Lunettes",
    hands_on=False,
    least_age=0,
    signed_by="Alix Acme",
)
ADA = VisitorSaid(
    first_name="Ada",
    last_name="Lovelace",
    email="ada@visiteuse.example",
    status="lyceen",
    postal_code="39200",
    insee_code="39478",
    elsewhere=None,
    adults=1,
    children=0,
)
THERESE = ReferentSaid("Thérèse", "Teacher", "therese@ac-besancon.fr", "0612345678")


def in_time(edition: EditionValue) -> AbstractContextManager[datetime]:
    """People register a week before the doors open, at the latest: these tests still hold in ten years."""
    return clock.at(min(clock.now(), edition.first_day.opens_at - timedelta(days=7)))


async def an_exhibitor(edition: EditionValue, number: str = "A1", **changed: Any) -> uuid.UUID:
    """Acme on a stand, at an address of its own on each but A1; answers the exhibitor's id."""
    changed.setdefault("email", ACME.email if number == "A1" else f"{number.lower()}@acme.example")
    needs = {name: changed.pop(name) for name in list(changed) if hasattr(NEEDS, name)}
    with in_time(edition):
        return await stands.book(edition, number, replace(ACME, **changed), replace(NEEDS, **needs))


async def a_visitor(edition: EditionValue, **changed: Any) -> uuid.UUID:
    """Ada, registered; answers the visitor's id."""
    with in_time(edition):
        return (await visitors.register(edition, replace(ADA, **changed))).id


async def visitor_slots(edition: EditionValue, *places: int, minutes: int = 30) -> list[int]:
    """Arrival slots of the public from the opening on, one after the other, with so many places each; answers their ids."""
    day = edition.first_day
    last = day.opens_at + timedelta(minutes=minutes * (len(places) - 1))
    await visitors.lay_slots(edition, day.id, day.opens_at, last, minutes, max(places), ODILE)
    laid = [slot.id for slot in await visitor_queries.slots(edition.id)]
    for slot, many in zip(laid, places, strict=True):
        await visitors.resize_slot(edition, slot, many, ODILE)
    return laid


async def a_class(edition: EditionValue, referent: ReferentSaid = THERESE, **changed: Any) -> uuid.UUID:
    """« 3e B » of the collège du Plateau on the first slot; answers the visit's id."""
    with in_time(edition):
        return (await class_visits.register(edition, await said_of_a_class(edition, **changed), referent)).id


async def said_of_a_class(edition: EditionValue, **changed: Any) -> ClassSaid:
    """What Thérèse says of her class: 27 pupils, 2 adults, a coach."""
    school = await find_school(PLATEAU)
    assert school is not None
    said = ClassSaid(
        school=school.id,
        class_name="3e B",
        grade_level="3e",
        pupils=27,
        adults=2,
        special_needs=0,
        transport="coach",
        slot=(await editions.slots(edition.id))[0].id,
        photo="no",
        lunch=False,
    )
    return replace(said, **changed)


async def staff(role: str = ORGANIZER, name: str = "Odile", epci: str | None = None) -> Who:
    """Somebody of the team with one role."""
    account = await people.add_staff(f"{name.lower()}@exemple.fr", name, role, epci)
    who = await find_staff(account)
    assert who is not None
    return who


async def sign_in_address(role: str = ORGANIZER, name: str = "Odile", epci: str | None = None) -> str:
    """The path of a link that signs somebody in, as `scripts/forum staff add` prints it."""
    who = await staff(role, name, epci)
    link = await people.sign_in_link(who.id)
    return "/" + link.split("/", 3)[3]


DORA = {"role": DOOR_STAFF, "name": "Dora"}
