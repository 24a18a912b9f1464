"""The floor plan as organisers see it: every stand with whoever holds it, confirmed or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from litestar import Request, Router, get
from litestar.di import NamedDependency
from litestar.response import Stream, Template

from admin.listing import exports, files_of
from admin.reach import bound_to
from admin.stands.deadlines import set_deadlines, show_deadlines
from admin.stands.files import file_of_list, show_lists, signs
from forum.editions.values import EditionValue
from forum.people.guards import staff
from forum.people.who import ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.stands import queries
from forum.stands.drawing.figures import figures, number_outline
from forum.stands.queries.floor import things
from forum.web import page
from forum.web.sheets import list_file

Asked = Request[Who, str, Any]


@get("/")
async def show_plan(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The drawing and the list."""
    return page(
        request,
        "admin-stands/plan.html",
        stands=await _plan(request.user, edition.id),
        things=await things(edition.id),
        aside=(),
        figures=figures,
        number_outline=number_outline,
        open_now=False,
        exports=exports("/admin/stands/export"),
    )


async def _plan(who: Who, edition: int) -> list[queries.StandValue]:
    """The stands; a territory lead reads the names of the own territory and those that the public reads anyway."""
    plan = await queries.plan(edition)
    if (siren := bound_to(who)) is None:
        return plan
    near = {line.exhibitor for line in await queries.all_bookings(edition, epci=siren)}
    return [one if one.holder or one.exhibitor in near else replace(one, exhibitor_name=None) for one in plan]


@get(files_of())
async def export(request: Asked, edition: NamedDependency[EditionValue]) -> Stream:
    """The stands as a file, for the technical services."""
    head = ("Stand", "Zone", "Largeur (m)", "Profondeur (m)", "Watts", "Eau", "Accessible", "État", "Exposant")
    return list_file(
        request,
        "stands",
        "Stands",
        head,
        (
            (
                one.number,
                one.zone,
                one.width_cm / 100,
                one.depth_cm / 100,
                one.power_watts,
                "oui" if one.water else "non",
                "oui" if one.accessible else "non",
                one.state or "libre",
                one.exhibitor_name or "",
            )
            for one in await _plan(request.user, edition.id)
        ),
    )


router = Router(
    "/stands",
    guards=[staff(ORGANIZER, TERRITORY_LEAD, VIEWER)],
    route_handlers=[show_plan, export, show_lists, file_of_list, signs, show_deadlines, set_deadlines],
)
