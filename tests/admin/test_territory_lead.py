"""A territory lead changes what is of the own communauté de communes, and nothing else, by whichever address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar
from piccolo.table import Table

from forum.class_visits import queries as class_visits
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitors
from forum.people import sessions
from forum.people.tables import StaffRole
from forum.piccolo_app import APP_CONFIG
from forum.stands import queries as stands
from forum.visitors import queries as visitors
from tests import builders
from tests.admin.office import open_session, sign_in
from tests.house.test_guards import filled, handlers
from tests.kit.web import csrf, submit

ARCADE, SAINT_CLAUDE = "39368", "39478"
OWN = ("/admin/compte/", "/admin/edition/apercu", "/admin/edition/choix/")
"""One's own account, and what one looks at oneself."""
NEW = {"/admin/exposants/nouveau", "/admin/classes/nouvelle", "/admin/visiteurs/nouveau"}


@dataclass
class There:
    """One of each in a commune."""

    booking: UUID
    visit: UUID
    visitor: UUID
    contact: UUID

    def path(self, pattern: str) -> str:
        """A route's pattern with these ids in it, anything else by a sample."""
        for name in ("booking", "visit", "visitor", "contact"):
            pattern = pattern.replace(f"{{{name}_id:uuid}}", str(getattr(self, name)))
        return filled(pattern)


@dataclass
class Fair:
    edition: EditionValue
    near: There
    far: There


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> Fair:
    """One of each in Haut-Jura Arcade, that Léa leads, and in Saint-Claude, that she does not."""
    edition = await builders.a_fair(persons=200, coaches=8)
    schools = {row["uai"]: row["id"] for row in await fetch("SELECT id, uai FROM school")}
    there = []
    for insee, uai, stand in ((ARCADE, "0390027T", "A1"), (SAINT_CLAUDE, "0391035N", "A2")):
        acme = await builders.an_exhibitor(edition, stand, name=f"Acme {stand}", insee_code=insee)
        teacher = builders.ReferentSaid("Thérèse", stand, f"therese.{stand}@exemple.fr".lower(), "0612345678")
        there.append(
            There(
                (await stands.booking_of(edition.id, acme)).id,
                await builders.a_class(edition, teacher, school=schools[uai], class_name=f"3e {stand[1]}"),
                await builders.a_visitor(edition, last_name=stand, insee_code=insee),
                (await exhibitors.contacts_of(acme))[0].id,
            )
        )
    await sign_in(client, "territory_lead", "Lea")
    return Fair(edition, *there)


async def everything() -> dict[str, list[str]]:
    """Every row of every table, but for the sessions."""
    tables: list[type[Table]] = APP_CONFIG.table_classes
    names = [table._meta.tablename for table in tables if not table._meta.tablename.startswith("session")]
    return {name: sorted(str(sorted(row.items(), key=str)) for row in await fetch(f"SELECT * FROM {name}")) for name in names}  # fmt: skip


def writing(app: Litestar) -> list[str]:
    """Every address of the back office that changes something for others."""
    return sorted(
        {
            path
            for path, handler in handlers(app)
            if path.startswith("/admin")
            and handler.http_methods & {"POST", "PUT", "PATCH", "DELETE"}
            and not path.startswith(OWN)
        }
    )


async def test_no_address_changes_anything_of_another_territory(
    app: Litestar, fair: Fair, client: httpx.AsyncClient
) -> None:
    """Every form of the back office, those to come included, sent for the records of Saint-Claude."""
    asked: dict[str, Any] = {
        "slot": 2,
        "word": "absent",
        "number": "A3",
        "body": "Bonjour",
        "name": "Prise",
        "act": "cancel",
    }
    before, answers = await everything(), {}
    form = await csrf(client)
    with builders.in_time(fair.edition):
        for path in writing(app):
            if path in NEW:
                continue
            answer = await client.post(fair.far.path(path), data={**asked, **form})
            if answer.status_code not in (403, 404):
                answers[path] = answer.status_code
    assert answers == {}
    assert await everything() == before


PARTS = ("organisation", "besoins", "precisions", "machine", "metiers", "personnes", "contacts")


