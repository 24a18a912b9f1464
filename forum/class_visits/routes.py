"""Class visits over HTTP: the teacher's space behind the link of the letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import FromPath
from litestar.response import Redirect, Template

from forum import clock
from forum.badges import queries as badges
from forum.badges.codes import show_code
from forum.class_visits import queries, service
from forum.class_visits.choices import closings, form_of, offered
from forum.class_visits.confirming import lead_to_confirming
from forum.class_visits.confirming import router as confirming
from forum.class_visits.forms import ClassForm
from forum.class_visits.register_routes import router as registering
from forum.class_visits.space_routes import router as own_decisions
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.invitations import queries as invitations
from forum.invitations import service as calendars
from forum.people.forms import LostForm
from forum.people.guards import NotConfirmed, confirmed_only, everybody, teachers_only
from forum.people.who import Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
_slow_down = RateLimitConfig(rate_limit=("minute", 10), store="rl_lost_space").middleware


@get("/classes/merci")
async def thank(request: Asked) -> Template:
    """Said to an address that is known already: the letter went there, and only there."""
    return page(request, "class_visits/thanks.html")


@get("/classes/lien-perdu")
async def show_lost(request: Asked) -> Template:
    return page(request, "class_visits/lost.html", form=LostForm())


@post("/classes/lien-perdu", middleware=[_slow_down])
async def find_lost(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    form = await read_form(request, LostForm)
    email = form.read()
    if form.faults:
        return unprocessable(request, "class_visits/lost.html", form=form)
    await service.send_way_in(edition, email)
    return see_other("/classes/merci")


@get("/classes/espace")
async def show_space(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Every class of the teacher, its state and its pass."""
    mine = await queries.visits_of(edition.id, request.user.id)
    held = await badges.live_badges([line.id for line in mine])
    passes = {holder: (badge.id, show_code(badge.code)) for holder, badge in held.items()}
    feed = await calendars.share_feed(edition, mine[0].referent_email) if mine and request.user.confirmed else ""
    ranks = await queries.ranks(edition.id)
    return page(request, "class_visits/space.html", visits=mine, passes=passes, feed=feed, ranks=ranks, now=clock.now())


@get("/classes/espace/{visit_id:uuid}")
async def show_change(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Template:
    """One class: its numbers and slot, to be corrected."""
    mine = await queries.visit_of(edition.id, request.user.id, visit_id)
    form = form_of(ClassForm, mine)
    return page(request, "class_visits/change.html", form=form, visit=mine, **await offered(edition, form, mine))


@post("/classes/espace/{visit_id:uuid}")
async def change(
    request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]
) -> Template | Redirect:
    """Numbers or slot corrected, at once: no page to read over, since the letter names what was before and it can be put back."""
    mine = await queries.visit_of(edition.id, request.user.id, visit_id)
    form = await read_form(request, ClassForm)
    form.typed["school"] = str(mine.school)
    said = form.read(await slots(edition.id), closings(edition), edition.sectors)
    if not form.faults:
        try:
            await service.change(edition, visit_id, said, request.user)
        except Refusal as refusal:
            form.fault(refusal.field or "form", refusal.sentence)
        else:
            return see_other("/classes/espace", "C’est à jour. Un courriel et l’invitation d’agenda suivent.")
    return unprocessable(
        request, "class_visits/change.html", form=form, visit=mine, **await offered(edition, form, mine)
    )


@post("/classes/espace/{visit_id:uuid}/annulation")
async def cancel(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    await queries.visit_of(edition.id, request.user.id, visit_id)
    await service.cancel(edition, visit_id, request.user)
    return see_other("/classes/espace", "La visite est annulée et ses places sont rendues.")


@post("/classes/espace/agenda")
async def renew_feed(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Another address for the subscribed calendar: the old one was seen by somebody else."""
    mine = await queries.visits_of(edition.id, request.user.id)
    if mine:
        await calendars.renew_feed(edition, mine[0].referent_email)
    return see_other("/classes/espace", "L’adresse de votre agenda est changée.")


@get("/classes/espace/{visit_id:uuid}/invitation.ics")
async def calendar(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Response[bytes]:
    """The plain calendar file, for those whose mail does not open invitations."""
    await queries.visit_of(edition.id, request.user.id, visit_id)
    return Response(
        await invitations.ics_of(visit_id),
        media_type="text/calendar",
        headers={"content-disposition": 'attachment; filename="visite.ics"', "cache-control": "no-store"},
    )


open_to_all = Router(
    "/",
    guards=[everybody],
    route_handlers=[thank, show_lost, find_lost],
    include_in_schema=False,
)
shown = Router(
    "/",
    guards=[teachers_only],
    route_handlers=[show_space, calendar],
    include_in_schema=False,
)
own_space = Router(
    "/",
    guards=[teachers_only, confirmed_only],
    route_handlers=[show_change, change, cancel, renew_feed],
    include_in_schema=False,
)
router = Router(
    "/",
    route_handlers=[registering, open_to_all, shown, own_space, own_decisions, confirming],
    exception_handlers={NotConfirmed: lead_to_confirming},
    include_in_schema=False,
)
