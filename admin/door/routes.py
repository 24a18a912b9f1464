"""The door in the back office: who is in, who arrives, which phones, what cannot be true, and corrections."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.door.passages import erase, export_lines, show_lines
from admin.door.phones import invite, revoke, show_invitation, show_phones, withdraw
from forum.door import queries, service
from forum.door.forms import CountForm, SettleForm
from forum.door.words import KIND_NAMES, VERDICT_NAMES
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.guards import staff
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]


@get("/")
async def show_door(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Live: the occupancy, the arrivals against the plan, the pace of the gates, what is to be settled."""
    return page(request, "admin-door/door.html", form=CountForm(), **await _live(edition))


async def _live(edition: EditionValue) -> dict[str, Any]:
    arrivals = await queries.arrivals(edition.id)
    return {
        "told": await queries.affluence(edition.id),
        "arrivals": arrivals,
        "curve": await queries.curve(edition.id, arrivals.classes),
        "conflicts": len(await queries.conflicts_shown(edition.id)),
        "phones": [phone for phone in await queries.phones(edition.id) if phone.state != "revoked"],
        "lines": await queries.last_lines(edition.id, most=12),
        "verdicts": VERDICT_NAMES,
        "kinds": KIND_NAMES,
        "halls": edition.halls,
    }


@post("/corrections")
async def correct(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Set the figures right, saying why; it is a line of the journal like any other."""
    form = await read_form(request, CountForm)
    said = form.read([hall.id for hall in edition.halls])
    if said is not None:
        try:
            word = await _correct(edition.id, *said, by=request.user)
        except Refusal as refusal:
            form.fault(refusal.field or "number", refusal.sentence)
        else:
            return see_other("/admin/porte", word)
    return unprocessable(request, "admin-door/door.html", form=form, **await _live(edition))


async def _correct(edition: int, hall: int, act: str, number: int, note: str, staff_too: bool, by: Who) -> str:
    if act == "empty":
        await service.reset(edition, hall, note, by)
        return "La salle est notée vide."
    if act == "present":
        difference = await service.declare_present(edition, hall, number, note, by)
        return (
            f"Affluence corrigée de {difference:+d}." if difference else "Le compte était juste\u00a0: rien à corriger."
        )
    await service.correct(edition, hall, number if act == "add" else -number, note, by, staff=staff_too)
    return "La correction est au journal."


@get("/conflits")
async def show_conflicts(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """What the journal cannot settle by itself, both sides shown."""
    return page(
        request,
        "admin-door/conflicts.html",
        conflicts=await queries.conflicts_shown(edition.id),
        verdicts=VERDICT_NAMES,
        kinds=KIND_NAMES,
        form=SettleForm(),
    )


@post("/conflits/{line:uuid}")
async def settle(request: Asked, edition: NamedDependency[EditionValue], line: FromPath[UUID]) -> Template | Redirect:
    """Settle one: keep both lines, or erase one of them."""
    form = await read_form(request, SettleForm)
    said = form.read()
    found = await queries.conflicts_shown(edition.id)
    conflict = next((one for one in found if one.line.id == line), None)
    if conflict is None:
        return see_other("/admin/porte/conflits", "Ce conflit est déjà réglé.", "warn")
    if said is None:
        return unprocessable(
            request,
            "admin-door/conflicts.html",
            conflicts=found,
            verdicts=VERDICT_NAMES,
            kinds=KIND_NAMES,
            form=form,
            wrong=line,
        )
    note, erased = said
    if erased == "other" and conflict.other:
        await service.undo(edition.id, conflict.other.id, request.user)
    elif erased == "line":
        await service.undo(edition.id, conflict.line.id, request.user)
    await service.settle(edition.id, line, note, request.user)
    return see_other("/admin/porte/conflits", "Le conflit est réglé, et votre décision est au journal.")


@get("/evacuation")
async def show_roll(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Who must come out, to be read aloud or printed."""
    return page(request, "admin-door/evacuation.html", roll=await queries.evacuation(edition.id))


router = Router(
    "/porte",
    guards=[staff(ORGANIZER, DOOR_SUPERVISOR)],
    route_handlers=[
        show_door,
        correct,
        show_conflicts,
        settle,
        show_lines,
        export_lines,
        erase,
        show_roll,
        show_phones,
        invite,
        show_invitation,
        withdraw,
        revoke,
    ],
)
