"""A line of the journal as the table keeps it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from forum.badges.codes import read_code
from forum.door.rules import Badge, Entry, Line
from forum.door.rules.lines import CLICK, CORRECTION, STAFF, WALK_IN

if TYPE_CHECKING:
    from forum.door.service.writing import Request

COLUMNS = (
    "id",
    "edition",
    "number",
    "device",
    "author",
    "supervised",
    "gate",
    "kind",
    "direction",
    "badge",
    "badge_kind",
    "code_hash",
    "pupils",
    "adults",
    "target",
    "status",
    "insee_code",
    "note",
    "verdict",
    "admitted",
    "answer",
    "fingerprint",
    "device_at",
    "offset_ms",
    "corrected_at",
    "received_at",
    "offline",
    "shown",
)
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_LATEST = datetime(9998, 1, 1, tzinfo=UTC)


def fingerprint(entry: Entry) -> str:
    """What the phone said, without what may honestly differ when it says it again after a lost answer."""
    said = (
        entry.kind,
        entry.direction,
        entry.device_at.isoformat(),
        entry.code,
        entry.target,
        entry.pupils,
        entry.adults,
        entry.status,
        entry.insee_code,
        entry.gate,
        entry.confirmed,
        entry.note,
    )
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


def row_of(
    request: Request, entry: Entry, line: Line, badge: Badge | None, said: bytes, mark: str, offset: int
) -> tuple[Any, ...]:
    code_hash = None if badge or not entry.code else hash_code(entry.code)
    status = entry.status if entry.kind in (WALK_IN, CLICK, CORRECTION) or entry.status == STAFF else None
    return (
        line.id,
        request.phone.edition,
        line.number,
        line.device,
        request.by.id if request.by else None,
        line.supervised,
        line.gate,
        line.kind,
        line.direction,
        line.badge,
        line.badge_kind,
        code_hash,
        line.pupils,
        line.adults,
        line.target,
        status,
        entry.insee_code,
        (entry.note or "").strip(),
        line.verdict,
        line.admitted,
        said.decode(),
        mark,
        min(max(entry.device_at, _EARLIEST), _LATEST),
        offset,
        line.at,
        line.received_at,
        line.offline,
        (entry.shown or "")[:16] or None,
    )


def hash_code(text: str) -> str:
    """What is kept of a code that is not ours: its SHA-256. Phones hash foreign texts themselves and send « #… »."""
    if text.startswith("#") and len(text) == 65:
        return text[1:].lower()
    return hashlib.sha256((read_code(text) or text).encode()).hexdigest()
