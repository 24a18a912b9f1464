"""« Qui vient ? » in the exhibitor's space."""

from __future__ import annotations

from typing import Any

from litestar import Request, Router, get
from litestar.di import NamedDependency
from litestar.response import Template

from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitors
from forum.expected import queries
from forum.people.guards import exhibitors_only
from forum.people.who import Who
from forum.web import page


@get("/qui-vient")
async def show_expected(request: Request[Who, str, Any], edition: NamedDependency[EditionValue]) -> Template:
    """The classes by hour and level, and how many visitors registered."""
    mine = await exhibitors.exhibitor(edition.id, request.user.id)
    return page(request, "expected/expected.html", told=await queries.expected(edition.id), mine=mine)


router = Router("/exposants/espace", guards=[exhibitors_only], route_handlers=[show_expected], include_in_schema=False)
