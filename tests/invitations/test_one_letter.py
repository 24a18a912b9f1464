"""A letter that carries a whole stay: one entry is asked for, the others go along as files, and every calendar follows.

RFC 5546 3.2.2: one REQUEST, one UID. Outlook refuses a message with several, Gmail shows the first.
"""

from __future__ import annotations

import itertools
import subprocess
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
import vobject
from icalendar import Calendar, Component

from forum.editions.values import EditionValue
from forum.invitations import service
from forum.invitations.service import Bundle, Entry
from forum.mail.message import enclose
from forum.mail.rendering import Rendered
from tests.invitations.test_round_trips import by_node, receive
from tests.kit.fair import CLOSING, OPENING
from tests.kit.tools import tool

ACME = uuid.UUID(int=12)
HOUR = timedelta(hours=1)


def stay(place: str = "Palais des sports", days: int = 1) -> dict[str, Entry]:
    """As a stand's letters have it: the openings first, then the set-up and the teardown."""

    def entry(what: str, starts_at: datetime, ends_at: datetime) -> Entry:
        return Entry(
            f"{what} – Forum", "À bientôt.", place, starts_at, ends_at, url="https://forum.exemple.fr/exposants"
        )

    found = {f"day-{n}": entry("Stand A12", OPENING + n * 24 * HOUR, CLOSING + n * 24 * HOUR) for n in range(days)}
    found["setup"] = entry("Montage du stand A12", OPENING - 2 * HOUR, OPENING)
    found["teardown"] = entry("Démontage du stand A12", CLOSING, CLOSING + 2 * HOUR)
    return found


async def told(edition: EditionValue, place: str = "Palais des sports", days: int = 1) -> Bundle:
    return await service.invite_all(edition, ACME, stay(place, days), "contact@acme.exemple", "Alix Roux")


def letter(bundle: Bundle) -> EmailMessage:
    whole = enclose(
        Rendered("Votre stand", "Bonjour", "<p>Bonjour</p>"),
        sender="Forum <forum@exemple.fr>",
        to_name="Alix Roux",
        to_address="contact@acme.exemple",
        message_id="<a@exemple.fr>",
        written_at=datetime(2026, 9, 1, tzinfo=UTC),
        calendar=(bundle.method, bundle.text),
    )
    read = message_from_bytes(whole.message, policy=policy.SMTP)
    assert isinstance(read, EmailMessage)
    return read


def asked(message: EmailMessage) -> tuple[str, str]:
    """The one entry that mail programs act on: its method as the envelope says it, and its text."""
    (part,) = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    return part.get_param("method"), part.get_payload(decode=True).decode()  # type: ignore[return-value,union-attr]


def files(message: EmailMessage) -> dict[str, str]:
    parts = [one for one in message.walk() if one.get_content_type() == "application/ics"]
    return {one.get_filename() or "": one.get_payload(decode=True).decode() for one in parts}  # type: ignore[union-attr]


def uids(text: str) -> list[str]:
    return [str(one["UID"]) for one in Calendar.from_ical(text).walk("VEVENT")]


async def test_one_entry_is_asked_for_and_the_others_are_files(edition: EditionValue) -> None:
    message = letter(await told(edition))
    method, text = asked(message)
    assert (method, str(Calendar.from_ical(text)["METHOD"]), len(uids(text))) == ("REQUEST", "REQUEST", 1)
    assert "SUMMARY:Stand A12" in text
    held = files(message)
    assert list(held) == ["invitation.ics", "montage-du-stand-a12.ics", "demontage-du-stand-a12.ics"]
    assert held["invitation.ics"] == text
    assert [len(uids(one)) for one in held.values()] == [1, 1, 1]
    assert len({uid for one in held.values() for uid in uids(one)}) == 3


async def test_the_entry_that_was_shown_is_the_one_that_follows_and_goes(edition: EditionValue) -> None:
    letters = [letter(await told(edition)), letter(await told(edition, "Gymnase"))]
    gone = await service.withdraw_all(edition, ACME, "day-0")
    assert gone
    letters.append(letter(gone))
    shown = [asked(message) for message in letters]
    assert [method for method, _ in shown] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({tuple(uids(text)) for _, text in shown}) == 1
    assert list(files(letters[2])) == [
        "annulation.ics",
        "annulation-montage-du-stand-a12.ics",
        "annulation-demontage-du-stand-a12.ics",
    ]


