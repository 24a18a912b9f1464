"""Print runs: how far a large one is, its file, and taking one back when the printer jammed."""

from __future__ import annotations

from typing import Any, TypeAlias
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from forum.badges import runs, service
from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.web import page, see_other

Asked: TypeAlias = Request[Who, str, Any]
HERE = "/admin/badges/tirages"
STATES = {
    runs.WAITING: ("warn", "En attente"),
    runs.DRAWING: ("warn", "En cours"),
    runs.READY: ("good", "Imprimé"),
    runs.CANCELLED: ("off", "Arrêté"),
    runs.FAILED: ("bad", "Échoué"),
    runs.UNDONE: ("off", "Repris"),
}


@get("/tirages/{run:uuid}")
async def show_run(request: Asked, edition: NamedDependency[EditionValue], run: FromPath[UUID]) -> Template:
    """How far a run is; the page follows it until its file is there."""
    return page(request, "admin-badges/run.html", line=await runs.run(edition.id, run), states=STATES)


@get("/tirages/{run:uuid}/fichier")
async def run_file(edition: NamedDependency[EditionValue], run: FromPath[UUID]) -> Response[bytes]:
    """The sheets of a run that was drawn."""
    name, content = await runs.file_of(edition.id, run)
    return pdf_file(content, name)


@post("/tirages/{run:uuid}/arret")
async def cancel(request: Asked, edition: NamedDependency[EditionValue], run: FromPath[UUID]) -> Redirect:
    """Stop drawing; nothing counts as printed."""
    await service.cancel_run(edition.id, run, request.user)
    return see_other(f"{HERE}/{run}", "Le tirage est arrêté. Rien n’est compté comme imprimé.")


@post("/tirages/{run:uuid}/reprise")
async def undo(request: Asked, edition: NamedDependency[EditionValue], run: FromPath[UUID]) -> Redirect:
    """The printer jammed: count these badges as not printed."""
    await service.undo_run(edition.id, run, request.user)
    return see_other("/admin/badges#runs", "Ces badges ne comptent plus comme imprimés par ce tirage.")


def pdf_file(content: bytes, name: str) -> Response[bytes]:
    """A PDF to keep."""
    return Response(
        content,
        media_type="application/pdf",
        status_code=200,
        headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"},
    )
