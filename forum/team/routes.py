"""« Lien de connexion par courriel »: somebody of the team gets in without an organiser's help, by letter only."""

from __future__ import annotations

from typing import Any

from litestar import Request, Router, get, post
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.response import Redirect, Template

from forum.editions.queries import edition_for_office
from forum.people.forms import LostForm
from forum.people.guards import everybody
from forum.team import service
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Any, Any, Any]
SAID = (
    "Si cette adresse est celle d’un membre de l’équipe, un courriel avec un lien de connexion y arrive dans la minute."
)
_slow_down = RateLimitConfig(rate_limit=("minute", 5), store="rl_staff_link").middleware


@get("/connexion/lien")
async def show_ask(request: Asked) -> Template:
    return page(request, "team/ask_link.html", form=LostForm())


@post("/connexion/lien", middleware=[_slow_down])
async def ask(request: Asked) -> Template | Redirect:
    """The same answer for every address."""
    form = await read_form(request, LostForm)
    email = form.read()
    if form.faults:
        return unprocessable(request, "team/ask_link.html", form=form)
    edition = await edition_for_office(None)
    if edition is not None:
        await service.ask_link(edition, email)
    return see_other("/connexion/lien", SAID)


router = Router("/", guards=[everybody], route_handlers=[show_ask, ask], include_in_schema=False)