@pytest.mark.parametrize("read", ["vobject", "ical.js", "khal"])
async def test_each_file_is_read_by_other_peoples_programs(edition: EditionValue, read: str, tmp_path: Path) -> None:
    readers: dict[str, Callable[[str], tuple[str, str]]] = {
        "vobject": lambda text: (vobject.readOne(text).vevent.uid.value, vobject.readOne(text).vevent.summary.value),
        "ical.js": lambda text: (str(by_node(text)["uid"]), str(by_node(text)["summary"])),
        "khal": lambda text: khal_reads(text, tmp_path),
    }
    held = files(letter(await told(edition)))
    assert [readers[read](text) for text in held.values()] == [
        (uids(text)[0], f"{what} – Forum")
        for text, what in zip(
            held.values(), ("Stand A12", "Montage du stand A12", "Démontage du stand A12"), strict=True
        )
    ]


async def test_a_calendar_server_follows_whole_letters_in_any_order(
    edition: EditionValue, caldav: httpx.Client
) -> None:
    letters = [letter(await told(edition, days=2)), letter(await told(edition, "Gymnase"))]
    gone = await service.withdraw_all(edition, ACME, "day-0")
    assert gone
    letters.append(letter(gone))
    for number, order in enumerate(itertools.permutations(letters)):
        for message in order:
            for text in files(message).values():
                receive(caldav, text.replace(uids(text)[0], f"{number}-{uids(text)[0]}"))
        held = [kept(caldav, f"{number}-{uid}") for text in files(letters[0]).values() for uid in uids(text)]
        assert len(held) == 4
        assert {str(one["STATUS"]) for one in held} == {"CANCELLED"}


def kept(agenda: httpx.Client, uid: str) -> Component:
    (event,) = Calendar.from_ical(agenda.get(f"{uid}.ics").text).walk("VEVENT")
    return event


# ── khal, a calendar of the terminal ─────────────────────────────────────────────────────────────────────────────────

KHAL = """[calendars]
[[agenda]]
path = {folder}/agenda
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Paris
default_timezone = Europe/Paris
[default]
default_calendar = agenda
[sqlite]
path = {folder}/khal.db
"""


def khal(folder: Path, *words: str | Path) -> str:
    settings = folder / "khal.conf"
    settings.write_text(KHAL.format(folder=folder), encoding="utf-8")
    (folder / "agenda").mkdir(exist_ok=True)
    said = [tool("khal"), "-c", settings, *words]
    return subprocess.run(said, capture_output=True, text=True, check=True).stdout


def khal_reads(text: str, folder: Path) -> tuple[str, str]:
    (folder / "one.ics").write_text(text, encoding="utf-8", newline="")
    _, said = khal(folder, "printics", folder / "one.ics", "-f", "{uid}|{title}").strip().splitlines()
    uid, _, title = said.partition("|")
    return uid, title


async def test_an_agenda_keeps_one_entry_that_moves_and_is_called_off(edition: EditionValue, tmp_path: Path) -> None:
    bundles = [await told(edition), await told(edition, "Gymnase")]
    gone = await service.withdraw_all(edition, ACME, "day-0")
    assert gone
    seen = []
    for bundle in [*bundles, gone]:
        for name, text in files(letter(bundle)).items():
            (tmp_path / name).write_text(text, encoding="utf-8", newline="")
            khal(tmp_path, "import", "--batch", tmp_path / name)
        day = OPENING.date().isoformat()
        lines = khal(tmp_path, "list", day, day, "-f", "{start-time} {title}|{location}|{status}").splitlines()
        seen.append([line.strip() for line in lines if "|" in line])
    assert seen == [
        [f"07:00 Montage du stand A12 – Forum|{place}|{state}", f"09:00 Stand A12 – Forum|{place}|{state}",
         f"17:00 Démontage du stand A12 – Forum|{place}|{state}"]
        for place, state in (("Palais des sports", "CONFIRMED"), ("Gymnase", "CONFIRMED"), ("Gymnase", "CANCELLED"))
    ]  # fmt: skip
