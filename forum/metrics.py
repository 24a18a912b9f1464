"""What a supervisor watches, in Prometheus' text format: letters, people inside, backups, memory. Numbers only, nobody's name."""

from __future__ import annotations

import hmac
import os
from pathlib import Path
from typing import Any

from litestar import Response, get
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler

from forum.backups import keeper, queries
from forum.door import queries as door
from forum.editions import queries as editions
from forum.errors import NotFound
from forum.mail import queries as mail
from forum.settings import settings

TEXT = "text/plain; version=0.0.4; charset=utf-8"


async def with_token(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Only who knows FORUM_METRICS_TOKEN (`Authorization: Bearer …`); without one the address does not exist."""
    token = settings().metrics_token
    if token is None:
        raise NotFound
    given = connection.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise NotAuthorizedException


@get("/metrics", guards=[with_token], include_in_schema=False)
async def metrics() -> Response[str]:
    """The gauges of this moment."""
    lines = ["# TYPE forum_up gauge", "forum_up 1"]
    edition = await editions.find_current()
    if edition is not None:
        letters = await mail.counts(edition.id)
        lines.append("# TYPE forum_letters gauge")
        lines += [
            f'forum_letters{{state="{state}"}} {getattr(letters, state)}'
            for state in ("waiting", "later", "posted", "failed")
        ]
        lines += ["# TYPE forum_present gauge", f"forum_present {(await door.affluence(edition.id)).present}"]
    told = await queries.told(await keeper.openings())
    newest = told.backups[0] if told.backups else None
    lines += [
        "# TYPE forum_backup_timestamp_seconds gauge",
        f"forum_backup_timestamp_seconds {newest.at.timestamp() if newest else 0:.0f}",
        "# TYPE forum_backup_bytes gauge",
        f"forum_backup_bytes {newest.bytes if newest else 0}",
        "# TYPE forum_backup_failed gauge",
        f"forum_backup_failed {int(told.failed_at is not None)}",
        "# TYPE forum_disk_free_bytes gauge",
        f"forum_disk_free_bytes {told.free_bytes}",
    ]
    return Response("\n".join([*lines, *_memory(), ""]), media_type=TEXT, headers={"cache-control": "no-store"})


def _memory() -> list[str]:
    """Of this process (Linux)."""
    told = Path("/proc/self/statm")
    if not told.exists():
        return []
    size = int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return ["# TYPE process_resident_memory_bytes gauge", f"process_resident_memory_bytes {size}"]
