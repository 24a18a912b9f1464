"""Where phones hand their passages in: the busiest address of the day, so it has a short way in."""

from __future__ import annotations

from collections.abc import Sequence
from hmac import compare_digest
from typing import Any

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from forum import clock
from forum.door import queries, service
from forum.door.access import COOKIE, Asking
from forum.door.forms import MOST_BYTES, Unreadable, read_upload
from forum.door.problems import MEDIA_TYPE, REFUSALS, problem
from forum.door.routes import shapes
from forum.door.rules import Phone
from forum.web.security import csrf_cookie, is_our_token

PATH = "/porte/api/passages"
JSON = "application/json"
_HEADERS = [(b"content-type", JSON.encode()), (b"cache-control", b"no-store")]


@post(
    "/api/passages",
    status_code=200,
    operation_id="door_passages",
    description=shapes.PASSAGES,
    request_max_body_size=MOST_BYTES,
    responses=shapes.answers(shapes.Answered, 400, 403, 413, 503),
)
async def passages(request: Asking, phone: NamedDependency[Phone]) -> Response[bytes]:
    """Entries of the journal, each answered once it is on disk; an entry that cannot stand is answered « refused »."""
    told = await take(phone, await request.body())
    return Response(told, media_type=JSON, headers={"cache-control": "no-store"})


async def take(phone: Phone, body: bytes) -> bytes:
    """The answer to an upload, as JSON. Raises `Unreadable`, and what `record()` raises."""
    answers = await service.record(phone, read_upload(body))
    return _answered(answers, await queries.affluence_known(phone.edition))


def _answered(answers: Sequence[bytes], told: bytes) -> bytes:
    now = msgspec.json.encode(clock.now())
    return b'{"at":%b,"answers":[%b],"occupancy":%b}' % (now, b",".join(answers), told)


def short_way(app: ASGIApp) -> ASGIApp:
    """The same handler, met before the framework by whoever comes as the scanner does; anybody else goes the long way.

    Routing, sessions, dependencies and responses of the framework cost more than judging a badge and writing it down.
    What is checked is the same: the browser's token against forged requests, the phone's own, the length.
    """
    token_cookie = csrf_cookie()

    async def counter(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["path"] != PATH or scope["method"] != "POST":
            await app(scope, receive, send)
            return
        phone = await _known(scope, token_cookie)
        if phone is None:
            await app(scope, receive, send)
            return
        scope["path_template"] = PATH
        try:
            await _send(send, 200, await take(phone, await _body(receive)), _HEADERS)
        except REFUSALS as refusal:
            status, said, headers = problem(refusal)
            named = [(b"content-type", MEDIA_TYPE.encode()), *((k.encode(), v.encode()) for k, v in headers.items())]
            await _send(send, status, said, named)

    return counter


async def _known(scope: Scope, token_cookie: str) -> Phone | None:
    """The phone that asks, if its request bears all that it must."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    if not length.isdigit() or len(length) > 9 or int(length) > MOST_BYTES:
        return None
    cookies = dict(_pairs(headers.get(b"cookie", b"").decode("latin-1")))
    said, kept, phone = headers.get(b"x-csrftoken", b""), cookies.get(token_cookie, ""), cookies.get(COOKIE)
    if not phone or not kept or not compare_digest(said, kept.encode("latin-1")) or not is_our_token(kept):
        return None
    return await queries.find_phone(phone)


def _pairs(line: str) -> Any:
    return (part.strip().partition("=")[::2] for part in line.split(";"))


async def _body(receive: Receive) -> bytes:
    """The whole body; the server holds whoever sends more than they announced."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] != "http.request":  # gone before the end
            raise Unreadable
        body += message["body"]
        more = message["more_body"]
    return body


async def _send(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body, "more_body": False})
