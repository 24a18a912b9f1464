"""What goes wrong between us and the mail server, with a real one: nothing is lost, nothing waits for nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest

from forum.mail import queries, rules
from forum.mail.service import LetterOnItsWay, retry, retry_failed, write
from forum.mail.tables import Letter, LetterAttempt
from forum.mail.worker import Postman
from forum.people.who import SYSTEM
from forum.settings import settings
from tests.kit import patience
from tests.mail.conftest import NOW, draft
from tests.mail.moody import Moody


async def states(edition: int) -> queries.LetterCounts:
    return await queries.counts(edition)


async def reason(letter: object) -> str | None:
    return (await queries.letter(letter)).line.reason  # type: ignore[arg-type]


async def test_while_the_server_is_down_letters_wait_untouched_then_all_leave(edition: int, moody: Moody) -> None:
    moody.down()
    letters = [await write(draft(edition, name=f"Ada {n}")) for n in range(12)]
    postman = Postman()
    for _ in range(3):
        assert await postman.post_waiting() == 0
    assert postman.trouble is not None
    assert "ne répond pas" in postman.trouble
    assert await states(edition) == queries.LetterCounts(waiting=12, later=0, posted=0, failed=0)
    assert "ne répond pas" in str(await reason(letters[0]))

    moody.up()
    assert await postman.post_waiting() == 12
    assert postman.trouble is None
    assert len(moody.seen) == 12


async def test_the_running_postman_outlives_a_server_that_comes_and_goes(edition: int, moody: Moody) -> None:
    stop = asyncio.Event()
    moody.down()
    await write(draft(edition, name="Ada 1"))
    running = asyncio.create_task(Postman().run(stop))
    await asyncio.sleep(0.5)
    assert not running.done()
    moody.up()
    await write(draft(edition, name="Ada 2"))
    await moody.wait(2)
    stop.set()
    async with asyncio.timeout(patience.SECONDS):
        await running


async def test_one_refusal_in_three_delays_those_only(
    edition: int, moody: Moody, stopped_clock: Callable[[datetime], None]
) -> None:
    turn = count(1)
    moody.at_data = lambda letter: (
        "451 4.3.2 réessayez".encode("ascii", "replace").decode() if next(turn) % 3 == 0 else None
    )
    for n in range(60):
        await write(draft(edition, name=f"Ada {n}"))
    postman = Postman()
    assert await postman.post_waiting() == 40
    assert await states(edition) == queries.LetterCounts(waiting=0, later=20, posted=40, failed=0)
    assert await postman.post_waiting() == 0, "a refused letter rests first"
    hour = NOW
    while (await states(edition)).later:
        hour += timedelta(hours=1)
        stopped_clock(hour)
        await postman.post_waiting()
    assert len(moody.seen) == 60
    assert set(moody.seen.values()) == {1}
    assert moody.connections <= 1 + 6, "a refusal does not cost a connection"


async def test_an_unknown_address_fails_at_once_with_the_servers_words(edition: int, moody: Moody) -> None:
    moody.at_recipient = lambda address: "550 5.1.1 inconnu" if address.startswith("nobody") else None
    lost = await write(draft(edition, to_address="nobody@exemple.fr"))
    await write(draft(edition))
    assert await Postman().post_waiting() == 1
    view = await queries.letter(lost)
    assert (view.line.state, view.line.reason) == ("failed", "550 5.1.1 inconnu")
    assert await Postman().post_waiting() == 0


async def test_a_failed_letter_leaves_when_an_organiser_tries_again(edition: int, moody: Moody) -> None:
    moody.at_recipient = lambda address: "550 5.1.1 inconnu"
    lost = await write(draft(edition))
    await Postman().post_waiting()
    moody.at_recipient = lambda address: None
    await retry(lost, SYSTEM)
    assert await Postman().post_waiting() == 1
    with pytest.raises(LetterOnItsWay):
        await retry(lost, SYSTEM)
    assert await retry_failed(edition, SYSTEM) == 0


async def test_hanging_up_in_the_middle_delays_that_letter_only(edition: int, moody: Moody) -> None:
    moody.hang_ups = 1
    first = await write(draft(edition, name="Ada 1"))
    await write(draft(edition, name="Ada 2"))
    assert await Postman().post_waiting() == 1
    view = await queries.letter(first)
    assert (view.line.state, view.line.reason) == ("later", "Le serveur a raccroché au milieu.")
    assert moody.connections == 2


async def test_a_server_that_always_hangs_up_does_not_block_the_outbox_for_ever(edition: int, moody: Moody) -> None:
    moody.hang_ups = 1000
    for n in range(5):
        await write(draft(edition, name=f"Ada {n}"))
    await Postman().post_waiting()
    assert await states(edition) == queries.LetterCounts(waiting=0, later=5, posted=0, failed=0)


async def test_a_slow_server_is_given_up_after_a_while_and_tried_later(edition: int, moody: Moody) -> None:
    moody.delay = 2 * patience.SECONDS
    letter = await write(draft(edition))
    async with asyncio.timeout(patience.SECONDS):
        assert await Postman(seconds=0.4).post_waiting() == 0
    assert await reason(letter) == "Le serveur n’a pas répondu à temps."


async def test_a_sender_that_the_server_refuses_is_nobodys_letters_fault(edition: int, moody: Moody) -> None:
    moody.at_sender = lambda address: "550 5.7.1 qui êtes-vous".encode("ascii", "replace").decode()
    for n in range(3):
        await write(draft(edition, name=f"Ada {n}"))
    postman = Postman()
    assert await postman.post_waiting() == 0
    assert "expéditeur" in str(postman.trouble)
    assert await states(edition) == queries.LetterCounts(waiting=3, later=0, posted=0, failed=0)


async def test_a_broken_template_fails_alone_with_its_reason(
    edition: int, moody: Moody, templates: Callable[[str, str], str]
) -> None:
    missing = templates("missing", "Objet : Votre badge\nBonjour {{ first_name }}, {{ hourr }}\n")
    mangled = templates("mangled", "Objet : Votre badge\nBonjour {% if %}\n")
    titleless = templates("titleless", "Bonjour\n")
    whole = templates("whole", "Objet : Votre badge\nBonjour {{ first_name }}.\n")
    broken = [
        await write(draft(edition, template=template, fields={"first_name": "Ada"}))
        for template in (missing, mangled, titleless)
    ]
    await write(draft(edition, template=whole, fields={"first_name": "Ada"}))
    assert await Postman().post_waiting() == 1
    reasons = [str(await reason(letter)) for letter in broken]
    assert "champ absent" in reasons[0]
    assert "hourr" in reasons[0]
    assert "mal écrit" in reasons[1]
    assert "ne commence pas par «\u00a0Objet" in reasons[2]
    assert (await states(edition)).failed == 3


async def test_a_badge_that_cannot_be_drawn_delays_the_letter(edition: int, moody: Moody) -> None:
    async def clumsy(badge: object) -> tuple[str, bytes]:
        raise RuntimeError("no ink")

    letter = await write(draft(edition, badge=uuid4()))
    await write(draft(edition))
    assert await Postman(clumsy).post_waiting() == 1
    assert await reason(letter) == "La lettre n’a pas pu être préparée\u00a0: RuntimeError."


async def test_too_many_temporary_refusals_become_a_failure(
    edition: int, moody: Moody, stopped_clock: Callable[[datetime], None]
) -> None:
    moody.at_data = lambda letter: "452 plein"
    letter = await write(draft(edition))
    hour = NOW
    postman = Postman()
    for _ in range(rules.MOST_TRIES):
        await postman.post_waiting()
        hour += timedelta(hours=4)
        stopped_clock(hour)
    view = await queries.letter(letter)
    assert view.line.state == "failed"
    assert "452 plein" in str(view.line.reason)
    assert await LetterAttempt.count() == rules.MOST_TRIES


async def test_whoever_dies_after_leasing_loses_the_lease_in_time(
    edition: int, moody: Moody, stopped_clock: Callable[[datetime], None]
) -> None:
    letter = await write(draft(edition))
    elsewhere = NOW + timedelta(minutes=5)
    await Letter.update({Letter.leased_by: "another-machine", Letter.leased_until: elsewhere}).where(
        Letter.id == letter
    )
    assert await Postman().post_waiting() == 0
    stopped_clock(NOW + timedelta(minutes=6))
    assert await Postman().post_waiting() == 1


async def test_a_stuck_server_does_not_hold_up_the_end_of_the_program(
    edition: int, moody: Moody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.mail.worker.GRACE_SECONDS", 0.3)
    moody.delay = 2 * patience.SECONDS
    letter = await write(draft(edition))
    stop = asyncio.Event()
    running = asyncio.create_task(Postman().run(stop))
    await moody.wait_for_data()
    stop.set()
    async with asyncio.timeout(patience.SECONDS):
        await running
    assert moody.letters == []
    row = await Letter.select().where(Letter.id == letter).first()
    assert (row["posted_at"], row["leased_by"]) == (None, None), "it is free for the next start"


async def test_an_outbox_where_nothing_moves_is_told_from_a_busy_one(
    edition: int, moody: Moody, stopped_clock: Callable[[datetime], None]
) -> None:
    moody.down()
    for n in range(3):
        await write(draft(edition, name=f"Ada {n}"))
    assert await queries.stuck(edition) is None, "just written"
    stopped_clock(NOW + timedelta(minutes=6))
    await Postman().post_waiting()
    stuck = await queries.stuck(edition)
    assert stuck is not None
    assert stuck.since == NOW
    assert "ne répond pas" in str(stuck.reason)
    moody.up()
    await Postman().post_waiting(limit=1)
    assert await queries.stuck(edition) is None, "one left just now: the others follow"


async def test_a_setting_that_cannot_be_read_costs_no_letter_a_try(
    edition: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORUM_SMTP_URL", "smtp://forum:p/ss@mail.exemple.fr")
    settings.cache_clear()
    letter = await write(draft(edition))
    postman = Postman()
    assert await postman.post_waiting() == 0
    assert "à corriger" in str(postman.trouble)
    assert "p/ss" not in str(await reason(letter))
    assert await states(edition) == queries.LetterCounts(waiting=1, later=0, posted=0, failed=0)
    settings.cache_clear()
