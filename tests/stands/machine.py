"""A machine that does at random what exhibitors and organisers do with stands, and looks at the database after each step."""

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
from forum.people.who import Who
from forum.stands import queries, service
from tests import builders
from tests.kit.fair import ODILE

STANDS = ("A1", "A2", "A3", "A4")
Run = Callable[[Coroutine[Any, Any, Any]], Any]
numbers = st.sampled_from(STANDS)
any_one = st.integers(0, 7)


class Stands(RuleBasedStateMachine):
    """Four stands, two of them on a circuit of 2 kW; refusals are fine, broken promises are not.

    `steps` counts how often the promises were looked at: once after each step.
    """

    run: Run
    steps = 0

    @initialize()
    def open_the_fair(self) -> None:
        self.edition: EditionValue = self.run(_fair())
        self.now: datetime = self.edition.first_day.opens_at - timedelta(days=60)
        self.holds: dict[int, uuid.UUID] = {}
        self.people = 0
        self.letters = 0

    def act(self, verb: Coroutine[Any, Any, Any], letters: int | None = None) -> Any:
        """One verb at the machine's hour; a refusal answers None and must have written nothing."""

        async def at_that_hour() -> tuple[Any, bool]:
            with clock.at(self.now):
                before = await _written(self.edition.id)
                try:
                    return await verb, True
                except Refusal:
                    assert await _written(self.edition.id) == before, "a refusal left something behind"
                    return None, False

        answer, done = self.run(at_that_hour())
        if done and letters is not None:
            self.letters += letters
            assert self.run(_letters(self.edition.id)) >= self.letters, "a letter is missing"
        return answer

    @rule(minutes=st.sampled_from([1, 14, 16, 60 * 47, 60 * 49]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(person=any_one, number=numbers)
    def keep(self, person: int, number: str) -> None:
        if kept := self.act(service.keep(self.edition, number, self.holds.get(person))):
            self.holds[person] = kept.id

    @rule(person=any_one, number=numbers)
    def extend(self, person: int, number: str) -> None:
        if mine := self.holds.get(person):
            kept = self.act(service.extend(self.edition, number, mine))
            if kept:
                self.holds[person] = kept.id

    @rule(person=any_one, number=numbers, watts=st.sampled_from([0, 500, 1500]))
    def book(self, person: int, number: str, watts: int) -> None:
        said, needs = _somebody(self), replace(builders.NEEDS, power_watts=watts)
        self.act(service.book(self.edition, number, said, needs, None, self.holds.pop(person, None)), 1)

    @rule(person=any_one)
    def let_go(self, person: int) -> None:
        if mine := self.holds.pop(person, None):
            self.act(service.let_go(mine))

    @rule()
    def draft(self) -> None:
        self.act(service.draft(self.edition, _somebody(self), builders.NEEDS), 1)

    @rule(machine=st.booleans())
    def wait(self, machine: bool) -> None:
        needs = replace(builders.NEEDS, machine=machine)
        self.act(service.wait_for_one(self.edition, _somebody(self), needs), 1)

    @rule(which=any_one, number=numbers)
    def submit(self, which: int, number: str) -> None:
        if booking := self._some(which):
            self.act(service.submit(self.edition, booking, number, ODILE), 1)

    @rule(which=any_one)
    def validate(self, which: int) -> None:
        if booking := self._some(which):
            self.act(service.validate(self.edition, booking, ODILE), 1)

    @rule(which=any_one)
    def refuse(self, which: int) -> None:
        if booking := self._some(which):
            self.act(service.refuse(self.edition, booking, ODILE, "Non."), 1)

    @rule(which=any_one)
    def cancel(self, which: int) -> None:
        if booking := self._some(which):
            before = self.run(queries.booking(self.edition.id, booking)).state
            self.act(service.cancel(self.edition, booking, ODILE), 0 if before == "cancelled" else 1)

    @rule(which=any_one)
    def put_back(self, which: int) -> None:
        if booking := self._some(which):
            self.act(service.put_on_waiting_list(self.edition, booking, ODILE), 1)

    @rule(which=any_one, number=numbers)
    def move(self, which: int, number: str) -> None:
        if booking := self._some(which):
            self.act(service.move(self.edition, booking, number, ODILE))

    @rule(which=any_one, other=any_one)
    def swap(self, which: int, other: int) -> None:
        one, two = self._some(which), self._some(other)
        if one and two:
            self.act(service.swap(self.edition, one, two, ODILE), 2)

    @rule(which=any_one)
    def accept(self, which: int) -> None:
        if booking := self._some(which):
            self.act(service.accept(self.edition, booking, Who("exhibitor", booking, "Attend")), 1)

    @rule(which=any_one)
    def decline(self, which: int) -> None:
        if booking := self._some(which):
            self.act(service.decline(self.edition, booking, ODILE))

    @rule(which=any_one, watts=st.sampled_from([0, 1500]), people=st.integers(1, 5), machine=st.booleans())
    def correct_needs(self, which: int, watts: int, people: int, machine: bool) -> None:
        if booking := self._some(which):
            needs = replace(builders.NEEDS, power_watts=watts, people=people, machine=machine)
            self.act(service.correct_needs(self.edition, booking, needs, ODILE))

    @rule(which=any_one)
    def declare(self, which: int) -> None:
        if booking := self._some(which):
            self.act(service.declare_machine(self.edition, booking, builders.TOUR, ODILE))

    @rule(which=any_one)
    def name_somebody(self, which: int) -> None:
        if booking := self._some(which):
            self.act(service.add_person(self.edition, booking, "Bo", "Acme", ODILE))

    @rule(which=any_one)
    def rename(self, which: int) -> None:
        if booking := self._some(which):
            self.act(service.correct_organisation(self.edition, booking, _somebody(self), ODILE), 1)  # another address

    @rule()
    def tell_changes(self) -> None:
        """What changed is told an hour later at the latest, to whoever still has a booking."""
        with clock.at(self.now):
            waiting = self.run(_untold(self.edition.id))
        self.act(service.tell_changes(self.edition), waiting)
        with clock.at(self.now):
            assert not self.run(_untold(self.edition.id)), "a change was not told"

    @rule()
    def pass_on(self) -> None:
        self.act(service.pass_on(self.edition))

    @precondition(lambda self: hasattr(self, "edition"))
    @invariant()
    def promises_are_kept(self) -> None:
        type(self).steps += 1
        with clock.at(self.now):
            self.run(_promises(self.edition))

    def _some(self, which: int) -> uuid.UUID | None:
        lines = self.run(queries.all_bookings(self.edition.id))
        lines = [line for line in lines if line.lives] or lines
        return lines[which % len(lines)].id if lines else None


def _somebody(machine: Stands) -> Any:
    machine.people += 1
    return replace(builders.ACME, name=f"Acme {machine.people}", email=f"acme{machine.people}@acme.example")


async def _fair() -> EditionValue:
    await fetch("DELETE FROM stand_hold")
    await fetch("UPDATE edition SET published_at = NULL")
    if not await fetch("SELECT id FROM school LIMIT 1"):
        await builders.load_starter()
    edition = await builders.small_fair(f"f{uuid.uuid4().hex[:12]}")
    hall = edition.halls[0].id
    circuit = await service.add_circuit(edition.id, hall, "C1", 2000)
    await service.lay_out(
        edition.id,
        hall,
        [
            service.NewStand(number, "Zone", 200 + 310 * n, 300, 300, 200, 3000, circuit=circuit if n < 2 else None)
            for n, number in enumerate(STANDS)
        ],
    )
    return edition


async def _letters(edition: int) -> int:
    return int((await fetch("SELECT count(*) AS n FROM letter WHERE edition = {}", edition))[0]["n"])


async def _untold(edition: int) -> int:
    """How many exhibitors with a living booking wait for more than an hour to read what changed."""
    rows = await fetch(
        "SELECT DISTINCT c.booking FROM stand_change c JOIN stand_booking b ON b.id = c.booking WHERE c.edition = {}"
        " AND c.made_at <= {} AND b.state IN ('draft', 'submitted', 'validated', 'waitlisted')",
        *(edition, clock.now() - timedelta(hours=1)),
    )
    return len(rows)


async def _written(edition: int) -> list[dict[str, Any]]:
    """Everything a refusal might have left half done."""
    return await fetch(
        "SELECT (SELECT count(*) FROM letter WHERE edition = {}) AS letters,"
        " (SELECT count(*) FROM exhibitor WHERE edition = {}) AS exhibitors,"
        " (SELECT count(*) FROM badge WHERE edition = {}) AS badges,"
        " (SELECT count(*) FROM audit_entry WHERE edition = {}) AS entries",
        *[edition] * 4,
    )


async def _promises(edition: EditionValue) -> None:
    """Every promise, in six queries however much happened: the machine looks after each of its steps."""
    lines = await queries.all_bookings(edition.id)
    standing = [line for line in lines if line.stands]
    assert all(line.number for line in standing), "a booking stands without a stand"
    assert len({line.number for line in standing}) == len(standing), "a stand has two holders"
    plan = await queries.plan(edition.id)
    assert len(plan) == len(STANDS)
    for stand in plan:
        if stand.circuit is not None:
            on_it = {one.number for one in plan if one.circuit == stand.circuit}
            total = sum(line.power_watts for line in standing if line.number in on_it)
            assert stand.circuit_used == total <= (stand.circuit_watts or 0), "a circuit's total is not its bookings'"
        assert not (stand.state and stand.held_by), "a stand is taken and kept at once"
    badges = await _by_holder(
        "SELECT b.holder, b.title, b.detail FROM badge b LEFT JOIN badge_revocation r ON r.badge = b.id"
        " WHERE b.edition = {} AND r.badge IS NULL",
        edition.id,
    )
    entries = await _by_holder("SELECT holder, status, summary FROM invitation WHERE edition = {}", edition.id)
    declared = await _by_holder(
        "SELECT m.booking AS holder FROM machine_declaration m JOIN stand_booking b ON b.id = m.booking WHERE b.edition = {}",
        edition.id,
    )
    for line in lines:
        worn, entry = badges.get(line.exhibitor, []), entries.get(line.exhibitor, [])
        assert {badge["detail"] for badge in worn} == ({f"Stand {line.number}"} if line.stands else set())
        assert not line.stands or len(worn) <= line.cap, "more badges than the stand bears"
        assert {badge["title"] for badge in worn} <= {line.exhibitor_name}
        assert {one["status"] != "CANCELLED" for one in entry} in ([{True}] if line.stands else [set(), {False}])
        assert not line.stands or all(f"tand {line.number} " in f"{one['summary']} " for one in entry)
        assert not (line.machine and line.state == "validated") or line.id in declared, (
            "validated with an unanswered declaration"
        )


async def _by_holder(sql: str, edition: int) -> dict[uuid.UUID, list[dict[str, Any]]]:
    found: dict[uuid.UUID, list[dict[str, Any]]] = {}
    for row in await fetch(sql, edition):
        found.setdefault(uuid.UUID(str(row["holder"])), []).append(row)
    return found
