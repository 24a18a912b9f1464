"""A folder for the backups of each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from forum.settings import settings


@pytest.fixture
def folder(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("FORUM_BACKUP_DIR", str(tmp_path / "kept"))
    settings.cache_clear()
    yield tmp_path / "kept"
    settings.cache_clear()
