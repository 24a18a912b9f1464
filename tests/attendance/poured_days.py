"""Random editions written straight into the tables, as the forum's verbs and the door would have left them, and worse.

Days on which the clocks change, midnight, re-entries, missing ways out, replaced badges, late uploads, lines undone by who may
and who may not, halls emptied, registrations cancelled after they came or gone altogether; some lines are senseless.
"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from forum.database import fetch, transaction
from forum.editions import service as verbs
from forum.exhibitors.rules import KINDS, OFFERS
from forum.territory.sectors import SECTORS
from forum.visitors.rules import STATUSES
from tests.attendance.poured_lines import CODES, Maker, write_journal

DAYS = (date(2026, 11, 27), date(2026, 10, 25), date(2027, 3, 28))
"""A Friday in winter; the day that has 25 hours; the day that has 23."""
PLACES = ("39478", "39097", "39368", "01071", "39001", "25056", None)
LEVELS = ("4e", "3e", "2de-gt", "cap-1", "autre")
_numbers = count(1)


async def edition(seed: int) -> int:
    """Its id. The same for the same seed, but for the ids that the database gives."""
    number = next(_numbers)
    made = await verbs.open_edition(
        verbs.NewEdition(f"n-{seed}-{number}"[:40], f"Forum {seed}", "", "", "", "", "Saint-Claude")
    )
    maker = Maker(seed, made)
    async with transaction():
        days, gates = await _places(maker)
        slots = await _slots(maker, days, gates)
        await _registrations(maker, slots)
        await write_journal(maker, days, gates)
    return made


async def _places(maker: Maker) -> tuple[list[dict[str, Any]], list[int]]:
    chance, first = maker.chance, maker.chance.choice(DAYS)
    for later in range(chance.choice((1, 1, 2, 3))):
        on = first + timedelta(days=later)
        hour, minute = chance.choice(((8, 0), (0, 30), (8, 10), (7, 50)))
        opens = datetime(on.year, on.month, on.day, hour, minute, tzinfo=UTC)
        closes = opens + timedelta(minutes=chance.choice((60, 200, 480, 485)))
        around = {"setup_at": opens - timedelta(hours=2), "teardown_until": closes + timedelta(hours=2)}
        maker.add("day", edition=maker.edition, date=on, opens_at=opens, closes_at=closes, **around)
    sizes = {"width_cm": 4000, "depth_cm": 2000, "aisle_cm": 140}
    for name, limit in (("Grande salle", 60), ("Annexe", 20), ("Cour", 900)):
        maker.add("hall", edition=maker.edition, name=name, capacity_limit=limit, **sizes)
    await maker.write()
    days = await fetch("SELECT id, date, opens_at FROM day WHERE edition = {} ORDER BY date", maker.edition)
    halls = [row["id"] for row in await fetch("SELECT id FROM hall WHERE edition = {} ORDER BY id", maker.edition)]
    for code, hall in zip("BADC", (0, 0, 1, 2), strict=True):
        maker.add(
            "gate", edition=maker.edition, hall=halls[hall], code=code, name=f"Porte {code}", x_cm=0, y_cm=0, pace=30
        )
    await maker.write()
    return days, [row["id"] for row in await fetch("SELECT id FROM gate WHERE edition = {} ORDER BY id", maker.edition)]


async def _slots(maker: Maker, days: list[dict[str, Any]], gates: list[int]) -> list[dict[str, Any]]:
    """Of ten minutes at one gate, of a quarter of an hour at another: several begin in one quarter."""
    for day in days:
        for gate, minutes in ((gates[0], (0, 15, 30)), (gates[1], (0, 10, 20))):
            for minute in minutes:
                at = day["opens_at"] + timedelta(minutes=minute)
                times = {"starts_at": at, "ends_at": at + timedelta(minutes=10)}
                room = {"capacity_persons": maker.chance.choice((0, 40, 60)), "capacity_coaches": 2}
                taken = {"taken_persons": 0, "taken_coaches": 0}
                maker.add("arrival_slot", edition=maker.edition, day=day["id"], gate=gate, **times, **room, **taken)
    await maker.write()
    return await fetch("SELECT id, starts_at FROM arrival_slot WHERE edition = {}", maker.edition)


# ── Registrations ──


async def _registrations(maker: Maker, slots: list[dict[str, Any]]) -> None:
    chance, long_ago = maker.chance, datetime(2026, 9, 1, tzinfo=UTC)
    schools = [
        (await fetch(
            "INSERT INTO school (name, kind, insee_code, municipality_name, search, added_at)"
            " VALUES ({}, 'CLG', {}, '', '', {}) RETURNING id",
            *(name, chance.choice(PLACES), long_ago),
        ))[0]["id"]
        for name in ("Collège du Plateau", "Collège du Plateau", "Lycée du Pré")
    ]  # fmt: skip
    referent = maker.uid()
    words = {"first_name": "Thérèse", "last_name": "T", "email": f"{referent}@exemple.fr", "phone": ""}
    maker.add("referent", id=referent, edition=maker.edition, **words, registered_at=long_ago, trusted_by="")
    for number in range(chance.randint(0, 7)):
        _class(maker, number, referent, chance.choice(schools), chance.choice(slots), long_ago)
    for number in range(chance.randint(0, 7)):
        _visitor(maker, number, long_ago)
    stands = _exhibitors(maker, chance.randint(0, 5), long_ago)
    for kind in ("visitor", "class"):
        if chance.random() < 0.3:  # its registration is gone
            _badge(maker, kind, maker.uid(), (chance.randint(0, 9) if kind == "class" else 0, 2), long_ago)
    for kind in ("blank", "blank", "organizer", "press", "pupil", "chaperone"):
        _badge(maker, kind, maker.uid(), (0, 1), long_ago)
    late = {
        name: maker.rows.pop(name, [])
        for name in ("class_cancellation", "class_wait", "visitor_cancellation", "badge_revocation")
    }
    hall = (await fetch("SELECT min(id) AS id FROM hall WHERE edition = {}", maker.edition))[0]["id"]
    for stand in stands:
        size = {"x_cm": 0, "y_cm": 0, "width_cm": 300, "depth_cm": 200, "rotation": 0, "power_watts": 0}
        no = {"water": False, "network": False, "three_phase": False, "accessible": False}
        maker.add("stand", id=stand, edition=maker.edition, hall=hall, number=str(stand), zone="", **size, **no)
    bookings, offers = maker.rows.pop("stand_booking", []), maker.rows.pop("exhibitor_offer", [])
    await maker.write()
    maker.rows = {
        name: rows for name, rows in {"stand_booking": bookings, "exhibitor_offer": offers, **late}.items() if rows
    }
    await maker.write()


def _class(maker: Maker, number: int, referent: uuid.UUID, school: int, slot: dict[str, Any], at: datetime) -> None:
    chance, key = maker.chance, maker.uid()
    heads = (chance.randint(1, 30), chance.randint(1, 4))
    words = {"class_name": f"3e {number}", "class_folded": f"3e {number}", "grade_level": chance.choice(LEVELS)}
    rest = {"special_needs": 0, "transport": "foot", "coaches": chance.randint(0, 2), "lunch": False, "photo": "no"}
    maker.add(
        "class_visit", id=key, edition=maker.edition, referent=referent, school=school, slot=slot["id"], **words,
        pupils=heads[0], adults=heads[1], **rest, sectors="", search="", registered_at=at,
    )  # fmt: skip
    if chance.random() < 0.2:
        maker.add("class_cancellation", class_visit=key, at=at)
    elif chance.random() < 0.1:
        maker.add("class_wait", class_visit=key, slot=slot["id"], any_slot=False, asked_at=at)
        return
    _badge(maker, "class", key, heads, at)
    maker.due |= {badge["id"]: slot["starts_at"] for badge in maker.passes if badge["holder"] == key}


def _visitor(maker: Maker, number: int, at: datetime) -> None:
    chance, key = maker.chance, maker.uid()
    heads, place = (chance.randint(0, 2), chance.randint(1, 3)), chance.choice(CODES)
    names = {"first_name": f"Ada {number}", "last_name": "", "email": "a@exemple.fr", "postal_code": "", "name_key": ""}
    said = {"status": chance.choice([*list(STATUSES)[:3], ""]), "insee_code": place}
    maker.add(
        "visitor", id=key, edition=maker.edition, **names, **said, elsewhere=None if place else chance.choice((None, "Lyon")),
        adults=heads[1], children=heads[0], channel="site", search="", registered_at=at,
    )  # fmt: skip
    if chance.random() < 0.2:
        maker.add("visitor_cancellation", visitor=key, at=at)
    _badge(maker, "visitor", key, heads, at)


def _exhibitors(maker: Maker, many: int, at: datetime) -> list[int]:
    """Some bear a name or a SIRET that others of other editions bear; some have booked twice."""
    chance, stands = maker.chance, []
    for number in range(many):
        key = maker.uid()
        name = chance.choice(("Acme Lunettes", "ACME  lunettes", "Bois d’Ici", f"Maison {key}"))
        kinds = {"kind": chance.choice(list(KINDS)), "sector": chance.choice(SECTORS).code}
        levels = {"for_college": False, "for_lycee": False, "for_adults": False}
        maker.add(
            "exhibitor", id=key, edition=maker.edition, name=name, **kinds, siret=chance.choice((None, None, "12345678901234")),
            insee_code=chance.choice(CODES), website="", pitch="", **levels, search="", registered_at=at,
        )  # fmt: skip
        for kind in OFFERS:
            if chance.random() < 0.3:
                maker.add("exhibitor_offer", id=maker.uid(), exhibitor=key, kind=kind, number=chance.randint(1, 9))
        states = [chance.choice(("refused", "cancelled"))] if chance.random() < 0.3 else []
        states += [chance.choice(("draft", "submitted", "validated", "validated", "waitlisted", "cancelled"))]
        for later, state in enumerate(states if chance.random() < 0.9 else ()):
            stand = 1_000_000 * maker.edition + number if state in ("submitted", "validated") else None
            stands += [stand] if stand else []
            needs = {"tables": 1, "chairs": 1, "panels": 0, "power_watts": 0, "network": False, "three_phase": False}
            when = {"booked_at": at + timedelta(days=later), "changed_at": at}
            maker.add(
                "stand_booking", id=maker.uid(), edition=maker.edition, stand=stand, exhibitor=key, state=state,
                people=chance.randint(1, 4), **needs, machine=False, note="", **when,
            )  # fmt: skip
        for _ in range(chance.randint(0, 3)):
            _badge(maker, "exhibitor", key, (0, 1), at)
    return stands


def _badge(maker: Maker, kind: str, holder: uuid.UUID, heads: tuple[int, int], at: datetime) -> None:
    """A badge, sometimes replaced once or twice, sometimes ended."""
    chance, before = maker.chance, None
    for _ in range(chance.choice((1, 1, 1, 2, 3)) if kind != "class" or heads[0] else 1):
        badge = {"id": maker.uid(), "kind": kind, "holder": holder, "pupils": heads[0], "adults": heads[1]}
        words = {"title": "", "subtitle": "", "detail": "", "photo": "no", "issued_at": at, "changed_at": at}
        maker.add("badge", **badge, edition=maker.edition, code=uuid.uuid4().hex[:24], **words)
        maker.passes.append(badge)
        if before:
            ended = {"reason": "replaced", "replaced_by": badge["id"]}
            maker.add("badge_revocation", id=maker.uid(), badge=before, **ended, at=at)
        before = badge["id"]
    if chance.random() < 0.1:
        maker.add("badge_revocation", id=maker.uid(), badge=before, reason="cancelled", replaced_by=None, at=at)
