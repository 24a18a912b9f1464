"""Completing a booking by link: the day's details, the machine's declaration, jobs and offers, the logo."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import anyio.to_thread
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from forum import clock
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.exhibitors import queries as exhibitors
from forum.exhibitors import service as exhibitor_verbs
from forum.exhibitors.forms import ShownForm
from forum.exhibitors.logo import MOST_BYTES, LogoRefused, draw_logo
from forum.exhibitors.rules import LEVELS, OFFERS
from forum.stands import queries, service
from forum.stands.drawing.declaration import draw_declaration
from forum.stands.forms import DetailsForm, MachineForm
from forum.stands.routes.asking import Asked
from forum.stands.rules import GUARDS, HALVES, VEHICLES
from forum.territory.occupations import occupations_of
from forum.web import page, read_form, see_other, unprocessable
from forum.web.words import say_date, say_hour

SPACE = "/exposants/espace"


def setup_slots(edition: EditionValue) -> dict[str, datetime]:
    """Every half-hour from set-up to opening, by its hour on the wall clock."""
    day = edition.first_day
    count = max(0, int((day.opens_at - day.setup_at) / timedelta(minutes=30)))
    hours = [day.setup_at + n * timedelta(minutes=30) for n in range(count)]
    return {f"{clock.local(one):%H:%M}": one for one in hours}


def _detail_lists(edition: EditionValue) -> dict[str, Any]:
    several = len(edition.days) > 1
    return {
        "vehicles": list(VEHICLES.items()),
        "slots": [("", "Peu importe"), *((name, say_hour(at)) for name, at in setup_slots(edition).items())],
        "halves": [
            (f"{day.id}-{half}", f"{say_date(day.date)}, {words}" if several else words.capitalize())
            for day in edition.days
            for half, words in HALVES.items()
        ],
    }


@get("/exposants/espace/precisions")
async def show_details(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    booking = await queries.booking_of(edition.id, request.user.id)
    said = await queries.find_details(booking.id)
    typed, many = (
        {"vehicle": "none", "meals": "0", "sockets": "1"},
        {"half_days": [f"{day.id}-{half}" for day in edition.days for half in HALVES]},
    )
    if said:
        told = {name: value for name, value in asdict(said).items() if name not in {"half_days", "setup_at"}}
        typed = {
            name: ("yes" if value else "") if isinstance(value, bool) else str(value) for name, value in told.items()
        }
        typed["setup"] = f"{clock.local(said.setup_at):%H:%M}" if said.setup_at else ""
        many = {"half_days": [f"{day}-{half}" for day, half in said.half_days]}
    form = DetailsForm(typed, many)
    return page(request, "stands/details.html", form=form, booking=booking, **_detail_lists(edition))


@post("/exposants/espace/precisions")
async def complete(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    booking = await queries.booking_of(edition.id, request.user.id)
    form = await read_form(request, DetailsForm)
    said = form.read(setup_slots(edition), [day.id for day in edition.days])
    if form.faults:
        return unprocessable(request, "stands/details.html", form=form, booking=booking, **_detail_lists(edition))
    try:
        await service.complete(edition, booking.id, said, request.user)
    except service.CorrectionsClosed as refusal:
        form.fault("form", refusal.sentence)
        return unprocessable(request, "stands/details.html", form=form, booking=booking, **_detail_lists(edition))
    return see_other(SPACE, "C’est noté pour le jour du forum.")


@get("/exposants/espace/machine")
async def show_machine(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    booking = await queries.booking_of(edition.id, request.user.id)
    mine = await exhibitors.exhibitor(edition.id, request.user.id)
    made = await queries.find_declaration(booking.id)
    typed = {"watts": str(booking.power_watts), "signed_by": mine.contact}
    if made:
        typed = {
            name: ("yes" if value else "") if isinstance(value, bool) else str(value)
            for name, value in asdict(made[0]).items()
        }
    form = MachineForm(typed)
    return page(request, "stands/machine.html", form=form, booking=booking, made=made, guards=list(GUARDS.items()))


@post("/exposants/espace/machine")
async def declare(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    booking = await queries.booking_of(edition.id, request.user.id)
    form = await read_form(request, MachineForm)
    said = form.read()
    if form.faults:
        return unprocessable(
            request, "stands/machine.html", form=form, booking=booking, made=None, guards=list(GUARDS.items())
        )
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
    shown = await exhibitors.shown_of(edition.id, mine.id)
    listed = {one.rome_code: one.name for one in occupations_of(mine.sector_code)}
    known = [job.rome_code for job in shown.jobs if job.rome_code and listed.get(job.rome_code) == job.words]
    typed = {
        "jobs": "\n".join(job.words for job in shown.jobs if job.rome_code not in known),
        "pitch": shown.pitch,
        "website": shown.website,
        **{kind: str(number) for kind, number in shown.offers.items()},
    }
    form = ShownForm(typed, {"levels": sorted(shown.levels), "known": known})
    return page(request, "stands/shown.html", form=form, **await _shown_lists(mine))


async def _shown_lists(mine: exhibitors.ExhibitorLine) -> dict[str, Any]:
    return {
        "mine": mine,
        "offers": OFFERS,
        "levels": list(LEVELS.items()),
        "suggested": [
            (one.rome_code, f"{one.name}\u00a0: {', '.join(one.local_words)}" if one.local_words else one.name)
            for one in occupations_of(mine.sector_code)
        ],
        "has_logo": await exhibitors.has_logo(mine.id),
    }


@post("/exposants/espace/metiers")
async def show(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    form = await read_form(request, ShownForm)
    shown = form.read()
    if form.faults:
        mine = await exhibitors.exhibitor(edition.id, request.user.id)
        return unprocessable(request, "stands/shown.html", form=form, **await _shown_lists(mine))
    await exhibitor_verbs.show(request.user.id, shown)
    return see_other(SPACE, "Vos métiers et vos offres sont à jour.")


@post("/exposants/espace/logo", request_max_body_size=MOST_BYTES + 200_000)
async def set_logo(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    sent = (await request.form()).get("logo")
    try:
        if not isinstance(sent, UploadFile) or not (raw := await sent.read()):
            raise LogoRefused("Choisissez d’abord un fichier.")
        await exhibitor_verbs.set_logo(request.user.id, await anyio.to_thread.run_sync(draw_logo, raw))
    except Refusal as refusal:
        mine = await exhibitors.exhibitor(edition.id, request.user.id)
        form = ShownForm()
        form.fault("logo", refusal.sentence)
        return unprocessable(request, "stands/logo.html", form=form, mine=mine)
    return see_other("/exposants/espace/metiers", "Votre logo est en place.")


@post("/exposants/espace/logo/retrait")
async def remove_logo(request: Asked) -> Redirect:
    await exhibitor_verbs.remove_logo(request.user.id)
    return see_other("/exposants/espace/metiers", "Le logo est retiré.")
