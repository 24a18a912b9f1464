"""The composition root: the only file that knows every room."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from uuid import UUID

from litestar import Litestar, Request, Response, get
from litestar.config.csrf import CSRFConfig
from litestar.di import Provide
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.status_codes import HTTP_503_SERVICE_UNAVAILABLE
from litestar.template import TemplateConfig
from litestar.types import ASGIApp, Receive, Scope, Send

from admin.routes import router as back_office
from forum import database
from forum.arrivals.routes import router as arrival_routes
from forum.attendance import job as attendance_job
from forum.attendance.routes import router as attendance_routes
from forum.backups import keeper
from forum.badges.pdf import Enclosures
from forum.badges.printer import Printer
from forum.badges.routes import router as badge_routes
from forum.class_visits import queries as class_visits
from forum.class_visits import service as class_verbs
from forum.class_visits.routes import router as class_visit_routes
from forum.door.live import open_streams, read_ahead
from forum.door.routes import router as door_routes
from forum.door.routes import short_way
from forum.drafts.routes import router as draft_routes
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.expected.routes import router as expected_routes
from forum.guides.routes import router as guide_routes
from forum.home.routes import router as home_routes
from forum.imports import worker as imports
from forum.invitations.routes import router as calendar_routes
from forum.mail.worker import Postman
from forum.mailings import ticker
from forum.metrics import metrics
from forum.people.guards import everybody
from forum.people.preview import Preview, preview
from forum.people.routes import router as people_routes
from forum.people.sessions import CookieSession
from forum.people.who import Who
from forum.privacy import job as privacy_job
from forum.privacy.routes import router as privacy_routes
from forum.settings import settings
from forum.stands import service as stands
from forum.stands.plan_face import plan_face
from forum.stands.routes import router as stand_routes
from forum.team.routes import router as team_routes
from forum.territory.commune_search import search_communes
from forum.territory.routes import LOOK_UPS
from forum.territory.routes import router as territory_routes
from forum.visitors import service as visitor_verbs
from forum.visitors.routes import router as visitor_routes
from forum.visitors.walk_in_routes import router as walk_in_routes
from forum.web import refusals, template_engine
from forum.web.plain import without_nul
from forum.web.security import csrf_cookie, guard_headers
from forum.web.static import StaticTree, serve_static


@get("/health", guards=[everybody], include_in_schema=False)
async def health() -> Response[dict[str, str]]:
    """Whether the database answers; for a supervisor or a proxy."""
    try:
        await database.ping()
    except Exception:
        return Response({"status": "down"}, status_code=HTTP_503_SERVICE_UNAVAILABLE)
    return Response({"status": "up"})


async def provide_edition(request: Request[Any, Any, Any]) -> EditionValue:
    """The edition of the public site, as handlers ask for it, or the one that an organiser previews. Raises NoEdition."""
    seen: Preview | None = request.scope.get("state", {}).get("preview")
    return seen.edition if seen else await editions.current_edition()


@asynccontextmanager
async def kept_connections(app: Litestar) -> AsyncIterator[None]:
    """The database's connections live as long as the application; whoever types first waits for no list of communes."""
    await database.start()
    search_communes("saint")
    try:
        yield
    finally:
        await database.stop()


Worker = Callable[[Litestar], AbstractAsyncContextManager[None]]


def while_open(run: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> Worker:
    """Work that goes on while the application runs, and ends by itself once it is told to stop."""

    @asynccontextmanager
    async def at_work(app: Litestar) -> AsyncIterator[None]:
        stop = asyncio.Event()
        work = asyncio.create_task(run(stop))
        try:
            yield
        finally:
            stop.set()
            await work

    return at_work


async def pass_offers_on(stop: asyncio.Event) -> None:
    """Every minute, a stand or places of an arrival slot whose offer ran out go to the next on the waiting list, and
    exhibitors are told what changed in their files."""
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 60)
            return
        try:
            current = await editions.find_current()
            if current is not None:
                await stands.pass_on(current)
                await class_verbs.pass_on(current)
                await visitor_verbs.pass_on(current)
                await stands.tell_changes(current)
        except Exception:
            logging.getLogger("forum.stands").exception("offers were not passed on; again in a minute")


postman_at_work = while_open(lambda stop: Postman(Enclosures(plan_face)).run(stop))
ticker_at_work = while_open(ticker.run)
WORKERS: tuple[Worker, ...] = (
    postman_at_work,
    ticker_at_work,
    while_open(lambda stop: Printer(plan_face).run(stop)),
    while_open(pass_offers_on),
    while_open(keeper.run),
    while_open(imports.run),
    while_open(privacy_job.run),
    while_open(attendance_job.run),
)


async def teacher_of(who: Who, holder: UUID) -> bool:
    """Whether that teacher answers for that class visit: then its badge may be shown."""
    if who.kind != "teacher" or who.edition is None:
        return False
    try:
        await class_visits.visit_of(who.edition, who.id, holder)
    except NotFound:
        return False
    return True


async def _edition_if_any() -> EditionValue | None:
    """None, too, while the database does not answer: the page that says so must still be drawn."""
    try:
        return await editions.find_current()
    except Exception:
        return None


def know_edition(app: ASGIApp) -> ASGIApp:
    """Every page, refusals included, bears the name of the current edition; what a form looks up is no page."""

    async def porch(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["path"] not in LOOK_UPS:
            scope.setdefault("state", {})["edition"] = await _edition_if_any()
        await app(scope, receive, send)

    return porch


def create_app(workers: Sequence[Worker] = WORKERS) -> Litestar:
    """The whole forum as one ASGI application; the database must have been migrated before.

    `workers` are what goes on beside the answers while the application runs.
    """
    # A full pass of the collector over all that lives long holds every answer up for a tenth of a second: let it be rare.
    gc.set_threshold(20_000, 20, 50)
    tree = StaticTree()
    https = settings().https
    app = Litestar(
        route_handlers=[
            health,
            metrics,
            home_routes,
            guide_routes,
            people_routes,
            team_routes,
            territory_routes,
            badge_routes,
            calendar_routes,
            stand_routes,
            expected_routes,
            draft_routes,
            class_visit_routes,
            arrival_routes,
            visitor_routes,
            walk_in_routes,
            attendance_routes,
            privacy_routes,
            door_routes,
            back_office,
        ],
        dependencies={"edition": Provide(provide_edition)},
        middleware=[CookieSession, preview],
        lifespan=[kept_connections, *workers, read_ahead, open_streams],
        csrf_config=CSRFConfig(
            secret=settings().secret,
            cookie_name=csrf_cookie(),
            cookie_secure=https,
            cookie_httponly=True,
            cookie_samesite="lax",
        ),
        template_config=TemplateConfig(instance=template_engine(tree)),
        exception_handlers={
            Refusal: refusals.answer_refusal,
            HTTPException: refusals.answer_http,
            database.Unavailable: refusals.answer_busy,
            Exception: refusals.answer_fault,
        },
        openapi_config=OpenAPIConfig(
            title="Forum des métiers", version="1", path="/api/schema", render_plugins=[JsonRenderPlugin()]
        ),
        request_max_body_size=2_000_000,
        logging_config=None,
    )
    app.state.static = tree
    app.state.badge_holders = (teacher_of,)
    app.state.badge_plans = plan_face
    app.asgi_handler = guard_headers(short_way(serve_static(without_nul(know_edition(app.asgi_handler)), tree)), https)
    return app
