"""The demonstration's edition: Saint-Claude, a Friday of late November, one hall drawn in metres, two gates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from forum import clock
from forum.database import fetch
from forum.editions import queries, service
from forum.editions.service import NewEdition
from forum.editions.values import EditionValue
from forum.stands import service as stands
from forum.stands.rules.floor import DoorSpot, ObstacleSpot, ZoneSpot
from forum.stands.service import NewStand

SLOT_PERSONS, SLOT_COACHES = 240, 6
SLUG = "demonstration-"
PER_ROW = 16
ZONE_OF = {
    "lunetterie": 0,
    "plasturgie": 0,
    "horlogerie": 0,
    "mecanique": 1,
    "industrie": 1,
    "bois": 2,
    "fromagerie": 3,
    "agriculture": 3,
    "btp": 4,
    "transport": 4,
    "sante": 5,
    "tourisme": 5,
    "commerce": 5,
    "securite": 6,
    "numerique": 6,
    "emploi": 6,
}
ZONES = (
    "Lunetterie et plasturgie",
    "Mécanique et microtechniques",
    "Bois et matières",
    "Fromagerie et agriculture",
    "Construction et transport",
    "Santé, tourisme et services",
    "Emploi et orientation",
)
SECTOR_OF = ("lunetterie", "mecanique", "bois", "fromagerie", "btp", "sante", "emploi")
"""The sector whose colour and letter each of them wears."""


def late_november_friday(today: date) -> date:
    """The next Friday after 19 November that is still at least two days away."""
    for year in (today.year, today.year + 1):
        for day in range(20, 31):
            on = date(year, 11, day)
            if on.weekday() == 4 and on >= today + timedelta(days=2):
                return on
    raise AssertionError("every year has such a Friday")


def at(on: date, hour: int, minute: int = 0) -> datetime:
    """A moment on the wall clock of Saint-Claude."""
    return datetime.combine(on, time(hour, minute), tzinfo=clock.PARIS)


async def lay_edition(opens: datetime, stand_count: int = 110) -> EditionValue:
    """The edition with its day from that hour on, its hall, gates, arrival slots and stands, published."""
    on = clock.local(opens).date()
    closes = min(opens + timedelta(hours=10), at(on, 23))
    # Open already, however far away the day is: a demonstration that nobody can register in shows nothing.
    before = await fetch("SELECT id FROM edition WHERE slug LIKE {}", f"{SLUG}%")
    opened = min(clock.now(), opens - timedelta(days=200)) - timedelta(days=1)
    edition = await service.open_edition(
        NewEdition(
            slug=f"{SLUG}{on:%Y%m%d}-{1 + len(before)}",
            name="Forum des métiers du Haut-Jura",
            tagline="Une journée pour rencontrer celles et ceux qui font l’industrie, l’artisanat et les services du Haut-Jura.",
            place="Palais des sports",
            address="1 rue de la Démonstration",
            postal_code="39200",
            city="Saint-Claude",
            latitude="46.3869",
            longitude="5.8636",
            access="Les cars déposent les classes devant la porte A et se garent derrière la halle."
            " Parking voitures à cinq minutes à pied.",
            contact_email="forum@forum.example",
            contact_phone="0384000000",
            emergency_phone="112",
            controller_name="Communauté de communes Haut-Jura Saint-Claude (démonstration)",
            controller_address="13 bis boulevard de la République, 39200 Saint-Claude",
            dpo_email="dpo@forum.example",
            publication_director="La présidence de la communauté de communes",
            host="À compléter par l’hébergeur de cette installation",
            stands_open_at=opened,
            stands_close_at=opens - timedelta(hours=3),
            classes_open_at=opened,
            classes_close_at=opens - timedelta(hours=3),
            visitors_open_at=opened,
            visitors_close_at=closes,
        )
    )
    setup, end = opens - timedelta(hours=2, minutes=30), min(closes + timedelta(hours=2), at(on, 23, 59))
    day = await service.add_day(edition, on, setup, opens, closes, end)
    depth = 1200 + 760 * -(-stand_count // (2 * PER_ROW))
    hall = await service.add_hall(edition, "Grande halle", 6000, depth, 1200)
    gate_a = await service.add_gate(edition, hall, "A", "Porte A, côté cars", 1500, depth)
    gate_b = await service.add_gate(edition, hall, "B", "Porte B, côté ville", 4500, depth)
    # One phone at the gate of the town: its fullest slots show what an overload looks like.
    await service.set_pace(edition, gate_a, 14)
    await service.set_pace(edition, gate_b, 9)
    # Quarter-hours, each gate every other one: a coach needs its half-hour on the forecourt.
    for gate, shift in ((gate_a, 0), (gate_b, 15)):
        for hours in (0, 4):
            first = opens + timedelta(hours=hours, minutes=shift)
            await service.add_slots(
                edition, day, gate, first, first + timedelta(minutes=90), SLOT_PERSONS, SLOT_COACHES, every=30
            )
    # One line per row of stands: 63 A on three phases.
    rows = -(-stand_count // PER_ROW)
    circuits = [
        await stands.add_circuit(edition, hall, f"L{row + 1}", 43_000, 60, _top_of(row) + 100) for row in range(rows)
    ]
    laid = floor(stand_count, circuits)
    await stands.lay_out(edition, hall, laid)
    await stands.furnish(
        edition,
        hall,
        zones=villages(laid),
        doors=[
            DoorSpot(0, "Issue S1", 0, depth - 420, 180, emergency=True),
            DoorSpot(0, "Issue S2", 6000, depth - 420, 180, emergency=True),
            DoorSpot(0, "Quai", 5810, 0, 300, emergency=False),
        ],
        obstacles=[ObstacleSpot(0, "Accueil", 2700, depth - 420, 600, 120)],
    )
    await service.publish(edition)
    return await queries.edition(edition)


def floor(count: int, circuits: Sequence[int] = ()) -> list[NewStand]:
    """Stands of 3 × 2 m back to back in double rows with aisles of 3 m, numbered by row from A1."""
    made: list[NewStand] = []
    rows = -(-count // PER_ROW)
    for row in range(rows):
        for place in range(min(PER_ROW, count - row * PER_ROW)):
            power = 6000 if place in {0, 15} else 3000 if place % 4 == 0 else 1500
            made.append(
                NewStand(
                    number=f"{'ABCDEFGHIJ'[row]}{place + 1}",
                    zone=ZONES[min((row // 2) * 2 + place // 8, len(ZONES) - 1)],
                    x_cm=350 + place * 310 + (place // 8) * 300,
                    y_cm=_top_of(row),
                    width_cm=300,
                    depth_cm=200,
                    power_watts=power,
                    water=place in {0, 15},
                    three_phase=place in {0, 15},
                    network=place % 8 in {0, 7},
                    circuit=circuits[row] if circuits else None,
                )
            )
    return made


def _top_of(row: int) -> int:
    return 250 + (row // 2) * 760 + (row % 2) * 200


def villages(laid: Sequence[NewStand]) -> list[ZoneSpot]:
    """A rectangle around the stands of each zone, with room above them for its name."""
    found = []
    for name in dict.fromkeys(one.zone for one in laid):
        own = [one for one in laid if one.zone == name]
        left, top = min(one.x_cm for one in own) - 20, min(one.y_cm for one in own) - 105
        right, bottom = (
            max(one.x_cm + one.width_cm for one in own) + 20,
            max(one.y_cm + one.depth_cm for one in own) + 20,
        )
        sector = SECTOR_OF[ZONES.index(name)]
        found.append(ZoneSpot(0, name, sector, left, top, right - left, bottom - top))
    return found
