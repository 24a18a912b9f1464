"""What the handlers of the exhibitor's own file share: the file of whoever asks, and its pages."""

from __future__ import annotations

from typing import Any

from litestar.response import Template

from forum.editions.values import EditionValue
from forum.forms import Typed
from forum.stands import queries
from forum.stands.routes.asking import Asked
from forum.stands.routes.parts import File, file_of
from forum.web import page, unprocessable


async def own_file(request: Asked, edition: EditionValue) -> File:
    """The file behind the link that somebody came by."""
    return await file_of(edition, await queries.booking_of(edition.id, request.user.id))


def again(request: Asked, name: str, *, form: Typed, **values: Any) -> Template:
    """The page of a form: as it stands, or at 422 with its faults."""
    answer = unprocessable if form.faults else page
    return answer(request, name, form=form, **values)
