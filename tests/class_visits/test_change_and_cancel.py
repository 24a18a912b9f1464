"""Changing and cancelling a visit: the places follow, to the last seat, whoever else moves at the same moment."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from forum import clock
from forum.badges import queries as badges
from forum.class_visits import queries, service
from forum.class_visits.service import ClassAlreadyThere, NoSuchSlot, SlotPast, VisitCancelled
from forum.editions.queries import slots
from forum.editions.service import SlotFull
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.people.who import SYSTEM
from tests import builders
from tests.builders import THERESE, said_of_a_class
from tests.class_visits.test_register import taken
from tests.kit.race import together


async def test_a_change_of_slot_moves_the_places_and_everything_that_speaks_of_it(edition: EditionValue) -> None:
    visit = await builders.a_class(edition)
    later = (await slots(edition.id))[2]
    before = await queries.visit(edition.id, visit)
    await service.change(edition, visit, await said_of_a_class(edition, slot=later.id, pupils=25), SYSTEM)
    assert await queries.visit(edition.id, visit) == replace(
        before, slot=later.id, pupils=25, starts_at=later.starts_at, ends_at=later.ends_at
    )
    assert await taken(edition) == [(0, 0), (0, 0), (27, 1)]
    (badge,) = await badges.badges_of(visit)
    assert (badge.pupils, badge.expected_at) == (25, later.starts_at)
    (entry,) = await invitations.invitations_of(visit)
    assert (entry.entry.starts_at, entry.sequence) == (later.starts_at, 1)
    assert sorted(line.template for line in await mail.letters_to(visit)) == [
        "class_visits/letters/changed.md",
        "class_visits/letters/confirmed.md",
    ]


async def test_nothing_new_tells_nobody(edition: EditionValue) -> None:
    visit = await builders.a_class(edition)
    await service.change(edition, visit, await said_of_a_class(edition), SYSTEM)
    assert len(await mail.letters_to(visit)) == 1
    assert await taken(edition) == [(29, 1), (0, 0), (0, 0)]


async def test_a_full_slot_leaves_the_class_where_it_was(edition: EditionValue) -> None:
    visit = await builders.a_class(edition)
    full = (await slots(edition.id))[1].id
    await builders.a_class(edition, class_name="3e C", slot=full, pupils=50)
    before, places = await queries.visit(edition.id, visit), await taken(edition)
    with pytest.raises(SlotFull):
        await service.change(edition, visit, await said_of_a_class(edition, slot=full), SYSTEM)
    with pytest.raises(NoSuchSlot):
        await service.change(edition, visit, await said_of_a_class(edition, slot=999_999), SYSTEM)
    assert (await queries.visit(edition.id, visit), await taken(edition)) == (before, places)


async def test_one_s_own_places_count_as_free(edition: EditionValue) -> None:
    visit = await builders.a_class(edition, pupils=40)
    await service.change(edition, visit, await said_of_a_class(edition, pupils=58), SYSTEM)
    assert (await taken(edition))[0] == (60, 1)


async def test_a_class_cannot_take_the_name_of_another(edition: EditionValue) -> None:
    await builders.a_class(edition)
    visit = await builders.a_class(edition, class_name="3e C", pupils=10)
    with pytest.raises(ClassAlreadyThere):
        await service.change(edition, visit, await said_of_a_class(edition, pupils=10), SYSTEM)
    assert (await queries.visit(edition.id, visit)).class_name == "3e C"


async def test_a_renamed_class_is_found_by_its_new_name(edition: EditionValue) -> None:
    visit = await builders.a_class(edition)
    await service.change(edition, visit, await said_of_a_class(edition, class_name="3e SEGPA"), SYSTEM)
    assert [line.id for line in await queries.all_visits(edition.id, "segpa teacher plateau")] == [visit]


async def test_numbers_may_still_change_while_the_class_is_arriving_but_not_towards_the_past(
    edition: EditionValue,
) -> None:
    second = (await slots(edition.id))[1]
    visit = await builders.a_class(edition, slot=second.id)
    with clock.at(second.ends_at):
        await service.change(edition, visit, await said_of_a_class(edition, slot=second.id, pupils=26), SYSTEM)
        with pytest.raises(SlotPast):
            await service.change(edition, visit, await said_of_a_class(edition, pupils=26), SYSTEM)
    assert await taken(edition) == [(0, 0), (28, 1), (0, 0)]


async def test_cancelling_gives_the_places_back_once(edition: EditionValue) -> None:
    visit = await builders.a_class(edition)
    done, failed = await together([service.cancel(edition, visit, SYSTEM) for _ in range(6)])
    assert (done, failed) == ([None] * 6, {})
    assert await taken(edition) == [(0, 0)] * 3
    assert [one.state for one in await badges.badges_of(visit)] == ["cancelled"]
    assert [one.status for one in await invitations.invitations_of(visit)] == ["CANCELLED"]
    assert sorted(line.template for line in await mail.letters_to(visit)) == [
        "class_visits/letters/cancelled.md",
        "class_visits/letters/confirmed.md",
    ]
    with pytest.raises(VisitCancelled):
        await service.change(edition, visit, await said_of_a_class(edition), SYSTEM)
    assert await builders.a_class(edition) != visit  # the class may come after all


async def test_a_stranger_s_id_is_not_found(edition: EditionValue) -> None:
    nobody = uuid.uuid4()
    with pytest.raises(NotFound):
        await service.cancel(edition, nobody, SYSTEM)
    with pytest.raises(NotFound):
        await service.change(edition, nobody, await said_of_a_class(edition), SYSTEM)


async def test_classes_that_change_places_at_once_do_not_wait_for_each_other_for_ever(edition: EditionValue) -> None:
    first, second, third = (one.id for one in await slots(edition.id))
    visits = [
        await builders.a_class(edition, class_name=f"3e {n}", slot=slot, pupils=8, transport="foot")
        for n, slot in enumerate((first, second, third))
    ]
    for turn in range(4):
        moves = []
        for n, visit in enumerate(visits):
            slot = (first, second, third)[(n + turn + 1) % 3]
            said = await said_of_a_class(edition, class_name=f"3e {n}", slot=slot, pupils=8, transport="foot")
            moves.append(service.change(edition, visit, said, SYSTEM))
        done, failed = await together(moves)
        assert (done, failed) == ([None] * 3, {})
        assert await taken(edition) == [(10, 0)] * 3


async def test_a_move_and_a_cancellation_at_once_lose_no_place(edition: EditionValue) -> None:
    second = (await slots(edition.id))[1].id
    for turn in range(6):
        visit = await builders.a_class(edition, class_name=f"3e {turn}")
        move = service.change(
            edition, visit, await said_of_a_class(edition, class_name=f"3e {turn}", slot=second), SYSTEM
        )
        stop = service.cancel(edition, visit, SYSTEM)
        _, failed = await together([move, stop] if turn % 2 else [stop, move])
        assert set(failed) <= {"VisitCancelled"}
        assert await taken(edition) == [(0, 0)] * 3
        assert [one.status for one in await invitations.invitations_of(visit)] == ["CANCELLED"]


async def test_newcomers_and_movers_never_overfill_a_slot(edition: EditionValue) -> None:
    first, second, _ = (one.id for one in await slots(edition.id))
    inside = [
        await builders.a_class(edition, class_name=f"4e {n}", slot=second, pupils=8, transport="foot") for n in range(6)
    ]
    moves = [
        service.change(
            edition,
            visit,
            await said_of_a_class(edition, class_name=f"4e {n}", slot=first, pupils=8, transport="foot"),
            SYSTEM,
        )
        for n, visit in enumerate(inside)
    ]
    said = await said_of_a_class(edition, pupils=8, transport="foot")
    news = [
        service.register(edition, replace(said, class_name=f"3e {n}"), replace(THERESE, email=f"t{n}@exemple.fr"))
        for n in range(12)
    ]
    _, failed = await together([one for pair in zip(moves, news[:6], strict=True) for one in pair] + news[6:])
    assert failed == {"SlotFull": 12}
    assert (await taken(edition))[0] == (60, 0)
    lines = await queries.all_visits(edition.id)
    for slot, (persons, _) in zip(await slots(edition.id), await taken(edition), strict=True):
        assert sum(line.heads for line in lines if line.slot == slot.id) == persons
