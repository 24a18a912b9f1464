"""Whom a row is the same as: by SIRET, by address, or by a name that differs only by accents, legal form or one letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from forum.territory.folding import fold

_FORMS = frozenset(
    fold(
        "SA SAS SASU SARL EURL EIRL EI SNC SCI SCOP SCIC SCP SELARL GIE GAEC EARL asso association loi 1901 société sté ets"
        " établissement établissements entreprise cie compagnie groupe holding france fils frères"
    ).split()
)
_ARTICLES = frozenset(fold("le la les l de du des d et a au aux en").split())


def near_name(name: str) -> str:
    """What is left of an organisation's name without accents, legal form, articles and the order of its words.

    >>> near_name("Sté Dupont & Fils (S.A.R.L.)") == near_name("SARL DUPONT")
    True
    """
    words = fold(re.sub(r"\b((?:[A-Za-z]\.){2,})", lambda found: found[1].replace(".", ""), name)).split()
    kept = [word for word in words if word not in _FORMS and word not in _ARTICLES]
    return " ".join(sorted(kept or words))[:120]


def one_letter_off(word: str) -> Iterator[str]:
    """The word, and each with one letter left out: two words that differ by a letter share one of these."""
    yield word
    if len(word) >= 6:
        for place in range(len(word)):
            yield word[:place] + word[place + 1 :]


IN_BOOK, IN_FORUM, BEFORE, IN_FILE = "book", "forum", "before", "file"
BY_SIRET, BY_EMAIL, BY_NAME, BY_CLOSE = "siret", "email", "name", "close"
WHY = {BY_SIRET: "même SIRET", BY_EMAIL: "même adresse", BY_NAME: "même nom", BY_CLOSE: "nom proche"}
SURE = frozenset({BY_SIRET, BY_EMAIL})


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is there already: `where` is the address book, this edition, the one before, or the file itself."""

    where: str
    id: UUID | None
    name: str
    near: str
    siret: str | None = None
    emails: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """The one that a row is the same as, and why."""

    of: Known
    why: str

    @property
    def sure(self) -> bool:
        return self.why in SURE


@dataclass(slots=True)
class Index:
    """Everybody who is there, found by each of the ways; the first who was put in answers."""

    by_siret: dict[str, Known] = field(default_factory=dict)
    by_email: dict[str, Known] = field(default_factory=dict)
    by_near: dict[str, Known] = field(default_factory=dict)
    by_letters: dict[str, Known] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Iterable[Known]) -> Index:
        made = cls()
        for one in known:
            made.put(one)
        return made

    def put(self, one: Known) -> None:
        if one.siret:
            self.by_siret.setdefault(one.siret, one)
        for email in one.emails:
            self.by_email.setdefault(email.casefold(), one)
        if one.near:
            self.by_near.setdefault(one.near, one)
            for letters in one_letter_off(one.near):
                self.by_letters.setdefault(letters, one)

    def twin(self, siret: str | None, email: str, near: str) -> Twin | None:
        """Whom these say; two different SIRET are two organisations, whatever their names."""
        if siret and (found := self.by_siret.get(siret)):
            return Twin(found, BY_SIRET)
        if email and (found := self.by_email.get(email.casefold())):
            return Twin(found, BY_EMAIL)
        if near and (found := self.by_near.get(near)) and not _apart(siret, found):
            return Twin(found, BY_NAME)
        for letters in one_letter_off(near) if near else ():
            if (found := self.by_letters.get(letters)) and not _apart(siret, found):
                return Twin(found, BY_CLOSE)
        return None


def _apart(siret: str | None, other: Known) -> bool:
    return bool(siret and other.siret and siret != other.siret)
