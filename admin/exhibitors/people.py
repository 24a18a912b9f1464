"""The people of a stand and its logo, changed by an organiser; and the letter about changes, sent at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.exhibitors.head import head, kept
from admin.exhibitors.parts import told_later
from admin.reach import own_booking
from forum.badges import queries as badges
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.logo import MOST_BYTES
from forum.people.who import Who
from forum.stands import service
from forum.stands.forms import PersonForm
from forum.stands.routes.complete import read_logo, seen_logo
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
ONLY = [own_booking]


@get("/{booking_id:uuid}/personnes", guards=ONLY)
async def show_people(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Template:
    """Who stands on the stand."""
    told = await _told(edition, booking_id)
    return page(request, "admin-exhibitors/people.html", form=PersonForm(), **told)


async def _told(edition: EditionValue, booking_id: UUID) -> dict[str, Any]:
    told = await head(edition, booking_id)
    holder = told["booking"].exhibitor
    worn = {badge.id: badge for badge in await badges.badges_of(holder, valid_only=True)}
    return {**told, "people": await exhibitors.people_of(holder), "badges": worn}


@post("/{booking_id:uuid}/personnes", guards=ONLY)
async def add_person(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]
) -> Template | Redirect:
    form = await read_form(request, PersonForm)
    first_name, last_name = form.read()
    if await kept(
        form, lambda: service.add_person(edition, booking_id, first_name, last_name, request.user), "last_name"
    ):
        return see_other(_people(booking_id), await told_later(booking_id))
    return unprocessable(request, "admin-exhibitors/people.html", form=form, **await _told(edition, booking_id))


@post("/{booking_id:uuid}/personnes/{person_id:uuid}/retrait", guards=ONLY)
async def remove_person(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID], person_id: FromPath[UUID]
) -> Redirect:
    await service.remove_person(edition, booking_id, person_id, request.user)
    return see_other(_people(booking_id), "Cette personne est retirée et son badge ne vaut plus.")


@post("/{booking_id:uuid}/logo", guards=ONLY, request_max_body_size=MOST_BYTES + 200_000)
async def set_logo(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Redirect:
    try:
        await service.change_logo(edition, booking_id, await read_logo(request), request.user, await seen_logo(request))
    except Refusal as refusal:
        return see_other(f"/admin/exposants/{booking_id}/metiers", refusal.sentence, "bad")
    return see_other(f"/admin/exposants/{booking_id}/metiers", "Le logo est en place.")


@post("/{booking_id:uuid}/logo/retrait", guards=ONLY)
async def remove_logo(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Redirect:
    try:
        await service.change_logo(edition, booking_id, None, request.user, await seen_logo(request))
    except Refusal as refusal:
        return see_other(f"/admin/exposants/{booking_id}/metiers", refusal.sentence, "bad")
    return see_other(f"/admin/exposants/{booking_id}/metiers", "Le logo est retiré.")


@post("/{booking_id:uuid}/courrier", guards=ONLY)
async def tell_now(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Redirect:
    """What changed is told now."""
    told = await service.tell_now(edition, booking_id)
    word = "L’exposant est prévenu." if told else "Tout était déjà dit."
    return see_other(f"/admin/exposants/{booking_id}", word)


@post("/{booking_id:uuid}/lien", guards=ONLY)
async def send_way_in(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Redirect:
    """A new link to the space, for whoever lost the letters."""
    await service.send_way_in_again(edition, booking_id, request.user)
    return see_other(f"/admin/exposants/{booking_id}", "Un nouveau lien part au contact principal.")


def _people(booking_id: UUID) -> str:
    return f"/admin/exposants/{booking_id}/personnes"
