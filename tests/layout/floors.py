"""Floors for the tests of the rules: stands by number, as (x, y) or (x, y, width, depth, rotation) in centimetres."""

from __future__ import annotations

from typing import Any

from forum.layout.rules.floor import Floor, Shape, Spot

SHAPE = Shape(1, "Grande salle", 4000, 2400, 240)


def spot(number: str, x: int, y: int, width: int = 300, depth: int = 200, rotation: int = 0, **more: Any) -> Spot:
    given = {
        "id": 0,
        "zone": "",
        "power_watts": 0,
        "water": False,
        "network": False,
        "three_phase": False,
        "accessible": True,
        "circuit": None,
    }
    return Spot(**{**given, **more}, number=number, x_cm=x, y_cm=y, width_cm=width, depth_cm=depth, rotation=rotation)


def floor(*stands: Spot, shape: Shape = SHAPE, **things: Any) -> Floor:
    named = tuple(spot_ if spot_.id else _with_id(spot_, rank + 1) for rank, spot_ in enumerate(stands))
    return Floor(shape, 0, named, **{name: tuple(all_of) for name, all_of in things.items()})


def _with_id(one: Spot, id_: int) -> Spot:
    from dataclasses import replace

    return replace(one, id=id_)
