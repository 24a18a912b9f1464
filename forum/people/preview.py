"""« Voir le site comme au 24 novembre à 9 h » : organisers look at the public pages of any edition at any moment.

The clock is stopped for that one request; nothing can be sent from a page seen so.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookies import SimpleCookie

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from forum import clock
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.errors import Forbidden
from forum.people.who import ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.settings import settings

COOKIE = "forum_preview"
NOT_SEEN_SO = ("/admin", "/porte", "/connexion", "/deconnexion", "/lien", "/health")
"""The team's own pages keep the true hour."""


class NothingIsSent(Forbidden):
    """A form of a previewed page was sent."""

    sentence = "Vous regardez le site à une autre date\u00a0: rien n’y est enregistré. Quittez l’aperçu pour remplir ce formulaire."


@dataclass(frozen=True, slots=True)
class Preview:
    """What is looked at: an edition, at a moment."""

    edition: EditionValue
    moment: datetime


def cookie_of(edition: int, moment: datetime) -> str:
    """The cookie's value: signed, so that nobody stops our clock with a string of theirs."""
    body = f"{edition}.{int(moment.timestamp())}"
    return f"{_sign(body)}.{body}"


def preview(app: ASGIApp) -> ASGIApp:
    """Middleware, after the session's: stop the clock for a request that asks for it and may."""

    async def porch(scope: Scope, receive: Receive, send: Send) -> None:
        seen = await _asked(scope) if scope["type"] == ScopeType.HTTP else None
        if seen is None or scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD"}:
            raise NothingIsSent
        scope.setdefault("state", {}).update(preview=seen, edition=seen.edition)
        with clock.at(seen.moment):
            await app(scope, receive, send)

    return porch


async def _asked(scope: Scope) -> Preview | None:
    if scope["path"].startswith(NOT_SEEN_SO):
        return None
    header = next((value for name, value in scope["headers"] if name == b"cookie" and COOKIE.encode() in value), b"")
    if not header:
        return None
    who = scope.get("user")
    if not isinstance(who, Who) or not who.is_a(ORGANIZER, TERRITORY_LEAD, VIEWER):
        return None
    found = SimpleCookie(header.decode("latin-1")).get(COOKIE)
    signature, _, body = (found.value if found else "").partition(".")
    if not hmac.compare_digest(signature.encode(), _sign(body).encode()):
        return None
    edition, _, moment = body.partition(".")
    seen = await editions.edition_for_office(int(edition))
    return Preview(seen, datetime.fromtimestamp(int(moment), UTC)) if seen else None


def _sign(body: str) -> str:
    return hmac.new(settings().secret.encode(), b"preview:" + body.encode(), hashlib.sha256).hexdigest()[:32]
