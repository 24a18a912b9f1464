"""Visitors in the back office: the list, one registration, and what is done to it for somebody who called."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from admin.listing import files_of
from admin.reach import may_change, own_visitor, within_reach
from admin.visitors import desk, on_behalf, slots, together
from admin.visitors.forms import NoteForm
from admin.visitors.seeking import STATE_WORDS, STATES, asked_for, sought
from forum.audit import queries as audit
from forum.badges import queries as badges
from forum.badges.codes import show_code
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.mail import queries as mail
from forum.people.guards import staff
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.visitors import queries, service
from forum.visitors.forms import VisitorForm
from forum.visitors.rules import CHANNELS, name_key
from forum.web import page, read_form, see_other
from forum.web.sheets import Digits, list_file

Asked = Request[Who, str, Any]


@get("/")
async def show_list(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Registrations, searched and sorted."""
    asked = asked_for(request)
    found = await queries.visitors(edition.id, sought(request, asked), asked.sort, asked.descending, asked.page)
    undelivered = await mail.undelivered([line.id for line in found.lines])
    return page(
        request,
        "admin-visitors/list.html",
        asked=asked,
        found=found,
        states=STATES,
        undelivered=undelivered,
        slots=await queries.slots(edition.id),
        needs=await queries.needs(edition.id),
        channels=CHANNELS,
    )


@get(files_of(), guards=[staff(ORGANIZER, TERRITORY_LEAD)])
async def export(request: Asked, edition: NamedDependency[EditionValue]) -> Stream:
    """The same list as a file, sent as it is read."""
    heads = ("Nom", "Prénom", "Courriel", "Statut", "Origine", "Code INSEE", "Adultes", "Enfants", "Arrivée")
    found = queries.each_visitor(edition.id, sought(request, asked_for(request)))
    rows = (
        (
            line.last_name,
            line.first_name,
            line.email,
            line.status_name,
            line.origin,
            Digits(line.insee_code or ""),
            line.adults,
            line.children,
            line.starts_at,
            line.registered_at,
            line.channel_name,
            STATE_WORDS[line.state],
        )
        async for line in found
    )
    return list_file(request, "visiteurs", "Visiteurs", (*heads, "Inscription", "Inscrit", "État"), rows)


@get("/{visitor_id:uuid}")
async def show_one(request: Asked, edition: NamedDependency[EditionValue], visitor_id: FromPath[UUID]) -> Template:
    """One registration with its badge, its letters and its history."""
    visitor = await queries.visitor(edition.id, visitor_id)
    if not within_reach(request.user, [visitor]):
        raise NotFound
    held = await badges.live_badges([visitor.id])
    badge = held.get(visitor.id)
    key = name_key(visitor.first_name, visitor.last_name).strip()
    twins = await queries.twins(edition.id, key, visitor.id) if not visitor.cancelled_at else []
    return page(
        request,
        "admin-visitors/visitor.html",
        visitor=visitor,
        may=may_change(request.user, visitor),
        sectors=[edition.sector(one) for one in await queries.sectors_of(visitor.id)],
        badge=badge,
        code=show_code(badge.code) if badge else "",
        slots=await queries.slots(edition.id),
        twins=within_reach(request.user, twins),
        notes=await queries.notes(visitor.id),
        letters=await mail.letters_to(visitor.id),
        history=await audit.entries_about(visitor.id),
    )


@post("/{visitor_id:uuid}/annulation", guards=[own_visitor])
async def cancel(request: Asked, edition: NamedDependency[EditionValue], visitor_id: FromPath[UUID]) -> Redirect:
    await service.cancel(edition, visitor_id, request.user)
    return see_other(f"/admin/visiteurs/{visitor_id}", "L’inscription est annulée et la personne prévenue.", "warn")


@post("/{visitor_id:uuid}/creneau", guards=[own_visitor])
async def move(request: Asked, edition: NamedDependency[EditionValue], visitor_id: FromPath[UUID]) -> Redirect:
    """Another arrival slot; the person is told and the calendar entry follows."""
    here = f"/admin/visiteurs/{visitor_id}"
    slot = (await read_form(request, VisitorForm)).slot()
    try:
        await service.move(edition, visitor_id, slot or 0, request.user)
    except NotFound:
        raise
    except Refusal as refusal:
        return see_other(here, refusal.sentence, "bad")
    return see_other(here, "L’arrivée est déplacée et la personne prévenue.")


@post("/{visitor_id:uuid}/badge", guards=[own_visitor])
async def send_badge(request: Asked, edition: NamedDependency[EditionValue], visitor_id: FromPath[UUID]) -> Redirect:
    sent = await service.send_badge(edition, visitor_id, request.user)
    word = (
        "Le badge est renvoyé par courriel." if sent else "Cette personne n’a pas d’adresse\u00a0: imprimez son badge."
    )
    return see_other(f"/admin/visiteurs/{visitor_id}", word, "done" if sent else "warn")


@post("/{visitor_id:uuid}/notes", guards=[own_visitor])
async def add_note(request: Asked, edition: NamedDependency[EditionValue], visitor_id: FromPath[UUID]) -> Redirect:
    here = f"/admin/visiteurs/{visitor_id}"
    form = await read_form(request, NoteForm)
    body = form.read()
    if form.faults:
        return see_other(here, form.faults["body"], "bad")
    await service.add_note(edition, visitor_id, body, request.user)
    return see_other(here, "La note est ajoutée.")


router = Router(
    "/visiteurs",
    guards=[staff(ORGANIZER, TERRITORY_LEAD, VIEWER, DOOR_SUPERVISOR)],
    route_handlers=[
        show_list,
        export,
        show_one,
        cancel,
        move,
        send_badge,
        add_note,
        *slots.handlers,
        *on_behalf.handlers,
        *desk.handlers,
        *together.handlers,
    ],
)
