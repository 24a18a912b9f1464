"""Where Piccolo looks: the engine of this process, and the one app."""

from __future__ import annotations

from typing import Any

from piccolo.conf.apps import AppRegistry

APP_REGISTRY = AppRegistry(apps=["forum.piccolo_app"])


def __getattr__(name: str) -> Any:
    # A name looked up each time, not once at import: `forum.database.use()` may change the engine.
    if name == "DB":
        from forum.database import engine

        return engine()
    raise AttributeError(name)
