"""The front door and the pages that every public site owes its readers."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.response import Template

from forum import clock
from forum.editions.values import EditionValue
from forum.home.examples import EXAMPLES, PARTNERS
from forum.home.queries import expected
from forum.people.guards import everybody
from forum.web import page
from forum.web.kept import kept_page

Asked = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class SectorShown:
    """A sector on the front door: what people do in it, and how many exhibitors show it."""

    code: str
    name: str
    letter: str
    examples: str
    count: int


@get("/")
async def home(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Response[bytes]:
    """What the forum is, when, where, and the three ways to be there."""
    return await kept_page(request, "home/home.html", partial(_told, edition))


async def _told(edition: EditionValue) -> dict[str, Any]:
    coming = await expected(edition.id)
    now = clock.now()
    return {
        "edition": edition,
        "figures": coming.figures,
        "sectors": [
            SectorShown(one.code, one.name, one.letter, EXAMPLES[one.code], coming.exhibitors.get(one.code, 0))
            for one in edition.sectors
        ],
        "windows": {who.value: (window.state(now), window.closes_at) for who, window in edition.windows.items()},
        "partners": PARTNERS,
    }


@get("/mentions-legales")
async def legal(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Who publishes and who hosts."""
    return page(request, "home/mentions_legales.html", edition=edition)


@get("/donnees-personnelles")
async def privacy(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """What is asked of whom, why, for how long, and everybody's rights."""
    return page(request, "home/donnees_personnelles.html", edition=edition)


@get("/accessibilite")
async def accessibility(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The declaration of accessibility."""
    return page(request, "home/accessibilite.html", edition=edition)


@get("/plan-du-site")
async def site_map(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Every public page in one list."""
    return page(request, "home/plan_du_site.html", edition=edition)


@get("/sources")
async def sources(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Where the reference data come from."""
    return page(request, "home/sources.html", edition=edition, sectors=edition.sectors)


router = Router(
    "/",
    guards=[everybody],
    route_handlers=[home, legal, privacy, accessibility, site_map, sources],
    include_in_schema=False,
)
