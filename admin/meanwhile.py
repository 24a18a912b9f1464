"""Two who change one page at once: the second is shown what the first wrote, beside their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from forum.editions.rules import fingerprint
from forum.editions.service import ChangedMeanwhile
from forum.forms import Typed

F = TypeVar("F", bound=Typed)


def shown(form: F, now: Mapping[str, str]) -> F:
    """The form, with what its reader has before their eyes (`now`, as its fields hold it): it comes back when they save."""
    form.typed["seen"] = fingerprint(now)
    return form


def both(form: Typed, now: Mapping[str, str], labels: Mapping[str, str]) -> list[tuple[str, str, str]] | None:
    """What stands there now beside what was typed, if somebody wrote since the page was opened; the form says so, once."""
    if form.typed.get("seen", fingerprint(now)) == fingerprint(now):
        return None
    shown(form, now)
    form.fault("form", ChangedMeanwhile.sentence)
    typed = {name: form.typed.get(name, "").replace("\r\n", "\n") for name in now}
    return [(labels[name], now[name], typed[name]) for name in now if typed[name] != now[name].replace("\r\n", "\n")]
