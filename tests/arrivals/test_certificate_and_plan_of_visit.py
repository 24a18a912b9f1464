"""What a teacher takes along: whom to see by sector, and after the day what the door saw."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import httpx
from litestar import Litestar
from pypdf import PdfReader

from forum import clock
from forum.arrivals.visit_plan import visit_plan
from forum.badges import queries as badges
from forum.class_visits import queries as class_visits
from forum.door import service as door
from forum.editions.values import EditionValue
from forum.people import links, sessions
from forum.people import service as people
from forum.stands import service as stands
from forum.stands.queries import booking_of
from forum.stands.rules import DetailsSaid
from tests import builders
from tests.door.stage import entry, send
from tests.kit.fair import ODILE, OPENING

People = Callable[[], httpx.AsyncClient]
DETAILS = DetailsSaid(
    sockets=1, water=False, vehicle="none", height_cm=0, noise=False, dust=False, meals=0, parking=0, setup_at=None,
    group_size=8, session_minutes=15, half_days=(),
)  # fmt: skip


async def as_teacher(client: httpx.AsyncClient, edition: EditionValue, visit: class_visits.VisitLine) -> None:
    client.cookies.set(sessions.cookie_name(), await people.open_session("teacher", visit.referent, edition.id))


async def test_the_certificate_says_what_the_door_saw(
    app: Litestar, edition: EditionValue, client: httpx.AsyncClient, another_client: People
) -> None:
    visit = await class_visits.visit(edition.id, await builders.a_class(edition))
    path = f"/classes/espace/{visit.id}/attestation.pdf"
    await as_teacher(client, edition, visit)
    early = await client.get(path)
    assert (early.status_code, "une fois la classe passée à l’entrée" in early.text) == (404, True)
    badge = await badges.find_badge_of(visit.id)
    assert badge
    with clock.at(OPENING - timedelta(hours=1)):
        _, link = await door.offer_enrolment(edition.id, edition.gates[0].id, "scan", ODILE)
        phone, _ = await door.enrol(links.token_of(link), "Téléphone 1")
    counted = entry("count", badge.code, pupils=26, adults=2, device_at=OPENING)
    await send(phone, entry("scan", badge.code, device_at=OPENING), counted, at=OPENING)
    with clock.at(OPENING + timedelta(hours=3)):
        await as_teacher(client, edition, visit)
        assert path in (await client.get("/classes/espace")).text
        file = (await client.get(path)).content
    words = PdfReader(io.BytesIO(file)).pages[0].extract_text().replace("\u00a0", " ")
    for told in ("Collège du Plateau", "26 élèves et 2 accompagnateurs", "27 novembre 2026", "parcours Avenir"):
        assert told in words, told
    other = await class_visits.visit(
        edition.id,
        await builders.a_class(
            edition, builders.ReferentSaid("Bo", "Autre", "bo@ac-besancon.fr", ""), class_name="3e C", pupils=5
        ),
    )
    bo = another_client()
    await as_teacher(bo, edition, other)
    assert (await bo.get(path)).status_code == 404
    assert (await another_client().get(path)).status_code == 403


async def test_the_plan_of_visit_names_who_receives_groups_by_sector_and_half_day(
    app: Litestar, edition: EditionValue, client: httpx.AsyncClient
) -> None:
    day = edition.first_day.id
    for number, sector, halves in (
        ("A1", "bois", ((day, "morning"),)),
        ("A2", "lunetterie", ()),
        ("A3", "bois", ((day, "afternoon"),)),
    ):
        exhibitor = await builders.an_exhibitor(edition, number, name=f"Atelier {number}", sector=sector)
        booking = await booking_of(edition.id, exhibitor)
        said = builders.replace(DETAILS, half_days=halves)
        await stands.complete(edition, booking.id, said, ODILE)
        await stands.validate(edition, booking.id, ODILE)
    quiet = await builders.an_exhibitor(edition, "A4", name="Sans groupe", sector="bois")
    await stands.validate(edition, (await booking_of(edition.id, quiet)).id, ODILE)
    visit = await class_visits.visit(edition.id, await builders.a_class(edition, sectors=("bois",)))
    plan = await visit_plan(edition.id, visit)
    assert [stop.exposition.name for stop in plan.wished] == ["Atelier A1"]
    assert [stop.exposition.name for stop in plan.others] == ["Atelier A2"]
    await as_teacher(client, edition, visit)
    page = await client.get(f"/classes/espace/{visit.id}/programme")
    assert (page.status_code, "Groupes de 8, 15 minutes" in page.text) == (200, True)
    assert "Sans groupe" not in page.text
