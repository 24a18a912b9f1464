"""What every page of an exhibitor's file bears at its head."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitors
from forum.forms import Typed
from forum.stands import queries


async def head(edition: EditionValue, booking_id: UUID) -> dict[str, Any]:
    """The booking and its organisation. Raises NotFound."""
    booking = await queries.booking(edition.id, booking_id)
    return {"booking": booking, "mine": await exhibitors.exhibitor(edition.id, booking.exhibitor)}


async def kept(form: Typed, verb: Callable[[], Awaitable[object]], field: str) -> bool:
    """Whether the verb did what a form without fault says; a refusal stands beside its field, or else beside `field`."""
    if form.faults:
        return False
    try:
        await verb()
    except Refusal as refusal:
        form.fault(refusal.field or field, refusal.sentence)
        return False
    return True
