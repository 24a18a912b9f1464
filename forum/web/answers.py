"""Answers: a page, a page refused with what was typed, a step to another page with a word for it."""

import base64
import hashlib
import hmac
import json
from typing import Any

from litestar import Request
from litestar.response import Redirect, Template
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER, HTTP_422_UNPROCESSABLE_ENTITY

from forum.settings import settings

FLASH_COOKIE = "forum_flash"


def page(request: Request[Any, Any, Any], name: str, *, status: int = HTTP_200_OK, **values: Any) -> Template:
    """A page, never cached by anybody: it may name people."""
    word = read_flash(request)
    state = request.scope.get("state", {})
    context = {
        "edition": state.get("edition"),
        "preview": state.get("preview"),
        "who": request.scope.get("user"),
        "path": request.url.path,
        "flashes": [word] if word else [],
        **values,
    }
    answer = Template(name, context=context, status_code=status, headers={"cache-control": "no-store"})
    if word:
        answer.delete_cookie(FLASH_COOKIE, path="/")
    return answer


def same_for_all(request: Request[Any, Any, Any]) -> bool:
    """Whether this reader sees the page as everybody does: no word for them alone, no preview of another day."""
    return FLASH_COOKIE not in request.cookies and "preview" not in request.scope.get("state", {})


def unprocessable(request: Request[Any, Any, Any], name: str, **values: Any) -> Template:
    """The same page again at 422, with what was typed and the faults."""
    return page(request, name, status=HTTP_422_UNPROCESSABLE_ENTITY, **values)


def see_other(path: str, word: str | None = None, tone: str = "done") -> Redirect:
    """On to another page of this site, with a word shown there once."""
    answer = Redirect(path, status_code=HTTP_303_SEE_OTHER)
    if word:
        flash(answer, word, tone)
    return answer


def flash(answer: Redirect | Template, word: str, tone: str = "done") -> None:
    """A sentence for the next page; `tone` is done, warn or bad. It travels in a short signed cookie, never in the address."""
    body = base64.urlsafe_b64encode(json.dumps([tone, word], ensure_ascii=False).encode()).decode()
    answer.set_cookie(
        key=FLASH_COOKIE,
        value=f"{_sign(body)}.{body}",
        path="/",
        max_age=60,
        httponly=True,
        samesite="lax",
        secure=settings().https,
    )


def read_flash(request: Request[Any, Any, Any]) -> tuple[str, str] | None:
    """The tone and the sentence left by the page before, if it is ours."""
    signature, _, body = request.cookies.get(FLASH_COOKIE, "").partition(".")
    if not body or not hmac.compare_digest(signature.encode(), _sign(body).encode()):
        return None
    tone, word = json.loads(base64.urlsafe_b64decode(body))
    return str(tone), str(word)


def _sign(body: str) -> str:
    return hmac.new(settings().secret.encode(), b"flash:" + body.encode(), hashlib.sha256).hexdigest()[:32]
