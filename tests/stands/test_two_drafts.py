"""One organisation, two tabs: its drafts are one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

from forum.database import fetch
from forum.editions.values import EditionValue
from forum.stands import queries, service
from tests import builders
from tests.kit.race import together
from tests.kit.web import submit

SHEET: dict[str, Any] = {
    "name": "Acme Optique",
    "kind": "craft",
    "sector": "lunetterie",
    "first_name": "Alix",
    "last_name": "Acme",
    "email": "alix@acme.example",
}


async def test_ten_drafts_at_one_second_are_one(edition: EditionValue) -> None:
    done, failed = await together([service.draft(edition, builders.ACME, builders.NEEDS) for _ in range(10)])
    assert (len(done), failed) == (1, {"KnownAlready": 9})
    assert await fetch("SELECT count(*) AS n FROM exhibitor") == [{"n": 1}]


async def test_a_draft_and_bookings_at_one_second_are_one(edition: EditionValue) -> None:
    verbs = [
        service.draft(edition, builders.ACME, builders.NEEDS),
        *(service.book(edition, f"A{n}", builders.ACME, builders.NEEDS) for n in (1, 2, 3)),
    ]
    done, failed = await together(verbs)
    assert (len(done), failed) == (1, {"KnownAlready": 3})


async def test_a_second_tab_finds_the_draft_of_the_first(edition: EditionValue, client: httpx.AsyncClient) -> None:
    for _ in range(2):
        kept = await submit(client, "/plan/A1/reservation", **SHEET, later="yes")
        assert (kept.status_code, kept.headers["location"]) == (303, "/exposants/espace")
    (line,) = await queries.all_bookings(edition.id)
    assert line.state == "draft"
    booked = await submit(client, "/plan/A2/reservation", **SHEET, people="3")
    assert (booked.status_code, booked.headers["location"]) == (303, "/exposants/espace")
    (line,) = await queries.all_bookings(edition.id)
    assert (line.state, line.number, line.people) == ("submitted", "A2", 3)


async def test_another_browser_is_told_where_the_draft_is(
    edition: EditionValue, client: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    await submit(client, "/plan/A1/reservation", **SHEET, later="yes")
    second = await submit(another_client(), "/plan/A1/reservation", **SHEET, later="yes")
    assert second.status_code == 422
    assert "existe déjà" in second.text
    assert 'value="Acme Optique"' in second.text
