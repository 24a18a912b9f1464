"""A plausible edition told in values: schools of several communes, many visitors of small places, a busy morning."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, date, datetime, timedelta

from forum.attendance.values import CLASS, EXHIBITOR, VISITOR, DayHours, Facts, Party, Pass, Place, Slot
from forum.door.rules import Line
from forum.territory.communes import communes, territory
from forum.visitors.rules import STATUSES

OPENING = datetime(2026, 11, 27, 8, tzinfo=UTC)
LEVELS = ("4e", "3e", "2de-gt", "cap-1")


def town(seed: int, visitors: int = 110, classes: int = 14) -> Facts:
    """About 14 classes of 9 schools and 110 visitors, most of whom come; the same for the same seed."""
    chance = random.Random(seed)
    uid = lambda: uuid.UUID(int=chance.getrandbits(128))  # noqa: E731
    inside, around = territory().communes, communes()
    seats = chance.sample([one.insee_code for one in inside if one.population > 1500], 5)
    slots = tuple(
        Slot(n, 1, "AB"[n % 2], OPENING + timedelta(minutes=15 * (n // 2)), OPENING, 120, 3) for n in range(1, 9)
    )
    parties: dict[uuid.UUID, Party] = {}
    passes: dict[uuid.UUID, Pass] = {}
    lines: list[Line] = []

    def passage(
        at: datetime, badge: uuid.UUID | None, kind: str, badge_kind: str | None, heads: tuple[int, int]
    ) -> None:
        lines.append(
            Line(
                uid(), len(lines) + 1, kind, "in", chance.randint(1, 2), 1, None, False, badge, badge_kind, *heads,
                True, None, chance.choice(list(STATUSES)) if badge is None else None, "welcome", at, at, False,
            )
        )  # fmt: skip

    for number in range(classes):
        key, badge, slot, school = uid(), uid(), chance.choice(slots), number % 9
        heads = (chance.randint(9, 30), chance.randint(1, 4))
        parties[key] = Party(
            CLASS, heads, chance.random() < 0.08, insee_code=seats[school % 5], day=date(2026, 11, 27), slot=slot.id,
            slot_at=slot.starts_at, school=school, school_name=f"Collège {school}", level=chance.choice(LEVELS), coaches=1,
        )  # fmt: skip
        passes[badge] = Pass(CLASS, key, badge)
        if chance.random() < 0.9:
            came = (max(1, heads[0] - chance.choice((0, 0, 1, 2))), heads[1])
            passage(slot.starts_at + timedelta(minutes=chance.randint(-20, 30)), badge, "count", CLASS, came)
    for _ in range(visitors):
        key, badge = uid(), uid()
        place = (
            chance.choice(inside if chance.random() < 0.8 else around).insee_code if chance.random() < 0.95 else None
        )
        heads = (chance.choice((0, 0, 1)), chance.choice((1, 1, 2)))
        parties[key] = Party(
            VISITOR, heads, chance.random() < 0.05, insee_code=place, elsewhere=place is None, status=chance.choice(list(STATUSES))
        )  # fmt: skip
        passes[badge] = Pass(VISITOR, key, badge)
        if chance.random() < 0.7:
            passage(OPENING + timedelta(minutes=chance.randint(0, 500)), badge, "scan", VISITOR, heads)
    for sector in ("bois", "btp", "lunetterie"):
        key, badge = uid(), uid()
        parties[key] = Party(
            EXHIBITOR, (0, 2), False, insee_code=seats[0], sector=sector, structure="company", organisation=key
        )
        passes[badge] = Pass(EXHIBITOR, key, badge)
        passage(OPENING - timedelta(minutes=40), badge, "scan", EXHIBITOR, (0, 1))
    for _ in range(20):
        passage(OPENING + timedelta(minutes=chance.randint(0, 500)), None, "walk_in", None, (0, 1))
    walk_ins = [line.id for line in lines if line.kind == "walk_in"]
    return Facts(
        edition=1,
        name="Forum des métiers",
        days=(DayHours(1, date(2026, 11, 27), OPENING, OPENING + timedelta(hours=9)),),
        halls=(Place(1, "Grande salle", 900),),
        gates=(Place(1, "Porte A"), Place(2, "Porte B")),
        slots=slots,
        parties=parties,
        passes=passes,
        lines=tuple(lines),
        walk_in_from={key: chance.choice(inside).insee_code for key in walk_ins if chance.random() < 0.8},
    )
