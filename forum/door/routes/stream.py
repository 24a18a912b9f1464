"""The occupancy as it changes, for supervisors."""

from litestar import get
from litestar.di import NamedDependency
from litestar.response import ServerSentEvent

from forum.door.live import follow


@get("/flux", include_in_schema=False)
async def stream(watched: NamedDependency[int]) -> ServerSentEvent:
    return ServerSentEvent(follow(watched))
