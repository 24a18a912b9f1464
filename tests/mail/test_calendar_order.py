"""A stale calendar update never arrives after a newer one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from forum.mail import queries, rules
from forum.mail.service import Superseded, retry, retry_failed, write
from forum.mail.worker import Postman
from forum.people.who import SYSTEM
from tests.mail.conftest import NOW, calendar_entry, draft
from tests.mail.moody import Moody


async def update(edition: int, sequence: int, *, uid: str = "3eb@forum", **changed: str) -> object:
    method = changed.pop("method", "REQUEST")
    ics = calendar_entry(uid, sequence, method)
    return await write(draft(edition, ics=ics, ics_method=method, **changed))


def sequences(moody: Moody) -> list[int]:
    """The SEQUENCE of each arrived entry, in order of arrival."""
    parts = [next(p for p in letter.walk() if p.get_content_type() == "text/calendar") for letter in moody.letters]
    texts = [part.get_payload(decode=True).decode() for part in parts]  # type: ignore[union-attr]
    return [int(re.search(r"SEQUENCE:(\d+)", text)[1]) for text in texts]  # type: ignore[index]


def refuse_once(sequence: int) -> Callable[[object], str | None]:
    left = [1]

    def judge(letter: object) -> str | None:
        body = next(p for p in letter.walk() if p.get_content_type() == "application/ics")  # type: ignore[attr-defined]
        if f"SEQUENCE:{sequence}\r" in body.get_payload(decode=True).decode() and left:
            left.pop()
            return "451 plus tard"
        return None

    return judge


async def test_an_update_waits_for_the_one_before_it(
    edition: int, moody: Moody, stopped_clock: Callable[[datetime], None]
) -> None:
    moody.at_data = refuse_once(0)
    await update(edition, 0)
    await update(edition, 1)
    await update(edition, 2, method="CANCEL")
    await update(edition, 0, uid="another@forum")
    postman = Postman()
    await postman.post_waiting()
    assert sequences(moody) == [0], "only the other entry: ours wait for their turn"
    stopped_clock(NOW + timedelta(hours=1))
    await postman.post_waiting()
    assert sequences(moody) == [0, 0, 1, 2]


async def test_the_order_holds_when_the_clock_was_set_back(
    edition: int, moody: Moody, stopped_clock: Callable[[datetime], None]
) -> None:
    await update(edition, 0)
    stopped_clock(NOW - timedelta(hours=3))
    await update(edition, 1)
    stopped_clock(NOW + timedelta(minutes=1))
    await Postman().post_waiting()
    assert sequences(moody) == [0, 1]


async def test_an_address_that_was_corrected_does_not_wait_for_the_wrong_one(edition: int, moody: Moody) -> None:
    moody.at_recipient = lambda address: "450 plein" if address.startswith("wrong") else None
    await update(edition, 0, to_address="wrong@exemple.fr")
    await update(edition, 1, to_address="right@exemple.fr")
    await Postman().post_waiting()
    assert sequences(moody) == [1]


async def test_a_failed_update_cannot_be_sent_after_a_newer_one(edition: int, moody: Moody) -> None:
    moody.at_data = lambda letter: "550 non"
    stale = await update(edition, 0)
    await Postman().post_waiting()
    moody.at_data = lambda letter: None
    await update(edition, 1)
    await Postman().post_waiting()
    with pytest.raises(Superseded):
        await retry(stale, SYSTEM)  # type: ignore[arg-type]
    assert await retry_failed(edition, SYSTEM) == 0
    await Postman().post_waiting()
    assert sequences(moody) == [1]
    assert (await queries.letter(stale)).line.state == "failed"  # type: ignore[arg-type]


async def test_one_tried_again_just_before_a_newer_one_left_is_dropped(edition: int, moody: Moody) -> None:
    """Two organisers, one second: the newer letter leaves between the retry and the posting."""
    moody.at_data = lambda letter: "550 non"
    stale = await update(edition, 0)
    await Postman().post_waiting()
    moody.at_data = lambda letter: None
    newer = await update(edition, 1)
    await Postman().post_waiting()
    from forum.mail.tables import Letter

    await Letter.update({Letter.failed_at: None}).where(Letter.id == stale)
    assert await Postman().post_waiting() == 0
    assert sequences(moody) == [1]
    assert "plus récent" in str((await queries.letter(stale)).line.reason)  # type: ignore[arg-type]
    assert (await queries.letter(newer)).line.state == "posted"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ics", "mark"),
    [
        (calendar_entry("a@forum", 3), ("a@forum", 3)),
        ("BEGIN:VEVENT\r\nUID:0123456789-\r\n 0123456789@forum\r\nEND:VEVENT\r\n", ("0123456789-0123456789@forum", 0)),
        ("BEGIN:VEVENT\nUID;X-A=b:a@forum\nSEQUENCE;X-A=b:12\nEND:VEVENT\n", ("a@forum", 12)),
        ("BEGIN:VCALENDAR\r\nDESCRIPTION:my UID:none\r\nEND:VCALENDAR\r\n", None),
    ],
)
def test_the_uid_and_the_sequence_are_read_from_the_entry(ics: str, mark: tuple[str, int] | None) -> None:
    assert rules.calendar_mark(ics) == mark
