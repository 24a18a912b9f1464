"""The journal's only verb."""

from __future__ import annotations

import re
import uuid

from forum import clock
from forum.database import fetch
from forum.people.who import Who
from forum.territory.folding import fold


async def note(edition: int | None, by: Who, act: str, subject_kind: str, subject: object, summary: str) -> None:
    """Write down who did what to which record, inside the transaction of the act itself: both stay or neither does.

    `act` is a short English name (« book-stand »), `summary` a French sentence for organisers, without any secret.
    """
    line = _one_line(summary)[:300]
    name = _one_line(by.name)[:120] or UNNAMED.get(by.kind, by.kind)
    await fetch(
        "INSERT INTO audit_entry (id, edition, at, actor_kind, actor, actor_name, act, subject_kind, subject, summary, search)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
        uuid.uuid4(),
        edition,
        clock.now(),
        by.kind,
        by.id,
        name,
        act[:40],
        subject_kind[:24],
        str(subject)[:40],
        line,
        fold(f"{name} {line} {act} {subject}")[:600],
    )


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x20\x7f]+", " ", text).strip(" ")  # not split(), which loses French non-breaking spaces


UNNAMED = {"exhibitor": "un exposant", "teacher": "un enseignant", "visitor": "un visiteur", "device": "un téléphone"}
