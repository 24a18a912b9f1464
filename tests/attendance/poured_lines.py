"""The lines of a random day, written straight into the journal; some are senseless."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from forum import clock
from forum.bench.crowd import pour
from forum.visitors.rules import STATUSES

CODES = ("39478", "39097", "39368", "01071", "99999", None)


class Maker:
    """One edition in the making: the rows by table, and the dice."""

    def __init__(self, seed: int, edition: int) -> None:
        self.chance, self.edition = random.Random(seed), edition
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.passes: list[dict[str, Any]] = []
        self.due: dict[uuid.UUID, datetime] = {}
        """When the class of a pass is expected."""

    def uid(self) -> uuid.UUID:
        return uuid.UUID(int=self.chance.getrandbits(128))

    def add(self, table: str, **row: Any) -> dict[str, Any]:
        self.rows.setdefault(table, []).append(row)
        return row

    async def write(self) -> None:
        for table, rows in self.rows.items():
            names = list(rows[0])
            await pour(table, names, {}, [[row[name] for name in names] for row in rows])
        self.rows = {}


async def write_journal(maker: Maker, days: list[dict[str, Any]], gates: list[int]) -> None:
    chance, phones = maker.chance, []
    for number in range(3):
        phones.append(maker.uid())
        revoked = datetime(2026, 11, 1, tzinfo=UTC) if number == 2 else None
        names = {
            "name": f"Téléphone {number}",
            "rights": "scan",
            "token_hash": phones[-1].hex,
            "queued": chance.choice((0, 0, 3)),
        }
        enrolled = {"enrolled_at": datetime(2026, 9, 1, tzinfo=UTC), "revoked_at": revoked}
        maker.add("door_device", id=phones[-1], edition=maker.edition, gate=gates[0], **names, **enrolled)
    ids = [maker.uid() for _ in range(chance.choice((0, 1, 2, 3, 5, 20, 40, 70)))]
    held = [(one, chance.choice(gates)) for one in maker.passes if one["kind"] == "class" or chance.random() < 0.8]
    few = chance.random() < 0.5  # who come and go all day, through every gate
    if few:
        held = chance.sample(held, min(len(held), 3))
    for number, key in enumerate(ids, 1):
        _line(maker, number, key, ids, held, days, gates, phones, few=few)
    lines = maker.rows.pop("scan", [])
    await maker.write()
    maker.rows = {"scan": lines} if lines else {}
    await maker.write()


def _line(
    maker: Maker, number: int, key: uuid.UUID, ids: list[uuid.UUID], held: list[tuple[dict[str, Any], int]],
    days: list[dict[str, Any]], gates: list[int], phones: list[uuid.UUID], *, few: bool,
) -> None:  # fmt: skip
    chance = maker.chance
    others = ["walk_in"] * 2 + ["click"] * 2 + ["undo", "undo", "correction", "reset", "settle"]
    kind = "badge" if chance.random() < (0.9 if few and len(ids) > 5 else 0.5) else chance.choice(others)
    badge, gate = None, chance.choice(gates)
    way = chance.choice(("in", "in", "out"))
    if kind == "badge" and held:
        badge, usual = chance.choice(held)
        gate = gate if few else chance.choice((usual, usual, gate))
        kind = ("count" if chance.random() < 0.8 else "scan") if badge["kind"] == "class" else "scan"
    elif kind == "badge":
        kind = "click"
    blanks = [one for one in maker.passes if one["kind"] == "blank"]
    if kind == "walk_in" and chance.random() < 0.5:
        badge = chance.choice(blanks)
    whole = badge and kind == "scan" and chance.random() < 0.9  # or the badge was reworded since
    heads = (
        (badge["pupils"], badge["adults"]) if badge and whole else (chance.choice((0, 0, 1, 25)), chance.randint(0, 3))
    )
    if kind == "count" and way == "out" and chance.random() < 0.6:
        heads = (400, 400)  # all that are left
    if kind in ("undo", "reset", "settle"):
        heads = (0, 0)
    elif not badge and heads == (0, 0):
        heads = (0, 1)
    office = chance.random() < 0.15
    late = timedelta(minutes=chance.choice((0, 0, 0, 15, 16, 40)))
    at = _moment(chance, [day["opens_at"] for day in days])
    if badge and badge["id"] in maker.due and chance.random() < 0.3:  # as far as on time goes, or a hair more
        hair = timedelta(microseconds=chance.choice((-1, 0, 0, 1)))
        at = maker.due[badge["id"]] + timedelta(minutes=chance.choice((-15, 15))) + hair
    maker.add(
        "scan",
        id=key,
        edition=maker.edition,
        number=number,
        device=None if office else chance.choice(phones),
        author=uuid.UUID(int=1) if office else None,
        supervised=office or kind in ("correction", "reset") or chance.random() < 0.3,
        gate=gate,
        kind=kind,
        direction=way,
        badge=badge["id"] if badge else None,
        badge_kind=badge["kind"] if badge else None,
        pupils=heads[0],
        adults=heads[1],
        target=chance.choice([*ids, uuid.UUID(int=7)]) if kind in ("undo", "settle") else None,
        status=chance.choice((None, "staff", *list(STATUSES)[:2]))
        if kind in ("walk_in", "click", "correction")
        else None,
        insee_code=chance.choice(CODES) if kind in ("walk_in", "click") else None,
        note="",
        verdict="welcome",
        admitted=kind not in ("undo", "settle") and chance.random() < 0.9,
        answer="{}",
        fingerprint="",
        device_at=at,
        offset_ms=0,
        corrected_at=at,
        received_at=at + late,
        offline=bool(late) and chance.random() < 0.8,
    )


def _moment(chance: random.Random, opens: list[datetime]) -> datetime:
    """Before the opening, in the busy first hour, on the edge of a quarter, near midnight, after the closing; some fall together."""
    begin = chance.choice(opens)
    day = clock.local(begin).date()
    midnight = clock.utc(day + timedelta(days=chance.choice((0, 1))), datetime.min.time())
    return chance.choice(
        (
            begin + timedelta(minutes=chance.randint(-9 * 60, 17 * 60)),
            begin + timedelta(minutes=chance.randint(0, 90)),
            begin + timedelta(minutes=chance.randint(0, 6) * 5),
            begin + timedelta(seconds=chance.randint(0, 5000), microseconds=chance.choice((0, 999_999))),
            midnight + timedelta(seconds=chance.choice((-1, 0, 1)), microseconds=chance.choice((0, 1))),
        )
    )
