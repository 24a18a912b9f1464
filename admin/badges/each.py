"""One badge at a time: find it, replace it when it is lost, take it back; badges for the team."""

from __future__ import annotations

from typing import Any, TypeAlias
from uuid import UUID, uuid4

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from admin.badges.forms import KINDS, TEAM, TeamForm
from admin.listing import Wanted, files_of, wanted
from forum.badges import queries, rules, service
from forum.badges.codes import show_code
from forum.badges.values import BadgeValue
from forum.editions.values import EditionValue
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.web import page, read_form, see_other, unprocessable
from forum.web.sheets import list_file

Asked: TypeAlias = Request[Who, str, Any]
HERE = "/admin/badges/liste"
PAGE = 40
STATES = {
    "valid": ("good", "Valable"),
    "cancelled": ("off", "Annulé"),
    "replaced": ("warn", "Remplacé"),
    "withdrawn": ("bad", "Retiré"),
}


@get("/liste")
async def list_badges(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Badges by words or by code, with what may be done to each."""
    return page(request, "admin-badges/list.html", **await _list(request, edition, TeamForm()))


@get(files_of("/liste"))
async def export_badges(request: Asked, edition: NamedDependency[EditionValue]) -> Stream:
    """The badges that the list shows, all of them, as a file; the code by its end only, because a whole one opens the door."""
    heads = ("Genre", "Ligne 1", "Ligne 2", "Ligne 3", "Fin du code", "Élèves", "Adultes", "Fait le", "État", "Imprimé")
    kinds = dict(KINDS)
    rows = (
        (
            kinds.get(badge.kind, badge.kind),
            badge.title,
            badge.subtitle,
            badge.detail,
            show_code(badge.code)[-6:],
            badge.pupils,
            badge.adults,
            badge.issued_at,
            STATES[badge.state][1],
            _printed(badge),
        )
        for badge in await _found(edition, wanted(request))
    )
    return list_file(request, "badges", "Badges", heads, rows)


@post("/equipe", guards=[staff(ORGANIZER)])
async def issue_team_badge(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """A badge for somebody of the team, the door, the press, or with a class."""
    form = await read_form(request, TeamForm)
    kind, title, subtitle, detail = form.read()
    if form.faults:
        return unprocessable(request, "admin-badges/list.html", **await _list(request, edition, form))
    badge = await service.issue_by_hand(edition.id, kind, uuid4(), title, subtitle, detail, request.user)
    return see_other(f"{HERE}?q={show_code(badge.code)}", f"Le badge de {badge.title} est prêt à imprimer.")


@post("/{badge:uuid}/remplacer")
async def replace_badge(request: Asked, badge: FromPath[UUID]) -> Redirect:
    """A new code for a badge that was lost; the old one then says « remplacé »."""
    new = await service.replace(badge, request.user)
    return see_other(
        f"{HERE}?q={show_code(new.code)}", "Le nouveau badge est prêt à imprimer\u00a0; l’ancien ne passe plus."
    )


@post("/{badge:uuid}/retirer")
async def withdraw_badge(request: Asked, badge: FromPath[UUID]) -> Redirect:
    """Take a badge back for good."""
    await service.withdraw(badge, request.user)
    return see_other(f"{HERE}?etat=withdrawn", "Le badge est retiré\u00a0: il ne passe plus.")


async def _list(request: Asked, edition: EditionValue, form: TeamForm) -> dict[str, Any]:
    asked = wanted(request)
    found = await _found(edition, asked)
    pages = max(1, -(-len(found) // PAGE))
    at = min(max(asked.page, 1), pages)
    return {
        "asked": asked,
        "lines": [(badge, show_code(badge.code), STATES[badge.state]) for badge in found[(at - 1) * PAGE : at * PAGE]],
        "total": len(found),
        "at": at,
        "pages": pages,
        "kinds": dict(KINDS),
        "states": STATES,
        "team": TEAM,
        "form": form,
        "printed": _printed,
    }


async def _found(edition: EditionValue, asked: Wanted) -> list[BadgeValue]:
    by_code = await queries.find_by_code(asked.q)
    if by_code is not None:
        return [by_code] if by_code.edition == edition.id else []
    every = rules.ordered(rules.chosen(await queries.all_badges(edition.id), asked.q), "name")
    return [badge for badge in every if not asked.state or badge.state == asked.state]


def _printed(badge: BadgeValue) -> str:
    if badge.printed_at is None:
        return "jamais"
    return "oui, changé depuis" if badge.changed_since_printed else "oui"
