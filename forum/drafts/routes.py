"""Keeping a form while it is filled: by its button, or by the page's script as one types."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, post
from litestar.di import NamedDependency
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import FromPath
from litestar.response import Redirect

from forum import clock
from forum.drafts import service
from forum.drafts.rules import PAGES
from forum.editions.values import EditionValue
from forum.forms import Typed
from forum.settings import settings
from forum.web import read_form, see_other
from forum.web.public import everybody
from forum.web.words import say_hour

_slow_down = RateLimitConfig(rate_limit=("minute", 60), store="rl_drafts").middleware


@post("/brouillons/{kind:str}", middleware=[_slow_down])
async def save(
    request: Request[Any, Any, Any], edition: NamedDependency[EditionValue], kind: FromPath[str]
) -> Response[dict[str, str]] | Redirect:
    """What was typed so far is kept; a script hears under which link, a person is led to it."""
    form = await read_form(request, Typed)
    token = await service.save(edition.id, kind, form.sent(), form.typed.get("brouillon", ""))
    page = f"{PAGES[kind]}?brouillon={token}"
    if "json" in request.headers.get("accept", ""):
        told = {"token": token, "link": f"{settings().base_url}{page}", "hour": say_hour(clock.now())}
        return Response(told, headers={"cache-control": "no-store"})
    return see_other(page, "Le brouillon est gardé quatorze jours. Gardez le lien ci-dessous pour le reprendre.")


router = Router("/", guards=[everybody], route_handlers=[save], include_in_schema=False)
