"""One line of the book, corrected by an organiser."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.address_book.forms import FORMS, LABELS, PATHS, ContactLineForm, ProspectForm
from admin.meanwhile import Both, both, seen, shown
from forum.address_book import queries, service
from forum.address_book.rules import COMPANIES, SCHOOLS
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.imports.rules.twins import near_name
from forum.meanwhile import ChangedMeanwhile
from forum.people.who import Who
from forum.stands.routes.asking import lists
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
PARTS = {"exposants": COMPANIES, "contacts": SCHOOLS}


@get("/{shelf:str}/{entry:uuid}")
async def show_line(
    request: Asked, edition: NamedDependency[EditionValue], shelf: FromPath[str], entry: FromPath[UUID]
) -> Template:
    """An organisation, or somebody of a school, as they stand. Raises NotFound."""
    part = _part(shelf)
    known = await queries.columns(edition.id, part, entry)
    form = shown(FORMS[part].of(known), FORMS[part].now(known))
    return page(request, "admin-address_book/entry.html", form=form, **_told(edition, shelf, known))


@post("/{shelf:str}/{entry:uuid}")
async def correct_line(
    request: Asked, edition: NamedDependency[EditionValue], shelf: FromPath[str], entry: FromPath[UUID]
) -> Template | Redirect:
    """Keep it. Raises NotFound."""
    part = _part(shelf)
    known = await queries.columns(edition.id, part, entry)
    form: ProspectForm | ContactLineForm = await read_form(request, FORMS[part])
    values = form.read(edition.sectors)
    meanwhile: Both = []
    if not form.faults:
        near = near_name(values["name"]) if part == COMPANIES else ""
        try:
            changed = await service.correct(edition.id, part, entry, values, seen(form), request.user, near)
        except ChangedMeanwhile as refusal:
            meanwhile = both(form, refusal, values, LABELS)
        else:
            return see_other(PATHS[part], "La fiche est corrigée." if changed else "Rien n’a changé.")
    told = _told(edition, shelf, known)
    return unprocessable(request, "admin-address_book/entry.html", form=form, meanwhile=meanwhile, **told)


def _part(shelf: str) -> str:
    if shelf not in PARTS:
        raise NotFound
    return PARTS[shelf]


def _told(edition: EditionValue, shelf: str, known: dict[str, Any]) -> dict[str, Any]:
    part = PARTS[shelf]
    called = known["name"] if part == COMPANIES else known["school_name"]
    return {"part": part, "shelf": shelf, "entry": known["id"], "called": called, "back": PATHS[part], **lists(edition)}


handlers = [show_line, correct_line]
