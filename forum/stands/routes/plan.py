"""The floor plan, what exhibiting means, and the stands that suit somebody."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import anyio.to_thread
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.response import Template

from forum.editions.queries import window_state
from forum.editions.values import Audience, EditionValue
from forum.stands import queries
from forum.stands.drawing.figures import figures, number_outline
from forum.stands.drawing.poster import draw_handout, draw_poster
from forum.stands.forms import LookForm, WantedForm
from forum.stands.queries.floor import things
from forum.stands.routes.asking import Asked, lists
from forum.stands.rules.look import SURFACES, WATTS, answers, holds
from forum.web import page
from forum.web.kept import kept_page


@get("/exposer")
async def show_offer(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Response[bytes]:
    """What exhibiting means, and the way to the plan."""
    return await kept_page(request, "stands/offer.html", lambda: _offer(edition))


async def _offer(edition: EditionValue) -> dict[str, Any]:
    free = sum(one.free for one in await queries.plan(edition.id))
    return {"state": window_state(edition, Audience.EXHIBITORS), "free": free}


@get("/plan")
async def show_plan(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Response[bytes]:
    """The drawing of each hall and the list that says the same; what is looked for stands out in both."""
    form = LookForm(dict(request.query_params))
    return await kept_page(request, "stands/plan.html", lambda: _told(edition, form), form=form)


async def _told(edition: EditionValue, form: LookForm) -> dict[str, Any]:
    stands = await queries.plan(edition.id)
    looked, words = form.read()
    aside = {one.number for one in stands if not (answers(one, looked) and holds(one, words))}
    return {
        "stands": stands,
        "things": await things(edition.id),
        "open_now": window_state(edition, Audience.EXHIBITORS) == "open",
        "looked": looked,
        "searched": looked.anything or bool(words),
        "aside": aside,
        "matching": len(stands) - len(aside),
        "zones": sorted({one.zone for one in stands if one.zone}),
        "surfaces": SURFACES,
        "powers_asked": WATTS,
        "figures": figures,
        "number_outline": number_outline,
        **_count(stands),
    }


def _count(stands: list[queries.StandValue]) -> dict[str, Any]:
    return {"free": sum(one.free for one in stands), "taken": sum(not one.free for one in stands)}


@get("/plan/suggestions")
async def suggest(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """« Dites ce qu’il vous faut »: the best free stands, with the reasons."""
    form = WantedForm(dict(request.query_params))
    wanted = form.read(edition.sectors)
    asked = bool(request.query_params)
    found = await queries.suggestions(edition.id, wanted) if asked and not form.faults else []
    state = window_state(edition, Audience.EXHIBITORS)
    carried = {
        "filiere": wanted.sector,
        "watts": wanted.power_watts,
        "machine": "yes" if wanted.machine else "",
        "reseau": "yes" if wanted.network else "",
        "triphase": "yes" if wanted.three_phase else "",
        "personnes": wanted.people,
    }
    query = urlencode({name: value for name, value in carried.items() if value})
    told: dict[str, Any] = {"found": found, "asked": asked, "state": state, "carried": f"?{query}" if query else ""}
    return page(request, "stands/suggestions.html", form=form, **told, **lists(edition))


@get(["/plan/affiche.pdf", "/plan/feuille.pdf"])
async def paper(request: Asked, edition: NamedDependency[EditionValue]) -> Response[bytes]:
    """The plan as an A3 poster, or as an A4 handout with the list of the exhibitors."""
    stands = await queries.plan(edition.id)
    poster = request.url.path.endswith("affiche.pdf")
    inside = await things(edition.id)
    drawn = await anyio.to_thread.run_sync(draw_poster if poster else draw_handout, edition, stands, inside)
    name = "plan-a3.pdf" if poster else "plan-a4.pdf"
    headers = {"content-disposition": f'inline; filename="{name}"', "cache-control": "public, max-age=60"}
    return Response(drawn, media_type="application/pdf", headers=headers)
