"""Places for many values in one statement: `f"… IN ({marks(ids)})", *ids`."""

from collections.abc import Sized


def marks(values: Sized) -> str:
    """As many `{}` as there are values."""
    return ", ".join(["{}"] * len(values))
