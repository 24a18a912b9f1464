"""Programs of the system that some tests ask what they think of our files."""

from __future__ import annotations

import os
import shutil

import pytest


def tool(name: str) -> str:
    """Where it is; the test is skipped on a machine without it, and fails with CI=true."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI") == "true":
            raise RuntimeError(f"{name} is missing")
        pytest.skip(f"{name} is not on this machine")
    return found
