"""One line of the book, corrected by an organiser."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.address_book.forms import FORMS, LABELS, PATHS, ContactLineForm, ProspectForm
from forum.address_book import queries, service
from forum.address_book.rules import COMPANIES, SCHOOLS
from forum.editions.service import ChangedMeanwhile
from forum.editions.values import EditionValue
from forum.imports.rules.twins import near_name
from forum.people.who import Who
from forum.stands.routes.asking import lists
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]


@get("/exposants/{entry:uuid}")
async def show_company(request: Asked, edition: NamedDependency[EditionValue], entry: FromPath[UUID]) -> Template:
    """An organisation as it is now. Raises NotFound."""
    return await _show(request, edition, COMPANIES, entry)


@post("/exposants/{entry:uuid}")
async def correct_company(
    request: Asked, edition: NamedDependency[EditionValue], entry: FromPath[UUID]
) -> Template | Redirect:
    """Keep it. Raises NotFound."""
    return await _correct(request, edition, COMPANIES, entry)


@get("/contacts/{entry:uuid}")
async def show_contact(request: Asked, edition: NamedDependency[EditionValue], entry: FromPath[UUID]) -> Template:
    """Somebody of a school. Raises NotFound."""
    return await _show(request, edition, SCHOOLS, entry)


@post("/contacts/{entry:uuid}")
async def correct_contact(
    request: Asked, edition: NamedDependency[EditionValue], entry: FromPath[UUID]
) -> Template | Redirect:
    """Keep it. Raises NotFound."""
    return await _correct(request, edition, SCHOOLS, entry)


async def _show(request: Asked, edition: EditionValue, part: str, entry: UUID) -> Template:
    known = await queries.columns(edition.id, part, entry)
    template, told = _told(edition, part, known)
    return page(request, template, form=FORMS[part].of(known), meanwhile=None, **told)


async def _correct(request: Asked, edition: EditionValue, part: str, entry: UUID) -> Template | Redirect:
    known = await queries.columns(edition.id, part, entry)
    form: ProspectForm | ContactLineForm = await read_form(request, FORMS[part])
    values, meanwhile = form.read(), None
    if not form.faults:
        near = near_name(values["name"]) if part == COMPANIES else ""
        try:
            changed = await service.correct(
                edition.id, part, entry, values, form.typed.get("seen", ""), request.user, near
            )
        except ChangedMeanwhile as refusal:
            now, said = form.told(refusal.now), form.told(values)
            meanwhile = [(LABELS[name], now[name], said[name]) for name in now if now[name] != said[name]]
            form.typed["seen"] = form.fingerprint(refusal.now)
            form.fault("form", refusal.sentence)
        else:
            return see_other(PATHS[part], "La fiche est corrigée." if changed else "Rien n’a changé.")
    template, told = _told(edition, part, known)
    return unprocessable(request, template, form=form, meanwhile=meanwhile, **told)


def _told(edition: EditionValue, part: str, known: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    name = known["name"] if part == COMPANIES else known["school_name"]
    told = {"part": part, "entry": known["id"], "called": name, "back": PATHS[part], **lists(edition)}
    return "admin-address_book/entry.html", told


handlers = [show_company, correct_company, show_contact, correct_contact]
