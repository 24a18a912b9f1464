"""The plan of the first hall as the backs of badges show it: small, the stands by number, one colour for each zone."""

from __future__ import annotations

from forum.badges.faces import PlanFace
from forum.editions import queries as editions
from forum.stands import queries

_COLOURS = ("#1f5f45", "#1d6088", "#7b3d29", "#6b3fae", "#835500", "#46566a")


async def plan_face(edition_id: int) -> PlanFace | None:
    """Nothing while the edition has no hall or no stand in it."""
    edition = await editions.edition(edition_id)
    stands = await queries.plan(edition_id)
    hall = next((hall for hall in edition.halls if any(stand.hall == hall.id for stand in stands)), None)
    if hall is None:
        return None
    inside = [stand for stand in stands if stand.hall == hall.id]
    zones = {zone: _COLOURS[rank % len(_COLOURS)] for rank, zone in enumerate(sorted({stand.zone for stand in inside}))}
    return PlanFace(
        width_cm=hall.width_cm,
        depth_cm=hall.depth_cm,
        stands=tuple(
            (stand.x_cm, stand.y_cm, stand.width_cm, stand.depth_cm, stand.number, zones[stand.zone])
            for stand in inside
        ),
        gates=tuple((gate.x_cm, gate.y_cm, gate.code) for gate in edition.gates if gate.hall == hall.id),
    )
