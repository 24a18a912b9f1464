"""The public catalogue: who is shown, found by words without accents, sector, offer, level and commune."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Exposition:
    """One validated exhibitor as the public sees it."""

    id: uuid.UUID
    name: str
    kind: str
    sector_code: str
    insee_code: str | None
    commune: str
    number: str
    zone: str
    jobs: tuple[str, ...]
    rome_codes: tuple[str, ...]
    offers: Mapping[str, int]
    levels: frozenset[str]
    pitch: str
    website: str
    has_logo: bool
    search: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked for; empty means any. `words` are folded, each with the sectors that this edition calls so."""

    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sector: str = ""
    offer: str = ""
    level: str = ""
    commune: str = ""


def find(shown: Sequence[Exposition], looked: Looked) -> list[Exposition]:
    """Those that answer to everything that is looked for, in the order given."""
    return [one for one in shown if _answers(one, looked)]


def _answers(one: Exposition, looked: Looked) -> bool:
    return (
        all(word in one.search or one.sector_code in called for word, called in looked.words.items())
        and looked.sector in {"", one.sector_code}
        and (not looked.offer or looked.offer in one.offers)
        and (not looked.level or looked.level in one.levels)
        and looked.commune in {"", one.insee_code}
    )
