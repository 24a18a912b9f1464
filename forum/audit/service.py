"""The journal's verbs."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from forum import clock
from forum.audit.rules import WITHHELD, Changes, keepable
from forum.database import fetch, transaction
from forum.editions import queries as editions
from forum.people.who import Who
from forum.territory.folding import fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told:
    """What the journal says of an act; see `note`."""

    edition: int | None
    act: str
    subject_kind: str
    subject: object
    summary: str
    changes: Changes | None = None


async def noted(by: Who, verb: Awaitable[T], told: Callable[[T], Told | None]) -> T:
    """Do what a rung below the journal does, an edition's or somebody's account, and note it: both stay or neither does.

    `told` says it from what the verb answers; None when nothing changed. Raises what the verb raises.
    """
    async with transaction():
        done = await verb
        if said := told(done):
            await note(said.edition, by, said.act, said.subject_kind, said.subject, said.summary, said.changes)
    editions.forget()  # whoever read it meanwhile read what stood before
    return done


async def note(
    edition: int | None,
    by: Who,
    act: str,
    subject_kind: str,
    subject: object,
    summary: str,
    changes: Changes | None = None,
    undoes: uuid.UUID | None = None,
) -> None:
    """Write down who did what to which record, inside the transaction of the act itself: both stay or neither does.

    `act` is a short English name (« book-stand »), `summary` a French sentence for organisers, without any secret.
    `changes` holds the columns that changed, before and after (`rules.differences`); what is personal in them is withheld.
    Raises AlreadyThere when `undoes` was taken back already.
    """
    line = _one_line(summary)[:300]
    name = _one_line(by.name)[:120] or UNNAMED.get(by.kind, by.kind)
    kept = keepable(changes or {})
    words = " ".join(str(value) for pair in kept.values() for value in pair if value not in (None, "", WITHHELD))
    await fetch(
        "INSERT INTO audit_entry (id, edition, at, actor_kind, actor, actor_name, act, subject_kind, subject, summary,"
        " changes, undoes, search) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
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
        json.dumps(kept, ensure_ascii=False) if kept else "",
        undoes,
        fold(f"{name} {line} {act} {subject} {words}")[:600],
    )


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x20\x7f]+", " ", text).strip(" ")  # not split(), which loses French non-breaking spaces


UNNAMED = {"exhibitor": "un exposant", "teacher": "un enseignant", "visitor": "un visiteur", "device": "un téléphone"}
