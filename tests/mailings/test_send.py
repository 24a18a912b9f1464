"""A mailing leaves once to each: begun, written in batches, stopped, taken up again."""

from __future__ import annotations

import asyncio
import uuid
from datetime import timedelta

import anyio
import pytest
from litestar import Litestar

from forum import clock
from forum.app import WORKERS, ticker_at_work
from forum.audit import queries as audit
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.mail import bell
from forum.mail import queries as mail
from forum.mail.service import outbox
from forum.mailings import queries, rules, service
from forum.visitors import service as visitors
from tests.builders import a_class, a_fair, a_visitor
from tests.kit import patience
from tests.kit.fair import ODILE
from tests.mailings.conftest import general, letters_of, write_all


async def test_everybody_reads_a_general_message_once(fair: EditionValue) -> None:
    message = await general(fair)
    assert await service.begin(fair, message, ODILE) == 3
    await write_all(message)
    assert await letters_of("general", fair.id) == [
        "ada@visiteuse.example",
        "alix@acme.example",
        "therese@ac-besancon.fr",
    ]
    line = await queries.mailing(message)
    assert (line.state, line.total, line.settled, line.written, line.left_out) == ("finished", 3, 3, 3, 0)


async def test_it_says_what_odile_wrote_and_opens_each_ones_space(fair: EditionValue) -> None:
    message = await general(fair, text="Il neige : prenez le **train**.\n\n{{ 7 * 7 }} <b>gras</b>")
    await service.begin(fair, message, ODILE)
    await write_all(message)
    [written] = [line for line in (await mail.letters(fair.id)).lines if line.to_address == "ada@visiteuse.example"][:1]
    letter = await mail.letter(written.id)
    assert "Il neige : prenez le **train**." in letter.text
    assert "{{ 7 * 7 }} <b>gras</b>" in letter.text
    assert "<b>" not in letter.html
    assert "/lien/" in letter.text


async def test_the_banner_stands_until_somebody_takes_it_away(fair: EditionValue) -> None:
    message = await general(fair)
    assert (await editions.edition(fair.id)).notice == ""
    await service.begin(fair, message, ODILE)
    current = await editions.current_edition()
    assert (
        current.notice
        == "Information importante\u00a0: Forum des métiers du Haut-Jura. Il neige\u00a0: prenez le train."
    )
    await service.clear_notice(fair, ODILE)
    assert (await editions.current_edition()).notice == ""
    said = [entry.act for entry in (await audit.entries(fair.id)).entries]
    assert said[0] == "clear-notice"
    assert "send-mailing" in said


async def test_a_cancelled_forum_leaves_every_calendar_and_no_reminder_follows(fair: EditionValue) -> None:
    message = await general(fair, rules.CANCELLED)
    with clock.at(fair.first_day.opens_at - timedelta(days=20)):
        assert await service.begin(fair, message, ODILE) == 4  # one per class: each has its own entry
        await write_all(message)
    rows = await fetch("SELECT ics_method, ics FROM letter WHERE template = 'mailings/letters/general.md'")
    assert [row["ics_method"] for row in rows] == ["CANCEL"] * 4
    assert all("METHOD:CANCEL" in row["ics"] for row in rows)
    assert await fetch("SELECT id FROM invitation WHERE status <> 'CANCELLED'") == []
    states = {(told.plan.kind, told.state) for told in await queries.planned(fair)}
    assert ("day", "off") in states or ("day", "missed") in states
    with clock.at(fair.first_day.opens_at - timedelta(hours=20)):
        assert await service.begin_due(fair) == 0


