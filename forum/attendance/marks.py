"""How far an edition is written: a few short questions whose answers change whenever a figure may."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from forum.attendance.values import Frame
from forum.database import fetch

_COUNTS = """
SELECT (SELECT count(*) FROM visitor WHERE edition = {0}) AS visitors,
       (SELECT count(*) FROM class_visit WHERE edition = {0}) AS classes,
       (SELECT count(*) FROM stand_booking WHERE edition = {0}) AS bookings,
       (SELECT count(*) FROM badge WHERE edition = {0}) AS badges,
       (SELECT count(*) FROM visitor_cancellation) AS visitors_gone,
       (SELECT count(*) FROM class_cancellation) AS classes_gone,
       (SELECT count(*) FROM badge_revocation) AS badges_gone,
       (SELECT count(*) FROM audit_entry WHERE edition = {0}) AS acts
""".replace("{0}", "{}")
_SHEETS = """
SELECT e.id, e.name, e.sector, e.kind, e.siret, e.insee_code, o.kind AS offer, o.number
  FROM exhibitor e LEFT JOIN exhibitor_offer o ON o.exhibitor = e.id WHERE e.edition = {}
"""
"""What organisations say of themselves leaves no line in the journal: it is short, and compared as it is."""
_LAST = "SELECT coalesce(max(number), 0) AS n FROM scan WHERE edition = {}"


async def counts_of(edition_id: int) -> dict[str, int]:
    """How many rows there are of what figures are made from; « sheets » is a digest, the same in every process."""
    counts = {key: int(n) for key, n in (await fetch(_COUNTS, *[edition_id] * 5))[0].items()}
    sheets = sorted("|".join(map(str, row.values())) for row in await fetch(_SHEETS, edition_id))
    digest = hashlib.blake2b("\n".join(sheets).encode(), digest_size=8).digest()
    return counts | {"sheets": int.from_bytes(digest)}


async def last_line(edition_id: int) -> int:
    """The number of the journal's last line; 0 for none."""
    return int((await fetch(_LAST, edition_id))[0]["n"])


def mark_of(frame: Frame, counts: Mapping[str, int], last: int) -> str:
    """A word of 32 letters for the edition as it is: the same for the same, on every server."""
    days = [(day.id, day.date.isoformat(), day.opens_at.timestamp(), day.closes_at.timestamp()) for day in frame.days]
    slots = [
        (slot.id, slot.day, slot.gate, slot.starts_at.timestamp(), slot.ends_at.timestamp(), slot.persons, slot.coaches)
        for slot in frame.slots
    ]
    places = [(one.id, one.name, one.limit) for one in (*frame.halls, *frame.gates)]
    told = (frame.edition, frame.name, days, slots, places, frame.sectors, frame.queued, sorted(counts.items()), last)
    return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()
