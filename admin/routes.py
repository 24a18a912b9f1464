"""The back office: one gate, one guard. Writing asks for more at each router."""

from __future__ import annotations

from typing import Any

from litestar import Request, Router, get
from litestar.di import NamedDependency, Provide
from litestar.response import Template

from admin import office, summary, todo
from admin.address_book.routes import router as address_book
from admin.arrivals.routes import router as arrivals
from admin.attendance.routes import router as attendance
from admin.audit.routes import router as audit
from admin.backups.routes import router as backups
from admin.badges.routes import router as badges
from admin.class_visits.routes import router as class_visits
from admin.door.routes import router as door
from admin.editions.routes import router as editions
from admin.exchange.routes import router as exchange
from admin.exhibitors.routes import router as exhibitors
from admin.imports.routes import router as imports
from admin.layout.routes import router as layout
from admin.mail.routes import router as mail
from admin.people.routes import router as people
from admin.privacy.routes import router as privacy
from admin.reach import bound_to
from admin.renewal.routes import router as renewal
from admin.security_note.routes import router as security_note
from admin.stands.routes import router as stands
from admin.visitors.routes import router as visitors
from forum.editions.values import EditionValue
from forum.forms import Typed
from forum.outlook.queries import outlook
from forum.outlook.rules import line
from forum.people.guards import staff
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, TERRITORY_LEAD, VIEWER
from forum.territory.sectors import SECTORS
from forum.web import page


@get("/")
async def dashboard(request: Request[Any, Any, Any], edition: NamedDependency[EditionValue]) -> Template:
    """What needs me today, and where the edition stands."""
    epci = bound_to(request.user)
    told = await summary.summary(edition, epci)
    waiting = await todo.todos(edition, request.user, told, epci)
    seen = await outlook(edition, epci)
    drawn = [(one, line(one.here, one.most), line(one.there, one.most)) for one in seen.paces]
    return page(request, "admin/dashboard.html", told=told, todos=waiting, outlook=seen, drawn=drawn)


@get("/aide")
async def show_help(request: Request[Any, Any, Any], edition: NamedDependency[EditionValue]) -> Template:
    """What each screen is for, and how the usual jobs are done; every screen links to its own part."""
    return page(request, "admin/help.html", edition=edition)


@get("/style")
async def style(request: Request[Any, Any, Any]) -> Template:
    """Every component, once."""
    form = Typed({"first_name": "", "email": "odile@exemple"})
    form.fault("first_name", "Indiquez votre prénom.")
    return page(request, "admin/style.html", form=form, sectors=SECTORS)


router = Router(
    "/admin",
    guards=[staff(ORGANIZER, TERRITORY_LEAD, VIEWER, DOOR_SUPERVISOR)],
    route_handlers=[
        dashboard,
        show_help,
        style,
        exhibitors,
        stands,
        layout,
        class_visits,
        arrivals,
        visitors,
        badges,
        door,
        attendance,
        mail,
        audit,
        backups,
        people,
        privacy,
        security_note,
        editions,
        renewal,
        address_book,
        imports,
        exchange,
    ],
    dependencies={"edition": Provide(office.provide_edition)},
    exception_handlers={office.NothingToRun: office.lead_to_founding},
    include_in_schema=False,
)
