"""A link that was forwarded shows and changes nothing: who wants more proves by a letter that the mailbox is theirs."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.response import Redirect, Template

from forum.class_visits import queries, service
from forum.class_visits.rules import hidden_address
from forum.editions.values import EditionValue
from forum.people.guards import NotConfirmed, teachers_only
from forum.people.who import Who
from forum.web import page, see_other

Asked = Request[Who, str, Any]
HERE = "/classes/espace/confirmer"
_slow_down = RateLimitConfig(rate_limit=("minute", 5), store="rl_confirm_teacher").middleware


def lead_to_confirming(request: Request[Any, Any, Any], refusal: NotConfirmed) -> Response[Any] | Redirect:
    """Whatever was asked for, the page that says why not yet; nothing was written."""
    return see_other(HERE)


@get("/confirmer")
async def show_confirming(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Why the space only shows, and one click to have the other link."""
    if request.user.confirmed:
        return see_other("/classes/espace")
    teacher = await queries.teacher(edition.id, request.user.id)
    return page(request, "class_visits/confirming.html", address=hidden_address(teacher.email))


@post("/confirmer", middleware=[_slow_down])
async def send_link(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """The link goes to the teacher's own mailbox and nowhere else."""
    address = await service.send_full_link(edition, request.user.id)
    return see_other("/classes/espace", f"Un lien est parti vers {address}. Ouvrez-le sur cet appareil.")


router = Router(
    "/classes/espace",
    guards=[teachers_only],
    route_handlers=[show_confirming, send_link],
    include_in_schema=False,
)
