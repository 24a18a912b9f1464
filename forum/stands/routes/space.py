"""The exhibitor's space, behind the link of the letter: the stand, its needs, its people, what is missing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from forum import clock
from forum.badges import queries as badges
from forum.editions.values import Audience, EditionValue
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitors
from forum.invitations import queries as invitations
from forum.invitations import service as calendars
from forum.stands import queries, service
from forum.stands.forms import NeedsForm, PersonForm
from forum.stands.routes.asking import Asked, kept_by, lists
from forum.stands.routes.own import own_file
from forum.stands.routes.parts import NEEDS, filled_form, save
from forum.stands.rules import VEHICLES, missing
from forum.stands.rules.doubts import doubts
from forum.web import page, read_form, see_other, unprocessable
from forum.web.kept import forget_pages


@get("/exposants/espace")
async def show_space(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """One's own stand: state, needs, people and badges."""
    return page(request, "stands/space.html", **await _space(request, edition), form=PersonForm())


async def _space(request: Asked, edition: EditionValue) -> dict[str, Any]:
    mine = await exhibitors.exhibitor(edition.id, request.user.id)
    live = {badge.id: badge for badge in await badges.badges_of(mine.id) if badge.valid}
    booking = await queries.booking_of(edition.id, mine.id)
    details, declaration = await queries.find_details(booking.id), await queries.find_declaration(booking.id)
    stand = await queries.stand(edition.id, booking.number) if booking.stands else None
    return {
        "mine": mine,
        "booking": booking,
        "people": await exhibitors.people_of(mine.id),
        "badges": live,
        "offer": await queries.offer_to(booking.id),
        "rank": await queries.rank_in_line(edition.id, booking.id),
        "missing": missing(await queries.known(booking), await queries.deadlines(edition)) if booking.stands else [],
        "today": clock.local(clock.now()).date(),
        "vehicles": VEHICLES,
        "until": edition.until(Audience.EXHIBITORS),
        "correctable": edition.window(Audience.EXHIBITORS).state(clock.now()) != "over",
        "details": details,
        "declaration": declaration,
        "doubts": doubts(booking, details, declaration[0] if declaration else None, stand),
        "contacts": await exhibitors.contacts_of(mine.id),
        "has_logo": await exhibitors.has_logo(mine.id),
        "feed": await calendars.share_feed(edition, mine.email),
    }


@get("/exposants/espace/besoins")
async def show_needs(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    file = await own_file(request, edition)
    form = await filled_form(NEEDS, file)
    return page(request, "stands/needs.html", form=form, booking=file.booking, **lists(edition))


@post("/exposants/espace/besoins")
async def correct_needs(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    file = await own_file(request, edition)
    form = await read_form(request, NeedsForm)
    versions = await save(NEEDS, file, form, request.user)
    if form.faults:
        told = {"form": form, "versions": versions, "booking": file.booking, **lists(edition)}
        return unprocessable(request, "stands/needs.html", **told)
    return see_other("/exposants/espace", "Vos besoins sont à jour.")


@post("/exposants/espace/personnes")
async def add_person(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    booking = await queries.booking_of(edition.id, request.user.id)
    form = await read_form(request, PersonForm)
    first_name, last_name = form.read()
    if not form.faults:
        try:
            await service.add_person(edition, booking.id, first_name, last_name, request.user)
        except Refusal as refusal:
            form.fault(refusal.field or "last_name", refusal.sentence)
        else:
            return see_other("/exposants/espace", f"Un badge est prêt pour {first_name} {last_name}.")
    return unprocessable(request, "stands/space.html", **await _space(request, edition), form=form)


@post("/exposants/espace/personnes/{person_id:uuid}/retrait")
async def remove_person(request: Asked, edition: NamedDependency[EditionValue], person_id: FromPath[UUID]) -> Redirect:
    booking = await queries.booking_of(edition.id, request.user.id)
    await service.remove_person(edition, booking.id, person_id, request.user)
    return see_other("/exposants/espace", "Cette personne est retirée et son badge ne vaut plus.")


@post("/exposants/espace/annulation")
async def cancel(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    booking = await queries.booking_of(edition.id, request.user.id)
    await service.cancel(edition, booking.id, request.user)
    forget_pages(request.app)
    return see_other("/exposants/espace", "Votre réservation est annulée.")


@post("/exposants/espace/stand/{number:str}")
async def take_stand(request: Asked, edition: NamedDependency[EditionValue], number: FromPath[str]) -> Redirect:
    """A draft takes a stand."""
    booking = await queries.booking_of(edition.id, request.user.id)
    try:
        await service.submit(edition, booking.id, number, request.user, kept_by(request))
    except Refusal as refusal:
        return see_other(f"/plan/{number}/reservation", refusal.sentence, "bad")
    forget_pages(request.app)
    return see_other("/exposants/espace", f"Le stand {number} est réservé. Votre badge part par courriel.")


@post("/exposants/espace/proposition/acceptation")
async def accept(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """The stand offered to whoever waited is taken."""
    booking = await queries.booking_of(edition.id, request.user.id)
    try:
        await service.accept(edition, booking.id, request.user)
    except Refusal as refusal:
        return see_other("/exposants/espace", refusal.sentence, "bad")
    forget_pages(request.app)
    return see_other("/exposants/espace", "Le stand est à vous. Votre badge part par courriel.")


@post("/exposants/espace/proposition/refus")
async def decline(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Not that one."""
    booking = await queries.booking_of(edition.id, request.user.id)
    try:
        await service.decline(edition, booking.id, request.user)
    except Refusal as refusal:
        return see_other("/exposants/espace", refusal.sentence, "bad")
    return see_other("/exposants/espace", "C’est noté\u00a0: vous gardez votre place sur la liste d’attente.")


@post("/exposants/espace/agenda")
async def renew_feed(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Another address for the subscribed calendar: the old one was seen by somebody else."""
    mine = await exhibitors.exhibitor(edition.id, request.user.id)
    await calendars.renew_feed(edition, mine.email)
    return see_other("/exposants/espace", "L’adresse de votre agenda est changée.")


@get("/exposants/espace/invitation.ics")
async def calendar(request: Asked) -> Response[bytes]:
    """The plain calendar file, for those whose mail does not open invitations."""
    return Response(
        await invitations.ics_of(request.user.id),
        media_type="text/calendar",
        headers={"content-disposition": 'attachment; filename="stand.ics"', "cache-control": "no-store"},
    )
