"""What days, halls and gates have in common: found, kept and removed, and written in the journal with what they were."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from litestar import Request
from litestar.response import Redirect

from admin import meanwhile
from admin.meanwhile import Both
from forum.audit.rules import differences
from forum.audit.service import Told, noted
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.forms import Typed
from forum.meanwhile import ChangedMeanwhile
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
    keep: Callable[[int, int | None, Any, str | None], Awaitable[int]]
    drop: Callable[[int, int], Awaitable[None]]
    call: Callable[[Any], str]


def one(known: Iterable[Any], asked: int) -> Any:
    """That one of the edition's. Raises NotFound."""
    found = next((each for each in known if each.id == asked), None)
    if found is None:
        raise NotFound
    return found


F = TypeVar("F", bound=Typed)


def shown(part: Part, known: Any, form: F) -> F:
    """The form of one, with what its reader has before their eyes: it comes back when they save."""
    return meanwhile.shown(form, _values(part, known))


async def keep(request: Asked, edition: EditionValue, part: Part, known: Any, form: Typed, said: Any) -> Both | None:
    """Make one, or change `known`. When that was refused the fault is in the form, and answered is what others wrote meanwhile."""
    went = differences(_values(part, known) if known else None, asdict(said))
    try:
        await noted(
            request.user,
            part.keep(edition.id, known.id if known else None, said, meanwhile.seen(form) if known else None),
            lambda made: Told(edition.id, f"set-{part.kind}", part.kind, made, part.call(said), went),
        )
    except NotFound:
        raise
    except ChangedMeanwhile as refusal:
        names = {
            "hall": {str(one.id): one.name for one in edition.halls},
            "gate": {str(one.id): f"Porte {one.code}" for one in edition.gates},
        }
        return meanwhile.both(form, refusal, asdict(said), names=names)
    except Refusal as refusal:
        form.fault(refusal.field or "name", refusal.sentence)
        return []
    return None


async def remove(request: Asked, edition: EditionValue, part: Part, known: Any) -> Redirect | None:
    """One less, while nothing holds on to it; answers the refusal, or None when it is gone."""
    words = f"{part.gone}\u00a0: {part.call(known)}"
    told = Told(edition.id, f"remove-{part.kind}", part.kind, known.id, words, differences(_values(part, known), None))
    try:
        await noted(request.user, part.drop(edition.id, known.id), lambda _: told)
    except Refusal as refusal:
        return see_other(part.here, refusal.sentence, "bad")
    return None


def _values(part: Part, known: Any) -> dict[str, Any]:
    return {each.name: getattr(known, each.name) for each in fields(part.said)}
