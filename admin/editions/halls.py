"""The halls of an edition and their gates, for organisers."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.editions import parts
from admin.editions.crowd import over_the_limit
from admin.editions.forms import GateForm, HallForm, metres
from admin.editions.parts import Asked, Part
from admin.meanwhile import Both
from forum.editions import service
from forum.editions.rules import advised_limit
from forum.editions.service import GateSaid, HallSaid
from forum.editions.values import EditionValue, GateValue, HallValue
from forum.people.guards import staff
from forum.people.who import ORGANIZER
from forum.web import page, read_form, see_other, unprocessable

HERE = "/admin/edition/salles"
organizers_only = staff(ORGANIZER)


def _hall(hall: HallSaid | HallValue) -> str:
    return f"{hall.name}, {hall.capacity_limit} personnes au plus"


def _gate(gate: GateSaid | GateValue) -> str:
    return f"Porte {gate.code}, {gate.name}"


HALL = Part("hall", HERE, "Salle retirée", HallSaid, service.set_hall, service.remove_hall, _hall)
GATE = Part("gate", HERE, "Porte retirée", GateSaid, service.set_gate, service.remove_gate, _gate)


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
    known = parts.one(edition.halls, hall)
    return page(
        request,
        "admin-editions/salle.html",
        form=parts.shown(HALL, known, HallForm.of(known)),
        hall=known,
        advised=advised_limit(known),
    )


@post("/salles/{hall:int}", guards=[organizers_only])
async def set_hall(request: Asked, edition: NamedDependency[EditionValue], hall: FromPath[int]) -> Template | Redirect:
    """Another name, size or limit."""
    return await _keep_hall(request, edition, parts.one(edition.halls, hall))


@post("/salles/{hall:int}/retrait", guards=[organizers_only])
async def remove_hall(request: Asked, edition: NamedDependency[EditionValue], hall: FromPath[int]) -> Redirect:
    """A hall less, while it is empty."""
    refused = await parts.remove(request, edition, HALL, parts.one(edition.halls, hall))
    return refused or see_other(HERE, "La salle est retirée.")


@post("/portes", guards=[organizers_only])
async def add_gate(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """One more gate."""
    return await _keep_gate(request, edition, None)


@get("/portes/{gate:int}", guards=[organizers_only])
async def show_gate(request: Asked, edition: NamedDependency[EditionValue], gate: FromPath[int]) -> Template:
    """One gate, to change it. Raises NotFound."""
    known = parts.one(edition.gates, gate)
    return page(
        request,
        "admin-editions/porte.html",
        form=parts.shown(GATE, known, GateForm.at(known)),
        gate=known,
        **_told(edition),
    )


@post("/portes/{gate:int}", guards=[organizers_only])
async def set_gate(request: Asked, edition: NamedDependency[EditionValue], gate: FromPath[int]) -> Template | Redirect:
    """Another letter, name or place."""
    return await _keep_gate(request, edition, parts.one(edition.gates, gate))


@post("/portes/{gate:int}/retrait", guards=[organizers_only])
async def remove_gate(request: Asked, edition: NamedDependency[EditionValue], gate: FromPath[int]) -> Redirect:
    """A gate less, while nothing names it."""
    refused = await parts.remove(request, edition, GATE, parts.one(edition.gates, gate))
    return refused or see_other(HERE, "La porte est retirée.")


async def _keep_hall(request: Asked, edition: EditionValue, hall: HallValue | None) -> Template | Redirect:
    form = await read_form(request, HallForm)
    said = form.read()
    refused: Both | None = []
    if said is not None and (refused := await parts.keep(request, edition, HALL, hall, form, said)) is None:
        if over := await over_the_limit(edition.id):
            return see_other(HERE, f"C’est enregistré. {over}", "warn")
        advised = said.width_cm * said.depth_cm // 10_000
        if said.capacity_limit > advised:
            return see_other(HERE, f"C’est enregistré. La règle d’une personne par m² donnerait {advised}.", "warn")
        return see_other(HERE, "C’est enregistré.")
    if hall is None:
        return unprocessable(
            request, "admin-editions/salles.html", hall_form=form, gate_form=GateForm(), **_told(edition)
        )
    return unprocessable(
        request, "admin-editions/salle.html", form=form, hall=hall, meanwhile=refused, advised=advised_limit(hall)
    )


async def _keep_gate(request: Asked, edition: EditionValue, gate: GateValue | None) -> Template | Redirect:
    form = await read_form(request, GateForm)
    said = form.read_gate(edition.halls)
    refused: Both | None = []
    if said is not None and (refused := await parts.keep(request, edition, GATE, gate, form, said)) is None:
        return see_other(HERE, "C’est enregistré.")
    if gate is None:
        return unprocessable(
            request, "admin-editions/salles.html", hall_form=HallForm(), gate_form=form, **_told(edition)
        )
    return unprocessable(
        request, "admin-editions/porte.html", form=form, gate=gate, meanwhile=refused, **_told(edition)
    )


def _told(edition: EditionValue) -> dict[str, Any]:
    return {
        "metres": metres,
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
