"""Which edition the back office works on: the one that its reader chose, else the public one, else the newest."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response
from litestar.response import Redirect

from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.people.who import ORGANIZER
from forum.web import see_other
from forum.web.refusals import answer_refusal

FOUNDING = "/admin/edition/nouvelle"


class NothingToRun(NotFound):
    """The forum is empty: an organiser is led to the page that founds an edition."""

    sentence = "Aucune édition n’existe encore\u00a0: un organisateur doit la créer."


async def provide_edition(request: Request[Any, Any, Any]) -> EditionValue:
    """The edition as every page of the back office asks for it. Raises NothingToRun."""
    found = await editions.edition_for_office(request.user.edition if request.user else None)
    if found is None:
        raise NothingToRun
    request.scope.setdefault("state", {})["edition"] = found
    return found


def lead_to_founding(request: Request[Any, Any, Any], refusal: NothingToRun) -> Response[Any] | Redirect:
    """Organisers go to the first page of the set-up, whatever they asked for; others read why there is nothing."""
    if request.method == "GET" and request.user and request.user.is_a(ORGANIZER):
        return see_other(FOUNDING)
    return answer_refusal(request, refusal)
