"""The subscribed calendar, for calendar programs: no session, only the unguessable address."""

from __future__ import annotations

from litestar import Response, Router, get
from litestar.params import FromPath

from forum.invitations import queries
from forum.people.guards import everybody


@get("/calendrier/{name:str}")
async def feed(name: FromPath[str]) -> Response[bytes]:
    """« /calendrier/<token>.ics »."""
    return Response(
        await queries.feed(name.removesuffix(".ics")),
        media_type="text/calendar",
        headers={"cache-control": "private, no-cache", "x-robots-tag": "noindex"},
    )


router = Router("/", guards=[everybody], route_handlers=[feed], include_in_schema=False)