async def test_two_clicks_send_once(fair: EditionValue) -> None:
    message = await general(fair)
    told = await asyncio.gather(*(service.begin(fair, message, ODILE) for _ in range(4)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in told) == ["AlreadyBegun"] * 3 + ["int"]


async def test_two_workers_never_write_one_letter_twice(database: str) -> None:
    edition = await a_fair()
    for n in range(40):
        await a_visitor(edition, email=f"ada{n}@visiteuse.example")
    message = await general(edition)
    await service.begin(edition, message, ODILE)

    async def worker() -> int:
        done = 0
        while count := await service.write_batch(message, 3):
            done += count
        return done

    assert sum(await asyncio.gather(*(worker() for _ in range(4)))) == 40
    written = await letters_of("general", edition.id)
    assert len(written) == len(set(written)) == 40


async def test_a_batch_that_fails_leaves_no_half(fair: EditionValue, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await general(fair)
    await service.begin(fair, message, ODILE)
    real, calls = service.sending.mail.write, []  # type: ignore[attr-defined]

    async def dies(draft: object) -> uuid.UUID:
        calls.append(draft)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        return await real(draft)

    monkeypatch.setattr(service.sending.mail, "write", dies)  # type: ignore[attr-defined]
    with pytest.raises(RuntimeError):
        await service.write_batch(message)
    assert await letters_of("general", fair.id) == []
    assert (await queries.mailing(message)).settled == 0
    await write_all(message)
    assert len(await letters_of("general", fair.id)) == 3


async def test_stopping_takes_back_what_waits_and_going_on_writes_it_again(database: str) -> None:
    edition = await a_fair()
    for n in range(6):
        await a_visitor(edition, email=f"ada{n}@visiteuse.example")
    message = await general(edition)
    await service.begin(edition, message, ODILE)
    assert await service.write_batch(message, 4) == 4
    ours = {row["letter"] for row in await fetch("SELECT letter FROM mailing_recipient WHERE letter IS NOT NULL")}
    claimed = [letter for letter in await outbox.claim("test", 50) if letter.id in ours]
    await outbox.posted(claimed[0], "Objet", "Texte", "250 OK")
    for letter in claimed[2:]:
        await outbox.later(letter, "451", timedelta(0), counted=False)
    # one posted, one in a postman's hands, two waiting, two not written
    assert await service.stop(message, ODILE) == 2
    assert (await queries.mailing(message)).state == "stopped"
    assert await service.write_batch(message) == 0
    with pytest.raises(service.NotOnItsWay):
        await service.stop(message, ODILE)
    await service.resume(message, ODILE)
    await write_all(message)
    written = await letters_of("general", edition.id)
    assert len(written) == len(set(written)) == 6
    assert (await queries.mailing(message)).state == "finished"


async def test_who_cancelled_meanwhile_is_left_out(fair: EditionValue) -> None:
    message = await general(fair)
    await service.begin(fair, message, ODILE)
    [ada] = await queries.people(fair, rules.VISITORS)
    await visitors.cancel(fair, ada.holder, ODILE)
    await write_all(message)
    assert "ada@visiteuse.example" not in await letters_of("general", fair.id)
    assert (await queries.mailing(message)).left_out == 1


async def test_an_address_corrected_meanwhile_is_the_one_written_to(fair: EditionValue) -> None:
    message = await general(fair)
    await service.begin(fair, message, ODILE)
    await fetch("UPDATE visitor SET email = 'ada@nouvelle.example'")
    await write_all(message)
    assert "ada@nouvelle.example" in await letters_of("general", fair.id)


async def test_nobody_there_sends_nothing_and_stays_a_draft(database: str) -> None:
    edition = await a_fair()
    message = await general(edition)
    with pytest.raises(service.NobodyThere):
        await service.begin(edition, message, ODILE)
    assert (await queries.mailing(message)).state == "draft"
    assert (await editions.edition(edition.id)).notice == ""


async def test_a_message_that_began_is_neither_reworded_nor_thrown_away(fair: EditionValue) -> None:
    message = await general(fair)
    await service.reword_message(message, [rules.VISITORS], "info", "Autre objet", "Autre texte")
    line = await queries.mailing(message)
    assert (line.segments, line.subject, line.text) == (("visitors",), "Autre objet", "Autre texte")
    assert await service.begin(fair, message, ODILE) == 1
    with pytest.raises(service.AlreadyBegun):
        await service.reword_message(message, [rules.VISITORS], "info", "x", "y")
    with pytest.raises(service.AlreadyBegun):
        await service.discard(message)


async def test_a_try_goes_to_odile_alone(fair: EditionValue) -> None:
    message = await general(fair)
    letter = await service.try_on(fair, message, "odile@forum.example", ODILE)
    told = await mail.letter(letter)
    assert told.line.to_address == "odile@forum.example"
    assert told.broken is None
    assert "Il neige" in told.text
    assert await letters_of("general", fair.id) == ["odile@forum.example"]
    assert (await queries.mailing(message)).state == "draft"


async def test_a_mailing_asks_as_much_for_three_as_for_one(database: str) -> None:
    """Counting a segment is one question however many people there are."""
    from forum.mailings.queries import segments

    edition = await a_fair(slots=4, persons=300, coaches=9)
    asked: list[str] = []
    real = segments.fetch

    async def counted(sql: str, *values: object) -> list[dict[str, object]]:
        asked.append(sql)
        return await real(sql, *values)

    sizes = []
    for n in (1, 2):
        for k in range(n):
            await a_visitor(edition, email=f"v{n}{k}@x.example")
            await a_class(edition, class_name=f"3e {n}{k}")
        asked.clear()
        segments.fetch = counted  # type: ignore[assignment]
        try:
            await queries.count(edition, rules.EVERYBODY)
        finally:
            segments.fetch = real
        sizes.append(len(asked))
    assert sizes == [3, 3]


async def test_the_running_forum_writes_what_has_begun(app: Litestar, fair: EditionValue) -> None:
    message = await general(fair)
    await service.begin(fair, message, ODILE)
    assert ticker_at_work in WORKERS
    async with ticker_at_work(app):
        with anyio.fail_after(patience.SECONDS):
            while (await queries.mailing(message)).state != "finished":
                bell.ring()
                await asyncio.sleep(0.02)
    assert len(await letters_of("general", fair.id)) == 3
