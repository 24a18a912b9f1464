"""The guard of pages that are for everybody; it stands here because rooms below the people have such pages too."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler


async def everybody(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Public pages say so aloud: a router without a guard is a fault."""
