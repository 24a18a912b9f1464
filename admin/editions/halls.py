"""The halls of an edition and their gates, for organisers."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.editions.forms import GateForm, HallForm
from forum.audit import service as audit
from forum.editions import service
from forum.editions.rules import advised_limit
from forum.editions.values import EditionValue, GateValue, HallValue
from forum.errors import NotFound, Refusal
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
HERE = "/admin/edition/salles"
organizers_only = staff(ORGANIZER)


@get("/salles", guards=[organizers_only])
async def show_halls(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Every hall with its limit beside the advice of the rule, every gate, and a form for one more of each."""
    return page(request, "admin-editions/salles.html", hall_form=HallForm(), gate_form=GateForm(), **_told(edition))


@post("/salles", guards=[organizers_only])
async def add_hall(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """One more hall."""
    return await _keep_hall(request, edition, None)


@get("/salles/{hall:int}", guards=[organizers_only])
async def show_hall(request: Asked, edition: NamedDependency[EditionValue], hall: FromPath[int]) -> Template:
    """One hall, to change it. Raises NotFound."""
    known = _one(edition.halls, hall)
    return page(request, "admin-editions/salle.html", form=HallForm.of(known), hall=known, advised=advised_limit(known))


@post("/salles/{hall:int}", guards=[organizers_only])
async def set_hall(request: Asked, edition: NamedDependency[EditionValue], hall: FromPath[int]) -> Template | Redirect:
    """Another name, size or limit."""
    return await _keep_hall(request, edition, _one(edition.halls, hall))


@post("/salles/{hall:int}/retrait", guards=[organizers_only])
async def remove_hall(request: Asked, edition: NamedDependency[EditionValue], hall: FromPath[int]) -> Redirect:
    """A hall less, while it is empty."""
    known = _one(edition.halls, hall)
    try:
        await service.remove_hall(edition.id, hall)
    except Refusal as refusal:
        return see_other(HERE, refusal.sentence, "bad")
    await audit.note(edition.id, request.user, "remove-hall", "hall", hall, f"Salle retirée\u00a0: {known.name}")
    return see_other(HERE, "La salle est retirée.")


@post("/portes", guards=[organizers_only])
async def add_gate(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """One more gate."""
    return await _keep_gate(request, edition, None)


@get("/portes/{gate:int}", guards=[organizers_only])
async def show_gate(request: Asked, edition: NamedDependency[EditionValue], gate: FromPath[int]) -> Template:
    """One gate, to change it. Raises NotFound."""
    known = _one(edition.gates, gate)
    return page(request, "admin-editions/porte.html", form=GateForm.at(known), gate=known, **_told(edition))


@post("/portes/{gate:int}", guards=[organizers_only])
async def set_gate(request: Asked, edition: NamedDependency[EditionValue], gate: FromPath[int]) -> Template | Redirect:
    """Another letter, name or place."""
    return await _keep_gate(request, edition, _one(edition.gates, gate))


@post("/portes/{gate:int}/retrait", guards=[organizers_only])
async def remove_gate(request: Asked, edition: NamedDependency[EditionValue], gate: FromPath[int]) -> Redirect:
    """A gate less, while nothing names it."""
    known = _one(edition.gates, gate)
    try:
        await service.remove_gate(edition.id, gate)
    except Refusal as refusal:
        return see_other(HERE, refusal.sentence, "bad")
    await audit.note(edition.id, request.user, "remove-gate", "gate", gate, f"Porte retirée\u00a0: {known.name}")
    return see_other(HERE, "La porte est retirée.")


async def _keep_hall(request: Asked, edition: EditionValue, hall: HallValue | None) -> Template | Redirect:
    form = await read_form(request, HallForm)
    said = form.read()
    if said is not None:
        try:
            made = await service.set_hall(edition.id, hall.id if hall else None, said)
        except Refusal as refusal:
            form.fault(refusal.field or "name", refusal.sentence)
        else:
            told = f"Salle\u00a0: {said.name}, {said.capacity_limit} personnes au plus"
            if hall and hall.capacity_limit != said.capacity_limit:
                told += f" (avant\u00a0: {hall.capacity_limit})"
            await audit.note(edition.id, request.user, "set-hall", "hall", made, told)
            advised = said.width_cm * said.depth_cm // 10_000
            if said.capacity_limit > advised:
                return see_other(HERE, f"C’est enregistré. La règle d’une personne par m² donnerait {advised}.", "warn")
            return see_other(HERE, "C’est enregistré.")
    if hall is None:
        return unprocessable(
            request, "admin-editions/salles.html", hall_form=form, gate_form=GateForm(), **_told(edition)
        )
    return unprocessable(request, "admin-editions/salle.html", form=form, hall=hall, advised=advised_limit(hall))


async def _keep_gate(request: Asked, edition: EditionValue, gate: GateValue | None) -> Template | Redirect:
    form = await read_form(request, GateForm)
    said = form.read_gate(edition.halls)
    if said is not None:
        try:
            made = await service.set_gate(edition.id, gate.id if gate else None, said)
        except Refusal as refusal:
            form.fault(refusal.field or "gate_name", refusal.sentence)
        else:
            await audit.note(
                edition.id, request.user, "set-gate", "gate", made, f"Porte {said.code}\u00a0: {said.name}"
            )
            return see_other(HERE, "C’est enregistré.")
    if gate is None:
        return unprocessable(
            request, "admin-editions/salles.html", hall_form=HallForm(), gate_form=form, **_told(edition)
        )
    return unprocessable(request, "admin-editions/porte.html", form=form, gate=gate, **_told(edition))


def _one(known: Any, asked: int) -> Any:
    found = next((one for one in known if one.id == asked), None)
    if found is None:
        raise NotFound
    return found


def _told(edition: EditionValue) -> dict[str, Any]:
    return {
        "advised": {hall.id: advised_limit(hall) for hall in edition.halls},
        "halls": [(hall.id, hall.name) for hall in edition.halls],
        "hall_names": {hall.id: hall.name for hall in edition.halls},
    }


handlers = [
    show_halls,
    add_hall,
    show_hall,
    set_hall,
    remove_hall,
    add_gate,
    show_gate,
    set_gate,
    remove_gate,
]
