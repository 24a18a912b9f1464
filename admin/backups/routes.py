"""The backups: those that are there, one more at once, and one to take away after proving oneself."""

from __future__ import annotations

from typing import Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import File, Redirect, Template

from admin.proof import ProofForm, asking, proven
from forum.backups import keeper, queries, service
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.guards import staff
from forum.people.routes import slow_down
from forum.people.who import ORGANIZER, Who
from forum.privacy import service as privacy
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]


@get("/")
async def show_backups(request: Asked) -> Template:
    """Those that are there, with what was found of them; whether one still holds what was erased since."""
    stale = {one.name for one in await privacy.backups() if one.stale}
    told = await queries.told(await keeper.openings())
    return page(request, "admin-backups/backups.html", told=told, stale=stale)


@post("/")
async def save_now(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """One more, at once."""
    try:
        made = await service.save_now(edition.id, request.user)
    except Refusal as refusal:
        return see_other("/admin/sauvegardes", refusal.sentence, "bad")
    return see_other("/admin/sauvegardes", f"Sauvegarde faite et vérifiée\u00a0: {made.name}.")


@get("/{name:str}")
async def show_backup(request: Asked, name: FromPath[str]) -> Template:
    """One backup, and the proof that is asked before it leaves. Raises NoSuchBackup."""
    return page(request, "admin-backups/backup.html", form=ProofForm(), **await _one(request, name))


@post("/{name:str}", middleware=[slow_down])
async def take_away(request: Asked, edition: NamedDependency[EditionValue], name: FromPath[str]) -> Template | File:
    """The file itself. Raises NoSuchBackup."""
    form = await read_form(request, ProofForm)
    if await proven(request, form):
        file = await service.hand_over(name, edition.id, request.user)
        return File(file, filename=name, media_type="application/octet-stream", headers={"cache-control": "no-store"})
    return unprocessable(request, "admin-backups/backup.html", form=form, **await _one(request, name))


async def _one(request: Asked, name: str) -> dict[str, Any]:
    found = await queries.backup_named(name)
    return {"one": found, "mine": await asking(request)}


router = Router(
    "/sauvegardes",
    guards=[staff(ORGANIZER)],
    route_handlers=[show_backups, save_now, show_backup, take_away],
    include_in_schema=False,
)
