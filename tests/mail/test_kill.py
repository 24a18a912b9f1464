"""`kill -9` of the posting process, again and again: nothing is lost, and only the letter in hand may arrive twice."""

from __future__ import annotations

import asyncio
import faulthandler
import os
import random
import uuid
from email.message import EmailMessage
from signal import SIGKILL

import pytest

from forum.mail import queries
from forum.mail.service import write
from forum.settings import settings
from tests.kit.programs import Program
from tests.mail.conftest import calendar_entry, draft
from tests.mail.moody import Moody


def start_posting(url: str, smtp_url: str) -> Program:
    where = {"FORUM_DATABASE_URL": url, "FORUM_SMTP_URL": smtp_url, "FORUM_DATA": str(settings().data_dir)}
    return Program("-m", "tests.mail.posting", env={**os.environ, **where})


@pytest.mark.parametrize(
    ("letters", "kills_wanted"), [(60, 4), pytest.param(2000, 60, marks=[pytest.mark.long, pytest.mark.timeout(1500)])]
)
async def test_killed_in_a_loop_nothing_is_lost(
    edition: int, database: str, moody: Moody, letters: int, kills_wanted: int
) -> None:
    if letters > 1000:
        faulthandler.cancel_dump_traceback_later()  # it may take longer than a test usually may
    chance = random.Random(2)
    for n in range(letters):
        ics = calendar_entry(f"{n}@forum", 0)
        await write(draft(edition, name=f"Ada {n}", badge=uuid.uuid4(), ics=ics, ics_method="REQUEST"))

    posting = start_posting(database, moody.url)
    kills = 0
    taken_and_killed = 0
    next_kill = chance.randrange(5, 25)

    def strike(letter: EmailMessage) -> str | None:
        """In the worst moment: the server has the letter whole, the postman has not heard « 250 » yet."""
        nonlocal next_kill, kills, taken_and_killed
        if len(moody.letters) >= next_kill and kills < kills_wanted:
            kills += 1
            next_kill = len(moody.letters) + chance.randrange(5, 25)
            posting.kill()
            if chance.random() < 0.7:
                taken_and_killed += 1  # the server keeps it all the same
            else:
                return "451 lost"
        return None

    moody.at_data = strike
    try:
        async with asyncio.timeout(60 + letters / 5 + kills_wanted * 5):
            while len(moody.seen) < letters or (await queries.counts(edition)).posted < letters:
                if posting.returncode is not None:
                    _, said = posting.communicate()
                    # a database that does not answer in time ends a start; whatever keeps the forum up begins it again
                    assert posting.returncode == -SIGKILL or "Unavailable" in said, said
                    posting = start_posting(database, moody.url)
                await asyncio.sleep(0.05)
    finally:
        posting.kill()

    assert kills == kills_wanted
    doubled = {message: times for message, times in moody.seen.items() if times > 1}
    assert len(moody.seen) == letters, "each Message-ID arrived"
    assert set(doubled.values()) <= {2}
    assert len(doubled) == taken_and_killed, "only the letter in hand, recognisable by its Message-ID"
