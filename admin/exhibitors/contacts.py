"""Whom an exhibitor's letters go to, changed by an organiser."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.exhibitors.head import head, kept
from admin.reach import own_booking
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.forms import ContactForm
from forum.people.who import Who
from forum.stands import service
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
ONLY = [own_booking]


@get("/{booking_id:uuid}/contacts", guards=ONLY)
async def show_contacts(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Template:
    """Everybody who is written to."""
    told = await _told(edition, booking_id)
    return page(request, "admin-exhibitors/contacts.html", form=ContactForm(), **told)


async def _told(edition: EditionValue, booking_id: UUID) -> dict[str, Any]:
    told = await head(edition, booking_id)
    return {**told, "contacts": await exhibitors.contacts_of(told["booking"].exhibitor)}


@post("/{booking_id:uuid}/contacts", guards=ONLY)
async def add_contact(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]
) -> Template | Redirect:
    form = await read_form(request, ContactForm)
    said = form.read()
    if await kept(form, lambda: service.add_contact(edition, booking_id, said, request.user), "email"):
        return see_other(_here(booking_id), f"Le lien de l’espace part à {said.first_name} {said.last_name}.")
    return unprocessable(request, "admin-exhibitors/contacts.html", form=form, **await _told(edition, booking_id))


@post("/{booking_id:uuid}/contacts/{contact_id:uuid}/principal", guards=ONLY)
async def put_first(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID], contact_id: FromPath[UUID]
) -> Redirect:
    await service.put_first(edition, booking_id, contact_id, request.user)
    return see_other(_here(booking_id), "Nos courriels iront à cette personne.")


@post("/{booking_id:uuid}/contacts/{contact_id:uuid}/retrait", guards=ONLY)
async def remove_contact(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID], contact_id: FromPath[UUID]
) -> Redirect:
    try:
        await service.remove_contact(edition, booking_id, contact_id, request.user)
    except NotFound:
        raise
    except Refusal as refusal:
        return see_other(_here(booking_id), refusal.sentence, "bad")
    return see_other(_here(booking_id), "Ce contact est retiré. Un nouveau lien part à ceux qui restent.")


def _here(booking_id: UUID) -> str:
    return f"/admin/exposants/{booking_id}/contacts"
