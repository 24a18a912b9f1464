"""What the handlers of the stands share: who asks, the lists of their pages, the cookie of a kept stand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request
from litestar.response import Redirect, Template

from forum.editions.values import EditionValue
from forum.exhibitors.rules import KINDS
from forum.people.who import Who
from forum.settings import settings
from forum.stands.queries import HoldValue
from forum.stands.rules import POWERS

Asked = Request[Who, str, Any]
COOKIE = "forum_hold"


def lists(edition: EditionValue) -> dict[str, Any]:
    """What the forms of a booking offer: kinds, the edition's sectors, powers."""
    return {
        "kinds": list(KINDS.items()),
        "sectors": [(sector.code, sector.name) for sector in edition.sectors],
        "powers": list(POWERS.items()),
    }


def kept_by(request: Asked) -> UUID | None:
    """The hold that this browser says it has."""
    try:
        return UUID(request.cookies.get(COOKIE, ""))
    except ValueError:
        return None


def remember(answer: Redirect | Template, kept: HoldValue) -> None:
    """Let the browser keep the hold's id, out of reach of scripts."""
    answer.set_cookie(
        key=COOKIE,
        value=str(kept.id),
        path="/plan",
        httponly=True,
        secure=settings().https,
        samesite="lax",
        max_age=4 * 3600,
    )


def forget(answer: Redirect | Template) -> None:
    """The hold is over."""
    answer.delete_cookie(COOKIE, path="/plan")
