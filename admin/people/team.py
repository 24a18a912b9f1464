"""The team, for organisers: who may sign in, as what; invited, given other roles, removed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from admin.listing import exports, files_of
from admin.meanwhile import Both, both, seen, shown
from admin.people.forms import InviteForm, RolesForm
from forum.audit.service import Told, noted
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.meanwhile import ChangedMeanwhile
from forum.people import keeping, queries
from forum.people import service as people
from forum.people.guards import staff
from forum.people.queries import StaffLine
from forum.people.who import ORGANIZER, ROLE_NAMES, Who
from forum.team import service
from forum.territory.communes import territory
from forum.web import page, read_form, see_other, unprocessable
from forum.web.sheets import list_file

Asked = Request[Who, str, Any]
HOME = "/admin/equipe"


def _lists() -> dict[str, Any]:
    return {
        "exports": exports("/admin/equipe/export"),
        "roles": list(ROLE_NAMES.items()),
        "epcis": [(one.siren, one.name) for one in territory().epcis],
    }


@get("/")
async def show_team(request: Asked) -> Template:
    """Everybody who may sign in, and the form that invites one more."""
    return page(request, "admin-people/team.html", team=await queries.team(), form=InviteForm(), link=None, **_lists())


@post("/")
async def invite(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Let somebody in, by letter; the sign-in link is shown once, too, to be handed on."""
    form = await read_form(request, InviteForm)
    email, name, role, siren = form.read()
    if not form.faults:
        try:
            link = await service.invite(edition, email, name, role, siren, request.user)
        except Refusal as refusal:
            form.fault(refusal.field or "role", refusal.sentence)
        else:
            return page(
                request, "admin-people/team.html", team=await queries.team(), form=InviteForm(), link=link, **_lists()
            )
    return unprocessable(request, "admin-people/team.html", team=await queries.team(), form=form, link=None, **_lists())


@get(files_of())
async def export(request: Asked) -> Stream:
    """Everybody who may sign in, as a file."""
    rows = (
        (
            one.name,
            one.email,
            one.roles,
            "mot de passe" if one.has_password else "lien",
            "oui" if one.has_totp else "non",
        )
        for one in await queries.team()
    )
    return list_file(request, "equipe", "Équipe", ("Nom", "Adresse", "Rôles", "Connexion", "Code à usage unique"), rows)


@get("/{account:uuid}")
async def show_person(request: Asked, account: FromPath[UUID]) -> Template:
    """One person: roles, sessions, and the way out. Raises NotFound."""
    line, who = await _person(account)
    return page(
        request, "admin-people/person.html", form=shown(RolesForm.of(who), keeping.held(who)), **await _told(line)
    )


async def _person(account: UUID) -> tuple[StaffLine, Who]:
    who = await queries.find_staff(account)
    if who is None:
        raise NotFound("Cette personne n’est pas, ou plus, dans l’équipe.")
    return next(one for one in await queries.team() if one.id == account), who


async def _told(line: StaffLine) -> dict[str, Any]:
    return {"person": line, "sessions": await queries.sessions_of(line.id), **_lists()}


@post("/{account:uuid}/roles")
async def set_roles(
    request: Asked, edition: NamedDependency[EditionValue], account: FromPath[UUID]
) -> Template | Redirect:
    """Other roles for somebody. Raises NotFound."""
    line, _ = await _person(account)
    form = await read_form(request, RolesForm)
    roles, siren = form.read()
    meanwhile: Both = []
    if not form.faults:
        try:
            await service.set_roles(edition, account, roles, siren, request.user, seen(form))
        except ChangedMeanwhile as refusal:
            meanwhile = both(form, refusal, {"roles": sorted(roles), "epci": siren})
        except Refusal as refusal:
            form.fault(refusal.field or "roles", refusal.sentence)
        else:
            return see_other(f"{HOME}/{account}", f"Les rôles sont enregistrés\u00a0: {line.name}.")
    return unprocessable(request, "admin-people/person.html", form=form, meanwhile=meanwhile, **await _told(line))


@post("/{account:uuid}/lien")
async def new_link(request: Asked, edition: NamedDependency[EditionValue], account: FromPath[UUID]) -> Template:
    """Another sign-in link for somebody of the team, by letter and shown once. Raises NotFound."""
    link = await service.send_link(edition, account, request.user)
    return page(request, "admin-people/team.html", team=await queries.team(), form=InviteForm(), link=link, **_lists())


@post("/{account:uuid}/sessions/fin")
async def close_sessions(request: Asked, edition: NamedDependency[EditionValue], account: FromPath[UUID]) -> Redirect:
    """A phone was lost: everything that is open is closed. Raises NotFound."""
    line, _ = await _person(account)
    told = Told(edition.id, "close-sessions", "account", account, f"Sessions de {line.name} fermées")
    await noted(request.user, keeping.close_sessions(account), lambda _: told)
    return see_other(f"{HOME}/{account}", f"{line.name} n’est plus connecté nulle part.")


@post("/{account:uuid}/double-verification/retrait")
async def drop_totp(request: Asked, edition: NamedDependency[EditionValue], account: FromPath[UUID]) -> Redirect:
    """The phone with the codes is lost, and the recovery codes too. Raises NotFound."""
    line, _ = await _person(account)
    told = Told(edition.id, "drop-totp", "account", account, f"Double vérification de {line.name} retirée")
    await noted(request.user, people.drop_totp(account), lambda _: told)
    return see_other(f"{HOME}/{account}", "La double vérification est retirée.", "warn")


@post("/{account:uuid}/retrait")
async def remove(request: Asked, edition: NamedDependency[EditionValue], account: FromPath[UUID]) -> Redirect:
    """Out of the team. Raises NotFound."""
    line, _ = await _person(account)
    try:
        await service.remove(edition, account, request.user)
    except Refusal as refusal:
        return see_other(f"{HOME}/{account}", refusal.sentence, "bad")
    return see_other(HOME, f"{line.name} ne peut plus se connecter.")


router = Router(
    "/equipe",
    guards=[staff(ORGANIZER)],
    route_handlers=[
        show_team,
        invite,
        export,
        show_person,
        set_roles,
        new_link,
        close_sessions,
        drop_totp,
        remove,
    ],
)
