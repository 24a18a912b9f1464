"""An edition founded and set: nothing half made, nobody overwritten unseen, nothing taken away that is in use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from forum import clock
from forum.editions import queries, rules, service
from forum.editions.rules import Around, Phase
from forum.editions.service import DaySaid, GateSaid, HallSaid, NewEdition
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.meanwhile import ChangedMeanwhile, fingerprint
from tests import builders
from tests.kit.race import together

ON = date(2027, 11, 19)


def day(on: date = ON, opens: int = 9, closes: int = 17) -> DaySaid:
    return DaySaid(
        on,
        clock.utc(on, time(opens - 2)),
        clock.utc(on, time(opens)),
        clock.utc(on, time(closes)),
        clock.utc(on, time(closes + 2)),
    )


HALL = HallSaid("Halle", 4000, 2500, 800)
NEW = NewEdition("2027", "Forum 2027", "", "Halle", "", "", "Saint-Claude", **rules.usual_windows(ON, day().closes_at))
BEFORE = datetime(2027, 3, 1, 12, tzinfo=UTC)
ALL = Around(stands=4, slots=2, organizers=2, door_people=1, letters_leave=True)


@pytest.fixture
async def draft(database: str) -> EditionValue:
    with clock.at(BEFORE):
        return await queries.edition(await service.found(NEW, day(), HALL))


async def test_a_founded_edition_has_a_day_a_hall_and_a_gate_and_is_not_public(draft: EditionValue) -> None:
    assert (len(draft.days), len(draft.halls), len(draft.gates)) == (1, 1, 1)
    assert draft.first_day.opens_at == datetime(2027, 11, 19, 8, tzinfo=UTC)
    assert await queries.find_current() is None
    assert (await queries.edition_for_office(None)) == draft


async def test_a_day_of_the_past_founds_nothing(database: str) -> None:
    with clock.at(datetime(2027, 11, 20, 12, tzinfo=UTC)), pytest.raises(service.PastDay):
        await service.found(NEW, day(), HALL)
    assert await queries.editions() == []


async def test_two_editions_of_one_year_are_told_apart(database: str) -> None:
    with clock.at(BEFORE):
        for _ in range(3):
            await service.found(NEW, day(), HALL)
    assert [one.slug for one in await queries.editions()] == ["2027-3", "2027-2", "2027"]


async def test_words_are_kept_and_what_changed_is_told(draft: EditionValue) -> None:
    values = {"name": draft.name, "tagline": "Cent métiers"}
    seen = fingerprint({"name": draft.name, "tagline": draft.tagline})
    assert await service.set_words(draft.id, values, seen) == {"tagline": ("", "Cent métiers")}
    assert (await queries.edition(draft.id)).tagline == "Cent métiers"


async def test_of_two_organizers_who_save_one_page_the_second_is_shown_what_the_first_wrote(
    draft: EditionValue,
) -> None:
    seen = fingerprint({"tagline": ""})
    done, failed = await together([service.set_words(draft.id, {"tagline": f"Phrase {n}"}, seen) for n in range(5)])
    assert (len(done), failed) == (1, {"ChangedMeanwhile": 4})
    with pytest.raises(ChangedMeanwhile) as refused:
        await service.set_words(draft.id, {"tagline": "Autre"}, seen)
    assert refused.value.now == {"tagline": (await queries.edition(draft.id)).tagline}


async def test_slots_follow_a_day_that_moves_and_keep_their_hour(draft: EditionValue) -> None:
    first = draft.first_day
    await service.lay_slots(
        draft.id, first.id, draft.gates[0].id, first.opens_at, first.opens_at + timedelta(minutes=30), 60, 2, 15
    )
    with clock.at(BEFORE):
        await service.set_day(draft.id, first.id, day(date(2027, 10, 15)))
    moved = [clock.local(slot.starts_at) for slot in await queries.slots(draft.id)]
    assert [(at.date(), at.hour, at.minute) for at in moved] == [(date(2027, 10, 15), 9, m) for m in (0, 15, 30)]


async def test_hours_that_would_leave_slots_out_are_refused(draft: EditionValue) -> None:
    first = draft.first_day
    await service.lay_slots(draft.id, first.id, draft.gates[0].id, first.opens_at, first.opens_at, 60, 2, 15)
    with clock.at(BEFORE), pytest.raises(service.SlotsLeftOut):
        await service.set_day(draft.id, first.id, day(opens=10))
    assert (await queries.edition(draft.id)).first_day == first


async def test_hours_follow_each_other_and_a_day_stands_once(draft: EditionValue) -> None:
    with clock.at(BEFORE):
        with pytest.raises(service.WrongHours):
            await service.set_day(draft.id, None, replace(day(), closes_at=day().opens_at))
        with pytest.raises(service.DayTaken):
            await service.set_day(draft.id, None, day())
        second = await service.set_day(draft.id, None, day(ON + timedelta(days=1)))
        await service.remove_day(draft.id, second)
        with pytest.raises(service.LastOne):
            await service.remove_day(draft.id, draft.first_day.id)


async def test_what_is_in_use_stays(database: str) -> None:
    fair = await builders.a_fair()
    await builders.a_class(fair)
    slot = (await queries.slots(fair.id))[0]
    with pytest.raises(service.SlotInUse):
        await service.remove_slot(fair.id, slot.id)
    with pytest.raises(service.SlotTooSmall):
        await service.resize_slot(fair.id, slot.id, 28, 1)
    await service.resize_slot(fair.id, slot.id, 29, 1)
    with pytest.raises(service.SlotInUse):
        await service.lay_slots(
            fair.id, fair.first_day.id, slot.gate, fair.first_day.opens_at, fair.first_day.opens_at, 10, 1, 15
        )
    with pytest.raises(service.GateInUse):
        await service.remove_gate(fair.id, slot.gate)
    hall = await service.set_hall(fair.id, None, replace(HALL, name="Annexe"))
    with pytest.raises(service.HallInUse):
        await service.remove_hall(fair.id, fair.halls[0].id)
    await service.remove_hall(fair.id, hall)
    assert len(await queries.slots(fair.id)) == 2


async def test_halls_and_gates_are_told_apart(draft: EditionValue) -> None:
    with pytest.raises(service.HallTaken):
        await service.set_hall(draft.id, None, HALL)
    with pytest.raises(service.GateTaken):
        await service.set_gate(draft.id, None, GateSaid(draft.halls[0].id, "A", "Autre", 0, 0))


async def test_nobody_reaches_into_another_edition(draft: EditionValue, database: str) -> None:
    with clock.at(BEFORE):
        other = await queries.edition(await service.found(NEW, day(), HALL))
        for refused in (
            service.set_day(other.id, draft.first_day.id, day()),
            service.set_hall(other.id, draft.halls[0].id, replace(HALL, name="X")),
            service.set_gate(other.id, draft.gates[0].id, GateSaid(other.halls[0].id, "Z", "Z", 0, 0)),
            service.set_gate(other.id, None, GateSaid(draft.halls[0].id, "Z", "Z", 0, 0)),
            service.remove_day(other.id, draft.first_day.id),
            service.remove_hall(other.id, draft.halls[0].id),
        ):
            with pytest.raises(NotFound):
                await refused


async def test_the_phase_is_named_by_the_last_door_that_opened(draft: EditionValue) -> None:
    assert rules.phase(draft, BEFORE) == Phase.DRAFT
    out = replace(draft, published_at=datetime(2027, 1, 1, tzinfo=UTC))
    moments = {
        datetime(2027, 2, 1, tzinfo=UTC): Phase.ANNOUNCED,
        datetime(2027, 6, 1, tzinfo=UTC): Phase.EXHIBITORS,
        datetime(2027, 9, 15, tzinfo=UTC): Phase.SCHOOLS,
        datetime(2027, 10, 20, tzinfo=UTC): Phase.PUBLIC,
        datetime(2027, 11, 19, 5, tzinfo=UTC): Phase.DAY,
        datetime(2027, 11, 19, 16, tzinfo=UTC): Phase.OVER,
    }
    assert {at: rules.phase(out, at) for at in moments} == moments
    archived = replace(out, archived_at=datetime(2027, 12, 1, tzinfo=UTC))
    assert rules.phase(archived, datetime(2027, 12, 2, tzinfo=UTC)) == Phase.ARCHIVED


async def test_what_is_missing_is_said_with_when_it_will_be_missed(draft: EditionValue) -> None:
    missing = rules.gaps(draft, Around(0, 0, 1, 0, letters_leave=False))
    assert {gap.step for gap in missing} == {"identity", "legal", "stands", "letters", "slots", "team"}
    names = (*(name for _, name, _ in rules.PUBLISHING), "access", "emergency_phone")
    words = dict.fromkeys(names, "x")
    assert rules.gaps(replace(draft, **words), ALL) == ()


def test_the_usual_date_is_a_friday_of_november_a_month_away() -> None:
    assert rules.november_friday(date(2026, 11, 25)) == date(2027, 11, 19)
    assert rules.november_friday(date(2027, 3, 1)) == date(2027, 11, 19)
