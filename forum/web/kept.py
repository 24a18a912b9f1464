"""Public pages are drawn once for all who ask for them: nine tenths of what a page costs is writing it out."""

from __future__ import annotations

import gzip
import html
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from litestar import Litestar, Request, Response
from litestar.response import Template
from litestar.utils.empty import value_or_default
from litestar.utils.scope.state import ScopeState

from forum.web.answers import page, same_for_all

Asked = Request[Any, Any, Any]

KEPT_FOR = 2.0
"""Seconds during which a page that nobody's act concerns is not drawn anew."""

_TOKEN = "\0token\0"  # noqa: S105 - where a reader's own token goes; nothing that is typed holds this sign
_HTML = "text/html; charset=utf-8"


@dataclass
class _Drawn:
    """A page as it was drawn, and from what; `at` is when that was last asked."""

    at: float
    edition: object
    told: Mapping[str, Any]
    text: str = field(repr=False)

    @cached_property
    def plain(self) -> bytes:
        return self.text.encode()

    @cached_property
    def packed(self) -> bytes:
        """Compressed; only where the page holds no token, whose letters its length could betray."""
        return gzip.compress(self.plain, 5, mtime=0)


async def kept_page(
    request: Asked, name: str, tell: Callable[[], Awaitable[Mapping[str, Any]]], **blank: Any
) -> Template | Response[bytes]:
    """A page without a query of its own for two seconds; `tell` asks for its values, `forget_pages` ends it before. What they
    were the last time is not drawn again; `blank` are values that never differ.

    Whoever has a word of the page before to read, looks for something or previews another day has it drawn for themselves.
    """
    if not _alike(request):
        return page(request, name, **await tell(), **blank)
    drawn = _store(request.app).get(name)
    if drawn is None or drawn.edition != _edition(request) or time.monotonic() - drawn.at > KEPT_FOR:
        told = await tell()
        if drawn is not None and drawn.edition == _edition(request) and drawn.told == told:
            drawn.at = time.monotonic()
        else:
            drawn = _draw(request, name, told, blank)
    return _answer(request, drawn)


def same_page(request: Asked, name: str, told: Mapping[str, Any], **blank: Any) -> Template | Response[bytes]:
    """A page drawn anew when what is `told` differs from the last time. `blank` are values that never do: an empty form."""
    if not _alike(request):
        return page(request, name, **told, **blank)
    drawn = _store(request.app).get(name)
    if drawn is None or drawn.edition != _edition(request) or drawn.told != told:
        drawn = _draw(request, name, told, blank)
    return _answer(request, drawn)


def forget_pages(app: Litestar) -> None:
    """Whoever just acted sees it at once, on this process at least."""
    _store(app).clear()


def _alike(request: Asked) -> bool:
    return not request.query_params and same_for_all(request)


def _store(app: Litestar) -> dict[str, _Drawn]:
    kept: dict[str, _Drawn] = app.state.setdefault("kept_pages", {})
    return kept


def _edition(request: Asked) -> object:
    return request.scope.get("state", {}).get("edition")


def _draw(request: Asked, name: str, told: Mapping[str, Any], blank: Mapping[str, Any]) -> _Drawn:
    edition = _edition(request)
    template = request.app.template_engine.get_template(name)  # type: ignore[union-attr]
    given = {"edition": edition, "path": request.url.path, "flashes": [], "csrf_input": _TOKEN, **told, **blank}
    drawn = _Drawn(time.monotonic(), edition, told, template.render(**given))
    _store(request.app)[name] = drawn
    return drawn


def _answer(request: Asked, drawn: _Drawn) -> Response[bytes]:
    headers = {"cache-control": "no-store"}
    if _TOKEN in drawn.text:
        token = html.escape(value_or_default(ScopeState.from_scope(request.scope).csrf_token, ""))
        own = f'<input type="hidden" name="_csrf_token" value="{token}" />'
        return Response(drawn.text.replace(_TOKEN, own).encode(), media_type=_HTML, headers=headers)
    headers["vary"] = "accept-encoding"
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(drawn.packed, media_type=_HTML, headers={**headers, "content-encoding": "gzip"})
    return Response(drawn.plain, media_type=_HTML, headers=headers)
