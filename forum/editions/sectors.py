"""The sectors of one edition: chosen among those that ship, some of them called otherwise; colour, icon and letter stay.

They are written in one column, a line for each: « bois », or « bois|Bois et jouets » with a name of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from forum.territory.folding import fold
from forum.territory.sectors import SECTORS, Sector

MOST_NAME = 60


@lru_cache(maxsize=64)
def read_sectors(written: str | None) -> tuple[Sector, ...]:
    """The sectors of an edition, in the usual order; all of them when nothing was ever chosen.

    >>> [(one.letter, one.name) for one in read_sectors("numerique\\nbois|Bois et jouets")]
    [('B', 'Bois et jouets'), ('N', 'Numérique')]
    """
    if not written:
        return SECTORS
    names = dict(_line(line) for line in written.splitlines())
    return tuple(replace(one, name=names[one.code] or one.name) for one in SECTORS if one.code in names)


def write_sectors(chosen: Mapping[str, str]) -> str | None:
    """What the column keeps of codes with their names; None for all of them by their usual names.

    >>> write_sectors({"numerique": "Numérique", "bois": "Bois et jouets"})
    'bois|Bois et jouets\\nnumerique'
    """
    own = {one.code: chosen[one.code].strip() for one in SECTORS if one.code in chosen}
    usual = {one.code: one.name for one in SECTORS}
    if len(own) == len(usual) and all(name in ("", usual[code]) for code, name in own.items()):
        return None
    return "\n".join(code if name in ("", usual[code]) else f"{code}|{name}" for code, name in own.items())


def say_sectors(written: str | None) -> str:
    """The same in words, for the journal and for whoever compares two versions."""
    known = read_sectors(written)
    named = ", ".join(one.name for one in known)
    return f"toutes\u00a0: {named}" if len(known) == len(SECTORS) else named


def called(sectors: Sequence[Sector], word: str) -> frozenset[str]:
    """The codes of those in whose name that folded word is found.

    >>> sorted(called(read_sectors("bois|Bois et jouets\\nsante|Métiers du soin"), "jouet"))
    ['bois']
    """
    return frozenset(one.code for one in sectors if word in fold(one.name))


def still_used(chosen: Mapping[str, str], used: Mapping[str, Sequence[str]]) -> list[str]:
    """A sentence for each sector that would go although somebody is in it; `used` names them by code."""
    return [
        f"«\u00a0{one.name}\u00a0» reste\u00a0: {_named(used[one.code])}."
        for one in SECTORS
        if one.code not in chosen and used.get(one.code)
    ]


def _named(names: Sequence[str], most: int = 4) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else "")


def _line(line: str) -> tuple[str, str]:
    code, _, name = line.partition("|")
    return code, name
