"""Signing in and out, and following the link of a letter."""

from typing import Any

from litestar import Request, Router, get, post
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import FromPath
from litestar.response import Redirect, Template

from forum.people import installing, links, queries, service, sessions
from forum.people.device import device_of
from forum.people.forms import InstallForm, SignInForm
from forum.people.guards import everybody
from forum.people.who import DOOR_STAFF, DOOR_SUPERVISOR, Who
from forum.web import page, read_form, see_other, unprocessable
from forum.web.refusals import status_of

Asked = Request[Who | None, str | None, Any]

slow_down = RateLimitConfig(
    rate_limit=("minute", service.TRIES_A_MINUTE), store="rl_sign_in", exclude_opt_key="free"
).middleware


@get("/lien/{token:str}")
async def show_link(request: Asked, token: FromPath[str]) -> Template | Redirect:
    """A link to one's own space opens it at once; one that signs staff in waits for a click, so that a mail scanner cannot spend it."""
    link = await links.find_live(token)
    if link and link.purpose == "sign-in":
        return page(request, "people/confirm.html", token=token)
    return await _open(request, token)


@post("/lien/{token:str}")
async def follow_link(request: Asked, token: FromPath[str]) -> Template | Redirect:
    return await _open(request, token)


async def _open(request: Asked, token: str) -> Template | Redirect:
    try:
        kind, cookie = await service.follow(token, device_of(request.headers.get("user-agent")), request.user)
    except links.DeadLink as refusal:
        return page(request, "people/dead_link.html", status=status_of(refusal))
    own_data = kind != "staff" and request.query_params.get("vers") == "donnees"
    return await _enter(kind, cookie, "/mes-donnees" if own_data else None)


async def _enter(kind: str, cookie: str, to: str | None = None) -> Redirect:
    """On to the person's own space, with the new session's cookie; or to their data, as the foot of each letter offers."""
    who = await queries.find_session(cookie)
    answer = see_other(to or (home_of(who) if who else sessions.SPACES[kind]))
    sessions.keep(answer, kind, cookie)
    return answer


@get("/installation/{token:str}", middleware=[slow_down])
async def show_install(request: Asked, token: FromPath[str]) -> Template:
    """The first organiser of a new forum says who they are."""
    if await installing.find_offer(token) is None:
        return page(request, "people/dead_link.html", status=404)
    return page(request, "people/install.html", form=InstallForm(), token=token)


@post("/installation/{token:str}", middleware=[slow_down])
async def install(request: Asked, token: FromPath[str]) -> Template | Redirect:
    """The account is made, and signed in."""
    form = await read_form(request, InstallForm)
    name, email, password = form.read()
    if not form.faults:
        try:
            cookie = await installing.install(token, email, name, password)
        except links.DeadLink as refusal:
            return page(request, "people/dead_link.html", status=status_of(refusal))
        except service.PasswordTooShort as refusal:
            form.fault("password", refusal.sentence)
        else:
            return await _enter("staff", cookie)
    return unprocessable(request, "people/install.html", form=form, token=token)


@get("/connexion")
async def show_sign_in(request: Asked) -> Template | Redirect:
    """The form, or one's own space for staff who is signed in already."""
    if request.user and request.user.kind == "staff":
        return see_other(home_of(request.user))
    return page(request, "people/sign_in.html", form=SignInForm())


@post("/connexion", middleware=[slow_down])
async def sign_in(request: Asked) -> Template | Redirect:
    form = await read_form(request, SignInForm)
    email, password, code = form.read()
    if not form.faults:
        try:
            token = await service.sign_in(email, password, code, device_of(request.headers.get("user-agent")))
        except service.WrongCredentials as refusal:
            form.fault("email", refusal.sentence)
        else:
            return await _enter("staff", token)
    return unprocessable(request, "people/sign_in.html", form=form)


@post("/deconnexion")
async def sign_out(request: Asked) -> Redirect:
    if request.auth:
        await service.end_session(request.auth)
    answer = see_other("/", "Vous êtes déconnecté.")
    answer.delete_cookie(sessions.cookie_name(), path="/")
    return answer


def home_of(who: Who) -> str:
    """Where somebody lands after signing in: the door for those who only keep the door."""
    if who.kind == "staff" and who.roles <= {DOOR_STAFF, DOOR_SUPERVISOR}:
        return "/porte"
    return sessions.SPACES[who.kind]


router = Router(
    "/",
    guards=[everybody],
    route_handlers=[show_link, follow_link, show_install, install, show_sign_in, sign_in, sign_out],
    include_in_schema=False,
)
