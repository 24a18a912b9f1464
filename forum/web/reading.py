"""From a request to the plain words that a form reads."""

from typing import Any, TypeVar

from litestar import Request
from litestar.datastructures import UploadFile

from forum.forms import Typed

F = TypeVar("F", bound=Typed)


async def read_form(request: Request[Any, Any, Any], form: type[F]) -> F:
    """The form of the page, filled with what was sent; files are left to the handlers that ask for them."""
    sent = await request.form()
    many: dict[str, list[str]] = {}
    for name, value in sent.multi_items():
        if not isinstance(value, UploadFile):
            many.setdefault(name, []).append(str(value))
    return form({name: values[-1] for name, values in many.items()}, many)
