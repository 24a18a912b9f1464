"""What is due is erased by itself: batch by batch, by several workers if there are, taken up again where it stopped.

How far it is stands in the tables themselves: whoever is emptied has a row that says so. A batch is one transaction that
holds the record, so two workers never empty the same people; one that dies leaves its batch undone and nothing else.
"""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date
from uuid import UUID

import msgspec

from forum import clock
from forum.attendance import queries as attendance_queries
from forum.attendance import remembered
from forum.attendance import service as attendance
from forum.audit import forgetting as audit_forgetting
from forum.audit import service as audit
from forum.database import fetch, hold, transaction
from forum.door import forgetting as door
from forum.editions import queries as editions
from forum.editions.retention import KINDS
from forum.editions.values import EditionValue
from forum.people.who import SYSTEM
from forum.privacy import rules
from forum.privacy.queries import pending
from forum.privacy.service.emptying import empty
from forum.privacy.service.figures import digest
from forum.privacy.tables import ErasureRecord

BATCH = 100
LINES = 2000


async def erase_due() -> int:
    """Erase whatever of any edition has reached its date; answers how many records were finished."""
    done = 0
    for edition_id in await pending.editions():
        edition = await editions.edition(edition_id)
        for kind in KINDS:
            due = edition.erase_on.get(kind)
            if due is not None and due <= clock.local(clock.now()).date():
                done += await erase_kind(edition, kind, due)
    return done


async def erase_kind(edition: EditionValue, kind: str, due: date) -> bool:
    """Erase one kind of personal data of an edition, whole; whether anything was left to erase.

    The figures are closed first if nobody did, so that they are known for ever in their full detail. While passages arrive
    they cannot be: nothing is erased then, and the next look does it.
    """
    if not await pending.anything(edition, kind, pending.journal_before(due)) and not await _underway(edition.id, kind):
        return False
    if not await _figures_closed(edition):
        return False
    record = await _record(edition, kind, due)
    while await _batch(edition, kind, due, record):
        pass
    await _finish(edition, kind, record)
    return True


async def _figures_closed(edition: EditionValue) -> bool:
    """False while passages arrive. A forum that is to come has no figures, and may have dates all the same."""
    if await attendance_queries.frozen(edition.id) is None:
        try:
            await attendance.freeze(edition, SYSTEM)
        except attendance.StillArriving:
            return False
        except (attendance.AlreadyFrozen, attendance.NotOver):
            return True
    return True


async def _record(edition: EditionValue, kind: str, due: date) -> UUID:
    """The record that is underway, begun now if there is none."""
    if known := await _underway(edition.id, kind):
        return known
    before = await digest(edition.id)
    await fetch(
        "INSERT INTO erasure_record (id, edition, kind, reason, due, by_name, begun_at, counts, figures_before, figures_after)"
        " VALUES ({}, {}, {}, 'date', {}, {}, {}, '{{}}', {}, '')"
        " ON CONFLICT (edition, kind) WHERE reason = 'date' AND finished_at IS NULL DO NOTHING",
        *(uuid.uuid4(), edition.id, kind, due, SYSTEM.name, clock.now(), before),
    )
    begun = await _underway(edition.id, kind)
    assert begun is not None
    return begun


async def _underway(edition: int, kind: str) -> UUID | None:
    rows = await fetch(
        "SELECT id FROM erasure_record WHERE edition = {} AND kind = {} AND reason = 'date' AND finished_at IS NULL",
        *(edition, kind),
    )
    return rows[0]["id"] if rows else None


async def _batch(edition: EditionValue, kind: str, due: date, record: UUID) -> bool:
    """One batch; False when nothing was left."""
    async with transaction():
        await hold(ErasureRecord, record)
        rows = await fetch("SELECT counts, finished_at FROM erasure_record WHERE id = {}", record)
        if rows[0]["finished_at"] is not None:
            return False
        count = await _erase_some(edition, kind, due, record)
        if not count:
            return False
        whole = Counter(msgspec.json.decode(rows[0]["counts"], type=dict[str, int]))
        whole.update(count)
        await fetch(
            "UPDATE erasure_record SET counts = {} WHERE id = {}", msgspec.json.encode(dict(whole)).decode(), record
        )
    return True


async def _erase_some(edition: EditionValue, kind: str, due: date, record: UUID) -> Counter[str]:
    if kind == "journal":
        gone = await audit_forgetting.forget_before(edition.id, pending.journal_before(due), LINES)
        return Counter({"acts": gone}) if gone else Counter()
    if kind == "scans":
        first = await pending.first_scan(edition.id)
        if first is None:
            return Counter()
        gone, _ = await door.forget(edition.id, first - 1, LINES)
        return Counter({"scans": gone})
    for source in rules.SOURCE_OF_KIND[kind]:
        ids = await pending.people(edition.id, source, agreed=kind == "contacts", most=BATCH)
        if ids:
            count = await empty(edition.id, source, ids, record)
            count["people"] = max(count["people"], len(ids))  # an organisation without any contact is done as well
            return count
    return Counter()


async def _finish(edition: EditionValue, kind: str, record: UUID) -> None:
    """Close the record, once, with the figures as they are now."""
    after = await digest(edition.id)
    await remembered.leave(edition.id)
    async with transaction():
        rows = await fetch(
            "UPDATE erasure_record SET finished_at = {}, figures_after = {} WHERE id = {} AND finished_at IS NULL"
            " RETURNING counts",
            *(clock.now(), after, record),
        )
        if rows:
            told = rules.told(msgspec.json.decode(rows[0]["counts"], type=dict[str, int]))
            await audit.note(
                edition.id,
                SYSTEM,
                "erase-due",
                "erasure",
                record,
                f"Effacement à l’échéance\u00a0: {KINDS[kind].name}, {told}",
            )
