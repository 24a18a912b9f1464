"""A stand for somebody who called: the organiser fills the exhibitor's form in its place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from admin.exhibitors.forms import DRAFT, WAITING, CallForm
from admin.reach import keep_within_reach, own_new
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.who import Who
from forum.stands import queries, service
from forum.stands.routes.asking import lists
from forum.stands.routes.booking import wanted_by
from forum.stands.rules import UNSAID
from forum.web import page, read_form, see_other, unprocessable
from forum.web.kept import forget_pages

Asked = Request[Who, str, Any]
_AT_FIRST = {name: str(getattr(UNSAID, name)) for name in ("people", "tables", "chairs", "panels", "power_watts")}


@get("/nouveau", guards=[own_new])
async def show_call(request: Asked, edition: NamedDependency[EditionValue], stand: FromQuery[str] = "") -> Template:
    """The form; `stand` is the number that the plan was left with."""
    form = CallForm({**_AT_FIRST, "place": stand[:8]})
    return page(request, "admin-exhibitors/new.html", form=form, **await _places(edition), **lists(edition))


async def _places(edition: EditionValue) -> dict[str, Any]:
    zones: dict[str, list[tuple[str, str]]] = {}
    for one in await queries.plan(edition.id):
        if one.free:
            zones.setdefault(one.zone or "Sans zone", []).append((one.number, stand_in_words(one)))
    none = [(DRAFT, "Pas encore de stand (brouillon)"), (WAITING, "Liste d’attente")]
    return {"places": [("Sans stand", none), *zones.items()]}


def stand_in_words(one: queries.StandValue) -> str:
    """« A3 : 6 m², 1 500 W, eau » for a list to choose from."""
    has = [f"{one.square_metres:.0f}\u00a0m²", f"{one.power_left}\u00a0W"]
    also = (
        (one.three_phase, "triphasé"),
        (one.water, "eau"),
        (one.network, "réseau"),
        (not one.accessible, "une marche"),
    )
    return f"{one.number}\u00a0: {', '.join(has + [word for there, word in also if there])}"


@post("/nouveau", guards=[own_new])
async def book_for(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Book, keep a draft, or put on the waiting list, in the name of the organiser."""
    form = await read_form(request, CallForm)
    place, said, needs = form.read_place(), form.read_organisation(edition.sectors), form.read_needs()
    keep_within_reach(request.user, form, "commune", said.insee_code)
    known = False
    if not form.faults:
        try:
            if place == DRAFT:
                made = await service.draft(edition, said, needs, request.user)
            elif place == WAITING:
                made = await service.wait_for_one(edition, said, needs, request.user)
            else:
                made = await service.book(edition, place, said, needs, request.user)
        except service.KnownAlready:
            known = True
            form.fault("name", "Un dossier existe déjà à ce nom pour cette adresse\u00a0: ouvrez-le plutôt.")
        except service.StandTaken as refusal:
            form.fault("place", refusal.sentence)
        except Refusal as refusal:
            form.fault({"stand": "place"}.get(refusal.field or "", refusal.field or "place"), refusal.sentence)
        else:
            forget_pages(request.app)
            return see_other(await _file_of(edition, made), f"C’est fait pour {said.name}, qui reçoit un courriel.")
    near = (
        await queries.suggestions(edition.id, wanted_by(form)) if form.faults and place not in {DRAFT, WAITING} else []
    )
    told: dict[str, Any] = {"known": known, "near": near, **await _places(edition), **lists(edition)}
    return unprocessable(request, "admin-exhibitors/new.html", form=form, **told)


async def _file_of(edition: EditionValue, exhibitor: UUID) -> str:
    return f"/admin/exposants/{(await queries.booking_of(edition.id, exhibitor)).id}"
