"""Visitors in the back office: the list, one registration, cancelling it for somebody who called."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.listing import csv_file, wanted
from admin.reach import bound_to, within_reach
from forum.audit import queries as audit
from forum.badges import queries as badges
from forum.badges.codes import show_code
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.mail import queries as mail
from forum.people.guards import staff
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.visitors import queries, service
from forum.web import page, see_other
from forum.web.words import say_moment

Asked = Request[Who, str, Any]
STATES = {"": "Tous", "live": "Inscrits", "cancelled": "Annulés"}


@get("/")
async def show_list(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Registrations, searched and sorted."""
    asked = wanted(request, sort="name")
    found = await queries.visitors(
        edition.id, asked.q, asked.state, asked.sort, asked.descending, asked.page, epci=bound_to(request.user)
    )
    undelivered = await mail.undelivered([line.id for line in found.lines])
    return page(request, "admin-visitors/list.html", asked=asked, found=found, states=STATES, undelivered=undelivered)


@get("/export.csv", guards=[staff(ORGANIZER, TERRITORY_LEAD)])
async def export(request: Asked, edition: NamedDependency[EditionValue]) -> Response[bytes]:
    """The same list as a file."""
    asked = wanted(request)
    lines = await queries.all_visitors(edition.id, asked.q, asked.state, epci=bound_to(request.user))
    return csv_file(
        "visiteurs",
        ("Nom", "Prénom", "Courriel", "Statut", "Origine", "Code INSEE", "Adultes", "Enfants", "Inscription", "État"),
        (
            (
                line.last_name,
                line.first_name,
                line.email,
                line.status_name,
                line.origin,
                line.insee_code,
                line.adults,
                line.children,
                say_moment(line.registered_at),
                "annulée" if line.cancelled_at else "inscrit",
            )
            for line in lines
        ),
    )


@get("/{visitor_id:uuid}")
async def show_one(request: Asked, edition: NamedDependency[EditionValue], visitor_id: FromPath[UUID]) -> Template:
    """One registration with its badge, its letters and its history."""
    visitor = await queries.visitor(edition.id, visitor_id)
    if not within_reach(request.user, [visitor]):
        raise NotFound
    live = [badge for badge in await badges.badges_of(visitor.id) if badge.valid]
    return page(
        request,
        "admin-visitors/visitor.html",
        visitor=visitor,
        sectors=await queries.sectors_of(visitor.id),
        badge=live[0] if live else None,
        code=show_code(live[0].code) if live else "",
        letters=await mail.letters_to(visitor.id),
        history=await audit.entries_about(visitor.id),
    )


@post("/{visitor_id:uuid}/annulation", guards=[staff(ORGANIZER)])
async def cancel(request: Asked, edition: NamedDependency[EditionValue], visitor_id: FromPath[UUID]) -> Redirect:
    await service.cancel(edition, visitor_id, request.user)
    return see_other(f"/admin/visiteurs/{visitor_id}", "L’inscription est annulée et la personne prévenue.", "warn")


router = Router(
    "/visiteurs",
    guards=[staff(ORGANIZER, TERRITORY_LEAD, VIEWER, DOOR_SUPERVISOR)],
    route_handlers=[show_list, export, show_one, cancel],
)
