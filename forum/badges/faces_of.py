"""From rows to what is printed."""

from __future__ import annotations

from collections.abc import Sequence

from forum.badges.faces import BadgeFace, EditionFace, Look, PlanFace
from forum.badges.values import BadgeValue
from forum.editions.values import DayValue, EditionValue
from forum.settings import settings
from forum.web.words import say_date, say_hour, say_phone


def badge_face(badge: BadgeValue) -> BadgeFace:
    """What a badge says."""
    return BadgeFace(
        badge.code, badge.kind, badge.title, badge.subtitle, badge.detail, badge.pupils, badge.adults, badge.photo
    )


def edition_face(edition: EditionValue, plan: PlanFace | None = None, look: Look | None = None) -> EditionFace:
    """What every badge of the edition says. `plan` comes from whoever knows the stands; without it, the address is told."""
    return EditionFace(
        name=edition.name,
        dates=_dates(edition.days),
        place=edition.place,
        city=edition.city,
        address=f"{edition.address}, {edition.postal_code} {edition.city}",
        emergency=say_phone(edition.emergency_phone),
        contact=" · ".join(filter(None, (say_phone(edition.contact_phone), edition.contact_email))),
        access=edition.access,
        site=settings().base_url.partition("://")[2],
        programme=tuple(line for day in edition.days for line in _hours(day, several=len(edition.days) > 1)),
        plan=plan,
        look=look or Look(),
    )


def _dates(days: Sequence[DayValue]) -> str:
    """« vendredi 27 novembre 2026 », « jeudi 26 et vendredi 27 novembre 2026 »."""
    last = days[-1].date
    earlier = [
        say_date(day.date, year=day.date.year != last.year).rpartition(" ")[0]
        if (day.date.year, day.date.month) == (last.year, last.month)
        else say_date(day.date, year=day.date.year != last.year)
        for day in days[:-1]
    ]
    return " et ".join(filter(None, (", ".join(earlier), say_date(last))))


def _hours(day: DayValue, *, several: bool) -> list[tuple[str, str]]:
    when = f" ({say_date(day.date, year=False)})" if several else ""
    return [
        (say_hour(day.opens_at), f"Ouverture du forum{when}"),
        (say_hour(day.closes_at), f"Fermeture{when}"),
    ]
