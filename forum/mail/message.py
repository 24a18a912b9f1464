"""The envelope: subject, text, HTML, calendar entry and PDF as one MIME message, as mail readers expect it.

    multipart/mixed
      multipart/alternative
        text/plain · text/html · text/calendar; method=REQUEST   (last, no file name: readers show it as an invitation)
      application/ics  invitation.ics                            (for those who open it by hand)
      application/ics  montage-du-stand-a12.ics                  (further entries of the same stay, to open by hand)
      application/pdf

The frame is written by hand, because EmailMessage takes ten times as long and the event loop waits meanwhile; headers
that carry words or addresses are still folded and encoded by the standard library.
"""

from __future__ import annotations

import base64
import binascii
import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from urllib.parse import quote

from forum import clock
from forum.mail.rendering import Rendered

_UNFIT = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENTRY = re.compile(r"BEGIN:VCALENDAR\r?\n.*?END:VCALENDAR\r?\n?", re.DOTALL)
_FOLD = re.compile(r"\r?\n[ \t]")
_SUMMARY = re.compile(r"^SUMMARY:([^\r\n]+)", re.MULTILINE)
_METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")


class Unpostable(Exception):
    """This letter can never be put in an envelope; the message says why, in French."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes over the line: the bytes, and the two addresses of the SMTP dialogue."""

    sender: str
    recipient: str
    message: bytes
    utf8: bool
    """Whether an address needs the SMTPUTF8 extension."""


def enclose(
    letter: Rendered,
    *,
    sender: str,
    to_name: str,
    to_address: str,
    message_id: str,
    written_at: datetime,
    reply_to: str | None = None,
    calendar: tuple[str, str] | None = None,
    attachments: Sequence[tuple[str, bytes]] = (),
) -> Envelope:
    """Build the message. `calendar` is the method and the iCalendar texts, an attachment a file name and a PDF.

    The Message-ID and the Date are those of the writing, so that a letter posted twice is the same letter twice.
    Raises Unpostable.
    """
    sender_name, sender_address = parseaddr(sender)
    from_address, to = _plain(sender_address), _plain(to_address)
    utf8 = not (to.isascii() and from_address.isascii())
    if not _MESSAGE_ID.fullmatch(message_id):
        raise Unpostable("L’identifiant du courrier n’en est pas un.")
    head = [
        _header("From", sender_name, from_address, utf8=utf8),
        _header("To", to_name, to, utf8=utf8),
        _header("Subject", letter.subject, utf8=utf8),
        f"Date: {format_datetime(clock.local(written_at))}\r\nMessage-ID: {message_id}\r\n".encode(),
        b"MIME-Version: 1.0\r\nContent-Language: fr\r\nAuto-Submitted: auto-generated\r\n",
        b"X-Auto-Response-Suppress: All\r\n",
    ]
    if reply_to and _plain(reply_to) != from_address:
        head.append(_header("Reply-To", "", _plain(reply_to), utf8=utf8))
    faces = [_text_part("plain", letter.text), _text_part("html", letter.html)]
    parts = [_pdf_part(name, content) for name, content in attachments]
    if calendar:
        method, ics = calendar
        entries = _ENTRY.findall(ics) or [ics]
        faces.append(_calendar_part(method, entries[0]))
        parts[:0] = [_ics_part(method, entries[0]), *map(_further_part, entries[1:])]
    mark = message_id.strip("<>").partition("@")[0]
    whole = _multipart("alternative", mark, faces)
    if parts:
        whole = _multipart("mixed", mark, [whole, *parts])
    return Envelope(from_address, to, b"".join(head) + whole, utf8)


def _multipart(kind: str, mark: str, parts: Sequence[bytes]) -> bytes:
    # « =_ » stands in neither quoted-printable nor base64, so a boundary never stands in a part.
    boundary = f"=_{kind}_{mark}".encode()
    joint = b"\r\n--" + boundary + b"\r\n"
    opening = b'Content-Type: multipart/%s; boundary="%s"\r\n' % (kind.encode(), boundary)
    return opening + b"".join(joint + part for part in parts) + b"\r\n--" + boundary + b"--\r\n"


def _text_part(kind: str, text: str) -> bytes:
    lines = _LINE_END.sub("\r\n", text).encode()
    return (
        b'Content-Type: text/%s; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n' % kind.encode()
    ) + binascii.b2a_qp(lines)


def _calendar_part(method: str, ics: str) -> bytes:
    kind = f'text/calendar; charset="utf-8"; method="{method}"'
    return _base64_part(kind, None, _LINE_END.sub("\r\n", ics).encode())


def _ics_part(method: str, ics: str) -> bytes:
    name = "annulation.ics" if method == "CANCEL" else "invitation.ics"
    return _base64_part("application/ics", name, _LINE_END.sub("\r\n", ics).encode())


def _further_part(ics: str) -> bytes:
    """Named by the first words of what it is about."""
    flat = _FOLD.sub("", ics)
    about, method = _SUMMARY.search(flat), _METHOD.search(flat)
    words = about[1].partition(" – ")[0] if about else "rendez-vous"
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "rendez-vous"
    ended = "annulation-" if method and method[1] == "CANCEL" else ""
    return _base64_part("application/ics", f"{ended}{name}.ics", _LINE_END.sub("\r\n", ics).encode())


def _pdf_part(name: str, content: bytes) -> bytes:
    return _base64_part("application/pdf", name, content)


def _base64_part(kind: str, name: str | None, content: bytes) -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n"
    if name is not None:
        # RFC 2231 for names with accents, and a plain one beside it for readers that know nothing of it.
        plain = re.sub(r"[^\w. -]", "_", name, flags=re.ASCII)
        head += f'Content-Disposition: attachment; filename="{plain}"'
        head += "\r\n" if plain == name else f";\r\n filename*=utf-8''{quote(name, safe='')}\r\n"
    return head.encode() + b"\r\n" + base64.encodebytes(content).replace(b"\n", b"\r\n")


def _plain(address: str) -> str:
    """An address as the line wants it: the domain of an IDN address in ASCII, the part before the @ as it is."""
    local, at, domain = address.strip().rpartition("@")
    if not (local and at and domain) or _UNFIT.search(address):
        raise Unpostable("L’adresse n’est pas une adresse.")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError as fault:
        raise Unpostable("Le domaine de l’adresse n’existe pas sous cette forme.") from fault


@functools.lru_cache(maxsize=256)
def _header(name: str, words: str, address: str | None = None, *, utf8: bool = False) -> bytes:
    """One header, encoded and folded. A line break in it would begin another header: refused, whoever let it come."""
    if _UNFIT.search(words):
        raise Unpostable("Un en-tête contient un saut de ligne ou un caractère de commande.")
    try:
        if not words.isascii():
            return _encoded(name, words, address)
        policy = SMTPUTF8 if utf8 else SMTP
        value: object = words
        if address is not None:
            local, _, domain = address.rpartition("@")
            value = Address(words, local, domain)
        _, header = policy.header_store_parse(name, value)
        return str(header.fold(policy=policy)).encode()
    except (ValueError, UnicodeError, IndexError) as fault:
        raise Unpostable(f"L’enveloppe ne peut pas être écrite\u00a0: {fault}") from fault


def _encoded(name: str, words: str, address: str | None) -> bytes:
    """Words with accents as RFC 2047 wants them, spaces inside the encoded words.

    Not by the policies: up to Python 3.11 their folding loses the space between two words at the end of a line.
    """
    folded = Header(words, "utf-8", maxlinelen=75, header_name=name).encode(linesep="\r\n")
    return f"{name}: {folded}{f' <{address}>' if address else ''}\r\n".encode()
