"""Who speaks at the door: a phone by its cookie, or signed-in staff."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.response import Redirect
from litestar.utils.empty import value_or_default
from litestar.utils.scope.state import ScopeState

from forum.door import queries
from forum.door.problems import ScanOnly, Stranger
from forum.door.rules import Phone
from forum.door.service import PhoneRevoked
from forum.editions.queries import current_edition
from forum.people.who import DOOR_STAFF, DOOR_SUPERVISOR, ORGANIZER, Who
from forum.settings import settings

COOKIE = "forum_door"
KEPT_FOR = 7 * 24 * 3600
SUPERVISORS = (ORGANIZER, DOOR_SUPERVISOR)
DOOR_PEOPLE = (ORGANIZER, DOOR_SUPERVISOR, DOOR_STAFF)

Asking = Request[Who | None, str | None, Any]


async def find_phone(request: Asking) -> Phone | None:
    """The phone of this request, revoked or not."""
    token = request.cookies.get(COOKIE)
    return await queries.find_phone(token) if token else None


async def provide_phone(request: Asking) -> Phone:
    """The phone that asks. Raises `Stranger`, `PhoneRevoked`."""
    phone = await find_phone(request)
    if phone is None:
        raise Stranger
    if phone.revoked_at is not None:
        raise PhoneRevoked
    return phone


async def provide_supervisor(request: Asking) -> Phone:
    """The supervisor's phone that asks. Raises `Stranger`, `PhoneRevoked`, `ScanOnly`."""
    phone = await provide_phone(request)
    if not phone.supervises:
        raise ScanOnly
    return phone


async def provide_watched_edition(request: Asking) -> int:
    """The edition that a supervisor watches, from an enrolled phone or from the back office."""
    phone = await find_phone(request)
    if phone and phone.revoked_at is None and phone.supervises:
        return phone.edition
    who = request.user
    if who is None or not who.is_a(*SUPERVISORS):
        raise ScanOnly if phone else Stranger
    return (await current_edition()).id


def keep_phone(answer: Redirect, token: str) -> Redirect:
    """Give the phone its cookie: out of reach of scripts, sent to the door's pages only."""
    answer.set_cookie(
        key=COOKIE,
        value=token,
        path="/porte",
        max_age=KEPT_FOR,
        httponly=True,
        samesite="strict",
        secure=settings().https,
    )
    return answer


def csrf_token(request: Asking) -> str:
    """The token that this browser's next POST must carry."""
    return value_or_default(ScopeState.from_scope(request.scope).csrf_token, "")
