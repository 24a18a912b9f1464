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
from forum.errors import NotFound
from forum.exhibitors.forms import OrganisationForm
from forum.forms import Typed
from forum.people.who import Who
from forum.stands import queries
from forum.stands.routes import filled, parts
from forum.stands.routes.asking import lists
from forum.web import page, read_form, see_other, unprocessable
from forum.web.kept import forget_pages
from forum.web.words import say_hour

Asked = Request[Who, str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A part's page: its title, its template, the lists of its form."""

    title: str
    template: str
    part: parts.Part
    lists: Callable[[parts.File], Awaitable[dict[str, Any]]]


async def _lists(file: parts.File) -> dict[str, Any]:
    return lists(file.edition)


async def _detail_lists(file: parts.File) -> dict[str, Any]:
    return filled.detail_lists(file.edition)


async def _machine_lists(file: parts.File) -> dict[str, Any]:
    return filled.machine_lists()


async def _shown_lists(file: parts.File) -> dict[str, Any]:
    return await filled.shown_lists(file.mine)


PAGES = {
    "organisation": Page("La fiche", "_who", parts.ORGANISATION, _lists),
    "besoins": Page("Ce qu’il faut sur le stand", "_needs", parts.NEEDS, _lists),
    "precisions": Page("Le jour du forum", "_details", parts.DETAILS, _detail_lists),
    "machine": Page("Déclaration de machine", "_machine", parts.MACHINE, _machine_lists),
    "metiers": Page("Métiers et offres", "_shown", parts.SHOWN, _shown_lists),
}


@get("/{booking_id:uuid}/{name:str}", guards=[own_booking])
async def show_part(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID], name: FromPath[str]
) -> Template:
    """One part as it is now. Raises NotFound."""
    asked, file = await _asked(edition, booking_id, name)
    form = await parts.filled_form(asked.part, file)
    return page(request, "admin-exhibitors/part.html", **await _told(asked, name, file, form))


@post("/{booking_id:uuid}/{name:str}", guards=[own_booking])
async def keep_part(
    request: Asked, edition: NamedDependency[EditionValue], booking_id: FromPath[UUID], name: FromPath[str]
) -> Template | Redirect:
    """Keep it; the exhibitor reads what changed, with all else that is corrected meanwhile. Raises NotFound."""
    asked, file = await _asked(edition, booking_id, name)
    form = await read_form(request, asked.part.form)
    if isinstance(form, OrganisationForm):
        keep_within_reach(request.user, form, "commune", form.read_organisation(edition.sectors).insee_code)
    versions = await parts.save(asked.part, file, form, request.user)
    if form.faults:
        told = await _told(asked, name, file, form)
        return unprocessable(request, "admin-exhibitors/part.html", versions=versions, **told)
    forget_pages(request.app)
    return see_other(f"/admin/exposants/{booking_id}", await told_later(booking_id))


async def told_later(booking_id: UUID) -> str:
    """« C'est noté », and when the exhibitor reads it."""
    waiting = await queries.untold(booking_id)
    return f"C’est noté. L’exposant le lira à {say_hour(waiting.leaves_at)}." if waiting else "C’est noté."


async def _asked(edition: EditionValue, booking_id: UUID, name: str) -> tuple[Page, parts.File]:
    if name not in PAGES:
        raise NotFound
    return PAGES[name], await parts.file_of(edition, await queries.booking(edition.id, booking_id))


async def _told(asked: Page, name: str, file: parts.File, form: Typed) -> dict[str, Any]:
    lists = await asked.lists(file)
    return {"part": asked, "asked": name, "booking": file.booking, "mine": file.mine, "form": form, **lists}
