"""« Mes données » over HTTP: see, download, agree or not, erase; and the way in for whoever lost it."""

from __future__ import annotations

import json
from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.response import Redirect, Template

from forum import clock
from forum.consents import service as consents
from forum.consents.rules import PURPOSES
from forum.editions import queries as editions
from forum.people import sessions
from forum.people.forms import LostForm
from forum.people.guards import confirmed_only, everybody, registered_only
from forum.people.who import Who
from forum.privacy import service
from forum.privacy.forms import ErasureForm
from forum.privacy.queries import held
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
_slow_down = RateLimitConfig(rate_limit=("minute", 10), store="rl_own_data").middleware
CORRECTIONS = {
    "visitor": "/visiteurs/espace/corriger",
    "teacher": "/classes/espace",
    "exhibitor": "/exposants/espace/contacts",
}


@get("/mes-donnees")
async def show_own(request: Asked) -> Template:
    """Everything held about whoever is signed in by their own link; to others, how to get such a link."""
    who = request.user
    if who is None or who.kind not in CORRECTIONS or not who.confirmed:
        return page(request, "privacy/way_in.html", form=LostForm())
    mine = await _own(who)
    return page(
        request,
        "privacy/own.html",
        mine=mine,
        own_edition=await editions.edition(mine.edition),
        purposes=[(one, _agrees(mine, one.code)) for one in PURPOSES.values()],
        correct=CORRECTIONS[who.kind],
        space=sessions.SPACES[who.kind],
    )


@post("/mes-donnees/lien", middleware=[_slow_down])
async def send_way_in(request: Asked) -> Template | Redirect:
    """The same answer whether the address is known or not."""
    form = await read_form(request, LostForm)
    email = form.read()
    if form.faults:
        return unprocessable(request, "privacy/way_in.html", form=form)
    await service.send_ways_in(email)
    return see_other("/mes-donnees/lien-envoye")


@get("/mes-donnees/lien-envoye")
async def show_sent(request: Asked) -> Template:
    return page(request, "privacy/sent.html")


@get("/mes-donnees/effacees")
async def show_erased(request: Asked) -> Template:
    return page(request, "privacy/erased.html")


@get("/mes-donnees/donnees.json")
async def download(request: Asked) -> Response[str]:
    """The same as the page, for a machine (RGPD, art. 20)."""
    return json_file(await _own(request.user))


def json_file(mine: held.Held) -> Response[str]:
    """Everything about one person as a file."""
    said = {"extrait le": clock.now().isoformat(), **mine.as_data()}
    return Response(
        json.dumps(said, ensure_ascii=False, indent=2),
        media_type="application/json; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="mes-donnees.json"', "cache-control": "no-store"},
    )


@post("/mes-donnees/accords")
async def agree(request: Asked) -> Redirect:
    """What is ticked is agreed to, what is not is taken back."""
    sent = await request.form()
    mine = await _own(request.user)
    for purpose in PURPOSES:
        await consents.say(mine.edition, mine.holder, purpose, sent.get(purpose) == "yes")
    return see_other("/mes-donnees", "Votre choix est enregistré.")


@get("/mes-donnees/effacement")
async def show_erasure(request: Asked) -> Template:
    """What erasing does, before it is done."""
    return await _erasure(request, ErasureForm())


@post("/mes-donnees/effacement")
async def erase(request: Asked) -> Template | Redirect:
    form = await read_form(request, ErasureForm)
    if not form.read():
        return await _erasure(request, form)
    mine = await _own(request.user)
    by = Who(mine.source, mine.holder, "", mine.edition)
    await service.erase(await editions.edition(mine.edition), mine.source, mine.holder, by)
    answer = see_other("/mes-donnees/effacees")
    answer.delete_cookie(sessions.cookie_name(), path="/")
    return answer


async def _erasure(request: Asked, form: ErasureForm) -> Template:
    mine = await _own(request.user)
    edition = await editions.edition(mine.edition)
    to_come = clock.now() < edition.last_day.closes_at and not await held.has_come(mine.source, mine.holder)
    values: dict[str, Any] = {"mine": mine, "form": form, "to_come": to_come}
    if form.faults:
        return unprocessable(request, "privacy/erasure.html", **values)
    return page(request, "privacy/erasure.html", **values)


async def _own(who: Who) -> held.Held:
    return await held.held(who.edition or 0, who.kind, who.id)


def _agrees(mine: held.Held, purpose: str) -> bool:
    return any(one.purpose == purpose and one.granted and one.withdrawn_at is None for one in mine.consents)


open_to_all = Router(
    "/",
    guards=[everybody],
    route_handlers=[show_own, send_way_in, show_sent, show_erased],
    include_in_schema=False,
)
own_data = Router(
    "/",
    guards=[registered_only, confirmed_only],
    route_handlers=[download, agree, show_erasure, erase],
    include_in_schema=False,
)
router = Router("/", route_handlers=[open_to_all, own_data], include_in_schema=False)
