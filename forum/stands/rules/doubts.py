"""What does not go together in an exhibitor's file: pointed out, never refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from forum.stands.rules.details import DetailsSaid, MachineSaid

SOCKET_WATTS = 3680
"""What one ordinary socket gives: 16 A at 230 V (NF C 15-100)."""


class Asked(Protocol):
    """What a booking asks for."""

    @property
    def power_watts(self) -> int: ...
    @property
    def three_phase(self) -> bool: ...
    @property
    def network(self) -> bool: ...
    @property
    def machine(self) -> bool: ...


class Given(Protocol):
    """What its stand has."""

    @property
    def number(self) -> str: ...
    @property
    def water(self) -> bool: ...
    @property
    def network(self) -> bool: ...
    @property
    def three_phase(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence, and the part of the space where it is mended."""

    words: str
    where: str


def doubts(
    asked: Asked, details: DetailsSaid | None, declared: MachineSaid | None, stand: Given | None = None
) -> list[Doubt]:
    """What to look at again, power first."""
    return [*_power(asked, details), *_machine(asked, declared), *_stand(asked, details, stand)]


def _power(asked: Asked, details: DetailsSaid | None) -> list[Doubt]:
    found = []
    if asked.three_phase and not asked.power_watts:
        found.append(Doubt("Vous demandez du triphasé mais aucune puissance\u00a0: combien de watts\u00a0?", "besoins"))
    if details is None:
        return found
    if details.sockets and not asked.power_watts:
        found.append(
            Doubt(f"{_sockets(details.sockets)}, mais aucune électricité\u00a0: l’une des deux manque.", "besoins")
        )
    elif asked.power_watts and not details.sockets and not asked.three_phase:
        found.append(Doubt(f"{_watts(asked.power_watts)} demandés, mais aucune prise.", "precisions"))
    elif asked.power_watts > details.sockets * SOCKET_WATTS and not asked.three_phase:
        words = (
            f"{_watts(asked.power_watts)} ne passent pas par {_sockets(details.sockets).lower()}\u00a0: une prise en donne"
            f" {_watts(SOCKET_WATTS)} au plus. Demandez une prise de plus, ou du triphasé."
        )
        found.append(Doubt(words, "precisions"))
    return found


def _machine(asked: Asked, declared: MachineSaid | None) -> list[Doubt]:
    if declared is None or not asked.machine or declared.watts <= asked.power_watts:
        return []
    words = (
        f"La machine déclarée prend {_watts(declared.watts)} et vous en demandez"
        f" {_watts(asked.power_watts) if asked.power_watts else 'aucun'}."
    )
    return [Doubt(words, "besoins")]


def _stand(asked: Asked, details: DetailsSaid | None, stand: Given | None) -> list[Doubt]:
    if stand is None:
        return []
    missing = [
        (details is not None and details.water and not stand.water, "l’eau", "precisions"),
        (asked.network and not stand.network, "le réseau filaire", "besoins"),
        (asked.three_phase and not stand.three_phase, "du triphasé", "besoins"),
    ]
    return [
        Doubt(
            f"Vous demandez {what}\u00a0: le stand {stand.number} n’en a pas. Appelez-nous si c’est indispensable.",
            where,
        )
        for lacks, what, where in missing
        if lacks
    ]


def _sockets(count: int) -> str:
    return "Une prise" if count == 1 else f"{count} prises"


def _watts(watts: int) -> str:
    return f"{watts:,}".replace(",", "\u202f") + "\u00a0W"
