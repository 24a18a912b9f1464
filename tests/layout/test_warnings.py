"""What the plan says is wrong: each fault by its sentence, and nothing where nothing is wrong."""

from __future__ import annotations

import pytest

from forum.layout.rules.floor import CircuitSpot, DoorSpot, Floor, ObstacleSpot
from forum.layout.rules.warnings import clear_before, warnings
from tests.layout.floors import SHAPE, floor, spot


def said(plan: Floor) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (one.kind, one.sentence.replace("\u00a0", " ").replace("\u202f", " "), one.stands) for one in warnings(plan)
    ]


def test_stands_side_by_side_and_back_to_back_are_right() -> None:
    assert said(floor(spot("A1", 500, 500), spot("A2", 800, 500), spot("A3", 1110, 500), spot("B1", 500, 700))) == []


def test_an_overlap_names_both() -> None:
    assert said(floor(spot("A1", 500, 500), spot("A2", 790, 500))) == [
        ("overlap", "Le stand A1 et le stand A2 se chevauchent : écartez l’un des deux.", ("A1", "A2"))
    ]


def test_a_turned_stand_overlaps_where_its_corner_reaches() -> None:
    beside = spot("A2", 820, 500)
    assert said(floor(spot("A1", 500, 500), beside)) == []
    assert [one[0] for one in said(floor(spot("A1", 500, 500, rotation=30), beside))] == ["overlap"]
    turned = spot("A1", 500, 500, rotation=90)  # now 200 wide: from 550 to 750
    assert said(floor(turned, spot("A2", 750, 450))) == []


def test_an_obstacle_is_in_the_way() -> None:
    pillar = ObstacleSpot(1, "Poteau", 700, 600, 40, 40)
    assert said(floor(spot("A1", 500, 500), obstacles=[pillar])) == [
        ("overlap", "Le stand A1 et « Poteau » se chevauchent : écartez l’un des deux.", ("A1",))
    ]


def test_outside_the_hall_says_by_how_much() -> None:
    assert said(floor(spot("A1", 3790, 500))) == [
        ("outside", "Le stand A1 sort de la halle de 0,90 m : ramenez-le à l’intérieur.", ("A1",))
    ]


def test_a_narrow_aisle_is_one_sentence_for_two_rows() -> None:
    rows = [spot(f"{letter}{n + 1}", 500 + 310 * n, y) for letter, y in (("A", 500), ("B", 880)) for n in range(4)]
    assert said(floor(*rows)) == [
        (
            "aisle",
            "Allée trop étroite entre les stands A1 à A4 et B1 à B4 : 1,80 m, la halle en demande 2,40 m.",
            ("A1", "B1", "A2", "B2", "A3", "B3", "A4", "B4"),
        )
    ]


@pytest.mark.parametrize("gap", [0, 10, 49, 240, 400])
def test_joined_stands_and_wide_aisles_are_no_fault(gap: int) -> None:
    assert said(floor(spot("A1", 500, 500), spot("B1", 500, 700 + gap))) == []


def test_what_stands_between_fills_the_passage() -> None:
    """A1 and A3 are two metres apart, but A2 is there."""
    assert said(floor(spot("A1", 500, 500), spot("A2", 800, 500, 200), spot("A3", 1000, 500))) == []


def test_a_pillar_makes_an_aisle_narrow() -> None:
    pillar = ObstacleSpot(1, "Poteau", 600, 800, 40, 40)
    assert [one[0] for one in said(floor(spot("A1", 500, 500), obstacles=[pillar]))] == ["aisle"]


@pytest.mark.parametrize(
    "door, x, y",
    [
        (DoorSpot(1, "Est", 4000, 1000, 180, emergency=True), 3700, 1000),
        (DoorSpot(1, "Ouest", 0, 1000, 180, emergency=True), 100, 1000),
        (DoorSpot(1, "Nord", 2000, 0, 180, emergency=True), 1900, 30),
        (DoorSpot(1, "Sud", 2000, 2400, 180, emergency=True), 1900, 2100),
    ],
)
def test_a_blocked_exit_names_the_stand(door: DoorSpot, x: int, y: int) -> None:
    (only,) = said(floor(spot("C4", x, y), doors=[door]))
    assert only == (
        "exit",
        f"L’issue de secours « {door.name} » est encombrée par le stand C4 : laissez 2,40 m libres devant elle.",
        ("C4",),
    )


def test_beside_an_exit_is_free() -> None:
    door = DoorSpot(1, "Est", 4000, 1000, 180, emergency=True)
    assert said(floor(spot("C4", 3700, 1090), doors=[door])) == []
    assert clear_before(door, SHAPE) == ((3760, 910), (4000, 910), (4000, 1090), (3760, 1090))


def test_gates_are_doors_too() -> None:
    gate = DoorSpot(-1, "Porte A", 0, 1200, 220, emergency=False)
    assert said(floor(spot("A1", 50, 1150), gates=[gate]))[0][1].startswith("La porte « Porte A » est encombrée")


def test_an_overloaded_circuit_says_both_sums() -> None:
    hung = [spot(f"A{n}", 300 * n, 500, power_watts=3000, circuit=7, holder="Acme", asked_watts=3000) for n in (1, 2)]
    assert said(floor(*hung, circuits=[CircuitSpot(7, "L1", 5000, asked=6000)])) == [
        (
            "circuit",
            "Le circuit L1 est surchargé : les réservations lui demandent 6 000 W, il en donne 5 000 W."
            " Branchez un stand ailleurs.",
            ("A1", "A2"),
        )
    ]
    promised = floor(*hung, circuits=[CircuitSpot(7, "L1", 5000, asked=0)])
    assert [one.tone for one in warnings(promised)] == ["warn"]


def test_a_stand_that_gives_less_than_was_asked() -> None:
    given = spot("A1", 500, 500, power_watts=500, holder="Acme", asked_watts=3000, asked_water=True)
    assert [one[1] for one in said(floor(given))] == [
        "Acme a demandé 3 000 W et le stand A1 n’en donne que 500 W.",
        "Acme a demandé l’eau et le stand A1 n’en a pas.",
    ]
