"""One's own account: password, double verification with recovery codes, open sessions. For everybody of the back office."""

from __future__ import annotations

from typing import Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.people.forms import PasswordForm, TotpForm
from forum.audit.service import Told, noted
from forum.door.link_qr import link_qr
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people import keeping, passwords, queries, recovery, service
from forum.people.guards import staff
from forum.people.queries import StaffLine
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
HOME = "/admin/compte"


@get("/")
async def show_account(request: Asked) -> Template:
    """How one signs in, and where one is signed in."""
    return page(
        request,
        "admin-people/account.html",
        mine=await _mine(request),
        codes_left=await recovery.codes_left(request.user.id),
        sessions=await queries.sessions_of(request.user.id, request.auth),
    )


async def _mine(request: Asked) -> StaffLine:
    return next(one for one in await queries.team() if one.id == request.user.id)


@post("/sessions/{session:str}/fin")
async def close_session(request: Asked, session: FromPath[str]) -> Redirect:
    """That browser is signed out."""
    await keeping.close_session(request.user.id, session)
    return see_other(HOME, "Cette session est fermée.")


@post("/sessions/fin")
async def close_sessions(request: Asked) -> Redirect:
    """Every browser but this one is signed out."""
    await keeping.close_sessions(request.user.id, but=request.auth)
    return see_other(HOME, "Vous n’êtes plus connecté qu’ici.")


@get("/double-verification")
async def show_totp(request: Asked) -> Template:
    """A fresh secret, as a QR code and in letters; nothing is kept until a first code proves it."""
    return await _totp_page(request, TotpForm({"secret": passwords.new_totp_secret()}))


@post("/double-verification")
async def set_totp(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The phone's codes are asked for from now on; the recovery codes are shown, once."""
    form = await read_form(request, TotpForm)
    secret, code = form.read()
    if not form.faults:
        try:
            told = Told(edition.id, "set-totp", "account", request.user.id, "Double vérification activée")
            await noted(request.user, service.set_totp(request.user.id, secret, code), lambda _: told)
        except Refusal as refusal:
            form.fault(refusal.field or "code", refusal.sentence)
        else:
            return _codes(request, await recovery.new_codes(request.user.id))
    return await _totp_page(request, form, refused=True)


async def _totp_page(request: Asked, form: TotpForm, refused: bool = False) -> Template:
    mine = await _mine(request)
    side, path = (
        link_qr(passwords.totp_address(form.typed["secret"], mine.email)) if "secret" not in form.faults else (0, "")
    )
    answer = unprocessable if refused else page
    return answer(request, "admin-people/totp.html", form=form, side=side, drawing=path, mine=mine)


def _codes(request: Asked, codes: list[str]) -> Template:
    return page(request, "admin-people/codes.html", codes=codes)


@post("/codes-de-secours")
async def new_codes(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Ten new recovery codes; those of before open nothing any more."""
    if not (await _mine(request)).has_totp:
        return see_other(f"{HOME}/double-verification", "Activez d’abord la double vérification.", "warn")
    told = Told(edition.id, "recovery-codes", "account", request.user.id, "Nouveaux codes de secours")
    return _codes(request, await noted(request.user, recovery.new_codes(request.user.id), lambda _: told))


@post("/double-verification/retrait")
async def drop_totp(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """The password alone signs in again."""
    told = Told(edition.id, "drop-totp", "account", request.user.id, "Double vérification retirée")
    await noted(request.user, service.drop_totp(request.user.id), lambda _: told)
    return see_other(HOME, "La double vérification est retirée.", "warn")


@get("/mot-de-passe")
async def show_password(request: Asked) -> Template:
    """The form of one's own password."""
    return page(request, "admin-people/password.html", form=PasswordForm())


@post("/mot-de-passe")
async def set_password(request: Asked) -> Template | Redirect:
    """One's own password; every open session is closed, this one included."""
    form = await read_form(request, PasswordForm)
    password = form.read()
    if not form.faults:
        try:
            await service.set_password(request.user.id, password)
        except Refusal as refusal:
            form.fault(refusal.field or "password", refusal.sentence)
        else:
            return see_other("/connexion", "Votre mot de passe est enregistré. Connectez-vous avec lui.")
    return unprocessable(request, "admin-people/password.html", form=form)


router = Router(
    "/compte",
    guards=[staff(ORGANIZER, TERRITORY_LEAD, VIEWER, DOOR_SUPERVISOR)],
    route_handlers=[
        show_account,
        close_session,
        close_sessions,
        show_totp,
        set_totp,
        drop_totp,
        new_codes,
        show_password,
        set_password,
    ],
)
