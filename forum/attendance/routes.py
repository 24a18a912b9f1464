"""The figures as JSON, for staff and their own programs."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from litestar import Request, Router, get
from litestar.di import NamedDependency

from forum.attendance import service
from forum.attendance.files.json_file import as_json
from forum.attendance.rules.masking import masked
from forum.attendance.rules.underway import so_far
from forum.editions.values import EditionValue
from forum.people.guards import staff
from forum.people.who import ORGANIZER, VIEWER, Who


@get("/attendance", summary="The figures of the current edition")
async def show_figures(request: Request[Who, str, Any], edition: NamedDependency[EditionValue]) -> dict[str, Any]:
    """Figures, curves and sheets with their definitions: closed ones if the edition is closed, else as they stand now.

    Cells of fewer than five people are masked.
    """
    made = await service.best_known(edition.id)
    return await to_thread.run_sync(lambda: as_json(so_far(masked(made))))


router = Router("/api", guards=[staff(ORGANIZER, VIEWER)], route_handlers=[show_figures], tags=["attendance"])
