"""The days of an edition, with their hours; arrival slots follow a day that moves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from piccolo.table import Table

from forum import clock
from forum.database import AlreadyThere, hold, transaction
from forum.editions import queries
from forum.editions.service.opening import add_day
from forum.editions.service.removing import remove
from forum.editions.tables import ArrivalSlot, Day, Edition
from forum.errors import NotFound, Refusal
from forum.meanwhile import check_seen

# What stands on a day at an hour and moves with it: tables with `day`, `starts_at` and `ends_at`. Rooms above add theirs.
laid_on_days: list[type[Table]] = [ArrivalSlot]

Happened = Callable[[int, datetime, datetime], Awaitable[bool]]
happened_on_days: list[Happened] = []
"""Whether anything is dated between two moments of an edition: it keeps its day on its date. Rooms above say it."""


class PastDay(Refusal):
    """A forum is prepared before it happens."""

    sentence = "Cette date est passée. Choisissez un jour à venir."
    field = "date"


class DayHappened(Refusal):
    """Passages are told by their hour: on another date they would belong to no day."""

    sentence = "Des passages ont été lus ce jour-là\u00a0: sa date ne change plus. Ses heures peuvent être corrigées."
    field = "date"


class WrongHours(Refusal):
    """Set-up, opening, closing and the end of teardown follow each other."""

    sentence = "Les heures se suivent\u00a0: montage, ouverture, fermeture, fin du démontage."
    field = "opens"


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day as it is typed: a date and four hours of it, as moments in UTC."""

    date: date
    setup_at: datetime
    opens_at: datetime
    closes_at: datetime
    teardown_until: datetime


class DayTaken(Refusal):
    """One day, one line."""

    sentence = "Ce jour est déjà dans l’édition."
    field = "date"


class DayInUse(Refusal):
    """What happens on a day keeps it."""

    sentence = "Des créneaux ou des inscriptions tiennent à ce jour\u00a0: déplacez-les d’abord."


class SlotsLeftOut(Refusal):
    """Arrivals happen while the day is open to its public."""

    sentence = "Des créneaux d’arrivée sortiraient de ces heures. Changez-les d’abord."
    field = "opens"


async def set_day(edition: int, day: int | None, said: DaySaid, seen: str | None = None) -> int:
    """A new day, or other hours for one of the edition's; answers its id.

    Arrival slots follow a day that moves to another date. A day that is past keeps its date while passages were read on it;
    its hours may be corrected afterwards. `seen` stands for what the writer saw of it.
    Raises PastDay, DayHappened, WrongHours, DayTaken, SlotsLeftOut, ChangedMeanwhile, NotFound.
    """
    _check_hours(said)
    try:
        async with transaction():
            await hold(Edition, edition)
            if day is None:
                _check_date(said)
                made = await add_day(
                    edition, said.date, said.setup_at, said.opens_at, said.closes_at, said.teardown_until
                )
            else:
                made = await _change_day(edition, day, said, seen)
    except AlreadyThere:
        raise DayTaken from None
    queries.forget()
    return made


async def _change_day(edition: int, day: int, said: DaySaid, seen: str | None) -> int:
    row = await Day.select().where((Day.id == day) & (Day.edition == edition)).first()
    if row is None:
        raise NotFound
    check_seen({one.name: row[one.name] for one in fields(DaySaid)}, seen)
    moved = said.date - row["date"]
    if moved:
        if await _happened(edition, row["date"]):
            raise DayHappened
        _check_date(said)
    for table in laid_on_days:
        await _follow(table, day, moved, said)
    await Day.update(
        {
            Day.date: said.date,
            Day.setup_at: said.setup_at,
            Day.opens_at: said.opens_at,
            Day.closes_at: said.closes_at,
            Day.teardown_until: said.teardown_until,
        }
    ).where(Day.id == day)
    return day


async def _follow(table: type[Table], day: int, moved: timedelta, said: DaySaid) -> None:
    for row in await table.select("id", "starts_at", "ends_at").where(table._meta.get_column_by_name("day") == day):
        starts, ends = _moved(row["starts_at"], moved), _moved(row["ends_at"], moved)
        if starts < said.opens_at or ends > said.closes_at:
            raise SlotsLeftOut
        if moved:
            await table.update({"starts_at": starts, "ends_at": ends}).where(
                table._meta.get_column_by_name("id") == row["id"]
            )


async def remove_day(edition: int, day: int) -> None:
    """Take a day away that nothing happens on. Raises LastOne, DayInUse, NotFound."""
    async with transaction():
        await hold(Edition, edition)
        row = await Day.select(Day.date).where((Day.id == day) & (Day.edition == edition)).first()
        if row is not None and await _happened(edition, row["date"]):
            raise DayInUse
        await remove(Day, edition, day, DayInUse)


async def _happened(edition: int, on: date) -> bool:
    begins, ends = clock.utc(on, time(0)), clock.utc(on + timedelta(days=1), time(0))
    return any([await happened(edition, begins, ends) for happened in happened_on_days])


def check_day(said: DaySaid) -> None:
    """Raises PastDay, WrongHours."""
    _check_date(said)
    _check_hours(said)


def _check_date(said: DaySaid) -> None:
    if is_past(said.date):
        raise PastDay


def is_past(on: date) -> bool:
    """Whether that day is over on the wall clock."""
    return on < clock.local(clock.now()).date()


def _check_hours(said: DaySaid) -> None:
    if not said.setup_at <= said.opens_at < said.closes_at <= said.teardown_until:
        raise WrongHours


def _moved(moment: datetime, by: timedelta) -> datetime:
    """So many days later at the same hour of the wall clock."""
    local = clock.local(moment)
    return datetime.combine(local.date() + by, local.time(), tzinfo=clock.PARIS).astimezone(moment.tzinfo)