async def test_no_form_of_another_territory_is_shown(fair: Fair, client: httpx.AsyncClient) -> None:
    seen = {part: (await client.get(f"/admin/exposants/{fair.far.booking}/{part}")).status_code for part in PARTS}
    assert seen == dict.fromkeys(PARTS, 404)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/admin/exposants/{booking_id:uuid}/validation", {}),
        ("/admin/exposants/{booking_id:uuid}/refus", {"word": "Trop tard."}),
        ("/admin/exposants/{booking_id:uuid}/annulation", {}),
        ("/admin/exposants/{booking_id:uuid}/deplacement", {"number": "A3", "here": "A1"}),
        ("/admin/exposants/{booking_id:uuid}/besoins", {"people": 3, "tables": 2, "chairs": 4, "panels": 0, "power_watts": 500}),
        ("/admin/exposants/{booking_id:uuid}/personnes", {"first_name": "Paul", "last_name": "Acme"}),
        ("/admin/exposants/{booking_id:uuid}/contacts", {"first_name": "Paul", "last_name": "Acme", "email": "p@acme.example"}),
        ("/admin/exposants/{booking_id:uuid}/lien", {}),
        ("/admin/classes/{visit_id:uuid}/validation", {}),
        ("/admin/classes/{visit_id:uuid}/refus", {}),
        ("/admin/classes/{visit_id:uuid}/creneau", {"slot": 2}),
        ("/admin/classes/{visit_id:uuid}/jour", {"word": "15"}),
        ("/admin/classes/{visit_id:uuid}/notes", {"body": "Rappeler."}),
        ("/admin/classes/{visit_id:uuid}/annulation", {}),
        ("/admin/visiteurs/{visitor_id:uuid}/notes", {"body": "Rappeler."}),
        ("/admin/visiteurs/{visitor_id:uuid}/badge", {}),
        ("/admin/visiteurs/{visitor_id:uuid}/annulation", {}),
    ],
)  # fmt: skip
async def test_what_is_of_the_own_territory_is_changed(
    fair: Fair, client: httpx.AsyncClient, path: str, told: dict[str, Any]
) -> None:
    before = await everything()
    with builders.in_time(fair.edition):
        answer = await submit(client, fair.near.path(path), **told)
    assert answer.status_code == 303
    after = await everything()
    assert after != before
    [entry] = [row for row in after["audit_entry"] if row not in before["audit_entry"]][-1:] or [""]
    assert "Lea" in entry


async def test_the_pages_offer_what_may_be_done(fair: Fair, client: httpx.AsyncClient) -> None:
    booking = (await client.get(f"/admin/exposants/{fair.near.booking}")).text
    assert "/validation" in booking
    assert "/organisation" in booking
    assert "Acme A2" not in booking  # whom to change stands with is said of the own territory only
    assert "/annulation" in (await client.get(f"/admin/classes/{fair.near.visit}")).text
    assert "/annulation" in (await client.get(f"/admin/visiteurs/{fair.near.visitor}")).text
    for path, offered in (("exposants", "nouveau"), ("classes", "nouvelle"), ("visiteurs", "nouveau")):
        assert f"/admin/{path}/{offered}" in (await client.get(f"/admin/{path}")).text


async def test_nobody_of_another_territory_is_moved_by_an_exchange_of_stands(
    fair: Fair, client: httpx.AsyncClient
) -> None:
    here = f"/admin/exposants/{fair.near.booking}"
    far = (await stands.booking(fair.edition.id, fair.far.booking)).exhibitor
    assert (await submit(client, f"{here}/deplacement", number=f"A2 {far}", here="A1")).status_code == 303
    assert "d’une autre communauté de communes" in (await client.get(here)).text
    assert (await stands.booking(fair.edition.id, fair.far.booking)).number == "A2"


async def test_another_exhibitors_contact_is_not_reached_through_ones_own(
    fair: Fair, client: httpx.AsyncClient
) -> None:
    far = (await stands.booking(fair.edition.id, fair.far.booking)).exhibitor
    for act in ("retrait", "principal"):
        path = f"/admin/exposants/{fair.near.booking}/contacts/{fair.far.contact}/{act}"
        assert (await submit(client, path)).status_code == 404
    assert [one.id for one in await exhibitors.contacts_of(far)] == [fair.far.contact]


