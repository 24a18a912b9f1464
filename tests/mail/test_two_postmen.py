"""Several postmen on one outbox never post the same letter twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from forum import clock
from forum.database import transaction
from forum.mail.desk import Desk, abandoned
from forum.mail.posting import Counter
from forum.mail.service import outbox, write
from forum.mail.tables import Letter
from forum.mail.worker import Postman
from tests.kit import patience
from tests.mail.conftest import calendar_entry, draft
from tests.mail.moody import Moody


async def test_eight_postmen_post_each_letter_once(edition: int, moody: Moody) -> None:
    for n in range(200):
        await write(draft(edition, name=f"Ada {n}"))
    posted = await asyncio.gather(*(Postman().post_waiting() for _ in range(8)))
    assert sum(posted) == 200
    assert len(moody.seen) == 200
    assert set(moody.seen.values()) == {1}
    assert sum(1 for n in posted if n) > 1, "the work was shared"


async def test_a_claim_takes_no_letter_of_another(edition: int) -> None:
    for n in range(30):
        await write(draft(edition, name=f"Ada {n}"))
    claims = await asyncio.gather(*(outbox.claim(f"desk-{n}", 5) for n in range(10)))
    taken = [letter.id for claim in claims for letter in claim]
    assert len(taken) == len(set(taken))


async def test_a_lease_that_ran_out_is_not_renewed_under_another_postman(edition: int) -> None:
    await write(draft(edition))
    [letter] = await outbox.claim("first", 1)
    with clock.at(clock.now() + timedelta(minutes=6)):
        [again] = await outbox.claim("second", 1)
        assert again.id == letter.id
        assert await outbox.renew("first", letter.id) is None
        assert await outbox.renew("second", letter.id) is not None


async def test_a_postman_whose_lease_ran_out_does_not_post(edition: int, moody: Moody) -> None:
    await write(draft(edition))
    [letter] = await outbox.claim("first", 1)
    with clock.at(clock.now() + timedelta(minutes=6)):
        await outbox.claim("second", 1)
        assert await Counter("first", None, 5).settle(letter) is False
    assert moody.letters == []


async def test_what_was_not_begun_is_given_back_on_leaving(edition: int, moody: Moody) -> None:
    for n in range(10):
        await write(draft(edition, name=f"Ada {n}"))
    stop = asyncio.Event()
    moody.delay = 0.05
    running = asyncio.create_task(Postman().run(stop))
    await moody.wait(3)
    stop.set()
    await running
    left = 10 - len(moody.letters)
    assert left > 0
    assert await Letter.count().where(Letter.leased_by.is_not_null()) == 0
    moody.delay = 0
    assert await Postman().post_waiting() == left
    assert set(moody.seen.values()) == {1}


async def test_a_letter_that_is_written_wakes_the_postman(
    edition: int, moody: Moody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.mail.worker.LOOK_AGAIN_SECONDS", 2 * patience.SECONDS)
    stop, resting = asyncio.Event(), asyncio.Event()
    rest = Postman._rest

    async def rests(postman: Postman, *events: asyncio.Event) -> None:
        resting.set()
        await rest(postman, *events)

    monkeypatch.setattr(Postman, "_rest", rests)
    running = asyncio.create_task(Postman().run(stop))
    await resting.wait()
    await write(draft(edition))
    await moody.wait(1)
    stop.set()
    await running


def test_a_desk_is_abandoned_only_when_nobody_sits_there() -> None:
    with Desk() as desk:
        assert not abandoned(desk.name)
    assert not abandoned(desk.name), "left in order: nothing to take over"
    assert not abandoned("never-heard-of")


async def test_a_claim_among_thousands_is_quick_before_the_database_knows_how_many_there_are(edition: int) -> None:
    async with transaction():
        for n in range(3000):
            ics = calendar_entry(f"{n // 2}@forum", n % 2)
            await write(draft(edition, name=f"Ada {n}", ics=ics, ics_method="REQUEST"))
    async with asyncio.timeout(patience.SECONDS):
        assert len(await outbox.claim("first", 25)) == 25
