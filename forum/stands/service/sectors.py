"""An exhibitor stands in one of the edition's sectors."""

from __future__ import annotations

from forum.editions.values import EditionValue
from forum.errors import Refusal


class SectorNotHere(Refusal):
    """The organisers did not take that sector up this year."""

    sentence = "Cette filière n’est pas de cette édition\u00a0: choisissez la plus proche."
    field = "sector"


def check_sector(edition: EditionValue, code: str) -> None:
    """Raises SectorNotHere."""
    if all(one.code != code for one in edition.sectors):
        raise SectorNotHere
