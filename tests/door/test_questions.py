"""Questions cost the same for one row as for three, and the gauge never flatters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from forum import clock
from forum.database import engine
from forum.door import ledger, queries
from forum.door import service as door
from forum.door.rules import gauge
from forum.door.rules.gauge import level
from forum.door.rules.register import Tally
from forum.editions.tables import Hall
from forum.visitors import queries as visitors
from tests.door.stage import ODILE, TEN, Stage, entry, minutes, send


async def asked(question: Callable[[], Awaitable[Any]]) -> int:
    """How many statements a question sends, once the ledger is warm."""
    await question()
    ran = 0
    run = engine().run

    async def counted(sql: str, args: Any = ()) -> Any:
        nonlocal ran
        ran += 1
        return await run(sql, args)

    engine().run = counted  # type: ignore[method-assign]
    try:
        await question()
    finally:
        engine().run = run  # type: ignore[method-assign]
    return ran


async def one_of_each(stage: Stage, number: int) -> None:
    """A phone, an invitation, a class inside, a class expected, a badge twice."""
    here, there = await stage.phone(), await stage.phone(gate=stage.gate_b)
    await door.offer_enrolment(stage.edition, stage.gate_a, "scan", ODILE)
    ada = await stage.visitor()
    b3 = await stage.class_pass(expected_at=TEN)
    await stage.class_pass(expected_at=TEN + minutes(30))
    await send(
        here, entry("count", b3.code, pupils=20, adults=2), entry(code=ada.code, offline=True), at=TEN + minutes(30)
    )
    again = entry(code=ada.code, offline=True, device_at=TEN + minutes(4))
    await send(there, again, at=TEN + minutes(31 + number), queued=5)


@pytest.mark.parametrize(
    "question",
    [
        queries.phones,
        queries.invitations,
        queries.last_lines,
        queries.conflicts_shown,
        queries.arrivals,
        queries.evacuation,
        queries.affluence,
        queries.affluence_known,
        queries.attendance,
        visitors.usual_communes,
        lambda edition: queries.search(edition, "ada"),
        lambda edition: queries.suggested_name(edition, 1),
    ],
)
async def test_a_question_asks_as_much_for_three_as_for_one(
    stage: Stage, question: Callable[[int], Awaitable[Any]]
) -> None:
    await one_of_each(stage, 1)
    one = await asked(lambda: question(stage.edition))
    await one_of_each(stage, 2)
    await one_of_each(stage, 3)
    assert await asked(lambda: question(stage.edition)) == one <= 5


async def test_scans_sent_together_ask_as_much_as_one(stage: Stage) -> None:
    dora = await stage.phone()
    badges = [await stage.visitor() for _ in range(32)]
    await send(dora, entry("click", adults=1))
    one = await asked(lambda: send(dora, entry(code=badges[0].code)))
    assert await asked(lambda: send(dora, *[entry(code=badge.code) for badge in badges])) == one


@pytest.mark.parametrize(
    ("present", "limit", "told"),
    [
        (0, 500, "ok"),
        (399, 500, "ok"),
        (400, 500, "80"),
        (449, 500, "80"),
        (450, 500, "90"),
        (499, 500, "90"),
        (500, 500, "100"),
        (612, 500, "100"),
    ],
)
def test_levels(present: int, limit: int, told: str) -> None:
    assert level(present, limit) == told


def test_the_gauge_is_the_worst_of_any_hall() -> None:
    told = gauge([(1, "Grande salle", 500), (2, "Annexe", 50)], {1: Tally(100, 20), 2: Tally(46, 0)})
    assert (told.present, told.public, told.staff, told.limit, told.percent, told.level) == (
        166,
        146,
        20,
        550,
        30,
        "90",
    )


def test_more_exits_than_entries_show_nobody_and_say_so() -> None:
    told = gauge([(1, "Grande salle", 500)], {1: Tally(-7, 3)})
    assert (told.present, told.halls[0].short) == (3, 7)


async def test_a_limit_that_was_edited_is_heard_of(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await queries.affluence(stage.edition)
    await Hall.update({Hall.capacity_limit: 300}).where(Hall.id == stage.hall)
    monkeypatch.setattr(ledger, "REDRAWN_EVERY", 0.0)
    assert (await queries.affluence(stage.edition)).limit == 400


async def test_a_phone_is_silent_after_five_minutes(stage: Stage) -> None:
    dora = await stage.phone()

    async def state_at(wait: float) -> str:
        with clock.at(TEN + minutes(wait)):
            [shown] = await queries.phones(stage.edition)
            return shown.state

    assert await state_at(0) == "silent"
    await send(dora, entry("click", adults=1), queued=4)
    assert (await state_at(1), await state_at(6)) == ("holding", "silent")
    with clock.at(TEN + minutes(7)):
        await door.note_contact(dora)  # it asked how full the hall is
    assert await state_at(7) == "holding"
    await send(dora, entry("click", adults=1), at=TEN + minutes(8))
    assert await state_at(8) == "live"
