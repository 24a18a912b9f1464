"""The days of an edition, for organisers."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.editions import parts
from admin.editions.forms import DayForm
from admin.editions.parts import Asked, Part
from admin.mail.agendas import saved
from admin.meanwhile import Both
from forum.attendance import queries as attendance
from forum.editions import service
from forum.editions.rules import hour_of
from forum.editions.service import DaySaid, is_past
from forum.editions.values import DayValue, EditionValue
from forum.people.guards import staff
from forum.people.who import ORGANIZER
from forum.territory.holidays import notes_on
from forum.web import page, read_form, unprocessable
from forum.web.words import say_date

HERE = "/admin/edition/jours"
organizers_only = staff(ORGANIZER)


def _called(day: DaySaid | DayValue) -> str:
    return f"{say_date(day.date).capitalize()}, {hour_of(day.opens_at)} à {hour_of(day.closes_at)}"


DAY = Part("day", HERE, "Jour retiré", DaySaid, service.set_day, service.remove_day, _called)


@get("/jours", guards=[organizers_only])
async def show_days(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Every day with its hours, with a word on dates that fall badly, and a form for one more."""
    return page(request, "admin-editions/jours.html", form=DayForm(_next(edition)), **_told(edition))


@post("/jours", guards=[organizers_only])
async def add_day(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """One more day."""
    return await _keep(request, edition, None, "admin-editions/jours.html")


@get("/jours/{day:int}", guards=[organizers_only])
async def show_day(request: Asked, edition: NamedDependency[EditionValue], day: FromPath[int]) -> Template:
    """One day, to change it. Raises NotFound."""
    known = parts.one(edition.days, day)
    return page(
        request,
        "admin-editions/jour.html",
        form=parts.shown(DAY, known, DayForm.of(known)),
        day=known,
        **_told(edition),
    )


@post("/jours/{day:int}", guards=[organizers_only])
async def set_day(request: Asked, edition: NamedDependency[EditionValue], day: FromPath[int]) -> Template | Redirect:
    """Other hours, or another date."""
    return await _keep(request, edition, parts.one(edition.days, day), "admin-editions/jour.html")


@post("/jours/{day:int}/retrait", guards=[organizers_only])
async def remove_day(request: Asked, edition: NamedDependency[EditionValue], day: FromPath[int]) -> Redirect:
    """A day less, while nothing happens on it."""
    refused = await parts.remove(request, edition, DAY, parts.one(edition.days, day))
    return refused or await saved(edition.id, HERE, "Le jour est retiré.")


async def _keep(request: Asked, edition: EditionValue, day: DayValue | None, name: str) -> Template | Redirect:
    form = await read_form(request, DayForm)
    said = form.read()
    refused: Both | None = []
    if said is not None and (refused := await parts.keep(request, edition, DAY, day, form, said)) is None:
        notes = " ".join(notes_on(said.date))
        if day is not None and is_past(said.date):
            notes = await _after_the_day(edition)
        return await saved(edition.id, HERE, f"C’est enregistré. {notes}".strip(), "warn" if notes else "done")
    return unprocessable(request, name, form=form, day=day, meanwhile=refused, **_told(edition))


async def _after_the_day(edition: EditionValue) -> str:
    """What a correction does that comes afterwards."""
    told = "Ce jour est passé\u00a0: personne n’en est prévenu."
    if await attendance.frozen(edition.id):
        return f"{told} Les chiffres de fréquentation sont arrêtés, ils ne bougent plus."
    return f"{told} La courbe de fréquentation suit."


def _next(edition: EditionValue) -> dict[str, str]:
    """The form for one more day: the hours of the last."""
    return {**DayForm.of(edition.last_day).typed, "date": ""}


def _told(edition: EditionValue) -> dict[str, Any]:
    return {
        "notes": {day.id: notes_on(day.date) for day in edition.days},
        "past": {day.id for day in edition.days if is_past(day.date)},
    }


handlers = [show_days, add_day, show_day, set_day, remove_day]
