"""Setting when each kind of personal data is erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from forum import clock
from forum.audit import service as audit
from forum.database import hold, transaction
from forum.editions import queries as editions
from forum.editions.retention import KINDS
from forum.editions.tables import Edition
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.meanwhile import check_seen
from forum.people.who import Who
from forum.privacy.rules import fault_of_date


class DateRefused(Refusal):
    """Too early, in the past, or longer than needed; the sentence says which."""


async def set_dates(edition: EditionValue, wanted: Mapping[str, date], by: Who, seen: str | None = None) -> int:
    """Set the dates that differ; answers how many changed. `seen` stands for the dates that the writer saw.

    Raises ChangedMeanwhile, and DateRefused with the field of the first that cannot be.
    """
    today = clock.local(clock.now()).date()
    async with transaction():
        await hold(Edition, edition.id)
        fresh = await editions.edition(edition.id)
        check_seen(fresh.erase_on, seen)
        changed = {kind: on for kind, on in wanted.items() if kind in KINDS and fresh.erase_on.get(kind) != on}
        for kind, on in changed.items():
            if fault := fault_of_date(kind, on, fresh.last_day.date, today):
                raise DateRefused(fault, field=kind)
        if not changed:
            return 0
        await Edition.update({getattr(Edition, f"{kind}_erase_on"): on for kind, on in changed.items()}).where(
            Edition.id == edition.id
        )
        told = ", ".join(f"{KINDS[kind].name} le {on:%d/%m/%Y}" for kind, on in changed.items())
        told = f"Dates d’effacement\u00a0: {told}"
        went = {f"{kind}_erase_on": (fresh.erase_on.get(kind), on) for kind, on in changed.items()}
        await audit.note(edition.id, by, "set-erasure-dates", "edition", edition.id, told, went)
    editions.forget()
    return len(changed)
