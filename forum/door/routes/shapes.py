"""The shapes of the scanner's JSON, for the API's description; the handlers read and write the bytes themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from litestar.openapi.datastructures import ResponseSpec

from forum.door.queries import Affluence, LineShown, Search


@dataclass
class Heads:
    pupils: int
    adults: int


@dataclass
class Earlier:
    """The passage that stands against this one."""

    at: datetime
    gate: str


@dataclass
class Answer:
    """What the phone shows for one entry, repeated for ever under the same id."""

    id: UUID
    verdict: str
    word: str
    title: str
    lines: list[str]
    tone: Literal["good", "attention", "bad"]
    kind: str | None
    first: Earlier | None
    pupils: int
    adults: int
    expected: Heads | None
    inside: Heads | None
    photo: Literal["yes", "no", "partial"]
    duplicate_of: UUID | None


@dataclass
class Answered:
    at: datetime
    answers: list[Answer]
    occupancy: Affluence | None


@dataclass
class List:
    """`entries` are [place, box, changed_at]: 16 hexadecimal digits, base64 of a nonce and AES-256-GCM, a moment.

    An empty box is the place of a badge of another edition.
    """

    at: datetime
    edition: dict[str, Any]
    device: dict[str, Any]
    complete: bool
    total: int
    entries: list[tuple[str, str, datetime]]
    removed: list[str]
    csrf: str
    communes: list[tuple[str, str]]
    statuses: list[tuple[str, str]]
    early_minutes: int
    occupancy: Affluence | None


@dataclass
class Found:
    found: list[Search]


@dataclass
class LastLines:
    lines: list[LineShown]


@dataclass
class Problem:
    """RFC 9457; `type` ends with stranger, revoked, scan-only, unreadable, too-many or busy."""

    type: str
    title: str
    status: int
    detail: str


PASSAGES = """The body is `{"sent_at": moment, "queued": number, "entries": [entry, …]}`, at most 200 entries and 256 kB.

An entry is `{"id": UUID made on the phone, "kind": "scan" | "count" | "walk_in" | "click" | "undo" | "correction" | "reset",
"direction": "in" | "out", "device_at": moment, "code", "target", "pupils", "adults", "status", "insee_code", "offline",
"gate", "confirmed", "shown", "note"}`; what does not apply may be left out. An id that is known already gets its first answer
again; an entry that cannot stand is answered with the verdict `refused` and a `reason`, and the others stand."""


def answers(shape: type, *others: int) -> dict[int, ResponseSpec]:
    """The answers of a handler: its shape, and problems of the door."""
    problems = {status: ResponseSpec(Problem, media_type="application/problem+json") for status in (401, 410, *others)}
    return {200: ResponseSpec(shape, generate_examples=False), **problems}
