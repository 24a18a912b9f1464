"""What somebody looks at of an edition, and what they are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from forum.attendance.rules.attended import Scope
from forum.attendance.rules.sheet import Report
from forum.attendance.values import Frame


class Look(Protocol):
    """A part of an edition, what it is called, and whether small groups may be shown."""

    @property
    def scope(self) -> Scope: ...
    @property
    def name(self) -> str: ...
    @property
    def inside(self) -> bool: ...


L = TypeVar("L", bound=Look)


@dataclass(frozen=True, slots=True)
class Whole:
    """All of it, for the organisers."""

    scope: Scope = field(default_factory=Scope)
    name: str = ""
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A part of it, for whoever may see small groups there."""

    scope: Scope
    name: str
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen: the days of the frame, and the schools that registered (id: name, commune)."""

    frame: Frame
    schools: Mapping[int, tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Seen(Generic[L]):
    """A part of an edition and its report; none while a large journal is being counted for the first time.

    `behind` says that the server has just started, that the report is the last one counted, and that it is being counted
    again; `lately` that it is a few seconds old, and that what came since is being counted. `mark` is that of what is
    shown, for whoever asks later whether anything has changed.
    """

    look: L
    report: Report | None
    behind: bool
    mark: str
    lately: bool = False
