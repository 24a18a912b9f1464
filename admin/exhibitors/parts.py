"""Each part of an exhibitor's file, corrected by an organiser: the questions of the exhibitor's own space."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.reach import keep_within_reach, own_booking
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.forms import OrganisationForm, ShownForm
from forum.forms import Typed
from forum.people.who import Who
from forum.stands import queries, service
from forum.stands.forms import DetailsForm, MachineForm, NeedsForm
from forum.stands.queries import BookingLine
from forum.stands.routes import filled
from forum.stands.routes.asking import lists
from forum.web import page, read_form, see_other, unprocessable
from forum.web.kept import forget_pages
from forum.web.words import say_hour

Asked = Request[Who, str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """What a part is filled from."""

    edition: EditionValue
    booking: BookingLine
    mine: exhibitors.ExhibitorLine


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its title, its template, its form filled, the lists of the form, and the verb that keeps what it says."""

    title: str
    template: str
    form: type[Typed]
    now: Callable[[File], Awaitable[Typed]]
    lists: Callable[[File], Awaitable[dict[str, Any]]]
    keep: Callable[[File, Any, Who], Awaitable[None]]


async def _organisation(file: File) -> Typed:
    return filled.organisation_form(file.mine)


async def _keep_organisation(file: File, form: OrganisationForm, by: Who) -> None:
    said = form.read_organisation(file.edition.sectors)
    keep_within_reach(by, form, "commune", said.insee_code)
    if not form.faults:
        await service.correct_organisation(file.edition, file.booking.id, said, by)


async def _needs(file: File) -> Typed:
    return filled.needs_form(file.booking)


async def _keep_needs(file: File, form: NeedsForm, by: Who) -> None:
    said = form.read()
    if not form.faults:
        await service.correct_needs(file.edition, file.booking.id, said, by)


async def _details(file: File) -> Typed:
    return filled.details_form(file.edition, await queries.find_details(file.booking.id))


async def _keep_details(file: File, form: DetailsForm, by: Who) -> None:
    said = form.read(filled.setup_slots(file.edition), [day.id for day in file.edition.days])
    if not form.faults:
        await service.complete(file.edition, file.booking.id, said, by)


async def _machine(file: File) -> Typed:
    made = await queries.find_declaration(file.booking.id)
    return filled.machine_form(file.booking, file.mine, made[0] if made else None)


async def _keep_machine(file: File, form: MachineForm, by: Who) -> None:
    said = form.read()
    if not form.faults:
        await service.declare_machine(file.edition, file.booking.id, said, by)


async def _shown(file: File) -> Typed:
    return filled.shown_form(file.mine, await exhibitors.shown_of(file.edition.id, file.mine.id))


async def _keep_shown(file: File, form: ShownForm, by: Who) -> None:
    said = form.read()
    if not form.faults:
        await service.show(file.edition, file.booking.id, said, by)


async def _lists(file: File) -> dict[str, Any]:
    return lists(file.edition)


async def _detail_lists(file: File) -> dict[str, Any]:
    return filled.detail_lists(file.edition)


async def _machine_lists(file: File) -> dict[str, Any]:
    return filled.machine_lists()


async def _shown_lists(file: File) -> dict[str, Any]:
    return await filled.shown_lists(file.mine)


PARTS = {
    "organisation": Part("La fiche", "_who", OrganisationForm, _organisation, _lists, _keep_organisation),
    "besoins": Part("Ce qu’il faut sur le stand", "_needs", NeedsForm, _needs, _lists, _keep_needs),
    "precisions": Part("Le jour du forum", "_details", DetailsForm, _details, _detail_lists, _keep_details),
    "machine": Part("Déclaration de machine", "_machine", MachineForm, _machine, _machine_lists, _keep_machine),
    "metiers": Part("Métiers et offres", "_shown", ShownForm, _shown, _shown_lists, _keep_shown),
}


@get("/{booking_id:uuid}/{name:str}", guards=[own_booking])
async def show_part(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID], name: FromPath[str]
) -> Template:
    """One part as it is now. Raises NotFound."""
    part, file = await _asked(edition, booking_id, name)
    return page(request, "admin-exhibitors/part.html", **await _told(part, name, file, await part.now(file)))


@post("/{booking_id:uuid}/{name:str}", guards=[own_booking])
async def keep_part(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID], name: FromPath[str]
) -> Template | Redirect:
    """Keep it; the exhibitor reads what changed, with all else that is corrected meanwhile. Raises NotFound."""
    part, file = await _asked(edition, booking_id, name)
    form = await read_form(request, part.form)
    try:
        await part.keep(file, form, request.user)
    except Refusal as refusal:
        form.fault(refusal.field or "form", refusal.sentence)
    if form.faults:
        return unprocessable(request, "admin-exhibitors/part.html", **await _told(part, name, file, form))
    forget_pages(request.app)
    return see_other(f"/admin/exposants/{booking_id}", await told_later(booking_id))


async def told_later(booking_id: UUID) -> str:
    """« C'est noté », and when the exhibitor reads it."""
    waiting = await queries.untold(booking_id)
    return f"C’est noté. L’exposant le lira à {say_hour(waiting.leaves_at)}." if waiting else "C’est noté."


async def _asked(edition: EditionValue, booking_id: UUID, name: str) -> tuple[Part, File]:
    if name not in PARTS:
        raise NotFound
    booking = await queries.booking(edition.id, booking_id)
    return PARTS[name], File(edition, booking, await exhibitors.exhibitor(edition.id, booking.exhibitor))


async def _told(part: Part, name: str, file: File, form: Typed) -> dict[str, Any]:
    lists = await part.lists(file)
    return {"part": part, "asked": name, "booking": file.booking, "mine": file.mine, "form": form, **lists}
