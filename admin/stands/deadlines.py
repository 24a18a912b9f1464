"""Until when exhibitors complete each step."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from admin.meanwhile import Both, both, seen, shown
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.forms import Typed
from forum.meanwhile import ChangedMeanwhile
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.stands import queries, service
from forum.stands.rules import STEPS
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]


class DeadlinesForm(Typed):
    """A date for each step."""

    def read(self, first_day: date) -> dict[str, date]:
        """The last days, each before the first day of the forum."""
        found = {}
        for step in STEPS:
            try:
                found[step] = date.fromisoformat(self.typed.get(step, ""))
            except ValueError:
                self.fault(step, "Choisissez une date.")
                continue
            if found[step] >= first_day:
                self.fault(step, service.TooLate.sentence)
        return found


@get("/delais")
async def show_deadlines(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The last day for each step, and what it is for."""
    now = await queries.deadlines(edition)
    form = shown(DeadlinesForm({step: day.isoformat() for step, day in now.items()}), now)
    return page(request, "admin-stands/deadlines.html", form=form, steps=STEPS)


@post("/delais", guards=[staff(ORGANIZER)])
async def set_deadlines(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Set them all at once."""
    form = await read_form(request, DeadlinesForm)
    days = form.read(edition.first_day.date)
    meanwhile: Both = []
    if not form.faults:
        try:
            await service.set_deadlines(edition, days, request.user, seen(form))
        except ChangedMeanwhile as refusal:
            meanwhile = both(form, refusal, days, STEPS)
        except Refusal as refusal:
            form.fault("form", refusal.sentence)
        else:
            return see_other("/admin/stands/delais", "Les délais sont à jour, les rappels suivent.")
    return unprocessable(request, "admin-stands/deadlines.html", form=form, steps=STEPS, meanwhile=meanwhile)
