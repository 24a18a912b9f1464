"""The days of an edition, for organisers."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.editions.forms import DayForm
from admin.mail.agendas import saved
from forum.audit import service as audit
from forum.editions import service
from forum.editions.values import DayValue, EditionValue
from forum.errors import NotFound, Refusal
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.territory.holidays import notes_on
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
HERE = "/admin/edition/jours"
organizers_only = staff(ORGANIZER)


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
    known = _day(edition, day)
    return page(request, "admin-editions/jour.html", form=DayForm.of(known), day=known, **_told(edition))


@post("/jours/{day:int}", guards=[organizers_only])
async def set_day(request: Asked, edition: NamedDependency[EditionValue], day: FromPath[int]) -> Template | Redirect:
    """Other hours, or another date."""
    return await _keep(request, edition, _day(edition, day), "admin-editions/jour.html")


@post("/jours/{day:int}/retrait", guards=[organizers_only])
async def remove_day(request: Asked, edition: NamedDependency[EditionValue], day: FromPath[int]) -> Redirect:
    """A day less, while nothing happens on it."""
    known = _day(edition, day)
    try:
        await service.remove_day(edition.id, day)
    except Refusal as refusal:
        return see_other(HERE, refusal.sentence, "bad")
    await audit.note(edition.id, request.user, "remove-day", "day", day, f"Jour retiré\u00a0: {known.date:%d/%m/%Y}")
    return await saved(edition.id, HERE, "Le jour est retiré.")


async def _keep(request: Asked, edition: EditionValue, day: DayValue | None, name: str) -> Template | Redirect:
    form = await read_form(request, DayForm)
    said = form.read()
    if said is not None:
        try:
            made = await service.set_day(edition.id, day.id if day else None, said)
        except Refusal as refusal:
            form.fault(refusal.field or "date", refusal.sentence)
        else:
            told = f"Jour\u00a0: {said.date:%d/%m/%Y}, {form.typed['opens']} à {form.typed['closes']}"
            await audit.note(edition.id, request.user, "set-day", "day", made, told)
            notes = " ".join(notes_on(said.date))
            return await saved(edition.id, HERE, f"C’est enregistré. {notes}".strip(), "warn" if notes else "done")
    return unprocessable(request, name, form=form, day=day, **_told(edition))


def _day(edition: EditionValue, day: int) -> DayValue:
    known = next((one for one in edition.days if one.id == day), None)
    if known is None:
        raise NotFound
    return known


def _next(edition: EditionValue) -> dict[str, str]:
    """The form for one more day: the hours of the last."""
    return {**DayForm.of(edition.last_day).typed, "date": ""}


def _told(edition: EditionValue) -> dict[str, Any]:
    return {"notes": {day.id: notes_on(day.date) for day in edition.days}}


handlers = [show_days, add_day, show_day, set_day, remove_day]
