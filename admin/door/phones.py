"""The phones of the door: inviting one by a QR code, seeing what each still holds, taking one off in one tap."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from forum.door import queries, service
from forum.door.forms import OfferForm
from forum.door.link_qr import link_qr
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.people.who import Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]


@get("/telephones")
async def show_phones(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    return page(request, "admin-door/phones.html", form=OfferForm(), **await _known(edition))


async def _known(edition: EditionValue) -> dict[str, Any]:
    return {
        "phones": await queries.phones(edition.id),
        "invitations": await queries.invitations(edition.id),
        "gates": edition.gates,
    }


@post("/telephones")
async def invite(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Invite one phone; its QR code is shown next."""
    form = await read_form(request, OfferForm)
    said = form.read([gate.id for gate in edition.gates])
    if said is None:
        return unprocessable(request, "admin-door/phones.html", form=form, **await _known(edition))
    enrolment, _ = await service.offer_enrolment(edition.id, *said, request.user)
    return see_other(f"/admin/porte/telephones/invitation/{enrolment}")


@get("/telephones/invitation/{enrolment:uuid}")
async def show_invitation(
    request: Asked, edition: NamedDependency[EditionValue], enrolment: FromPath[UUID]
) -> Template | Redirect:
    """The link as a QR code, until a phone has followed it."""
    found = await queries.invitation(edition.id, enrolment)
    if found is None:
        raise NotFound
    if found.state == "used":
        return see_other("/admin/porte/telephones", "Le téléphone est à la porte.")
    side, path = link_qr(found.url)
    return page(request, "admin-door/invitation.html", invitation=found, side=side, path=path)


@post("/telephones/invitation/{enrolment:uuid}/retrait")
async def withdraw(request: Asked, edition: NamedDependency[EditionValue], enrolment: FromPath[UUID]) -> Redirect:
    await service.withdraw_enrolment(enrolment, edition.id, request.user)
    return see_other("/admin/porte/telephones", "Cette invitation n’ouvre plus rien.")


@post("/telephones/{device:uuid}/retrait")
async def revoke(request: Asked, edition: NamedDependency[EditionValue], device: FromPath[UUID]) -> Redirect:
    """One tap: the phone writes nothing more, and wipes its list at its next contact."""
    await service.revoke(device, request.user)
    return see_other("/admin/porte/telephones", "Ce téléphone n’est plus à la porte.")
