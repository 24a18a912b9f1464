"""A badge for its holder: the PDF to print and the page to show at the door, which works without network once opened."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias
from uuid import UUID

from litestar import Request, Response, Router, get
from litestar.params import FromPath
from litestar.response import Template

from forum.badges import pdf, qr, queries
from forum.badges.codes import show_code
from forum.badges.drawing.palette import ROLES
from forum.badges.drawing.words import heads, printed
from forum.badges.faces_of import badge_face
from forum.badges.values import BadgeValue
from forum.editions import queries as editions
from forum.people.guards import SignInNeeded, everybody
from forum.people.who import Who
from forum.web import page

Asked: TypeAlias = Request[Who | None, Any, Any]
Held: TypeAlias = Callable[[Who, UUID], Awaitable[bool]]
"""Whether that person answers for that holder (a teacher for a class)."""

_STAFF = ("organizer", "territory_lead", "door_supervisor", "door_staff")
ENDED = {
    "cancelled": "Ce badge a été annulé.",
    "replaced": "Ce badge a été remplacé par un autre.",
    "withdrawn": "Ce badge a été retiré.",
}


@get("/{name:str}")
async def show_badge(request: Asked, name: FromPath[str]) -> Template | Response[bytes]:
    """« /badge/<id> » is the page, « /badge/<id>.pdf » the paper. Raises `NoSuchBadge`, `SignInNeeded`."""
    badge = await _own_badge(request, name.removesuffix(".pdf"))
    if name.endswith(".pdf"):
        file_name, content = await pdf.badge_pdf(badge.id, request.app.state.get("badge_plans"))
        return Response(
            content,
            media_type="application/pdf",
            headers={"content-disposition": f'inline; filename="{file_name}"', "cache-control": "private, no-store"},
        )
    return page(
        request,
        "badges/badge.html",
        badge=badge,
        edition=await editions.edition(badge.edition),
        role=ROLES[badge.kind],
        title=printed(badge.title),
        subtitle=printed(badge.subtitle),
        detail=printed(badge.detail),
        heads=heads(badge_face(badge)),
        ended=ENDED.get(badge.state),
        code=show_code(badge.code),
        drawing=qr.svg_path(badge.code),
        side=qr.SVG_SIDE,
    )


@get("/sw.js")
async def keeper(request: Asked) -> Template:
    """The service worker that keeps opened badges."""
    answer = page(request, "badges/keeper.js")
    answer.media_type = "text/javascript"
    answer.headers["cache-control"] = "no-cache"
    return answer


async def _own_badge(request: Asked, text: str) -> BadgeValue:
    try:
        badge = await queries.badge(UUID(text))
    except ValueError:
        raise queries.NoSuchBadge from None
    who = request.user
    if who is None or not (who.is_a(*_STAFF) or await _holds(request, who, badge.holder)):
        raise SignInNeeded
    return badge


async def _holds(request: Asked, who: Who, holder: UUID) -> bool:
    """The person is the holder, or the composition root knows of a bond between the two (`app.state.badge_holders`)."""
    if who.id == holder:
        return True
    bonds: tuple[Held, ...] = request.app.state.get("badge_holders", ())
    return any([await held(who, holder) for held in bonds])


router = Router("/badge", guards=[everybody], route_handlers=[show_badge, keeper], include_in_schema=False)
