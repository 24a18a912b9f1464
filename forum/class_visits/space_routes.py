"""What a teacher decides in their own space: places that were offered, a class that waits, a colleague beside them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from forum.class_visits import queries, service
from forum.class_visits.forms import ColleagueForm
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.guards import confirmed_only, teachers_only
from forum.people.who import Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
SPACE = "/classes/espace"


@post("/{visit_id:uuid}/confirmation")
async def confirm(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    """The places that were offered are taken; too late is said in the space."""
    await queries.visit_of(edition.id, request.user.id, visit_id)
    try:
        await service.confirm(edition, visit_id, request.user)
    except service.OfferOver as refusal:
        return see_other(SPACE, refusal.sentence, "warn")
    return see_other(SPACE, "C’est confirmé\u00a0: la classe est attendue.")


@post("/{visit_id:uuid}/attente")
async def wait_again(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    await queries.visit_of(edition.id, request.user.id, visit_id)
    await service.wait_again(edition, visit_id, request.user)
    return see_other(SPACE, "La classe est de nouveau sur la liste d’attente.")


@get("/{visit_id:uuid}/collegues")
async def show_colleagues(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Template:
    """Who else answers for the class, and a form to add somebody."""
    mine = await queries.visit_of(edition.id, request.user.id, visit_id)
    told = await queries.colleagues([visit_id])
    return page(
        request, "class_visits/colleagues.html", form=ColleagueForm(), visit=mine, colleagues=told.get(visit_id, [])
    )


@post("/{visit_id:uuid}/collegues")
async def add_colleague(
    request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]
) -> Template | Redirect:
    """Another teacher sees and changes the class too; they are told by letter."""
    mine = await queries.visit_of(edition.id, request.user.id, visit_id)
    form = await read_form(request, ColleagueForm)
    said = form.read()
    if not form.faults:
        try:
            await service.add_colleague(edition, visit_id, said, request.user)
        except Refusal as refusal:
            form.fault(refusal.field or "form", refusal.sentence)
        else:
            return see_other(SPACE, f"{said.first_name} {said.last_name} reçoit un lien par courriel.")
    told = await queries.colleagues([visit_id])
    return unprocessable(
        request, "class_visits/colleagues.html", form=form, visit=mine, colleagues=told.get(visit_id, [])
    )


@post("/{visit_id:uuid}/collegues/{colleague:uuid}/retrait")
async def drop_colleague(
    request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID], colleague: FromPath[UUID]
) -> Redirect:
    await queries.visit_of(edition.id, request.user.id, visit_id)
    await service.drop_colleague(edition, visit_id, colleague, request.user)
    return see_other(SPACE, "Cet enseignant n’est plus associé à la visite.")


router = Router(
    SPACE,
    guards=[teachers_only, confirmed_only],
    route_handlers=[show_colleagues, add_colleague, drop_colleague, confirm, wait_again],
    include_in_schema=False,
)
