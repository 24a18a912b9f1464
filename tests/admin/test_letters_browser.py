"""Odile's letters and journal in a real browser: readable by all, on a phone as on a desk."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page

from forum.audit.service import note
from forum.mail.service import outbox, write
from forum.people import sessions
from tests.admin.office import open_session
from tests.kit.chromium import DESK, PHONE, OpenPage
from tests.kit.fair import ODILE, small_fair
from tests.mail.conftest import calendar_entry, draft

pytestmark = pytest.mark.browser
Examine = Callable[[Page], Awaitable[None]]


async def letters_of_all_kinds(edition: int) -> uuid.UUID:
    """One posted, one failed, one to be tried later, one waiting; answers the failed one."""
    ics = calendar_entry("a@forum", 0)
    ids = [
        await write(
            draft(edition, name=name, badge=uuid.uuid4(), ics=ics, ics_method="REQUEST", to_address=f"{n}@exemple.fr")
        )
        for n, name in enumerate(["Ada Martin", "Thérèse Grenier-Bouvet", "Acmé", "Dora"])
    ]
    claimed = {letter.id: letter for letter in await outbox.claim("test", 9)}
    await outbox.posted(claimed[ids[0]], "Essai", "Bonjour", "250 OK")
    await outbox.refused(claimed[ids[1]], "550 5.1.1 <1@exemple.fr>: Recipient address rejected: User unknown")
    await outbox.later(claimed[ids[2]], "451 4.7.1 Greylisted", outbox.LEASE)
    await outbox.give_back("test")
    await note(edition, ODILE, "x", "y", 1, "Stand A12 confirmé pour la Lunetterie Acmé")
    return ids[1]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_everybody_can_read_letters_and_journal(
    open_page: OpenPage, live: str, axe: Examine, size: dict[str, int]
) -> None:
    failed = await letters_of_all_kinds((await small_fair()).id)
    page = await open_page(size)
    await page.context.add_cookies([{"name": sessions.cookie_name(), "value": await open_session(), "url": live}])
    for path in (
        "/admin/letters",
        "/admin/letters?etat=failed&q=therese",
        f"/admin/letters/{failed}",
        "/admin/letters/modeles",
        "/admin/letters/modeles/mail/trial",
        "/admin/journal",
    ):
        answer = await page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        await axe(page)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"


async def test_the_letter_is_drawn_in_its_frame_with_its_own_styles(open_page: OpenPage, live: str) -> None:
    failed = await letters_of_all_kinds((await small_fair()).id)
    page = await open_page(DESK)
    await page.context.add_cookies([{"name": sessions.cookie_name(), "value": await open_session(), "url": live}])
    await page.goto(f"/admin/letters/{failed}")
    letter = page.frame_locator("iframe")
    title = letter.get_by_role("heading", level=1)
    assert await title.inner_text() == "Essai d’envoi – Forum des métiers du Haut-Jura"
    assert await title.evaluate("element => getComputedStyle(element).color") == "rgb(23, 64, 47)"
    await page.get_by_role("button", name="Réessayer").click()
    await page.get_by_text("Le courrier va être présenté de nouveau").wait_for()
