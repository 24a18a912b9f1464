"""Exhibitors in the back office: the list of bookings, one booking, and what an organiser decides about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from admin.exhibitors import calls, contacts, parts, people
from admin.exhibitors.calls import stand_in_words
from admin.exhibitors.forms import MoveForm, PlaceForm, RefusalForm
from admin.listing import files_of, wanted
from admin.reach import bound_to, may_change, own_booking, within_reach
from forum.audit import queries as audit
from forum.badges import queries as badges
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.rules import LEVELS, OFFERS
from forum.mail import queries as mail
from forum.meanwhile import ChangedMeanwhile, fingerprint
from forum.people.guards import staff
from forum.people.who import ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.stands import queries, service
from forum.stands.routes.complete import declaration_answer
from forum.stands.rules import STATE_NAMES, VEHICLES
from forum.stands.rules.doubts import doubts
from forum.web import page, read_form, see_other
from forum.web.kept import forget_pages
from forum.web.sheets import list_file

Asked = Request[Who, str, Any]
TAKEN_ELSEWHERE = (
    "Ce stand est tenu par un exposant d’une autre communauté de communes\u00a0: demandez à un organisateur."
)


@get("/")
async def show_list(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Bookings, searched and sorted."""
    asked = wanted(request, sort="name")
    found = await queries.bookings(
        edition.id,
        asked.q,
        asked.state,
        asked.sort,
        asked.descending,
        asked.page,
        epci=bound_to(request.user),
        sectors=edition.sectors,
    )
    undelivered = await mail.undelivered([line.exhibitor for line in found.lines])
    return page(
        request, "admin-exhibitors/list.html", asked=asked, found=found, states=STATE_NAMES, undelivered=undelivered
    )


@get(files_of())
async def export(request: Asked, edition: NamedDependency[EditionValue]) -> Stream:
    """The same list as a file."""
    asked = wanted(request)
    lines = within_reach(
        request.user, await queries.all_bookings(edition.id, asked.q, asked.state, sectors=edition.sectors)
    )
    head = (
        "Organisation",
        "Stand",
        "Zone",
        "État",
        "Filière",
        "Personnes",
        "Tables",
        "Chaises",
        "Grilles",
        "Watts",
        "Triphasé",
        "Réseau",
    )
    return list_file(
        request,
        "exposants",
        "Exposants",
        (*head, "Machine", "Courriel", "Remarques"),
        (
            (
                line.exhibitor_name,
                line.number,
                line.zone,
                line.state_name,
                edition.sector(line.sector).name,
                line.people,
                line.tables,
                line.chairs,
                line.panels,
                line.power_watts,
                "oui" if line.three_phase else "non",
                "oui" if line.network else "non",
                "oui" if line.machine else "non",
                line.email,
                line.note,
            )
            for line in lines
        ),
    )


