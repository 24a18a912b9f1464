"""What days, halls and gates have in common: found, kept and removed, and written in the journal with what they were."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from litestar import Request
from litestar.response import Redirect

from forum.audit import service as audit
from forum.audit.rules import differences
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.forms import Typed
from forum.people.who import Who
from forum.web import see_other

Asked = Request[Who, str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of thing that an edition has several of; `gone` is what is said when one is removed."""

    kind: str
    here: str
    gone: str
    said: type[Any]
    keep: Callable[[int, int | None, Any], Awaitable[int]]
    drop: Callable[[int, int], Awaitable[None]]
    call: Callable[[Any], str]


def one(known: Iterable[Any], asked: int) -> Any:
    """That one of the edition's. Raises NotFound."""
    found = next((each for each in known if each.id == asked), None)
    if found is None:
        raise NotFound
    return found


async def keep(request: Asked, edition: EditionValue, part: Part, known: Any, form: Typed, said: Any) -> bool:
    """Make one, or change `known`; False when that was refused, with the fault in the form."""
    try:
        made = await part.keep(edition.id, known.id if known else None, said)
    except NotFound:
        raise
    except Refusal as refusal:
        form.fault(refusal.field or "name", refusal.sentence)
        return False
    went = differences(_values(part, known) if known else None, asdict(said))
    await audit.note(edition.id, request.user, f"set-{part.kind}", part.kind, made, part.call(said), went)
    return True


async def remove(request: Asked, edition: EditionValue, part: Part, known: Any) -> Redirect | None:
    """One less, while nothing holds on to it; answers the refusal, or None when it is gone."""
    try:
        await part.drop(edition.id, known.id)
    except Refusal as refusal:
        return see_other(part.here, refusal.sentence, "bad")
    told = f"{part.gone}\u00a0: {part.call(known)}"
    went = differences(_values(part, known), None)
    await audit.note(edition.id, request.user, f"remove-{part.kind}", part.kind, known.id, told, went)
    return None


def _values(part: Part, known: Any) -> dict[str, Any]:
    return {each.name: getattr(known, each.name) for each in fields(part.said)}
