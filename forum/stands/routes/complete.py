"""Completing a booking by link: the day's details, the machine's declaration, jobs and offers, the logo."""

from __future__ import annotations

from collections.abc import Sequence

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
from forum.forms import Typed
from forum.stands import queries, service
from forum.stands.drawing.declaration import draw_declaration
from forum.stands.forms import DetailsForm, MachineForm
from forum.stands.routes.asking import Asked
from forum.stands.routes.filled import detail_lists, machine_lists, shown_lists
from forum.stands.routes.own import again, own_file
from forum.stands.routes.parts import DETAILS, MACHINE, SHOWN, File, filled_form, save
from forum.stands.versions import Version
from forum.web import read_form, see_other, unprocessable

SPACE = "/exposants/espace"


@get("/exposants/espace/precisions")
async def show_details(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    file = await own_file(request, edition)
    return _details(request, file, await filled_form(DETAILS, file))


@post("/exposants/espace/precisions")
async def complete(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    file = await own_file(request, edition)
    form = await read_form(request, DetailsForm)
    versions = await save(DETAILS, file, form, request.user)
    if form.faults:
        return _details(request, file, form, versions)
    return see_other(SPACE, "C’est noté pour le jour du forum.")


def _details(request: Asked, file: File, form: DetailsForm, versions: Sequence[Version] = ()) -> Template:
    told = {"form": form, "versions": versions, "booking": file.booking, **detail_lists(file.edition)}
    return again(request, "stands/details.html", **told)


@get("/exposants/espace/machine")
async def show_machine(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    file = await own_file(request, edition)
    return await _machine(request, file, await filled_form(MACHINE, file))


@post("/exposants/espace/machine")
async def declare(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    file = await own_file(request, edition)
    form = await read_form(request, MachineForm)
    versions = await save(MACHINE, file, form, request.user)
    if form.faults:
        return await _machine(request, file, form, versions)
    return see_other(SPACE, "Votre machine est déclarée. Le PDF est prêt pour votre dossier.")


async def _machine(request: Asked, file: File, form: MachineForm, versions: Sequence[Version] = ()) -> Template:
    made = await queries.find_declaration(file.booking.id)
    told = {"form": form, "versions": versions, "booking": file.booking, "made": made, **machine_lists()}
    return again(request, "stands/machine.html", **told)


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
    file = await own_file(request, edition)
    return await _shown(request, file, await filled_form(SHOWN, file))


@post("/exposants/espace/metiers")
async def show(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    file = await own_file(request, edition)
    form = await read_form(request, ShownForm)
    versions = await save(SHOWN, file, form, request.user)
    if form.faults:
        return await _shown(request, file, form, versions)
    return see_other(SPACE, "Vos métiers et vos offres sont à jour.")


async def _shown(request: Asked, file: File, form: ShownForm, versions: Sequence[Version] = ()) -> Template:
    return again(request, "stands/shown.html", form=form, versions=versions, **await shown_lists(file.mine))


@post("/exposants/espace/logo", request_max_body_size=MOST_BYTES + 200_000)
async def set_logo(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    try:
        booking = await queries.booking_of(edition.id, request.user.id)
        await service.change_logo(edition, booking.id, await read_logo(request), request.user, await seen_logo(request))
    except service.LogoMeanwhile as refusal:
        return see_other("/exposants/espace/metiers", refusal.sentence, "bad")
    except Refusal as refusal:
        mine = await exhibitors.exhibitor(edition.id, request.user.id)
        form = ShownForm()
        form.fault("logo", refusal.sentence)
        mark = await seen_logo(request)
        return unprocessable(request, "stands/logo.html", form=form, mine=mine, logo_mark=mark)
    return see_other("/exposants/espace/metiers", "Votre logo est en place.")


async def read_logo(request: Asked) -> Logo:
    """The picture sent, drawn anew by us. Raises LogoRefused."""
    sent = (await request.form()).get("logo")
    if not isinstance(sent, UploadFile) or not (raw := await sent.read()):
        raise LogoRefused("Choisissez d’abord un fichier.")
    return await anyio.to_thread.run_sync(draw_logo, raw)


async def seen_logo(request: Asked) -> str:
    """What stands for the logo that was on the page."""
    return (await read_form(request, Typed)).text("seen", most=16)


@post("/exposants/espace/logo/retrait")
async def remove_logo(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    booking = await queries.booking_of(edition.id, request.user.id)
    try:
        await service.change_logo(edition, booking.id, None, request.user, await seen_logo(request))
    except service.LogoMeanwhile as refusal:
        return see_other("/exposants/espace/metiers", refusal.sentence, "bad")
    return see_other("/exposants/espace/metiers", "Le logo est retiré.")
