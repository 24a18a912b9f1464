"""Everything as open files: made beside the answers, taken away after proving oneself, gone the next day."""

from __future__ import annotations

from typing import Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import File, Redirect, Template

from admin.proof import ProofForm, asking, proven
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.exchange import shelf
from forum.exchange.dictionary import dictionary
from forum.exchange.rules import STAYS
from forum.people.guards import staff
from forum.people.routes import slow_down
from forum.people.who import ORGANIZER, Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
HOME = "/admin/export"


@get("/")
async def show_exports(request: Asked) -> Template:
    """What it is, the one underway, and those that wait."""
    return page(request, "admin-exchange/exports.html", told=await shelf.shelf(), stays=STAYS, tables=len(dictionary()))


@post("/")
async def begin(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Make one."""
    try:
        await shelf.begin(edition.id, request.user)
    except Refusal as refusal:
        return see_other(HOME, refusal.sentence, "bad")
    return see_other(HOME)


@get("/{name:str}")
async def show_export(request: Asked, name: FromPath[str]) -> Template:
    """One export, and the proof that is asked before it leaves. Raises NotFound."""
    return page(request, "admin-exchange/export.html", form=ProofForm(), **await _one(request, name))


@post("/{name:str}", middleware=[slow_down])
async def take_away(request: Asked, edition: NamedDependency[EditionValue], name: FromPath[str]) -> Template | File:
    """The file itself. Raises NotFound."""
    form = await read_form(request, ProofForm)
    if await proven(request, form):
        file = await shelf.hand_over(name, edition.id, request.user)
        return File(file, filename=name, media_type="application/zip", headers={"cache-control": "no-store"})
    return unprocessable(request, "admin-exchange/export.html", form=form, **await _one(request, name))


@post("/{name:str}/corbeille")
async def discard(request: Asked, edition: NamedDependency[EditionValue], name: FromPath[str]) -> Redirect:
    """Throw it away before its time. Raises NotFound."""
    await shelf.discard(name, edition.id, request.user)
    return see_other(HOME, "L’export est supprimé.")


async def _one(request: Asked, name: str) -> dict[str, Any]:
    found = next((one for one in (await shelf.shelf()).exports if one.name == name), None)
    if found is None:
        raise NotFound(shelf.NoSuchExport.sentence)
    return {"one": found, "mine": await asking(request)}


router = Router(
    "/export",
    guards=[staff(ORGANIZER)],
    route_handlers=[show_exports, begin, show_export, take_away, discard],
    include_in_schema=False,
)
