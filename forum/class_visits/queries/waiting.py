"""The waiting list, in order."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from forum.class_visits.queries.lists import Wanted, all_visits
from forum.class_visits.queries.visits import VisitLine, as_uuid
from forum.class_visits.rules import InLine
from forum.database import fetch


@dataclass(frozen=True, slots=True)
class Waiting:
    """A class that waits, or whose places are kept until it confirms."""

    visit: uuid.UUID
    slot: int
    place: InLine
    asked_at: datetime
    offered_until: datetime | None


async def waiting_line(edition: int) -> list[Waiting]:
    """Who waits and who was offered places, first come first; those who let them pass are not in it."""
    rows = await fetch(
        "SELECT v.id, v.slot, v.pupils + v.adults AS persons, v.coaches, w.slot AS wanted, w.any_slot, w.asked_at, w.offered_until"
        " FROM class_wait w JOIN class_visit v ON v.id = w.class_visit"
        " WHERE v.edition = {} AND w.lapsed_at IS NULL ORDER BY w.asked_at, v.registered_at, v.id",
        edition,
    )
    return [
        Waiting(
            as_uuid(row["id"]),
            row["slot"],
            InLine(int(row["persons"]), row["coaches"], row["wanted"], bool(row["any_slot"])),
            row["asked_at"],
            row["offered_until"],
        )
        for row in rows
    ]


async def over(edition: int, slot: int, persons: int, coaches: int) -> list[VisitLine]:
    """Who would be too many if the slot had these places: the classes that hold places there, first registered first kept."""
    held = await all_visits(edition, wanted=Wanted(state="", slot=slot), sort="registered")
    too_many: list[VisitLine] = []
    for one in held:
        if not one.holds_places:
            continue
        if one.heads <= persons and one.coaches <= coaches:
            persons, coaches = persons - one.heads, coaches - one.coaches
        else:
            too_many.append(one)
    return too_many


async def ranks(edition: int) -> dict[uuid.UUID, int]:
    """The place in the line of each class that waits: 1 is next, among those who wait for the same slot or for any."""
    line = [one for one in await waiting_line(edition) if one.offered_until is None]
    told: dict[uuid.UUID, int] = {}
    for number, one in enumerate(line):
        before = line[:number]
        rivals = (
            before if one.place.any_slot else [x for x in before if x.place.slot == one.place.slot or x.place.any_slot]
        )
        told[one.visit] = len(rivals) + 1
    return told