async def test_an_exhibitor_is_not_sent_to_another_territory(fair: Fair, client: httpx.AsyncClient) -> None:
    said = {
        "name": "Acme A1", "kind": "company", "sector": "lunetterie", "first_name": "Alix", "last_name": "Acme",
        "email": "alix@acme.example", "commune": SAINT_CLAUDE,
    }  # fmt: skip
    answer = await submit(client, f"/admin/exposants/{fair.near.booking}/organisation", **said)
    assert (answer.status_code, "communauté de communes seulement" in answer.text) == (422, True)
    assert (await stands.booking(fair.edition.id, fair.near.booking)).insee_code == ARCADE


async def test_a_teacher_with_classes_elsewhere_is_judged_by_an_organizer(
    fair: Fair, client: httpx.AsyncClient
) -> None:
    near = await class_visits.visit(fair.edition.id, fair.near.visit)
    teacher = builders.ReferentSaid("Thérèse", "A1", near.referent_email, "0612345678")
    far = await builders.a_class(fair.edition, teacher, class_name="4e Z")
    for act in ("validation", "refus"):
        answer = await submit(client, f"/admin/classes/{fair.near.visit}/{act}")
        assert (answer.status_code, "d’une autre communauté" in answer.text) == (403, True)
    lines = [await class_visits.visit(fair.edition.id, one) for one in (fair.near.visit, far)]
    assert [(line.trusted, line.cancelled_at) for line in lines] == [(False, None)] * 2


async def test_by_telephone_for_the_own_territory_only(fair: Fair, client: httpx.AsyncClient) -> None:
    stand = {
        "place": "A3", "name": "Bois du Haut", "kind": "company", "sector": "bois", "first_name": "Bo", "last_name": "Is",
        "email": "bo@bois.example", "people": 1, "tables": 1, "chairs": 1, "panels": 0, "power_watts": 0,
    }  # fmt: skip
    ada = {"first_name": "Ada", "last_name": "Nouvelle", "email": "", "status": "lyceen"}
    schools = {row["uai"]: row["id"] for row in await fetch("SELECT id, uai FROM school")}
    lesson = {
        "class_name": "3e C", "pupils": 20, "adults": 2, "transport": "coach", "slot": 1, "photo": "no",
        "first_name": "Tom", "last_name": "Prof", "email": "tom@exemple.fr", "phone": "0612345678",
    }  # fmt: skip
    with builders.in_time(fair.edition):
        for insee, uai, answered in ((SAINT_CLAUDE, "0391035N", 422), ("", "", 422), (ARCADE, "0390027T", 303)):
            answers = (
                await submit(client, "/admin/exposants/nouveau", **stand, commune=insee),
                await submit(client, "/admin/visiteurs/nouveau", **ada, commune=insee, elsewhere=None if insee else "Genève"),
                await submit(client, "/admin/classes/nouvelle", **lesson, school=schools.get(uai, 0)),
            )  # fmt: skip
            assert [one.status_code for one in answers] == [answered] * 3, insee


async def test_somebody_of_the_same_name_elsewhere_is_not_shown(fair: Fair, client: httpx.AsyncClient) -> None:
    ada = {"first_name": "Ada", "last_name": "A2", "email": "", "status": "lyceen", "commune": ARCADE}
    with builders.in_time(fair.edition):
        answer = await submit(client, "/admin/visiteurs/nouveau", **ada)
        assert answer.status_code == 422
        assert str(fair.far.visitor) not in answer.text
        assert re.search('name="anyway"', answer.text)
        done = await submit(client, "/admin/visiteurs/nouveau", **ada, anyway="on")
    assert str(fair.far.visitor) not in (await client.get(done.headers["location"])).text


async def test_who_reads_everything_still_writes_the_own_territory_only(
    fair: Fair, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    both = another_client()
    cookie = await open_session("territory_lead", "Both")
    [account] = await fetch("SELECT id FROM account WHERE name = {}", "Both")
    await StaffRole(id=uuid4(), account=account["id"], role="viewer", epci_siren=None).save()
    both.cookies.set(sessions.cookie_name(), cookie)
    page = await both.get(f"/admin/visiteurs/{fair.far.visitor}")
    assert (page.status_code, "/annulation" in page.text) == (200, False)
    assert (await submit(both, f"/admin/visiteurs/{fair.far.visitor}/annulation")).status_code == 404
    assert (await visitors.visitor(fair.edition.id, fair.far.visitor)).cancelled_at is None
