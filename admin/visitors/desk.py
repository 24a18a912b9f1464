"""The desk: a badge for somebody who comes without having registered, and the poster that sends others to their phone."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from forum.editions.values import EditionValue
from forum.people.guards import staff
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, Who
from forum.visitors import queries, service
from forum.visitors.forms import WalkInForm
from forum.visitors.poster import draw_poster
from forum.visitors.rules import STATUSES
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
at_the_desk = staff(ORGANIZER, DOOR_SUPERVISOR)


@get("/accueil", guards=[at_the_desk])
async def show_desk(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Two questions for whoever stands there; the badge just made is ready to print."""
    return page(request, "admin-visitors/desk.html", form=WalkInForm(), **await _offered(request, edition))


@post("/accueil", guards=[at_the_desk])
async def register(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    form = await read_form(request, WalkInForm)
    said = form.read()
    if form.faults:
        return unprocessable(request, "admin-visitors/desk.html", form=form, **await _offered(request, edition))
    _, badge = await service.walk_in(edition, said, request.user)
    return see_other(f"/admin/visiteurs/accueil?badge={badge}", "Le badge est prêt.")


@get("/affiche.pdf", guards=[at_the_desk])
async def poster(edition: NamedDependency[EditionValue]) -> Response[bytes]:
    """The poster with its code, an A4 page."""
    return Response(
        await to_thread.run_sync(draw_poster, edition),
        media_type="application/pdf",
        headers={"content-disposition": 'inline; filename="affiche-entree.pdf"', "cache-control": "no-store"},
    )


async def _offered(request: Asked, edition: EditionValue) -> dict[str, Any]:
    made = request.query_params.get("badge", "")
    return {
        "statuses": list(STATUSES.items()),
        "usual": await queries.usual_communes(edition.id, 6),
        "made": made if len(made) == 36 and made.replace("-", "").isalnum() else "",
    }


handlers = [show_desk, register, poster]
