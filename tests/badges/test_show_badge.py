"""A badge's page and PDF open to its holder and to the staff, and to nobody else."""

from __future__ import annotations

import io
import uuid

import httpx
import pypdf
import pytest

from forum.badges import pdf, service
from forum.badges.codes import show_code
from forum.badges.values import BadgeValue
from forum.editions.values import EditionValue
from forum.people import service as people
from forum.people.sessions import cookie_name
from tests.kit.fair import ODILE, small_fair

ADA = uuid.UUID(int=11)


@pytest.fixture
async def edition(app: object) -> EditionValue:
    """The fair, behind the running app."""
    return await small_fair()


@pytest.fixture
async def badge(edition: EditionValue) -> BadgeValue:
    return await service.issue(edition.id, "visitor", ADA, "Ada", "Lovelace", adults=2, pupils=1, photo="no")


async def signed_in(client: httpx.AsyncClient, kind: str, subject: uuid.UUID, edition: int) -> httpx.AsyncClient:
    client.cookies.set(cookie_name(), await people.open_session(kind, subject, edition))
    return client


async def test_ada_sees_her_badge_as_a_page(client: httpx.AsyncClient, badge: BadgeValue) -> None:
    await signed_in(client, "visitor", ADA, badge.edition)
    answer = await client.get(f"/badge/{badge.id}")
    assert answer.status_code == 200
    heads = "2\u00a0adultes et 1\u00a0enfant"
    for words in ("Ada", "Lovelace", show_code(badge.code), "Visiteur", "Photo&nbsp;: non", heads, "Saint-Claude"):
        assert words in answer.text
    assert answer.headers["cache-control"] == "no-store"


async def test_ada_prints_her_badge(client: httpx.AsyncClient, badge: BadgeValue) -> None:
    await signed_in(client, "visitor", ADA, badge.edition)
    answer = await client.get(f"/badge/{badge.id}.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == 'inline; filename="badge-ada.pdf"'
    said = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    for words in ("Ada", "Lovelace", "Votre badge est prêt", "Le programme"):
        assert words in said


async def test_charlie_gets_neither(client: httpx.AsyncClient, badge: BadgeValue) -> None:
    for path in (f"/badge/{badge.id}", f"/badge/{badge.id}.pdf"):
        assert (await client.get(path)).status_code == 403
    await signed_in(client, "visitor", uuid.uuid4(), badge.edition)
    for path in (f"/badge/{badge.id}", f"/badge/{badge.id}.pdf"):
        refused = await client.get(path)
        assert refused.status_code == 403
        assert "Ada" not in refused.text


@pytest.mark.parametrize(
    "path", ["/badge/x", "/badge/.pdf", f"/badge/{uuid.UUID(int=5)}", "/badge/HJ7KQFM2XP9RTD4WZA8"]
)
async def test_what_is_no_badge_is_not_found(client: httpx.AsyncClient, edition: EditionValue, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_staff_may_open_it(client: httpx.AsyncClient, badge: BadgeValue) -> None:
    account = await people.add_staff("dora@exemple.fr", "Dora", "door_staff")
    await signed_in(client, "staff", account, badge.edition)
    assert (await client.get(f"/badge/{badge.id}")).status_code == 200


async def test_an_ended_badge_shows_why_and_no_code(client: httpx.AsyncClient, badge: BadgeValue) -> None:
    await service.replace(badge.id, ODILE)
    await signed_in(client, "visitor", ADA, badge.edition)
    answer = await client.get(f"/badge/{badge.id}")
    assert "a été remplacé" in answer.text
    assert show_code(badge.code) not in answer.text
    assert "badge__code" not in answer.text


async def test_a_letter_gets_no_paper_for_what_has_ended(edition: EditionValue) -> None:
    badge = await service.issue(edition.id, "class", ADA, "3e B", "Collège du Plateau", pupils=27, adults=2)
    made = await pdf.Enclosures()(badge.id)
    assert made is not None
    assert made[0] == "classe-3e-b.pdf"
    assert pypdf.PdfReader(io.BytesIO(made[1])).pages[0].mediabox.width == pytest.approx(148 / 25.4 * 72, abs=0.1)
    await service.revoke(ADA)
    assert await pdf.Enclosures()(badge.id) is None
    assert await pdf.Enclosures()(uuid.uuid4()) is None


async def test_the_people_of_a_stand_get_one_file(edition: EditionValue) -> None:
    for name in ("Jeanne", "Paul", "Şükrü"):
        await service.issue(edition.id, "exhibitor", ADA, "Acme", name, "Stand B12")
    name, content = await pdf.holder_pdf(ADA)
    assert (name, len(pypdf.PdfReader(io.BytesIO(content)).pages)) == ("badge-acme.pdf", 3)