@get("/{booking_id:uuid}")
async def show_one(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Template:
    """One booking with its people, its letters and its history."""
    booking = await _seen(request, edition, booking_id)
    details, made = await queries.find_details(booking.id), await queries.find_declaration(booking.id)
    stands = await queries.plan(edition.id) if booking.lives else []
    own = next((one for one in stands if one.id == booking.stand), None)
    if (siren := bound_to(request.user)) is not None:  # no stand of another territory is offered, nor its holder named
        near = {line.exhibitor for line in await queries.all_bookings(edition.id, epci=siren)}
        stands = [one for one in stands if not one.exhibitor or one.exhibitor in near]
    return page(
        request,
        "admin-exhibitors/booking.html",
        booking=booking,
        exhibitor=await exhibitors.exhibitor(edition.id, booking.exhibitor),
        people=await exhibitors.people_of(booking.exhibitor),
        badges=await badges.badges_of(booking.exhibitor, valid_only=True),
        contacts=await exhibitors.contacts_of(booking.exhibitor),
        shown=await exhibitors.shown_of(edition.id, booking.exhibitor),
        letters=await mail.letters_to(booking.exhibitor),
        history=await audit.entries_about(booking.id),
        details=details,
        declaration=made,
        doubts=doubts(booking, details, made[0] if made else None, own) if booking.lives else [],
        untold=await queries.untold(booking.id),
        offer=await queries.offer_to(booking.id),
        rank=await queries.rank_in_line(edition.id, booking.id),
        stands=stands,
        may_change=may_change(request.user, booking),
        in_words=stand_in_words,
        offers=OFFERS,
        levels=LEVELS,
        vehicles=VEHICLES,
    )


async def _seen(request: Asked, edition: EditionValue, booking_id: UUID) -> queries.BookingLine:
    booking = await queries.booking(edition.id, booking_id)
    if not within_reach(request.user, [booking]):
        raise NotFound
    return booking


@post("/{booking_id:uuid}/validation", guards=[own_booking])
async def validate(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Redirect:
    try:
        await service.validate(edition, booking_id, request.user)
    except service.DeclarationMissing as refusal:
        return see_other(f"/admin/exposants/{booking_id}", refusal.sentence, "bad")
    return see_other(f"/admin/exposants/{booking_id}", "Le stand est confirmé et l’exposant prévenu.")


@post("/{booking_id:uuid}/refus", guards=[own_booking])
async def refuse(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Redirect:
    word = (await read_form(request, RefusalForm)).read()
    if not word:
        return see_other(
            f"/admin/exposants/{booking_id}", "Dites pourquoi, en une phrase\u00a0: l’exposant la lira.", "bad"
        )
    await service.refuse(edition, booking_id, request.user, word)
    return see_other(f"/admin/exposants/{booking_id}", "La demande est refusée et l’exposant prévenu.", "warn")


@post("/{booking_id:uuid}/annulation", guards=[own_booking])
async def cancel(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Redirect:
    await service.cancel(edition, booking_id, request.user)
    return see_other(f"/admin/exposants/{booking_id}", "La réservation est annulée et l’exposant prévenu.", "warn")


@post("/{booking_id:uuid}/attente", guards=[own_booking])
async def put_on_waiting_list(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]
) -> Redirect:
    await service.put_on_waiting_list(edition, booking_id, request.user)
    return see_other(
        f"/admin/exposants/{booking_id}", "La demande est sur la liste d’attente, l’exposant est prévenu.", "warn"
    )


@post("/{booking_id:uuid}/stand", guards=[own_booking])
async def give(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Redirect:
    """A stand for a draft, or for somebody who waits."""
    number = (await read_form(request, PlaceForm)).read()
    try:
        await service.give(edition, booking_id, number, request.user)
    except Refusal as refusal:
        return see_other(f"/admin/exposants/{booking_id}", refusal.sentence, "bad")
    forget_pages(request.app)
    return see_other(f"/admin/exposants/{booking_id}", f"Le stand {number} est donné, et l’exposant prévenu.")


@post("/{booking_id:uuid}/deplacement", guards=[own_booking])
async def move(request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]) -> Redirect:
    """To a free stand, or by swapping with whoever holds the one asked for."""
    form = await read_form(request, MoveForm)
    number, holder = form.read()
    try:
        if holder:
            there = await queries.booking_of(edition.id, holder)
            if not may_change(request.user, there):
                raise Refusal(TAKEN_ELSEWHERE)
            seen = fingerprint({"one": form.here, "other": number})
            await service.swap(edition, booking_id, there.id, request.user, seen)
            word = f"Les deux exposants ont échangé leurs stands, {there.exhibitor_name} aussi est prévenu."
        else:
            await service.move(edition, booking_id, number, request.user, fingerprint({"number": form.here}))
            word = f"Stand {number}\u00a0: l’exposant est prévenu, son badge et son agenda suivent."
    except ChangedMeanwhile as refusal:
        return see_other(f"/admin/exposants/{booking_id}", _moved_meanwhile(form.here, number, refusal), "bad")
    except Refusal as refusal:
        return see_other(f"/admin/exposants/{booking_id}", refusal.sentence, "bad")
    return see_other(f"/admin/exposants/{booking_id}", word)


def _moved_meanwhile(here: str, there: str, refusal: ChangedMeanwhile) -> str:
    """Who stands where now, beside what the page said."""
    now = refusal.now.get("number") or refusal.now["one"]
    told = f"cet exposant est au stand {now}" if now != here else f"l’autre est au stand {refusal.now['other']}"
    return (
        f"Quelqu’un a changé les places entre-temps\u00a0: {told}. Vous vouliez le stand {there}, et rien n’a bougé\u00a0: "
        "regardez, puis déplacez à nouveau."
    )


@get("/{booking_id:uuid}/machine.pdf")
async def machine(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID]
) -> Response[bytes]:
    """The declaration of a machine, for the safety file."""
    return await declaration_answer(edition, await _seen(request, edition, booking_id))


router = Router(
    "/exposants",
    guards=[staff(ORGANIZER, TERRITORY_LEAD, VIEWER)],
    route_handlers=[
        show_list,
        export,
        show_one,
        validate,
        refuse,
        cancel,
        put_on_waiting_list,
        move,
        give,
        machine,
        calls.show_call,
        calls.book_for,
        parts.show_part,
        parts.keep_part,
        people.show_people,
        people.add_person,
        people.remove_person,
        people.set_logo,
        people.remove_logo,
        people.tell_now,
        people.send_way_in,
        contacts.show_contacts,
        contacts.add_contact,
        contacts.put_first,
        contacts.remove_contact,
    ],
)
