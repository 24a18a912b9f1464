"""What a teacher takes from the plan: whom to see during the visit, and after it the certificate."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from anyio import to_thread
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from forum import clock
from forum.arrivals.certificate import draw_certificate
from forum.arrivals.queries import seen
from forum.arrivals.visit_plan import visit_plan
from forum.class_visits import queries as class_visits
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.people.guards import teachers_only
from forum.people.who import Who
from forum.web import page

Asked = Request[Who, str, Any]


class NotSeen(NotFound):
    """A certificate says only what the door saw."""

    sentence = "L’attestation existe une fois la classe passée à l’entrée. Si elle est venue sans passer par la porte, appelez-nous."


@get("/{visit_id:uuid}/attestation.pdf")
async def certificate(
    request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]
) -> Response[bytes]:
    """The certificate of one's own class. Raises NotFound, NotSeen."""
    visit = await class_visits.visit_of(edition.id, request.user.id, visit_id)
    told = await seen(edition.id, visit)
    if told is None:
        raise NotSeen
    return Response(
        await to_thread.run_sync(draw_certificate, edition, told, clock.now()),
        media_type="application/pdf",
        headers={"content-disposition": 'inline; filename="attestation.pdf"', "cache-control": "no-store"},
    )


@get("/{visit_id:uuid}/programme")
async def show_visit_plan(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Template:
    """Who receives groups while the class is there."""
    visit = await class_visits.visit_of(edition.id, request.user.id, visit_id)
    return page(request, "arrivals/visit_plan.html", visit=visit, plan=await visit_plan(edition.id, visit))


router = Router(
    "/classes/espace",
    guards=[teachers_only],
    route_handlers=[certificate, show_visit_plan],
    include_in_schema=False,
)
