"""« Tout sur une personne »: who of any edition is called so, or has this address."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from anyio import to_thread

from forum.badges.codes import read_code
from forum.database import fetch
from forum.privacy.queries.guests import GUESTS
from forum.privacy.rules import ACCOUNT, EXHIBITOR, GUEST, PROSPECT, SCHOOL, SOURCE_NAMES, TEACHER, VISITOR
from forum.territory.folding import fold

MOST = 60
MOST_NEAR = 12
NEAR = 0.76
"""How like a word of a name another one must be: « chavain » and « Chavin » are, « Martin » and « Marion » are not."""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody, as one registration of one edition knows them."""

    source: str
    holder: UUID
    edition: int
    edition_name: str
    first_name: str
    last_name: str
    email: str
    phone: str
    about: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def source_name(self) -> str:
        return SOURCE_NAMES[self.source]


_ALL = f"""
SELECT '{VISITOR}' AS source, v.id AS holder, v.edition, v.first_name, v.last_name, v.email, '' AS phone, '' AS about
  FROM visitor v
UNION ALL
SELECT '{TEACHER}', r.id, r.edition, r.first_name, r.last_name, r.email, r.phone, '' FROM referent r
UNION ALL
SELECT '{EXHIBITOR}', e.id, e.edition, c.first_name, c.last_name, c.email, c.phone, e.name
  FROM exhibitor_contact c JOIN exhibitor e ON e.id = c.exhibitor
UNION ALL
SELECT '{EXHIBITOR}', e.id, e.edition, p.first_name, p.last_name, '', '', e.name
  FROM stand_person p JOIN exhibitor e ON e.id = p.exhibitor
UNION ALL
SELECT '{PROSPECT}', b.id, b.edition, b.first_name, b.last_name, b.email, b.phone, b.name FROM prospect b
UNION ALL
SELECT '{SCHOOL}', c.id, c.edition, c.first_name, c.last_name, c.email, c.phone, s.name
  FROM school_contact c JOIN school s ON s.id = c.school
UNION ALL
SELECT '{GUEST}', guest.holder, guest.edition, guest.title, guest.subtitle, '', '', guest.detail FROM {GUESTS}
UNION ALL
SELECT '{ACCOUNT}', a.id, (SELECT max(id) FROM edition), a.name, '', a.email, '',
  CASE WHEN a.removed_at IS NULL THEN '' ELSE 'accès retiré' END FROM account a
"""
_FROM = (
    "SELECT one.*, edition.name AS edition_name, (SELECT min(day.date) FROM day WHERE day.edition = edition.id) AS begins"
    f" FROM ({_ALL}) one JOIN edition ON edition.id = one.edition"
)
_HOLDER = """
SELECT coalesce(v.referent, b.holder) AS holder FROM badge b LEFT JOIN class_visit v ON v.id = b.holder WHERE b.code = {}
"""


async def by_address(email: str) -> list[Found]:
    """Everybody under one address, in any edition."""
    rows = await fetch(f"{_FROM} WHERE lower(one.email) = {{}} ORDER BY one.edition DESC", email.strip().lower())
    return [_found(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Answers:
    """Those who were found, at most 60; `near` when nobody is called so, and these are called nearly so."""

    found: tuple[Found, ...]
    near: bool = False


async def anybody(words: str) -> Answers:
    """Whoever is meant by a badge's code, an address, a telephone number or words of a name or an organisation.

    Accents and capitals do not matter; where somebody bears the very address or number, nobody else is shown. The newest edition
    stands first. It reads every name: the team asks this a few times a year, and no index of names is kept for it.
    """
    if code := read_code(words):
        holders = {row["holder"] for row in await fetch(_HOLDER, code)}
        return Answers(_each_once([one for holder in holders for one in await _of(holder)]))
    everybody = [
        one
        for row in await fetch(f"{_FROM} ORDER BY one.edition DESC, one.last_name")
        if (one := _found(row)).name or "@" in one.email
    ]
    ranked = [(rank, at) for at, one in enumerate(everybody) if (rank := _rank(one, words)) is not None]
    if ranked:
        best = min(ranked)[0]
        return Answers(_each_once(everybody[at] for rank, at in sorted(ranked) if best or not rank)[:MOST])
    return Answers(await to_thread.run_sync(_nearly, everybody, fold(words).split()), near=True)


def _rank(one: Found, words: str) -> int | None:
    """0 for the very address or number, 1 for words of the name or the address, 2 with the organisation's; None otherwise."""
    typed, wanted, digits = words.strip().lower(), fold(words).split(), re.sub(r"\D", "", words)
    if ("@" in typed and typed == one.email.lower()) or (len(digits) >= 9 and one.phone.endswith(digits[-9:])):
        return 0
    for rank, told in ((1, f"{one.name} {one.email}"), (2, f"{one.name} {one.email} {one.about}")):
        if wanted and all(word in fold(told) for word in wanted):
            return rank
    return None


def _nearly(everybody: Sequence[Found], wanted: Sequence[str]) -> tuple[Found, ...]:
    """Those of whose name each wanted word is nearly a word, the likest first."""
    likeness = {word: SequenceMatcher(b=word) for word in wanted if len(word) > 2}
    if not likeness:
        return ()
    found = []
    for at, one in enumerate(everybody):
        parts = fold(one.name).split()
        scores = [max((_like(matcher, part) for part in parts), default=0.0) for matcher in likeness.values()]
        if min(scores) >= NEAR:
            found.append((-sum(scores), at))
    return _each_once(everybody[at] for _, at in sorted(found))[:MOST_NEAR]


def _like(matcher: SequenceMatcher[str], word: str) -> float:
    matcher.set_seq1(word)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    return matcher.ratio()


async def _of(holder: UUID) -> tuple[Found, ...]:
    return _each_once(_found(row) for row in await fetch(f"{_FROM} WHERE one.holder = {{}}", holder))


def _each_once(many: Iterable[Found]) -> tuple[Found, ...]:
    """Somebody who is both a contact and a person of the stand stands once."""
    known: dict[tuple[str, UUID, str], Found] = {}
    for one in many:
        known.setdefault((one.source, one.holder, fold(one.name)), one)
    return tuple(known.values())


def _found(row: dict[str, object]) -> Found:
    holder, begins = row.pop("holder"), row.pop("begins")
    row["edition_name"] = f"{row['edition_name']}, {str(begins)[:4]}" if begins else row["edition_name"]
    return Found(holder=holder if isinstance(holder, UUID) else uuid.UUID(str(holder)), **row)  # type: ignore[arg-type]
