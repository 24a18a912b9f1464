"""The catalogue with the longest name that a sector may bear: on a phone, and printed."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from forum import clock
from forum.editions import queries as editions
from forum.editions import service as verbs
from forum.editions.sectors import MOST_NAME, write_sectors
from forum.meanwhile import fingerprint
from forum.stands import queries, service
from tests import builders
from tests.kit.fair import ODILE

pytestmark = pytest.mark.browser


async def test_a_long_sector_stays_in_its_card_and_is_seen_on_paper(phone: Page, live: str) -> None:
    fair = await builders.a_fair()
    acme = await builders.an_exhibitor(fair)
    await service.validate(fair, (await queries.booking_of(fair.id, acme)).id, ODILE)
    named = write_sectors({"lunetterie": "L" + "u" * (MOST_NAME - 1)})
    await verbs.set_words(fair.id, {"own_sectors": named}, fingerprint({"own_sectors": fair.own_sectors}))
    with clock.at((await editions.edition(fair.id)).first_day.opens_at):
        await phone.goto("/exposants")
        assert await phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await phone.emulate_media(media="print")
        mark = await phone.locator(".card .sector-mark").evaluate(
            "(mark) => { const { backgroundColor, color } = getComputedStyle(mark); return [backgroundColor, color]; }"
        )
        assert mark[0] == "rgba(0, 0, 0, 0)"
        assert mark[1] != "rgb(255, 255, 255)"
        assert not await phone.get_by_role("button", name="Chercher").is_visible()
