"""A letter is written in a transaction, leaves after it, and is kept as it left."""

from __future__ import annotations

import uuid
from datetime import timedelta
from email.message import EmailMessage

import pytest

from forum import clock
from forum.database import transaction
from forum.mail import queries
from forum.mail.service import UnfitLetter, write
from forum.mail.tables import Letter, LetterAttempt
from forum.mail.worker import Postman
from forum.people import links
from tests.kit.postbox import Postbox
from tests.mail.conftest import NOW, calendar_entry, draft

PDF = b"%PDF-1.7 a badge"


async def badge_pdf(badge: uuid.UUID) -> tuple[str, bytes] | None:
    return "badge.pdf", PDF


async def no_badge(badge: uuid.UUID) -> tuple[str, bytes] | None:
    return None


async def test_ada_gets_her_letter_with_badge_and_invitation(edition: int, postbox: Postbox) -> None:
    ics = calendar_entry("a@forum", 0)
    await write(draft(edition, badge=uuid.uuid4(), ics=ics, ics_method="REQUEST"))
    assert await Postman(badge_pdf).post_waiting() == 1

    [letter] = postbox.letters
    assert letter["Subject"] == "Essai d’envoi – Forum des métiers du Haut-Jura"
    assert letter["To"] == "Ada Martin <ada@exemple.fr>"
    assert letter["Reply-To"] == "forum@exemple.fr"
    assert [part.get_content_type() for part in letter.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
        "application/pdf",
    ]
    text, html, entry, by_hand, badge = [part for part in letter.walk() if not part.is_multipart()]
    assert "Bonjour Ada Martin," in text.get_content()
    assert "<p style=" in html.get_content()
    assert entry["Content-Type"] == 'text/calendar; charset="utf-8"; method="REQUEST"'
    assert entry.get_filename() is None
    assert entry.get_payload(decode=True).decode() == ics
    assert by_hand.get_filename() == "invitation.ics"
    assert by_hand.get_payload(decode=True).decode() == ics
    assert (badge.get_filename(), badge.get_payload(decode=True)) == ("badge.pdf", PDF)


async def test_further_entries_go_along_each_by_its_name(edition: int, postbox: Postbox) -> None:
    first, second = (calendar_entry(f"{n}@forum", 0).replace("3e B", f"{n}") for n in (1, 2))
    ended = calendar_entry("3@forum", 2, "CANCEL").replace("Forum des métiers – 3e B", "Démontage du stand A12 – Forum")
    texts = first + second.replace("Forum des métiers – 2", "Montage du stand A12 – Forum") + ended
    await write(draft(edition, ics=texts, ics_method="REQUEST", ics_mark=("acme", 7)))
    await Postman().post_waiting()
    (letter,) = postbox.letters
    shown = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_payload(decode=True).decode() for part in shown] == [first]  # type: ignore[union-attr]
    by_hand = [part.get_filename() for part in letter.walk() if part.get_content_type() == "application/ics"]
    assert by_hand == ["invitation.ics", "montage-du-stand-a12.ics", "annulation-demontage-du-stand-a12.ics"]


async def test_a_letter_of_a_verb_that_failed_never_leaves(edition: int, postbox: Postbox) -> None:
    async def verb() -> None:
        async with transaction():
            await write(draft(edition))
            raise RuntimeError("it changed its mind")

    with pytest.raises(RuntimeError):
        await verb()
    assert await Postman().post_waiting() == 0
    assert await Letter.count() == 0


async def test_a_letter_leaves_once(edition: int, postbox: Postbox) -> None:
    await write(draft(edition))
    assert [await Postman().post_waiting() for _ in range(3)] == [1, 0, 0]
    assert len(postbox.letters) == 1


async def test_what_left_is_kept_without_the_personal_link(edition: int, postbox: Postbox) -> None:
    link = await links.make("visitor", uuid.uuid4(), edition, clock.now() + timedelta(days=1))
    letter = await write(draft(edition, link=link))
    await Postman().post_waiting()

    token = links.token_of(link)
    [sent] = postbox.letters
    assert token in sent.get_body(("plain",)).get_content()
    assert f'href="{links.url(link)}"' in sent.get_body(("html",)).get_content()
    row = await Letter.select().where(Letter.id == letter).first()
    assert row["subject"] == sent["Subject"]
    assert "/lien/…" in row["text"]
    assert token not in str(row)
    view = await queries.letter(letter)
    assert token not in view.text + view.html
    assert [attempt.outcome for attempt in view.attempts] == ["posted"]


