"""What goes with a class pass: nameless stickers for the pupils, badges to write on for the adults."""

from __future__ import annotations

import uuid
from datetime import timedelta

import anyio

from forum import clock
from forum.audit import queries as audit
from forum.badges import queries, rules, service
from forum.badges.service.companions import holder_of
from forum.badges.values import BadgeValue
from forum.editions.values import EditionValue
from tests.kit.fair import ODILE, OPENING

CLASS = uuid.UUID(int=31)


async def a_pass(edition: EditionValue, holder: uuid.UUID = CLASS, title: str = "3e B", pupils: int = 4) -> BadgeValue:
    return await service.issue(
        edition.id,
        "class",
        holder,
        title,
        "Collège du Plateau",
        "Arrivée 9 h 15, porte A",
        pupils=pupils,
        adults=2,
        photo="no",
        day=edition.first_day.id,
        expected_at=OPENING,
    )


async def test_each_class_gets_a_numbered_sticker_for_each_pupil_and_no_name(edition: EditionValue) -> None:
    held = await a_pass(edition)
    assert await service.issue_companions(edition.id, "pupil", ODILE) == 4
    stickers = rules.ordered(await queries.all_badges(edition.id, "pupil"), "arrival")
    assert [(one.title, one.subtitle, one.detail) for one in stickers] == [
        ("3e B", "Collège du Plateau", f"n°\u00a0{number}") for number in (1, 2, 3, 4)
    ]
    assert {(one.pupils, one.adults, one.photo, one.day) for one in stickers} == {(0, 0, "no", held.day)}
    assert await queries.find_badge_of(CLASS) == held, "the class's own badge is still its pass"


async def test_adults_get_a_line_to_write_on_above_their_class(edition: EditionValue) -> None:
    await a_pass(edition)
    assert await service.issue_companions(edition.id, "chaperone", ODILE) == 2
    told = {(one.title, one.subtitle, one.adults) for one in await queries.all_badges(edition.id, "chaperone")}
    assert told == {("", "3e B – Collège du Plateau", 0)}


async def test_asking_again_prepares_only_what_is_missing(edition: EditionValue) -> None:
    await a_pass(edition)
    await service.issue_companions(edition.id, "pupil", ODILE)
    before = await queries.all_badges(edition.id, "pupil")
    await a_pass(edition, uuid.UUID(int=32), "4e A", 3)
    assert await service.issue_companions(edition.id, "pupil", ODILE) == 3
    assert await service.issue_companions(edition.id, "pupil", ODILE) == 0
    assert [one for one in await queries.all_badges(edition.id, "pupil") if one in before] == before


async def test_two_who_ask_at_once_prepare_one_set(edition: EditionValue) -> None:
    await a_pass(edition)
    made: list[int] = []

    async def ask() -> None:
        made.append(await service.issue_companions(edition.id, "pupil", ODILE))

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(ask)
    assert sorted(made) == [0, 0, 4]
    assert len(await queries.all_badges(edition.id, "pupil")) == 4


async def test_they_follow_the_pass_in_words_and_number(edition: EditionValue) -> None:
    with clock.at(OPENING - timedelta(days=30)):
        await a_pass(edition)
        await service.issue_companions(edition.id, "pupil", ODILE)
    with clock.at(OPENING - timedelta(days=20)):
        await service.reword(CLASS, title="3e C", pupils=3)
    stickers = rules.ordered(await queries.badges_of(holder_of(CLASS, "pupil")), "arrival")
    assert [(one.title, one.detail, one.state) for one in stickers] == [
        ("3e C", "n°\u00a01", "valid"),
        ("3e C", "n°\u00a02", "valid"),
        ("3e C", "n°\u00a03", "valid"),
        ("3e C", "n°\u00a04", "cancelled"),
    ]
    await service.reword(CLASS, pupils=5)
    numbers = [one.detail for one in await queries.badges_of(holder_of(CLASS, "pupil"), valid_only=True)]
    assert sorted(numbers) == [f"n°\u00a0{number}" for number in (1, 2, 3, 4, 5)]


async def test_another_hour_does_not_ask_for_other_stickers(edition: EditionValue) -> None:
    await a_pass(edition)
    await service.issue_companions(edition.id, "pupil", ODILE)
    await service.mark_printed([one.id for one in await queries.all_badges(edition.id, "pupil")])
    later = OPENING + timedelta(hours=1)
    await service.reword(CLASS, detail="Arrivée 10 h 15, porte A", expected_at=later)
    stickers = await queries.all_badges(edition.id, "pupil")
    assert {(one.expected_at, one.changed_since_printed) for one in stickers} == {(later, False)}


async def test_a_class_without_stickers_stays_without(edition: EditionValue) -> None:
    await a_pass(edition)
    await service.reword(CLASS, pupils=9)
    assert await queries.all_badges(edition.id, "pupil") == []


async def test_they_end_with_their_class(edition: EditionValue) -> None:
    held = await a_pass(edition)
    await service.issue_companions(edition.id, "pupil", ODILE)
    await service.issue_companions(edition.id, "chaperone", ODILE)
    assert [one.id for one in await service.revoke(CLASS)] == [held.id]
    assert await queries.all_badges(edition.id, valid_only=True) == []


async def test_the_journal_says_who_prepared_them(edition: EditionValue) -> None:
    await a_pass(edition)
    await service.issue_companions(edition.id, "pupil", ODILE)
    told = (await audit.entries(edition.id)).entries[0]
    assert (told.act, told.summary) == ("issue companions", "4 étiquettes d’élèves")
