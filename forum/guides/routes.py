"""The guides: a page that lists them, and each as a PDF. They hold nothing that is secret."""

from __future__ import annotations

from typing import Any

import anyio
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.guides.drawing import draw_guide
from forum.guides.rules import GUIDES
from forum.web import page
from forum.web.public import everybody

Asked = Request[Any, Any, Any]


@get("/")
async def show_guides(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Every guide, in words and as a PDF."""
    told = [(code, make(edition)) for code, make in GUIDES.items()]
    return page(request, "guides/guides.html", edition=edition, guides=told)


@get("/{file:str}")
async def show_guide(edition: NamedDependency[EditionValue], file: FromPath[str]) -> Response[bytes]:
    """One guide, to print. Raises NotFound."""
    code, _, kind = file.rpartition(".")
    make = GUIDES.get(code)
    if make is None or kind != "pdf":
        raise NotFound("Ce guide n’existe pas.")
    drawn = await anyio.to_thread.run_sync(draw_guide, make(edition), edition.name)
    return Response(
        drawn,
        media_type="application/pdf",
        headers={"content-disposition": f'inline; filename="guide-{file}"', "cache-control": "no-store"},
    )


router = Router("/guides", guards=[everybody], route_handlers=[show_guides, show_guide], include_in_schema=False)