async def test_a_badge_that_is_no_more_does_not_hold_the_letter_back(edition: int, postbox: Postbox) -> None:
    await write(draft(edition, badge=uuid.uuid4()))
    assert await Postman(no_badge).post_waiting() == 1
    assert [part.get_content_type() for part in postbox.letters[0].walk()][-1] == "text/html"


async def test_without_a_mail_server_letters_wait_and_can_be_read(edition: int, no_postbox: None) -> None:
    letter = await write(draft(edition))
    assert await Postman().post_waiting() == 0
    view = await queries.letter(letter)
    assert view.line.state == "waiting"
    assert "Bonjour Ada Martin," in view.text
    assert await queries.counts(edition) == queries.LetterCounts(waiting=1, later=0, posted=0, failed=0)


@pytest.mark.usefixtures("stopped_clock")
async def test_the_message_id_and_the_date_are_those_of_the_writing(edition: int, postbox: Postbox) -> None:
    letter = await write(draft(edition))
    await Postman().post_waiting()
    [sent] = postbox.letters
    assert sent["Message-ID"] == f"<{letter}@example.org>"
    assert sent["Date"].datetime == NOW


@pytest.mark.parametrize(
    ("address", "asked"),
    [("ada@forêt.exemple", "ada@xn--fort-ipa.exemple"), ("zoé@exemple.fr", "zoé@exemple.fr")],
)
async def test_addresses_with_accents_arrive(edition: int, postbox: Postbox, address: str, asked: str) -> None:
    await write(draft(edition, to_address=address, name="Zoé Łukasz"))
    assert await Postman().post_waiting() == 1
    [sent] = postbox.letters
    assert isinstance(sent, EmailMessage)
    [recipient] = sent["To"].addresses
    said = f"{recipient.display_name} <{recipient.addr_spec}>"
    # Python reads a header in plain UTF-8 (RFC 6532) byte by byte.
    assert said.encode("utf-8", "surrogateescape").decode() == f"Zoé Łukasz <{asked}>"


@pytest.mark.parametrize(
    "changed",
    [
        {"template": "visitors/letters/none.md"},
        {"to_address": "ada@exemple.fr\r\nBcc: charlie@exemple.fr"},
        {"to_address": "ada"},
        {"to_address": "ada@exemple.fr>, <charlie@exemple.fr"},
        {"ics": calendar_entry("a@forum", 0)},
    ],
)
async def test_an_unfit_letter_is_refused_when_written(edition: int, changed: dict[str, str]) -> None:
    with pytest.raises(UnfitLetter):
        await write(draft(edition, **changed))
    assert await Letter.count() == 0


async def test_a_name_with_a_line_break_is_only_a_name(edition: int, postbox: Postbox) -> None:
    await write(draft(edition, name="Ada\r\nBcc: charlie@exemple.fr"))
    assert await Postman().post_waiting() == 1
    [sent] = postbox.letters
    assert sent["Bcc"] is None
    assert sent["To"].addresses[0].addr_spec == "ada@exemple.fr"
    assert sent["To"].addresses[0].display_name == "Ada Bcc: charlie@exemple.fr"


async def test_every_attempt_is_noted(edition: int, postbox: Postbox) -> None:
    postbox.answers = ["451 4.7.1 trop de courriers", "250 OK"]
    letter = await write(draft(edition))
    postman = Postman()
    await postman.post_waiting()
    with clock.at(clock.now() + timedelta(hours=1)):
        await postman.post_waiting()
    rows = await LetterAttempt.select(LetterAttempt.outcome, LetterAttempt.detail).where(LetterAttempt.letter == letter)
    assert sorted((row["outcome"], row["detail"]) for row in rows) == [
        ("later", "451 4.7.1 trop de courriers"),
        ("posted", "OK"),
    ]


async def test_a_line_break_in_a_name_makes_no_header(edition: int, postbox: Postbox) -> None:
    await write(draft(edition, name="Ada\r\nBcc: charlie@exemple.fr"))
    assert await Postman().post_waiting() == 1
    (letter,) = postbox.letters
    assert letter["Bcc"] is None
    assert [one.addr_spec for one in letter["To"].addresses] == ["ada@exemple.fr"]
