"""A machine that does at random what visitors and organisers do with the places of three slots, and looks after each step."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from forum import clock
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.visitors import queries, service
from forum.visitors.queries import VisitorLine, VisitorSlotPlaces, waiting_line
from forum.visitors.service import said_of
from tests import builders
from tests.kit.fair import ODILE

PLACES = (6, 4, 3)
Run = Callable[[Coroutine[Any, Any, Any]], Any]
any_one = st.integers(0, 11)
a_slot = st.integers(0, len(PLACES) - 1)
parties = st.sampled_from([1, 1, 2, 4])


class Visitors(RuleBasedStateMachine):
    """Refusals are fine, broken promises are not."""

    run: Run
    steps = 0

    @initialize()
    def open_the_fair(self) -> None:
        type(self).steps += 1
        self.edition: EditionValue = self.run(_fair())
        self.now: datetime = self.edition.first_day.opens_at - timedelta(days=30)
        self.names = 0
        with clock.at(self.now):
            self.slots = self.run(builders.visitor_slots(self.edition, *PLACES))

    def act(self, verb: Coroutine[Any, Any, Any]) -> None:
        """One verb at the machine's hour: a refusal has written nothing, and nobody overtakes whoever would have fitted."""
        type(self).steps += 1
        self.now += timedelta(seconds=1)

        async def at_that_hour() -> None:
            with clock.at(self.now):
                before, written = await waiting_line(self.edition.id), await _written(self.edition.id)
                try:
                    await verb
                except Refusal:
                    assert await _written(self.edition.id) == written, "a refusal left something behind"
                    return
                await _nobody_was_overtaken(self.edition, before)

        self.run(at_that_hour())

    @rule(minutes=st.sampled_from([1, 60, 60 * 47, 60 * 49]))
    def time_passes(self, minutes: int) -> None:
        self.now = min(self.now + timedelta(minutes=minutes), self.edition.first_day.opens_at - timedelta(hours=1))

    @rule(slot=a_slot, heads=parties, wait=st.sampled_from(["", "slot", "any"]))
    def register(self, slot: int, heads: int, wait: str) -> None:
        self.names += 1
        said = replace(builders.ADA, email=f"ada{self.names}@visiteuse.example", adults=heads, slot=self.slots[slot])
        self.act(service.register(self.edition, said, None, wait))

    @rule(which=any_one, slot=a_slot, heads=parties)
    def change(self, which: int, slot: int, heads: int) -> None:
        if line := self._some(which):
            self.act(
                service.change(
                    self.edition, line.id, replace(said_of(line), slot=self.slots[slot], adults=heads), ODILE
                )
            )

    @rule(which=any_one, slot=a_slot)
    def move(self, which: int, slot: int) -> None:
        if line := self._some(which):
            self.act(service.move(self.edition, line.id, self.slots[slot], ODILE))

    @rule(which=any_one)
    def cancel(self, which: int) -> None:
        if line := self._some(which):
            self.act(service.cancel(self.edition, line.id, ODILE))

    @rule(which=any_one)
    def confirm(self, which: int) -> None:
        if line := self._some(which, queries.OFFERED):
            self.act(service.confirm(self.edition, line.id, ODILE))

    @rule(which=any_one)
    def wait_again(self, which: int) -> None:
        if line := self._some(which, queries.LAPSED):
            self.act(service.wait_again(self.edition, line.id, ODILE))

    @rule(slot=a_slot, places=st.integers(0, 8))
    def resize(self, slot: int, places: int) -> None:
        self.act(service.resize_slot(self.edition, self.slots[slot], places, ODILE))

    @rule()
    def pass_on(self) -> None:
        self.act(service.pass_on(self.edition))

    @precondition(lambda self: hasattr(self, "edition"))
    @invariant()
    def promises_are_kept(self) -> None:
        with clock.at(self.now):
            self.run(_promises(self.edition, self.now))

    def _some(self, which: int, state: str = "") -> VisitorLine | None:
        lines = self.run(queries.all_visitors(self.edition.id))
        lines = [line for line in lines if (line.state == state if state else not line.cancelled_at)]
        lines.sort(key=lambda line: line.registered_at)
        return lines[which % len(lines)] if lines else None


async def _fair() -> EditionValue:
    await fetch("UPDATE edition SET published_at = NULL")
    return await builders.small_fair(f"v{uuid.uuid4().hex[:12]}")


async def _written(edition: int) -> list[dict[str, Any]]:
    """Everything a refusal might have left half done."""
    return await fetch(
        "SELECT (SELECT count(*) FROM letter WHERE edition = {}) AS letters,"
        " (SELECT count(*) FROM visitor WHERE edition = {}) AS visitors,"
        " (SELECT sum(taken) FROM visitor_slot WHERE edition = {}) AS taken,"
        " (SELECT count(*) FROM badge WHERE edition = {}) AS badges,"
        " (SELECT count(*) FROM audit_entry WHERE edition = {}) AS entries",
        *[edition] * 5,
    )


async def _nobody_was_overtaken(edition: EditionValue, before: list[queries.Waiting]) -> None:
    """Places offered by this verb would not have done for somebody who waited longer and still waits."""
    rank = {one.visitor: n for n, one in enumerate(before) if one.offered_until is None}
    now = await waiting_line(edition.id)
    left = {slot.id: slot.left for slot in await queries.slots(edition.id)}
    offered = [one for one in now if one.offered_until is not None and one.visitor in rank]
    for waits in now:
        if waits.offered_until is not None or waits.visitor not in rank:
            continue
        for slot, room in left.items():
            later = [one for one in offered if one.slot == slot and rank[one.visitor] > rank[waits.visitor]]
            if later and (waits.place.any_slot or waits.place.slot == slot):
                assert waits.place.heads > room + sum(one.place.heads for one in later), "somebody was overtaken"


async def _promises(edition: EditionValue, now: datetime) -> None:
    lines = await queries.all_visitors(edition.id)
    badges = await fetch(
        "SELECT b.holder, b.adults, b.expected_at FROM badge b WHERE b.edition = {} AND NOT EXISTS"
        " (SELECT 1 FROM badge_revocation r WHERE r.badge = b.id)",
        edition.id,
    )
    held = {str(row["holder"]): (row["adults"], row["expected_at"]) for row in badges}
    assert len(held) == len(badges), "somebody has two badges"
    expected = {str(one.id): (one.adults, one.starts_at) for one in lines if one.expected}
    assert held == expected, "a badge is wrong or missing"
    entries = await fetch(
        "SELECT holder, starts_at FROM invitation WHERE edition = {} AND status <> 'CANCELLED'", edition.id
    )
    assert {str(row["holder"]): row["starts_at"] for row in entries} == {
        key: starts for key, (_, starts) in expected.items()
    }, "a calendar entry is wrong or missing"
    for slot in await queries.slots(edition.id):
        _slot_is_right(slot, lines, now)


def _slot_is_right(slot: VisitorSlotPlaces, lines: list[VisitorLine], now: datetime) -> None:
    inside = [line for line in lines if line.holds_places and line.slot == slot.id]
    assert slot.taken == sum(line.heads for line in inside), "heads are miscounted"
    assert slot.taken <= slot.capacity, "one head too many"
    for line in lines:
        if line.state == queries.WAITING and (line.any_slot or line.slot == slot.id):
            assert slot.left < line.heads, "somebody waits beside places that would do"
