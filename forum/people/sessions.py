"""The cookie of a session, and the person it stands for on each request."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.response import Redirect, Template

from forum.people import queries
from forum.people.service import SESSION_LENGTH
from forum.settings import settings

SPACES = {
    "staff": "/admin",
    "exhibitor": "/exposants/espace",
    "teacher": "/classes/espace",
    "visitor": "/visiteurs/espace",
}


def cookie_name() -> str:
    """`__Host-` binds the cookie to this host over https; plain http (a developer's machine) refuses the prefix."""
    return "__Host-forum" if settings().https else "forum_session"


def keep(answer: Redirect | Template, kind: str, token: str) -> None:
    """Give the browser the session's cookie."""
    answer.set_cookie(
        key=cookie_name(),
        value=token,
        path="/",
        httponly=True,
        secure=settings().https,
        samesite="lax",
        max_age=int(SESSION_LENGTH[kind].total_seconds()),
    )


class CookieSession(AbstractAuthenticationMiddleware):
    """Looks the cookie up; without one nothing is asked of the database."""

    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        token = connection.cookies.get(cookie_name())
        who = await queries.find_session(token) if token else None
        return AuthenticationResult(user=who, auth=token if who else None)
