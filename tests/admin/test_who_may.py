"""Each role at each door of the back office: what it may read, and who writes (territory leads: see `test_territory_lead`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import httpx
import pytest
from litestar import Litestar

from forum.database import fetch
from forum.editions.values import EditionValue
from forum.stands.queries import booking_of
from tests import builders
from tests.admin.office import sign_in
from tests.kit.web import csrf

People = Callable[[], httpx.AsyncClient]
ORGANIZER, LEAD, VIEWER = "organizer", "territory_lead", "viewer"
SUPERVISOR, STAFF = "door_supervisor", "door_staff"
ROLES = (ORGANIZER, LEAD, VIEWER, SUPERVISOR, STAFF)
READERS = {
    "/admin": {ORGANIZER, LEAD, VIEWER, SUPERVISOR},
    "/admin/exposants": {ORGANIZER, LEAD, VIEWER},
    "/admin/exposants/export.csv": {ORGANIZER, LEAD, VIEWER},
    "/admin/exposants/{booking}": {ORGANIZER, LEAD, VIEWER},
    "/admin/stands": {ORGANIZER, LEAD, VIEWER},
    "/admin/stands/halles/{edition.halls[0].id}": {ORGANIZER},
    "/admin/stands/export.csv": {ORGANIZER, LEAD, VIEWER},
    "/admin/classes": {ORGANIZER, LEAD, VIEWER, SUPERVISOR},
    "/admin/classes/export.csv": {ORGANIZER, LEAD, VIEWER, SUPERVISOR},
    "/admin/classes/{visit}": {ORGANIZER, LEAD, VIEWER, SUPERVISOR},
    "/admin/visiteurs": {ORGANIZER, LEAD, VIEWER, SUPERVISOR},
    "/admin/visiteurs/export.csv": {ORGANIZER, LEAD},
    "/admin/visiteurs/{visitor}": {ORGANIZER, LEAD, VIEWER, SUPERVISOR},
    "/admin/badges": {ORGANIZER, SUPERVISOR},
    "/admin/porte": {ORGANIZER, SUPERVISOR},
    "/admin/frequentation": {ORGANIZER, LEAD, VIEWER, SUPERVISOR},
    "/admin/letters": {ORGANIZER},
    "/admin/journal": {ORGANIZER},
    "/admin/equipe": {ORGANIZER},
    "/admin/equipe/{account}": {ORGANIZER},
    "/admin/compte/mot-de-passe": {ORGANIZER, LEAD, VIEWER, SUPERVISOR},
    "/admin/compte/double-verification": {ORGANIZER, LEAD, VIEWER, SUPERVISOR},
    "/admin/edition": {ORGANIZER, LEAD, VIEWER},
}
WRITERS = (
    "/admin/exposants/{booking}/validation",
    "/admin/exposants/{booking}/refus",
    "/admin/exposants/{booking}/annulation",
    "/admin/classes/{visit}/annulation",
    "/admin/visiteurs/{visitor}/annulation",
    "/admin/stands/halles/{edition.halls[0].id}",
    "/admin/badges/vierges",
    "/admin/badges/accompagnants",
    "/admin/equipe",
    "/admin/equipe/{account}/lien",
    "/admin/equipe/{account}/roles",
    "/admin/equipe/{account}/retrait",
    "/admin/equipe/{account}/sessions/fin",
    "/admin/equipe/{account}/double-verification/retrait",
)


@dataclass
class Fair:
    """One of each, all from the lead's own communauté de communes (Haut-Jura Arcade)."""

    edition: EditionValue
    booking: UUID
    visit: UUID
    visitor: UUID
    account: UUID

    def path(self, pattern: str) -> str:
        return pattern.format(**vars(self))


@pytest.fixture
async def fair(app: Litestar) -> Fair:
    edition = await builders.a_fair()
    acme = await builders.an_exhibitor(edition, insee_code="39368")
    victor_berard = (await fetch("SELECT id FROM school WHERE uai = '0390027T'"))[0]["id"]
    return Fair(
        edition,
        (await booking_of(edition.id, acme)).id,
        await builders.a_class(edition, school=victor_berard),
        await builders.a_visitor(edition, insee_code="39368", postal_code="39400"),
        (await builders.staff(name="Quelqu’un")).id,
    )


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_reads_what_is_its_own(fair: Fair, client: httpx.AsyncClient, role: str) -> None:
    await sign_in(client, role)
    seen = {path: (await client.get(fair.path(path))).status_code for path in READERS}
    assert seen == {path: 200 if role in readers else 403 for path, readers in READERS.items()}


@pytest.mark.parametrize("role", [role for role in ROLES[1:] if role != LEAD])
async def test_who_only_reads_never_writes(fair: Fair, client: httpx.AsyncClient, role: str) -> None:
    await sign_in(client, role)
    before = [
        await fetch(f"SELECT count(*) AS n FROM {table}") for table in ("audit_entry", "account", "badge", "letter")
    ]
    form = await csrf(client)
    answers = {path: (await client.post(fair.path(path), data=form)).status_code for path in WRITERS}
    assert answers == dict.fromkeys(WRITERS, 403)
    after = [
        await fetch(f"SELECT count(*) AS n FROM {table}") for table in ("audit_entry", "account", "badge", "letter")
    ]
    assert after == before


@pytest.mark.parametrize("role", ROLES[:-1])
async def test_the_menu_offers_only_pages_that_open(fair: Fair, client: httpx.AsyncClient, role: str) -> None:
    import re

    await sign_in(client, role)
    page = (await client.get("/admin")).text
    offered = set(re.findall(r'class="office__link" href="([^"]+)"', page))
    assert offered
    assert {path for path in offered if (await client.get(path)).status_code != 200} == set()
    assert offered >= {
        path for path, readers in READERS.items() if role in readers and path.count("/") == 2 and "." not in path
    }


async def test_what_a_role_may_not_do_is_not_offered(fair: Fair, client: httpx.AsyncClient) -> None:
    await sign_in(client, VIEWER)
    for path in ("/admin/exposants/{booking}", "/admin/classes/{visit}", "/admin/visiteurs/{visitor}"):
        page = (await client.get(fair.path(path))).text
        assert "/annulation" not in page, path
        assert "/validation" not in page, path
    assert "export.csv" not in (await client.get("/admin/visiteurs")).text


@pytest.mark.parametrize("kind", ["visitor", "teacher", "exhibitor"])
async def test_somebody_of_the_public_is_not_staff(fair: Fair, client: httpx.AsyncClient, kind: str) -> None:
    from forum.people import service, sessions

    client.cookies.set(sessions.cookie_name(), await service.open_session(kind, fair.account, fair.edition.id))
    for path in READERS:
        assert (await client.get(fair.path(path))).status_code == 403, path


async def test_a_form_without_its_token_is_refused_even_to_an_organizer(fair: Fair, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    for path in WRITERS:
        assert (await client.post(fair.path(path), data={})).status_code == 403, path
    assert await fetch("SELECT count(*) AS n FROM visitor_cancellation") == [{"n": 0}]
