"""The security note of this deployment: on a page, and as a PDF to sign."""

from __future__ import annotations

from typing import Any

import anyio
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.response import Template

from forum.editions.values import EditionValue
from forum.people.guards import staff
from forum.people.who import ORGANIZER
from forum.security_note.drawing import draw_note
from forum.security_note.queries import facts
from forum.security_note.rules import sections
from forum.web import page


@get("/")
async def show_note(request: Request[Any, Any, Any], edition: NamedDependency[EditionValue]) -> Template:
    """The note, with the facts of this moment."""
    told = await facts(edition)
    return page(request, "admin-security_note/note.html", told=told, sections=sections(told))


@get("/note.pdf")
async def print_note(edition: NamedDependency[EditionValue]) -> Response[bytes]:
    """The same on paper, with a place to sign."""
    told = await facts(edition)
    drawn = await anyio.to_thread.run_sync(draw_note, told, sections(told))
    name = f"note-de-securite-{edition.slug}.pdf"
    return Response(
        drawn,
        media_type="application/pdf",
        headers={"content-disposition": f'inline; filename="{name}"', "cache-control": "no-store"},
    )


router = Router("/securite", guards=[staff(ORGANIZER)], route_handlers=[show_note, print_note])
