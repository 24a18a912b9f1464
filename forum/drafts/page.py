"""What the page of a form wants of its draft: taken up again, its link, read over before it is sent, gone once it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from litestar import Request
from litestar.response import Template

from forum.drafts import queries, service
from forum.drafts.rules import PAGES
from forum.forms import Typed
from forum.settings import settings
from forum.web import page

F = TypeVar("F", bound=Typed)
Group = tuple[str, str, list[tuple[str, str]]]
"""What one reads over together: a title, the field that one goes back to, and what was said as (label, value)."""


async def taken_up(edition: int, kind: str, token: str, form: type[F]) -> F | None:
    """The form as it was left, or None when that draft was sent, is too old or never was."""
    kept = await queries.find(edition, kind, token)
    if kept is None:
        return None
    again = form({name: values[-1] for name, values in kept.items()}, kept)
    again.typed["brouillon"] = token
    return again


def link_of(kind: str, form: Typed) -> str | None:
    """Where the draft of this form is taken up again; None before it was kept."""
    token = form.typed.get("brouillon", "")
    return f"{settings().base_url}{PAGES[kind]}?brouillon={token}" if token else None


def review(
    request: Request[Any, Any, Any], form: Typed, action: str, groups: Sequence[Group], send: str, lead: str
) -> Template:
    """Everything said, to be read over: corrected, or sent to `action` by the button `send`."""
    return page(request, "drafts/review.html", form=form, action=action, groups=groups, send=send, lead=lead)


async def sent(form: Typed) -> None:
    """What was kept of a form that left is wanted no more."""
    await service.drop(form.typed.get("brouillon", ""))
