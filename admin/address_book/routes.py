"""The address book: two parts, one list each, and what is done with those who are ticked."""

from __future__ import annotations

from typing import Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Stream, Template

from admin.address_book.correcting import handlers as correcting
from admin.address_book.forms import PATHS, ChosenForm
from admin.listing import files_of, wanted
from forum.address_book import queries, service
from forum.address_book.rules import COMPANIES, SCHOOLS, STATES
from forum.address_book.service.inviting import is_open
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.web import page, read_form, see_other
from forum.web.sheets import Digits, list_file

Asked = Request[Who, str, Any]


@get("/")
async def show_companies(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Organisations that may be invited."""
    return await _list(request, edition, COMPANIES)


@post("/")
async def act_on_companies(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Invite or take out."""
    return await _act(request, edition, COMPANIES)


@get("/etablissements")
async def show_schools(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Contacts of schools that may be invited."""
    return await _list(request, edition, SCHOOLS)


@post("/etablissements")
async def act_on_schools(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Invite or take out."""
    return await _act(request, edition, SCHOOLS)


@get(files_of("/carnet"))
async def export_companies(request: Asked, edition: NamedDependency[EditionValue]) -> Stream:
    """The list as a file."""
    return await _export(request, edition, COMPANIES)


@get(files_of("/etablissements/liste"))
async def export_schools(request: Asked, edition: NamedDependency[EditionValue]) -> Stream:
    """The list as a file."""
    return await _export(request, edition, SCHOOLS)


async def _list(request: Asked, edition: EditionValue, part: str) -> Template:
    asked = wanted(request)
    return page(
        request,
        "admin-address_book/book.html",
        part=part,
        path=PATHS[part],
        paths=PATHS,
        asked=asked,
        found=await queries.entries(edition.id, part, asked.q, asked.state, asked.page),
        states=STATES,
        open=is_open(edition, part),
    )


async def _act(request: Asked, edition: EditionValue, part: str) -> Redirect:
    form = await read_form(request, ChosenForm)
    wish, chosen = form.read()
    back = f"{PATHS[part]}{wanted(request).href()}"
    try:
        if form.faults:
            return see_other(back, form.faults["entry"], "bad")
        if wish == "remove":
            gone = await service.remove(edition.id, part, chosen or (), request.user)
            return see_other(back, f"{gone} fiches retirées." if gone > 1 else "La fiche est retirée.")
        q = wanted(request).q
        asked = (
            await service.ask_found(edition, part, q, request.user)
            if chosen is None
            else await service.ask(edition, part, chosen, request.user)
        )
    except Refusal as refusal:
        return see_other(back, refusal.sentence, "bad")
    if not asked:
        return see_other(back, "Personne de plus n’est à inviter ici.", "warn")
    return see_other(back, f"{asked} invitations s’écrivent." if asked > 1 else "1 invitation s’écrit.")


async def _export(request: Asked, edition: EditionValue, part: str) -> Stream:
    asked = wanted(request)
    heads = (
        "Nom",
        "Commune",
        "Filière",
        "SIRET",
        "Prénom",
        "Nom du contact",
        "Fonction",
        "Courriel",
        "Téléphone",
        "État",
    )
    rows = [
        (
            *(one.name, one.commune, edition.sector(one.sector).name if one.sector else "", Digits(one.siret or "")),
            *(one.first_name, one.last_name, one.duty, one.email, Digits(one.phone), STATES[one.state][1]),
        )
        for one in await queries.all_entries(edition.id, part, asked.q, asked.state)
    ]
    name = "carnet-exposants" if part == COMPANIES else "carnet-etablissements"
    return list_file(request, name, "Carnet d’adresses", heads, rows)


router = Router(
    "/carnet",
    guards=[staff(ORGANIZER)],
    route_handlers=[
        show_companies,
        act_on_companies,
        show_schools,
        act_on_schools,
        export_companies,
        export_schools,
        *correcting,
    ],
    include_in_schema=False,
)
