"""Finding a commune as people type it: without accents, with « St », by an old name, by postal code, half-typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from forum.territory.communes import Commune, communes
from forum.territory.folding import fold, has_words, shortened


@dataclass(frozen=True, slots=True)
class FoundCommune:
    """A commune and, when it was found by the name of a former one, that name."""

    commune: Commune
    old_name: str | None = None

    @property
    def label(self) -> str:
        """« Hauts de Bienne (Morez) », « Champagney (Jura) »."""
        beside = [self.old_name] if self.old_name else []
        if self.commune.namesakes:
            beside.append(self.commune.department_name)
        return f"{self.commune.name} ({', '.join(beside)})" if beside else self.commune.name


@dataclass(frozen=True, slots=True)
class _Name:
    """One name that a commune answers to, and the label under which it was offered: forms send it back as typed."""

    folded: str
    label: str
    squeezed: str
    found: FoundCommune


@lru_cache(4096)
def search_communes(q: str, limit: int = 10) -> tuple[FoundCommune, ...]:
    """Up to `limit` communes, best first, each once; `q` holds words, a postal code or the beginning of one, or both.

    When nothing answers, the end of the last word is given up, which forgives « Champagnolle ». The list never changes
    while the forum runs and everybody types the same names: answers are kept.
    """
    wanted = fold(q)
    digits = "".join(word for word in wanted.split() if word.isdigit())
    words = " ".join(word for word in wanted.split() if not word.isdigit())
    if not words and len(digits) < 2:
        return ()
    found = _best(words, digits)
    for fewer in shortened(words, shortest=4):
        found = found or _best(fewer, digits)
    return found[:limit]


def _best(words: str, digits: str) -> tuple[FoundCommune, ...]:
    ranked = sorted(_matches(words, digits), key=lambda match: match[0])
    each_once = {match[1].commune.insee_code: match[1] for match in reversed(ranked)}
    return tuple(reversed(each_once.values()))


def _matches(words: str, digits: str) -> Iterator[tuple[tuple[int, bool, int, str], FoundCommune]]:
    """Every name that answers, with its rank: how well, then the territory first, then the most inhabitants."""
    squeezed = words.replace(" ", "")
    for name in _beginning().get(words.partition(" ")[0][:2], ()) if words else _names():
        one = name.found.commune
        if digits and not any(code.startswith(digits) for code in one.postal_codes):
            continue
        if words in (name.folded, name.label):
            closeness = 0
        elif name.folded.startswith(words):
            closeness = 1
        elif has_words(name.folded, words):
            closeness = 2
        elif name.squeezed.startswith(squeezed):
            closeness = 3
        else:
            continue
        if not words and name.found.old_name:
            continue
        yield (closeness, not one.in_territory, -one.population, one.insee_code), name.found


@cache
def _names() -> tuple[_Name, ...]:
    names = []
    for one in communes():
        for old in (None, *one.delegated):
            found = FoundCommune(one, old)
            folded = fold(old or one.name)
            names.append(_Name(folded, fold(found.label), folded.replace(" ", ""), found))
    return tuple(names)


@cache
def _beginning() -> dict[str, tuple[_Name, ...]]:
    """The names with a word that begins with a letter or two: no other can answer to a word that begins so."""
    found: dict[str, dict[_Name, None]] = {}
    for name in _names():
        for word in (*name.folded.split(), *name.label.split(), name.squeezed):
            for letters in (word[:1], word[:2]):
                found.setdefault(letters, {})[name] = None
    return {letters: tuple(names) for letters, names in found.items()}


def speaks_of(typed: str, commune: Commune) -> bool:
    """Whether the words beside a commune picked before still speak of it: people retype after having chosen."""
    words = commune_words(typed)
    if words:  # neighbours share a postal code: with a name beside it, the name decides
        return any(words[: len(known)] == known for known in map(commune_words, (commune.name, *commune.delegated)))
    return any(code in typed.replace(" ", "") for code in commune.postal_codes)


def commune_words(typed: str) -> list[str]:
    """The folded words of a name, without the postal code that may stand beside it."""
    return re.sub(r"[0-9]+", " ", fold(typed)).split()
