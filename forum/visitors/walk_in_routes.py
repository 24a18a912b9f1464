"""On the spot over HTTP: the form behind the poster's code, and the badge it gives to the phone that filmed it."""

from __future__ import annotations

import hmac
from typing import Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import FromPath
from litestar.response import Redirect, Template

from forum.badges import queries as badges
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.people import service as people
from forum.people import sessions
from forum.people.guards import everybody
from forum.people.who import Who
from forum.visitors import queries, service
from forum.visitors.forms import WalkInForm
from forum.visitors.poster import key_of
from forum.visitors.rules import STATUSES
from forum.visitors.service.on_the_spot import is_open
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who | None, Any, Any]
_slow_down = RateLimitConfig(rate_limit=("minute", 60), store="rl_walk_in").middleware
"""A whole hall may stand behind one address of a guests' network; `service.MOST_A_MINUTE` holds the rest."""


class NotThePoster(NotFound):
    """Not the address of this edition's poster."""

    sentence = "Cette adresse n’est pas celle de l’affiche. Filmez le code à l’entrée, ou demandez à l’accueil."


@get("/sur-place/{key:str}")
async def show_walk_in(request: Asked, edition: NamedDependency[EditionValue], key: FromPath[str]) -> Template:
    """Two questions; or the badge that this phone holds already. Raises NotThePoster."""
    _check(edition, key)
    form = WalkInForm()
    badge = None
    if request.user is not None and request.user.kind == "visitor" and "encore" not in request.query_params:
        badge = await badges.find_badge_of(request.user.id)
    return page(request, "visitors/walk_in.html", form=form, badge=badge, **await _offered(edition, key))


@post("/sur-place/{key:str}", middleware=[_slow_down])
async def walk_in(request: Asked, edition: NamedDependency[EditionValue], key: FromPath[str]) -> Template | Redirect:
    """A badge at once, shown on this phone. Raises NotThePoster."""
    _check(edition, key)
    form = await read_form(request, WalkInForm)
    said = form.read()
    if not form.faults:
        try:
            visitor, badge = await service.walk_in(edition, said)
        except Refusal as refusal:
            form.fault("form", refusal.sentence)
        else:
            answer = see_other(f"/badge/{badge}")
            if request.user is None or request.user.kind == "visitor":  # nobody of the team is signed out by trying
                sessions.keep(answer, "visitor", await people.open_session("visitor", visitor, edition.id))
            return answer
    return unprocessable(request, "visitors/walk_in.html", form=form, badge=None, **await _offered(edition, key))


def _check(edition: EditionValue, key: str) -> None:
    if not hmac.compare_digest(key.lower().encode(), key_of(edition.id).encode()):
        raise NotThePoster


async def _offered(edition: EditionValue, key: str) -> dict[str, Any]:
    return {
        "statuses": list(STATUSES.items()),
        "usual": await queries.usual_communes(edition.id, 6),
        "open": is_open(edition),
        "key": key,
    }


router = Router("/", guards=[everybody], route_handlers=[show_walk_in, walk_in], include_in_schema=False)
