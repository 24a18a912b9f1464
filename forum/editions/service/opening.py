"""Opening an edition, with its days, halls, gates and arrival slots."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from forum import clock
from forum.database import transaction
from forum.editions import queries
from forum.editions.tables import ArrivalSlot, Day, Edition, Gate, Hall
from forum.errors import Refusal


@dataclass(frozen=True, slots=True)
class NewEdition:
    """What an edition needs before anything can be registered in it."""

    slug: str
    name: str
    tagline: str
    place: str
    address: str
    postal_code: str
    city: str
    latitude: str = ""
    longitude: str = ""
    access: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    emergency_phone: str = ""
    controller_name: str = ""
    controller_address: str = ""
    dpo_email: str = ""
    publication_director: str = ""
    host: str = ""
    stands_open_at: datetime | None = None
    stands_close_at: datetime | None = None
    classes_open_at: datetime | None = None
    classes_close_at: datetime | None = None
    visitors_open_at: datetime | None = None
    visitors_close_at: datetime | None = None


async def open_edition(new: NewEdition) -> int:
    """A new edition, not yet shown to the public; answers its id."""
    async with transaction():
        row = Edition(**asdict(new))
        await row.save()
        return int(row.id)


async def publish(edition: int) -> None:
    """From now on the public site shows this edition."""
    async with transaction():
        await Edition.update({Edition.published_at: clock.now()}).where(Edition.id == edition)
    queries.forget()


async def put_notice(edition: int, sentence: str) -> None:
    """A banner on every public page, until an empty sentence takes it away. The caller notes who did it."""
    async with transaction():
        await Edition.update({Edition.notice: sentence}).where(Edition.id == edition)
    queries.forget()


async def add_day(
    edition: int, on: date, setup_at: datetime, opens_at: datetime, closes_at: datetime, teardown_until: datetime
) -> int:
    """A day of the edition; answers its id."""
    async with transaction():
        row = Day(
            edition=edition,
            date=on,
            setup_at=setup_at,
            opens_at=opens_at,
            closes_at=closes_at,
            teardown_until=teardown_until,
        )
        await row.save()
        return int(row.id)


async def add_hall(
    edition: int, name: str, width_cm: int, depth_cm: int, capacity_limit: int, aisle_cm: int = 240
) -> int:
    """A hall, and how wide its aisles are at least; answers its id."""
    async with transaction():
        row = Hall(
            edition=edition,
            name=name,
            width_cm=width_cm,
            depth_cm=depth_cm,
            capacity_limit=capacity_limit,
            aisle_cm=aisle_cm,
        )
        await row.save()
        return int(row.id)


async def add_gate(edition: int, hall: int, code: str, name: str, x_cm: int, y_cm: int) -> int:
    """A gate of a hall; answers its id."""
    async with transaction():
        row = Gate(edition=edition, hall=hall, code=code, name=name, x_cm=x_cm, y_cm=y_cm)
        await row.save()
        return int(row.id)


class SlotOutsideHours(Refusal):
    """Arrivals happen while the day is open to its public."""

    sentence = "Les créneaux d’arrivée doivent tenir dans les heures d’ouverture de la journée."


async def check_hours(day: int, first: datetime, last: datetime, minutes: int) -> None:
    """Whether slots of `minutes`, from `first` to the one that begins at `last`, lie in the day. Raises SlotOutsideHours."""
    hours = await Day.select(Day.opens_at, Day.closes_at).where(Day.id == day).first()
    if hours is None or first < hours["opens_at"] or last + timedelta(minutes=minutes) > hours["closes_at"]:
        raise SlotOutsideHours


async def add_slots(
    edition: int,
    day: int,
    gate: int,
    first: datetime,
    last: datetime,
    persons: int,
    coaches: int,
    minutes: int = 15,
    every: int = 15,
) -> int:
    """Arrival slots of `minutes`, one `every` so many minutes from `first` up to and including `last`; answers how many.

    Raises SlotOutsideHours.
    """
    async with transaction():
        await check_hours(day, first, last, minutes)
        step = timedelta(minutes=minutes)
        rows = []
        at = first
        while at <= last:
            rows.append(
                ArrivalSlot(
                    edition=edition,
                    day=day,
                    gate=gate,
                    starts_at=at,
                    ends_at=at + step,
                    capacity_persons=persons,
                    capacity_coaches=coaches,
                )
            )
            at += timedelta(minutes=every)
        await ArrivalSlot.insert(*rows)
        return len(rows)
