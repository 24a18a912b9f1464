"""A machine that does at random what teachers and organisers do with the places of three slots, and looks after each step."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from forum import clock
from forum.class_visits import queries, service
from forum.class_visits.queries import VisitLine
from forum.class_visits.service import said_of
from forum.database import fetch
from forum.editions import service as editions
from forum.editions.queries import SlotPlaces, slots
from forum.editions.values import EditionValue
from forum.errors import Refusal
from tests import builders
from tests.kit.fair import ODILE

SIZES = ((60, 2), (40, 1), (30, 3))
Run = Callable[[Coroutine[Any, Any, Any]], Any]
any_one = st.integers(0, 11)
a_slot = st.integers(0, len(SIZES) - 1)
pupils = st.sampled_from([3, 12, 18, 27, 38])
transports = st.sampled_from(["coach", "shared", "foot"])


class Classes(RuleBasedStateMachine):
    """Refusals are fine, broken promises are not."""

    run: Run
    steps = 0

    @initialize()
    def open_the_fair(self) -> None:
        type(self).steps += 1
        self.edition: EditionValue = self.run(_fair())
        self.now: datetime = self.edition.first_day.opens_at - timedelta(days=30)
        self.names = 0
        self.slots = [one.id for one in self.run(slots(self.edition.id))]

    def act(self, verb: Coroutine[Any, Any, Any]) -> Any:
        """One verb at the machine's hour: a refusal has written nothing, and nobody overtakes whoever would have fitted."""
        type(self).steps += 1

        async def at_that_hour() -> Any:
            with clock.at(self.now):
                before, written = await _all(self.edition), await _written(self.edition.id)
                try:
                    answer = await verb
                except Refusal:
                    assert await _written(self.edition.id) == written, "a refusal left something behind"
                    return None
                await _nobody_was_overtaken(self.edition, before)
                return answer

        return self.run(at_that_hour())

    @rule(minutes=st.sampled_from([1, 60, 60 * 47, 60 * 49]))
    def time_passes(self, minutes: int) -> None:
        self.now = min(self.now + timedelta(minutes=minutes), self.edition.first_day.opens_at - timedelta(hours=1))

    @rule(
        slot=a_slot, heads=pupils, transport=transports, wait=st.sampled_from(["", "slot", "any"]), known=st.booleans()
    )
    def register(self, slot: int, heads: int, transport: str, wait: str, known: bool) -> None:
        self.names += 1
        domain = "ac-besancon.fr" if known else "exemple.fr"
        referent = replace(builders.THERESE, email=f"t{self.names}@{domain}")
        self.act(service.register(self.edition, self._said(slot, heads, transport), referent, None, wait))

    @rule(which=any_one, slot=a_slot, heads=pupils, transport=transports)
    def change(self, which: int, slot: int, heads: int, transport: str) -> None:
        if line := self._some(which):
            said = replace(said_of(line), slot=self.slots[slot], pupils=heads, transport=transport)
            self.act(service.change(self.edition, line.id, said, ODILE))

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

    @rule(which=any_one)
    def trust(self, which: int) -> None:
        if line := self._some(which):
            self.act(service.trust(self.edition, line.referent, ODILE))

    @rule()
    def pass_on(self) -> None:
        self.act(service.pass_on(self.edition))

    @precondition(lambda self: hasattr(self, "edition"))
    @invariant()
    def promises_are_kept(self) -> None:
        with clock.at(self.now):
            self.run(_promises(self.edition))

    def _said(self, slot: int, heads: int, transport: str) -> Any:
        said = self.run(builders.said_of_a_class(self.edition))
        return replace(said, class_name=f"3e {self.names}", slot=self.slots[slot], pupils=heads, transport=transport)

    def _some(self, which: int, state: str = "") -> VisitLine | None:
        lines = self.run(_all(self.edition))
        lines = [line for line in lines if (line.state == state if state else not line.cancelled_at)]
        return lines[which % len(lines)] if lines else None


