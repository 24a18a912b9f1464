"""The arrival slots of an edition, generated from hours and pace, for organisers."""

from __future__ import annotations

from typing import Any, cast

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.editions.forms import PlacesForm, SlotsForm
from admin.editions.parts import one
from admin.meanwhile import Both, both, seen, shown
from forum.audit.rules import differences
from forum.audit.service import Told, noted
from forum.class_visits import queries as class_visits
from forum.editions import queries, service
from forum.editions.queries import SlotPlaces
from forum.editions.rules import hour_of
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.meanwhile import ChangedMeanwhile
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
HERE = "/admin/edition/creneaux"
organizers_only = staff(ORGANIZER)


@get("/creneaux", guards=[organizers_only])
async def show_slots(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Every slot, and a form that lays those of a gate."""
    day = edition.first_day
    form = SlotsForm(
        {
            "day": str(day.id),
            "gate": str(edition.gates[0].id),
            "first": hour_of(day.opens_at),
            "minutes": "15",
            "persons": "150",
            "coaches": "3",
        }
    )
    return page(request, "admin-editions/creneaux.html", form=form, **await _told(edition))


@post("/creneaux", guards=[organizers_only])
async def lay_slots(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Lay the slots of a gate on a day; those that nobody holds are laid anew."""
    form = await read_form(request, SlotsForm)
    said = form.read(edition)
    if said is not None:
        try:
            many = await noted(
                request.user,
                service.lay_slots(
                    *(edition.id, said.span.day, said.gate, said.span.first, said.span.last),
                    *(said.persons, said.coaches, said.span.minutes),
                ),
                lambda many: Told(edition.id, "lay-slots", "gate", said.gate, f"{many} créneaux d’arrivée posés"),
            )
        except Refusal as refusal:
            form.fault(refusal.field or "first", refusal.sentence)
        else:
            return see_other(HERE, f"{many} créneaux sont posés.")
    return unprocessable(request, "admin-editions/creneaux.html", form=form, **await _told(edition))


@get("/creneaux/{slot:int}", guards=[organizers_only])
async def show_slot(request: Asked, edition: NamedDependency[EditionValue], slot: FromPath[int]) -> Template:
    """One slot, to give it other places. Raises NotFound."""
    known = await _slot(edition, slot)
    typed = {"persons": str(known.capacity_persons), "coaches": str(known.capacity_coaches)}
    return page(request, "admin-editions/creneau.html", form=shown(PlacesForm(typed), _places(known)), slot=known)


@post("/creneaux/{slot:int}", guards=[organizers_only])
async def resize_slot(
    request: Asked, edition: NamedDependency[EditionValue], slot: FromPath[int]
) -> Template | Redirect:
    """Other places: never fewer than are taken."""
    known = await _slot(edition, slot)
    form = await read_form(request, PlacesForm)
    persons, coaches = form.read()
    places = {"capacity_persons": persons, "capacity_coaches": coaches}
    meanwhile: Both = []
    over: list[class_visits.VisitLine] = []
    if not form.faults:
        words = f"Créneau de {hour_of(known.starts_at)}\u00a0: {persons} personnes et {coaches} cars"
        told = Told(edition.id, "resize-slot", "slot", slot, words, differences(_places(known), places))
        try:
            await noted(
                request.user, service.resize_slot(edition.id, slot, persons, coaches, seen(form)), lambda _: told
            )
        except ChangedMeanwhile as refusal:
            meanwhile = both(form, refusal, places)
        except Refusal as refusal:
            form.fault(refusal.field or "persons", refusal.sentence)
            over = await class_visits.over(edition.id, slot, persons, coaches)
        else:
            return see_other(HERE, "C’est enregistré.")
    return unprocessable(request, "admin-editions/creneau.html", form=form, slot=known, over=over, meanwhile=meanwhile)


@post("/creneaux/{slot:int}/retrait", guards=[organizers_only])
async def remove_slot(request: Asked, edition: NamedDependency[EditionValue], slot: FromPath[int]) -> Redirect:
    """A slot less, while no class names it."""
    known = await _slot(edition, slot)
    words = f"Créneau retiré\u00a0: {hour_of(known.starts_at)}, porte {known.gate_code}"
    gone = {name: getattr(known, name) for name in ("day", "gate", "starts_at", "ends_at")}
    told = Told(edition.id, "remove-slot", "slot", slot, words, differences({**_places(known), **gone}, None))
    try:
        await noted(request.user, service.remove_slot(edition.id, slot), lambda _: told)
    except Refusal as refusal:
        return see_other(HERE, refusal.sentence, "bad")
    return see_other(HERE, "Le créneau est retiré.")


def _places(slot: SlotPlaces) -> dict[str, int]:
    return {"capacity_persons": slot.capacity_persons, "capacity_coaches": slot.capacity_coaches}


async def _slot(edition: EditionValue, slot: int) -> SlotPlaces:
    return cast("SlotPlaces", one(await queries.slots(edition.id), slot))


async def _told(edition: EditionValue) -> dict[str, Any]:
    return {
        "slots": await queries.slots(edition.id),
        "days": [(day.id, f"{day.date:%d/%m/%Y}") for day in edition.days],
        "gates": [(gate.id, f"Porte {gate.code} ({gate.name})") for gate in edition.gates],
    }


handlers = [show_slots, lay_slots, show_slot, resize_slot, remove_slot]
