"""The demonstration at four moments of its year, at two sizes, the same for the same seed."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from forum import clock
from forum.demo.day import scan_day
from forum.demo.edition import SLUG, at, late_november_friday, lay_edition
from forum.demo.public import lay_hours, register_visitors
from forum.demo.registrations import Told, book_stands, leave_classes_to_decide, register_classes
from forum.demo.sizes import SIZES
from forum.editions.queries import find_current
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people import service as people
from forum.people.queries import find_staff
from forum.people.who import ORGANIZER, Who
from forum.territory.service import load_starter


class RealEdition(Refusal):
    """A demonstration would take the place of a real edition on the public site."""

    sentence = (
        "Une véritable édition est publiée dans cette base\u00a0: la démonstration a besoin d’une base à elle (--data)."
    )


def _silent(what: str, done: int, of: int) -> None:
    """Nobody watches."""


async def demonstrate(stage: str, size: str = "full", seed: int = 2026, told: Told = _silent) -> EditionValue:
    """Make the demonstration edition at a stage (see STAGES): booking, registration, open-day, over. Raises RealEdition."""
    current = await find_current()
    if current is not None and not current.slug.startswith(SLUG):
        raise RealEdition
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    many = SIZES[size]
    now = clock.now()
    await load_starter()
    by = await _organizer()
    edition = await lay_edition(_opening(stage, now), many.stands)
    await lay_hours(edition, many.visitors, by)
    share = {"booking": 0.4, "registration": 0.6}.get(stage, 1.0)
    booked = round(many.exhibitors * (0.4 if stage == "booking" else 1))
    await book_stands(edition, chance, booked, 0.5 if stage == "booking" else 0.93, by, told)
    if stage != "booking":
        classes = round(many.classes * share)
        await register_classes(
            edition,
            chance,
            classes,
            round(many.pupils * share),
            round(many.adults * share),
            round(many.coaches * share),
            told,
        )
        if stage == "registration":
            await leave_classes_to_decide(edition)
        await register_visitors(edition, chance, round(many.visitors * share), told, one_waits=stage == "registration")
    if stage in {"open-day", "over"}:
        await scan_day(edition, chance, by, now, told)
    return edition


def _opening(stage: str, now: datetime) -> datetime:
    """When the doors open: next late-November Friday, an hour and a half ago, or last Friday."""
    today = clock.local(now).date()
    if stage == "open-day":
        began = clock.local(now - timedelta(minutes=100))
        if began.date() < today:  # just after midnight a day that began yesterday would be over: it begins at midnight
            return at(today, 0)
        return at(today, min(began.hour, 13), began.minute // 15 * 15)
    if stage == "over":
        return at(today - timedelta(days=(today.weekday() - 4) % 7 or 7), 9)
    return at(late_november_friday(today), 9)


async def _organizer() -> Who:
    account = await people.add_staff("odile@forum.example", "Odile, organisatrice", ORGANIZER)
    who = await find_staff(account)
    assert who is not None
    return who
