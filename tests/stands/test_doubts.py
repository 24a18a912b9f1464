"""What does not go together is pointed out, and nothing is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from forum.stands.rules import DetailsSaid
from forum.stands.rules.doubts import doubts
from tests.builders import NEEDS, TOUR

SAID = DetailsSaid(1, False, "none", 0, False, False, 0, 0, None, 0, 0, ())


@dataclass(frozen=True)
class Bare:
    """A stand with nothing."""

    number: str = "A1"
    water: bool = False
    network: bool = False
    three_phase: bool = False


def said(*found: object) -> list[str]:
    return [str(getattr(one, "words", one)).replace("\u00a0", " ").replace("\u202f", " ") for one in found]


@pytest.mark.parametrize(
    ("watts", "three_phase", "sockets", "words"),
    [
        (500, False, 1, None),
        (0, False, 0, None),
        (6000, False, 2, None),
        (6000, True, 0, None),
        (0, False, 3, "3 prises, mais aucune électricité : l’une des deux manque."),
        (1500, False, 0, "1 500 W demandés, mais aucune prise."),
        (
            6000,
            False,
            1,
            "6 000 W ne passent pas par une prise : une prise en donne 3 680 W au plus."
            " Demandez une prise de plus, ou du triphasé.",
        ),
    ],
)
def test_watts_and_sockets_go_together(watts: int, three_phase: bool, sockets: int, words: str | None) -> None:
    asked = replace(NEEDS, power_watts=watts, three_phase=three_phase)
    found = doubts(asked, replace(SAID, sockets=sockets), None, None)
    assert said(*found) == ([words] if words else [])


def test_a_machine_takes_no_more_than_was_asked() -> None:
    asked = replace(NEEDS, power_watts=500, machine=True)
    assert said(*doubts(asked, SAID, replace(TOUR, watts=3000))) == [
        "La machine déclarée prend 3 000 W et vous en demandez 500 W."
    ]
    assert doubts(asked, SAID, TOUR) == []


def test_what_the_stand_lacks_is_said_once_each() -> None:
    asked = replace(NEEDS, network=True, three_phase=True)
    found = doubts(asked, replace(SAID, water=True), None, Bare())
    assert [one.where for one in found] == ["precisions", "besoins", "besoins"]
    assert doubts(asked, replace(SAID, water=True), None, Bare(water=True, network=True, three_phase=True)) == []
