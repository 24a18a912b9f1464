"""A hall's plan, laid out by organisers: the drawing, what is wrong with it, and every act on it."""

from __future__ import annotations

import re
from typing import Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.layout.forms import KINDS, ORDERS, WAYS, LayoutForm
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.layout import queries, service
from forum.layout.rules.warnings import warnings
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]


@get("/{hall:int}")
async def show_hall(request: Asked, edition: NamedDependency[EditionValue], hall: FromPath[int]) -> Template:
    """The hall as it is; `?chose=zone-3` brings a thing into the form that changes it. Raises NotFound."""
    return page(request, "admin-layout/hall.html", **await _told(edition, hall, request.query_params.get("chose", "")))


async def _told(edition: EditionValue, hall: int, thing: str = "", form: LayoutForm | None = None) -> dict[str, Any]:
    floor = await queries.floor(edition.id, hall)
    if form is None:
        kind, _, id_ = thing.partition("-")
        form = LayoutForm.fresh(floor)
        if kind in dict(KINDS) and re.fullmatch(r"[0-9]{1,9}", id_):
            try:
                form = LayoutForm.fresh(floor, kind, int(id_))
            except KeyError:
                form.fault("act", service.Gone.sentence)
    else:
        form.typed = {**LayoutForm.fresh(floor).typed, **form.typed}
    faults = warnings(floor)
    return {
        "floor": floor,
        "hall": floor.hall,
        "form": form,
        "faults": faults,
        "at_fault": {number for fault in faults for number in fault.stands},
        "history": await queries.history(hall),
        "kinds": KINDS,
        "orders": ORDERS,
        "ways": WAYS,
        "sectors": [(one.code, one.name) for one in edition.sectors],
        "clashes": (),
    }


@post("/{hall:int}")
async def act(request: Asked, edition: NamedDependency[EditionValue], hall: FromPath[int]) -> Template | Redirect:
    """One act. Raises NotFound."""
    form = await read_form(request, LayoutForm)
    plan = form.plan(edition.sectors)
    clashes: Any = ()
    if plan is not None:
        try:
            await service.edit(edition, hall, plan, request.user, form.seen)
        except service.ChangedMeanwhile as refusal:
            form.fault("act", refusal.sentence)
            clashes = refusal.clashes
        except Refusal as refusal:
            form.fault(_field(form, refusal), refusal.sentence)
        else:
            return see_other(_here(hall), "Le plan est à jour.")
    told = await _told(edition, hall, form=form)
    return unprocessable(request, "admin-layout/hall.html", **{**told, "clashes": clashes})


def _field(form: LayoutForm, refusal: Refusal) -> str:
    if refusal.field != "number":
        return "act"
    return {"row": "row_prefix", "number": "prefix", "thing": "thing_name"}.get(form.typed.get("act", ""), "act")


@post("/{hall:int}/annuler")
async def undo(request: Asked, edition: NamedDependency[EditionValue], hall: FromPath[int]) -> Template | Redirect:
    """Take the last act back. Raises NotFound."""
    return await _again(request, edition, hall, service.undo, "C’est annulé.")


@post("/{hall:int}/retablir")
async def redo(request: Asked, edition: NamedDependency[EditionValue], hall: FromPath[int]) -> Template | Redirect:
    """Do again what was undone. Raises NotFound."""
    return await _again(request, edition, hall, service.redo, "C’est rétabli.")


async def _again(request: Asked, edition: EditionValue, hall: int, verb: Any, word: str) -> Template | Redirect:
    form = await read_form(request, LayoutForm)
    number = form.whole("number", "Le numéro de l’action", 1, 999_999_999)
    if form.faults:
        number = 0
    form.faults.clear()
    try:
        await verb(edition, hall, number, request.user)
    except Refusal as refusal:
        form.fault("act", refusal.sentence)
        return unprocessable(request, "admin-layout/hall.html", **await _told(edition, hall, form=form))
    return see_other(_here(hall), word)


def _here(hall: int) -> str:
    return f"/admin/stands/halles/{hall}"


router = Router("/stands/halles", guards=[staff(ORGANIZER)], route_handlers=[show_hall, act, undo, redo])
