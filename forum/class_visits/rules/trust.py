"""Whose word is taken at once: an address that only the education authority gives out."""

from __future__ import annotations

import re

_ACADEMY = re.compile(r"(?:[a-z0-9-]+\.)*(?:ac-[a-z-]+|region-academique-[a-z-]+|educagri)\.fr")


def trusted_address(email: str) -> bool:
    """Whether the address is of the education authority: a school's own mailbox (`ce.<uai>@ac-…`) or a teacher's.

    `ce.0391035n@gmail.com` is anybody's: the domain decides, never the name before it.

    >>> trusted_address("ce.0391035n@ac-besancon.fr"), trusted_address("ce.0391035n@exemple.fr")
    (True, False)
    """
    return bool(_ACADEMY.fullmatch(email.lower().rpartition("@")[2]))


def hidden_address(email: str) -> str:
    """An address as its owner knows it again and nobody else learns it.

    >>> hidden_address("therese.grenier@ac-besancon.fr"), hidden_address("t@exemple.fr")
    ('t•••@ac-besancon.fr', 't•••@exemple.fr')
    """
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"
