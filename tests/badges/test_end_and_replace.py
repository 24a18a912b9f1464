"""Badges end: cancelled with their registration, withdrawn, or replaced by another that says the same."""

from __future__ import annotations

import uuid
from datetime import timedelta

import anyio
import pytest

from forum import clock
from forum.audit import queries as audit
from forum.badges import queries, service
from forum.badges.values import BadgeValue
from forum.editions.values import EditionValue
from forum.errors import Refusal
from tests.kit.fair import ODILE, OPENING

ADA = uuid.UUID(int=11)


async def test_cancelling_ends_every_badge_of_the_holder_once(edition: EditionValue) -> None:
    with clock.at(OPENING - timedelta(days=30)):
        first = await service.issue(edition.id, "exhibitor", ADA, "Acme", "Jeanne")
        second = await service.issue(edition.id, "exhibitor", ADA, "Acme", "Paul")
    with clock.at(OPENING - timedelta(days=20)):
        assert {badge.id for badge in await service.revoke(ADA)} == {first.id, second.id}
        assert await service.revoke(ADA) == []
    ended = await queries.badge(first.id)
    assert (ended.state, ended.ended_at) == ("cancelled", OPENING - timedelta(days=20))
    assert ended.changed_at == ended.ended_at
    assert await queries.badges_of(ADA, valid_only=True) == []


async def test_a_replaced_badge_says_so_and_the_new_one_says_the_same(edition: EditionValue) -> None:
    old = await service.issue(
        edition.id, "class", ADA, "3e B", "Collège du Plateau", pupils=27, adults=2, day=edition.first_day.id
    )
    new = await service.replace(old.id, ODILE)
    ended = await queries.badge(old.id)
    assert (ended.state, ended.replaced_by) == ("replaced", new.id)
    assert new.code != old.code
    told = ("kind", "holder", "title", "subtitle", "detail", "pupils", "adults", "photo", "day", "expected_at")
    assert [getattr(new, name) for name in told] == [getattr(old, name) for name in told]
    assert await queries.find_badge_of(ADA) == new


async def test_what_has_ended_cannot_be_replaced_or_withdrawn(edition: EditionValue) -> None:
    badge = await service.issue(edition.id, "visitor", ADA, "Ada")
    await service.withdraw(badge.id, ODILE)
    assert (await queries.badge(badge.id)).state == "withdrawn"
    for again in (service.replace(badge.id, ODILE), service.withdraw(badge.id, ODILE)):
        with pytest.raises(service.BadgeEnded):
            await again
    assert await service.reword(ADA, title="X") == []


async def test_ten_people_who_replace_one_badge_at_once_make_one_new_badge(edition: EditionValue) -> None:
    badge = await service.issue(edition.id, "visitor", ADA, "Ada")
    made: list[BadgeValue] = []
    refused: list[Refusal] = []

    async def replace() -> None:
        try:
            made.append(await service.replace(badge.id, ODILE))
        except service.BadgeEnded as refusal:
            refused.append(refusal)

    async with anyio.create_task_group() as desk:
        for _ in range(10):
            desk.start_soon(replace)
    assert (len(made), len(refused)) == (1, 9)
    assert await queries.badges_of(ADA, valid_only=True) == made


async def test_the_journal_tells_who_replaced_it_without_the_code(edition: EditionValue) -> None:
    badge = await service.issue(edition.id, "visitor", ADA, "Ada")
    await service.replace(badge.id, ODILE)
    line = str(await audit.entries(edition.id))
    assert "Odile" in line
    assert "Ada" in line
    assert badge.code not in line.replace("-", "")


async def test_a_blank_series_is_numbered_and_bounded(edition: EditionValue) -> None:
    series = await service.issue_blanks(edition.id, 3, ODILE)
    assert [badge.detail for badge in series] == ["n°\u00a01", "n°\u00a02", "n°\u00a03"]
    assert len({badge.code for badge in series}) == 3
    for count in (0, -1, 2001):
        with pytest.raises(service.TooManyBlanks):
            await service.issue_blanks(edition.id, count, ODILE)


async def test_printing_is_remembered_and_a_later_change_shows(edition: EditionValue) -> None:
    with clock.at(OPENING - timedelta(days=9)):
        first = await service.issue(edition.id, "visitor", ADA, "Ada")
        second = await service.issue(edition.id, "visitor", uuid.uuid4(), "Bob")
        third = await service.issue(edition.id, "visitor", uuid.uuid4(), "Cléo")
    for days in (8, 7):
        with clock.at(OPENING - timedelta(days=days)):
            await service.mark_printed([first.id, second.id])
    with clock.at(OPENING - timedelta(days=6)):
        await service.reword(ADA, title="Ada Maria")

    async def ids(printing: str) -> set[uuid.UUID]:
        return {badge.id for badge in await queries.all_badges(edition.id, printing=printing)}

    assert await ids("all") == {first.id, second.id, third.id}
    assert await ids("never") == {third.id}
    assert await ids("changed") == {first.id}
    assert await ids("due") == {first.id, third.id}
    assert (await queries.badge(second.id)).printed_at == OPENING - timedelta(days=7)
    assert await queries.counts(edition.id) == {"visitor": {"all": 3, "never": 1, "changed": 1}}
