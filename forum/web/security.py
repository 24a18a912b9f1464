"""Headers that every answer carries, and a name for each request."""

import logging
import secrets
import time
from functools import lru_cache
from hmac import compare_digest

from litestar.enums import ScopeType
from litestar.middleware.csrf import CSRF_SECRET_LENGTH, generate_csrf_hash
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from forum.settings import settings

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_ALWAYS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=(), payment=()"),
]
_HTTPS = (b"strict-transport-security", b"max-age=31536000")

log = logging.getLogger("forum.requests")


def csrf_cookie() -> str:
    """The cookie of the token that every POST repeats; `__Host-` binds it to this host, which plain http refuses."""
    return "__Host-forum_csrf" if settings().https else "forum_csrf"


@lru_cache(4096)
def is_our_token(token: str) -> bool:
    """Whether this server made that token, as Litestar's own check sees it; the same browser's is looked at once."""
    made, seal = token[:CSRF_SECRET_LENGTH], token[CSRF_SECRET_LENGTH:]
    return bool(seal) and compare_digest(seal.encode(), generate_csrf_hash(made, settings().secret).encode())


def guard_headers(app: ASGIApp, https: bool) -> ASGIApp:
    """Security headers and a request id on every answer; one log line without address, query, cookie or body.

    The log names the route's template (`/lien/{token}`), never the path: a path may hold a token.
    """
    fixed = [*_ALWAYS, _HTTPS] if https else _ALWAYS

    async def kitchen_door(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        request_id = secrets.token_hex(6)
        scope.setdefault("state", {})["request_id"] = request_id
        began = time.perf_counter()

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [(name.lower(), value) for name, value in message.get("headers", [])]
                named = {name for name, _ in given}  # an answer may tighten or widen its own, as the framed letter does
                ours = [header for header in fixed if header[0] not in named]
                message["headers"] = [*given, *ours, (b"x-request-id", request_id.encode())]
                scope["state"]["status"] = message["status"]
            await send(message)

        try:
            await app(scope, receive, dressed)
        finally:
            if log.isEnabledFor(logging.INFO):
                log.info(
                    "request",
                    extra={
                        "request": request_id,
                        "method": scope["method"],
                        "route": scope.get("path_template") or "-",
                        "status": scope["state"].get("status", 0),
                        "ms": round((time.perf_counter() - began) * 1000, 1),
                    },
                )

    return kitchen_door
