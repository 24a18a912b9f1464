"""The arrival slots of the public, for organisers: laid for a day, given other places, taken away."""

from __future__ import annotations

from typing import Any, cast

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.editions.parts import one
from admin.meanwhile import Both, both, seen, shown
from admin.visitors.forms import PlacesForm, SlotsForm
from forum.editions.rules import hour_of
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.meanwhile import ChangedMeanwhile
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.visitors import queries, service
from forum.visitors.queries import VisitorSlotPlaces
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
HERE = "/admin/visiteurs/creneaux"
organizers_only = staff(ORGANIZER)


@get("/creneaux", guards=[organizers_only])
async def show_slots(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Every slot with its places, and a form that lays those of a day."""
    day = edition.first_day
    form = SlotsForm({"day": str(day.id), "first": hour_of(day.opens_at), "minutes": "30", "places": "100"})
    return page(request, "admin-visitors/slots.html", form=form, **await _told(edition))


@post("/creneaux", guards=[organizers_only])
async def lay_slots(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Lay the slots of a day; those that nobody holds are laid anew."""
    form = await read_form(request, SlotsForm)
    said = form.read(edition)
    if said is not None:
        try:
            many = await service.lay_slots(
                edition, said.span.day, said.span.first, said.span.last, said.span.minutes, said.places, request.user
            )
        except Refusal as refusal:
            form.fault(refusal.field or "first", refusal.sentence)
        else:
            return see_other(HERE, f"{many} heures d’arrivée sont posées.")
    return unprocessable(request, "admin-visitors/slots.html", form=form, **await _told(edition))


@get("/creneaux/{slot:int}", guards=[organizers_only])
async def show_slot(request: Asked, edition: NamedDependency[EditionValue], slot: FromPath[int]) -> Template:
    """One slot, to give it other places. Raises NotFound."""
    known = await _slot(edition, slot)
    form = shown(PlacesForm({"places": str(known.capacity)}), {"capacity": known.capacity})
    return page(request, "admin-visitors/slot.html", form=form, slot=known)


@post("/creneaux/{slot:int}", guards=[organizers_only])
async def resize_slot(
    request: Asked, edition: NamedDependency[EditionValue], slot: FromPath[int]
) -> Template | Redirect:
    """Other places: never fewer than are taken; more go to whoever waits."""
    known = await _slot(edition, slot)
    form = await read_form(request, PlacesForm)
    places = form.read()
    meanwhile: Both = []
    if not form.faults:
        try:
            await service.resize_slot(edition, slot, places, request.user, seen(form))
        except ChangedMeanwhile as refusal:
            meanwhile = both(form, refusal, {"capacity": places})
        except Refusal as refusal:
            form.fault(refusal.field or "places", refusal.sentence)
        else:
            return see_other(HERE, "C’est enregistré.")
    return unprocessable(request, "admin-visitors/slot.html", form=form, slot=known, meanwhile=meanwhile)


@post("/creneaux/{slot:int}/retrait", guards=[organizers_only])
async def remove_slot(request: Asked, edition: NamedDependency[EditionValue], slot: FromPath[int]) -> Redirect:
    """A slot less, while nobody holds it."""
    try:
        await service.remove_slot(edition, slot, request.user)
    except NotFound:
        raise
    except Refusal as refusal:
        return see_other(HERE, refusal.sentence, "bad")
    return see_other(HERE, "L’heure d’arrivée est retirée.")


async def _slot(edition: EditionValue, slot: int) -> VisitorSlotPlaces:
    return cast("VisitorSlotPlaces", one(await queries.slots(edition.id), slot))


async def _told(edition: EditionValue) -> dict[str, Any]:
    return {
        "slots": await queries.slots(edition.id),
        "days": [(day.id, f"{day.date:%d/%m/%Y}") for day in edition.days],
    }


handlers = [show_slots, lay_slots, show_slot, resize_slot, remove_slot]
