"""The door over HTTP: pages for people, JSON for the scanner, a stream for supervisors."""

from litestar import Router
from litestar.di import Provide

from forum.door import access
from forum.door.problems import REFUSALS, answer_problem
from forum.door.routes.api import evacuation, last_lines, occupancy, phone_list, search
from forum.door.routes.pages import (
    enrol,
    enrol_oneself,
    manifest,
    service_worker,
    show_enrolment,
    show_scanner,
)
from forum.door.routes.passages import passages, short_way
from forum.door.routes.stream import stream
from forum.people.guards import everybody

# A phone has no account: each handler of the API asks for the phone, which the cookie names or refuses.
router = Router(
    "/porte",
    guards=[everybody],
    dependencies={
        "phone": Provide(access.provide_phone),
        "supervisor": Provide(access.provide_supervisor),
        "watched": Provide(access.provide_watched_edition),
    },
    exception_handlers=dict.fromkeys(REFUSALS, answer_problem),
    route_handlers=[
        show_scanner,
        show_enrolment,
        enrol,
        enrol_oneself,
        service_worker,
        manifest,
        phone_list,
        passages,
        occupancy,
        evacuation,
        search,
        last_lines,
        stream,
    ],
)

__all__ = ["router", "short_way"]
