"""Completing a booking by link: the day's details, the machine's declaration, jobs and offers, the logo."""

from __future__ import annotations

import anyio.to_thread
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.forms import ShownForm
from forum.exhibitors.logo import MOST_BYTES, Logo, LogoRefused, draw_logo
from forum.stands import queries, service
from forum.stands.drawing.declaration import draw_declaration
from forum.stands.forms import DetailsForm, MachineForm
from forum.stands.routes.asking import Asked
from forum.stands.routes.filled import (
    detail_lists,
    details_form,
    machine_form,
    machine_lists,
    setup_slots,
    shown_form,
    shown_lists,
)
from forum.web import page, read_form, see_other, unprocessable

SPACE = "/exposants/espace"


@get("/exposants/espace/precisions")
async def show_details(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    booking = await queries.booking_of(edition.id, request.user.id)
    form = details_form(edition, await queries.find_details(booking.id))
    return page(request, "stands/details.html", form=form, booking=booking, **detail_lists(edition))


@post("/exposants/espace/precisions")
async def complete(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    booking = await queries.booking_of(edition.id, request.user.id)
    form = await read_form(request, DetailsForm)
    said = form.read(setup_slots(edition), [day.id for day in edition.days])
    if form.faults:
        return unprocessable(request, "stands/details.html", form=form, booking=booking, **detail_lists(edition))
    try:
        await service.complete(edition, booking.id, said, request.user)
    except service.CorrectionsClosed as refusal:
        form.fault("form", refusal.sentence)
        return unprocessable(request, "stands/details.html", form=form, booking=booking, **detail_lists(edition))
    return see_other(SPACE, "C’est noté pour le jour du forum.")


@get("/exposants/espace/machine")
async def show_machine(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    booking = await queries.booking_of(edition.id, request.user.id)
    mine = await exhibitors.exhibitor(edition.id, request.user.id)
    made = await queries.find_declaration(booking.id)
    form = machine_form(booking, mine, made[0] if made else None)
    return page(request, "stands/machine.html", form=form, booking=booking, made=made, **machine_lists())


@post("/exposants/espace/machine")
async def declare(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    booking = await queries.booking_of(edition.id, request.user.id)
    form = await read_form(request, MachineForm)
    said = form.read()
    if form.faults:
        return unprocessable(request, "stands/machine.html", form=form, booking=booking, made=None, **machine_lists())
    await service.declare_machine(edition, booking.id, said, request.user)
    return see_other(SPACE, "Votre machine est déclarée. Le PDF est prêt pour votre dossier.")


@get("/exposants/espace/machine.pdf")
async def machine_pdf(request: Asked, edition: NamedDependency[EditionValue]) -> Response[bytes]:
    """The declaration, for the safety file."""
    booking = await queries.booking_of(edition.id, request.user.id)
    return await declaration_answer(edition, booking)


async def declaration_answer(edition: EditionValue, booking: queries.BookingLine) -> Response[bytes]:
    """The PDF of a booking's declaration. Raises NotFound."""
    made = await queries.find_declaration(booking.id)
    if made is None:
        raise NotFound("Aucune machine n’est déclarée pour ce stand.")
    exhibitor = await exhibitors.exhibitor(edition.id, booking.exhibitor)
    drawn = await anyio.to_thread.run_sync(draw_declaration, edition, exhibitor, booking, *made)
    return Response(
        drawn,
        media_type="application/pdf",
        headers={"content-disposition": 'inline; filename="declaration-machine.pdf"', "cache-control": "no-store"},
    )


@get("/exposants/espace/metiers")
async def show_shown(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    mine = await exhibitors.exhibitor(edition.id, request.user.id)
    form = shown_form(mine, await exhibitors.shown_of(edition.id, mine.id))
    return page(request, "stands/shown.html", form=form, **await shown_lists(mine))


@post("/exposants/espace/metiers")
async def show(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    booking = await queries.booking_of(edition.id, request.user.id)
    form = await read_form(request, ShownForm)
    shown = form.read()
    if form.faults:
        mine = await exhibitors.exhibitor(edition.id, request.user.id)
        return unprocessable(request, "stands/shown.html", form=form, **await shown_lists(mine))
    await service.show(edition, booking.id, shown, request.user)
    return see_other(SPACE, "Vos métiers et vos offres sont à jour.")


@post("/exposants/espace/logo", request_max_body_size=MOST_BYTES + 200_000)
async def set_logo(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    try:
        booking = await queries.booking_of(edition.id, request.user.id)
        await service.change_logo(edition, booking.id, await read_logo(request), request.user)
    except Refusal as refusal:
        mine = await exhibitors.exhibitor(edition.id, request.user.id)
        form = ShownForm()
        form.fault("logo", refusal.sentence)
        return unprocessable(request, "stands/logo.html", form=form, mine=mine)
    return see_other("/exposants/espace/metiers", "Votre logo est en place.")


async def read_logo(request: Asked) -> Logo:
    """The picture sent, drawn anew by us. Raises LogoRefused."""
    sent = (await request.form()).get("logo")
    if not isinstance(sent, UploadFile) or not (raw := await sent.read()):
        raise LogoRefused("Choisissez d’abord un fichier.")
    return await anyio.to_thread.run_sync(draw_logo, raw)


@post("/exposants/espace/logo/retrait")
async def remove_logo(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    booking = await queries.booking_of(edition.id, request.user.id)
    await service.change_logo(edition, booking.id, None, request.user)
    return see_other("/exposants/espace/metiers", "Le logo est retiré.")
