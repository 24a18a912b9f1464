"""« Retrouver mon espace »: the link again, by letter only."""

from __future__ import annotations

from litestar import get, post
from litestar.di import NamedDependency
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.response import Redirect, Template

from forum.editions.values import EditionValue
from forum.people.forms import LostForm
from forum.stands import service
from forum.stands.routes.asking import Asked
from forum.web import page, read_form, see_other, unprocessable

_slow_down = RateLimitConfig(rate_limit=("minute", 10), store="rl_lost_stand").middleware


@get("/exposants/lien-perdu")
async def show_lost(request: Asked) -> Template:
    return page(request, "stands/lost.html", form=LostForm())


@post("/exposants/lien-perdu", middleware=[_slow_down])
async def find_lost(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    form = await read_form(request, LostForm)
    email = form.read()
    if form.faults:
        return unprocessable(request, "stands/lost.html", form=form)
    await service.send_way_in(edition, email)
    return see_other(
        "/exposants/lien-perdu", "Si cette adresse est connue du forum, un courriel avec le lien y arrive."
    )
