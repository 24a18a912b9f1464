"""Two who change one thing at once: whoever comes second, in the verb's own transaction, is told what stands there now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from forum.errors import Refusal


class ChangedMeanwhile(Refusal):
    """Somebody else saved this page after it was opened; `now` holds what stands there."""

    sentence = "Quelqu’un a enregistré cette page pendant que vous l’écriviez. Comparez, puis enregistrez à nouveau."

    def __init__(self, now: Mapping[str, Any]) -> None:
        self.now = now
        super().__init__()


def fingerprint(values: Mapping[str, object]) -> str:
    """A few letters that stand for a page's values: sent back with the form, they say what its writer had seen."""
    told = json.dumps({name: str(value) for name, value in values.items()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def check_seen(now: Mapping[str, Any], seen: str | None) -> None:
    """Raises ChangedMeanwhile unless `seen` stands for `now`, which is read while its row is held; None: nobody looked."""
    if seen is not None and fingerprint(now) != seen:
        raise ChangedMeanwhile(now)
