"""A deadline for each step: usual or chosen, said in the space, reminded of a week before."""

from __future__ import annotations

from datetime import date, timedelta

import httpx
import pytest

from forum import clock
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from forum.mailings import ticker
from forum.stands import queries, service
from forum.stands.rules import Known, default_deadlines, missing
from tests import builders
from tests.kit.fair import ODILE
from tests.kit.web import save, submit

FRIDAY = date(2026, 11, 27)
NOTHING = Known(details=False, jobs=0, pitch=False, people=2, named=1, machine=True, declared=False, needs=False)
USUAL = {
    "machine": date(2026, 10, 28),
    "needs": date(2026, 10, 28),
    "shown": date(2026, 11, 6),
    "details": date(2026, 11, 6),
    "people": date(2026, 11, 20),
}


def test_what_is_missing_stands_in_the_order_of_its_deadlines() -> None:
    assert default_deadlines(FRIDAY) == USUAL
    left = missing(NOTHING, USUAL)
    assert [one.step for one in left] == ["machine", "needs", "shown", "shown", "details", "people"]
    assert [one.late(date(2026, 11, 6)) for one in left] == [True, True, False, False, False, False]
    sooner = missing(NOTHING, {**USUAL, "people": date(2026, 10, 1)})
    assert sooner[0].step == "people"
    assert missing(Known(True, 1, True, 2, 2, True, True)) == []


async def test_organisers_choose_the_deadlines(edition: EditionValue) -> None:
    assert await queries.deadlines(edition) == USUAL
    chosen = {**USUAL, "people": date(2026, 11, 24)}
    await service.set_deadlines(edition, chosen, ODILE)
    assert await queries.deadlines(edition) == chosen
    with pytest.raises(service.TooLate):
        await service.set_deadlines(edition, {**USUAL, "people": FRIDAY}, ODILE)
    assert await queries.deadlines(edition) == chosen


async def test_the_form_of_the_deadlines_keeps_what_was_typed(edition: EditionValue, client: httpx.AsyncClient) -> None:
    address = await builders.sign_in_address()
    await client.get(address)
    await submit(client, address)
    typed = {step: day.isoformat() for step, day in USUAL.items()}
    wrong = await submit(client, "/admin/stands/delais", **{**typed, "people": "2026-11-27", "shown": "bientôt"})
    assert wrong.status_code == 422
    assert 'id="people-fault"' in wrong.text
    assert 'id="shown-fault"' in wrong.text
    done = await save(client, "/admin/stands/delais", **{**typed, "people": "2026-11-23"})
    assert done.status_code == 303
    assert (await queries.deadlines(edition))["people"] == date(2026, 11, 23)
    assert 'value="2026-11-23"' in (await client.get("/admin/stands/delais")).text


async def test_a_week_before_a_deadline_those_who_lack_it_are_told(edition: EditionValue) -> None:
    with clock.at(edition.first_day.opens_at - timedelta(days=60)):
        acme = await service.book(edition, "A1", builders.ACME, builders.NEEDS)
    await builders.an_exhibitor(edition, "A2", email="b@b.example")
    with clock.at(edition.first_day.opens_at - timedelta(days=28)):  # a week before the programme and the day are due
        await ticker.tick()
        await ticker.tick()
    letters = [line for line in await mail.letters_to(acme) if line.template.endswith("missing.md")]
    assert len(letters) == 1
    told = (await mail.letter(letters[0].id)).text
    assert "Le jour venu" in told
    assert "Avant le 6\u00a0novembre" in told.replace(" novembre", "\u00a0novembre")
    assert "badges" not in told.split("Quelques minutes")[0]


async def test_a_deadline_put_off_is_reminded_of_anew(edition: EditionValue) -> None:
    await builders.an_exhibitor(edition)
    with clock.at(edition.first_day.opens_at - timedelta(days=14)):
        await ticker.tick()
        await service.set_deadlines(edition, {**USUAL, "people": date(2026, 11, 26)}, ODILE)
    with clock.at(edition.first_day.opens_at - timedelta(days=8)):
        await ticker.tick()
    count = await fetch("SELECT count(*) AS n FROM letter WHERE template = {}", "mailings/letters/missing.md")
    assert count == [{"n": 2}]