async def _fair() -> EditionValue:
    await fetch("UPDATE edition SET published_at = NULL")
    if not await fetch("SELECT id FROM school LIMIT 1"):
        await builders.load_starter()
    edition = await builders.small_fair(f"c{uuid.uuid4().hex[:12]}")
    day = edition.first_day
    for n, (persons, coaches) in enumerate(SIZES):
        at = day.opens_at + timedelta(minutes=15 * n)
        await editions.add_slots(edition.id, day.id, edition.gates[0].id, at, at, persons, coaches)
    return edition


async def _all(edition: EditionValue) -> list[VisitLine]:
    return await queries.all_visits(edition.id, state="", sort="registered")


async def _written(edition: int) -> list[dict[str, Any]]:
    """Everything a refusal might have left half done."""
    return await fetch(
        "SELECT (SELECT count(*) FROM letter WHERE edition = {}) AS letters,"
        " (SELECT count(*) FROM class_visit WHERE edition = {}) AS visits,"
        " (SELECT sum(taken_persons * 100 + taken_coaches) FROM arrival_slot WHERE edition = {}) AS taken,"
        " (SELECT count(*) FROM badge WHERE edition = {}) AS badges,"
        " (SELECT count(*) FROM audit_entry WHERE edition = {}) AS entries",
        *[edition] * 5,
    )


async def _nobody_was_overtaken(edition: EditionValue, before: list[VisitLine]) -> None:
    """Places offered by this verb would not have done for somebody who waited longer and still waits."""
    was = {line.id: line for line in before}
    every = {one.id: one for one in await slots(edition.id)}
    now = await _all(edition)
    offered = [line for line in now if line.state == queries.OFFERED and _was(was, line) != queries.OFFERED]
    for waits in now:
        if waits.state != queries.WAITING or _was(was, waits) != queries.WAITING:
            continue
        for slot in every.values():
            later = [one for one in offered if one.slot == slot.id and _asked(one) > _asked(waits)]
            if later and (waits.any_slot or waits.slot == slot.id):
                persons = slot.persons_left + sum(one.heads for one in later)
                coaches = slot.coaches_left + sum(one.coaches for one in later)
                assert waits.heads > persons or waits.coaches > coaches, "somebody was overtaken"


def _was(before: dict[uuid.UUID, VisitLine], line: VisitLine) -> str:
    return before[line.id].state if line.id in before else ""


def _asked(line: VisitLine) -> tuple[datetime, datetime]:
    assert line.asked_at
    return line.asked_at, line.registered_at


async def _promises(edition: EditionValue) -> None:
    lines = await _all(edition)
    passes = await fetch(
        "SELECT b.holder, b.pupils FROM badge b WHERE b.edition = {} AND NOT EXISTS"
        " (SELECT 1 FROM badge_revocation r WHERE r.badge = b.id)",
        edition.id,
    )
    held = {str(row["holder"]): row["pupils"] for row in passes}
    assert len(held) == len(passes), "a class has two passes"
    assert held == {str(one.id): one.pupils for one in lines if one.expected and one.trusted}, (
        "a pass is wrong or missing"
    )
    entries = await fetch("SELECT holder FROM invitation WHERE edition = {} AND status <> 'CANCELLED'", edition.id)
    assert {str(row["holder"]) for row in entries} == set(held), "a calendar entry is wrong or missing"
    for slot in await slots(edition.id):
        await _slot_is_right(slot, lines)


async def _slot_is_right(slot: SlotPlaces, lines: list[VisitLine]) -> None:
    inside = [line for line in lines if line.holds_places and line.slot == slot.id]
    assert slot.taken_persons == sum(line.heads for line in inside), "persons are miscounted"
    assert slot.taken_coaches == sum(line.coaches for line in inside), "coaches are miscounted"
    assert slot.taken_persons <= slot.capacity_persons, "one person too many"
    assert slot.taken_coaches <= slot.capacity_coaches, "one coach too many"
    for line in lines:
        if line.state == queries.WAITING and (line.any_slot or line.slot == slot.id):
            assert not slot.holds(line.heads, line.coaches), "a class waits beside places that would hold it"
