"""A badge is issued with a code, reworded when its registration changes, and found by what somebody types."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from forum import clock
from forum.badges import queries, service
from forum.badges.codes import show_code
from forum.database import transaction
from forum.editions.values import EditionValue
from tests.kit.fair import OPENING

ADA = uuid.UUID(int=11)


async def test_what_was_issued_is_what_is_read_back(edition: EditionValue) -> None:
    with clock.at(OPENING - timedelta(days=30)):
        issued = await service.issue(
            edition.id,
            "class",
            ADA,
            "3e B",
            "Collège du Plateau",
            "Arrivée 9 h 15, porte A",
            pupils=27,
            adults=2,
            photo="partial",
            day=edition.first_day.id,
            expected_at=OPENING,
        )
    assert await queries.badge(issued.id) == issued
    assert (issued.day, issued.state, issued.printed_at) == (edition.first_day.date, "valid", None)


async def test_a_badge_is_found_by_its_code_however_it_is_typed(edition: EditionValue) -> None:
    issued = await service.issue(edition.id, "visitor", ADA, "Ada")
    assert await queries.find_by_code(show_code(issued.code).lower()) == issued
    assert await queries.find_by_code(issued.code[:-1] + ("0" if issued.code[-1] != "0" else "1")) is None
    assert await queries.find_by_code("n’importe quoi") is None


async def test_an_unknown_badge_is_refused_by_name(database: str) -> None:
    with pytest.raises(queries.NoSuchBadge):
        await queries.badge(uuid.uuid4())


async def test_rewording_keeps_the_code_and_moves_the_date_of_change(edition: EditionValue) -> None:
    with clock.at(OPENING - timedelta(days=30)):
        issued = await service.issue(edition.id, "visitor", ADA, "Ada", "Lovelace")
    with clock.at(OPENING - timedelta(days=20)):
        (reworded,) = await service.reword(ADA, title="Ada Maria", adults=3)
    assert reworded == replace(issued, title="Ada Maria", adults=3, changed_at=OPENING - timedelta(days=20))


async def test_rewording_to_the_same_words_changes_nothing(edition: EditionValue) -> None:
    with clock.at(OPENING - timedelta(days=30)):
        issued = await service.issue(edition.id, "class", ADA, "3e B", day=edition.first_day.id)
    with clock.at(OPENING - timedelta(days=20)):
        assert await service.reword(ADA, title=" 3e  B ", day=edition.first_day.id) == [issued]


async def test_the_people_of_one_stand_have_a_badge_each(edition: EditionValue) -> None:
    first = await service.issue(edition.id, "exhibitor", ADA, "Acme", "Jeanne")
    second = await service.issue(edition.id, "exhibitor", ADA, "Acme", "Paul")
    await service.reword(ADA, detail="Stand B12")
    held = {badge.id: (badge.subtitle, badge.detail) for badge in await queries.badges_of(ADA)}
    assert held == {first.id: ("Jeanne", "Stand B12"), second.id: ("Paul", "Stand B12")}
    assert first.code != second.code


async def test_words_are_kept_on_one_line_and_within_the_column(edition: EditionValue) -> None:
    issued = await service.issue(edition.id, "visitor", ADA, "Ada\r\nBcc: all@exemple.fr", "é" * 400, "e\u0301te\u0301")
    assert issued.title == "Ada Bcc: all@exemple.fr"
    assert (len(issued.subtitle), issued.subtitle[-1], issued.detail) == (160, "…", "été")
    assert await queries.badge(issued.id) == issued


async def test_a_badge_vanishes_with_the_transaction_that_issued_it(edition: EditionValue) -> None:
    async def register_and_fail() -> None:
        async with transaction():
            await service.issue(edition.id, "visitor", ADA, "Ada")
            raise LookupError

    with pytest.raises(LookupError):
        await register_and_fail()
    assert await queries.badges_of(ADA) == []


async def test_the_list_of_an_edition_is_one_question_whatever_its_length(
    edition: EditionValue, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    real = queries.fetch

    async def counted(sql: str, *values: object) -> list[dict[str, object]]:
        asked.append(sql)
        return await real(sql, *values)

    monkeypatch.setattr(queries, "fetch", counted)
    for size in (1, 3):
        while len(await queries.all_badges(edition.id)) < size:
            await service.issue(edition.id, "visitor", uuid.uuid4(), "Ada")
        asked.clear()
        assert len(await queries.all_badges(edition.id, "visitor", valid_only=True)) == size
        assert len(asked) == 1
