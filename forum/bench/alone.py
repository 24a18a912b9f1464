"""What one processor does alone, without a server: a commune is searched, four hundred stands are weighed and drawn.

In time of the processor, the best of five, because a busy neighbour should not show.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from forum import database
from forum.demo.edition import floor
from forum.demo.stages import demonstrate
from forum.editions.queries import current_edition
from forum.stands import queries, service
from forum.stands.drawing.poster import draw_handout, draw_poster
from forum.stands.rules import Wanted, suggest
from forum.territory.commune_search import search_communes

WORDS = ("morez", "saint", "39200", "champagnolle", "zzzzzzzzzz")
"""A delegated commune's name, the commonest beginning, a postal code, a fault of typing, nothing at all."""
STANDS = 400


@dataclass(frozen=True, slots=True)
class AloneFigure:
    """One line: milliseconds each takes, and the most it should."""

    scene: str
    each_ms: float
    most_ms: float


async def run(told: Callable[[str], None] = print) -> list[AloneFigure]:
    """Measure in an empty database that this fills with the small demonstration and four hundred stands."""
    await database.migrate()
    await database.start()
    try:
        told("démonstration")
        await demonstrate("booking", "small")
        edition = await current_edition()
        there = len(await queries.plan(edition.id))
        more = [
            service.NewStand(f"Z{number}", one.zone, one.x_cm, one.y_cm, 300, 200, one.power_watts)
            for number, one in enumerate((list(floor(160)) * 3)[: STANDS - there])
        ]
        await service.lay_out(edition.id, edition.halls[0].id, more)
        stands = await queries.plan(edition.id)
        told("calculs")
        search_communes("warm")
        wanted = Wanted("bois", 6, 1500, machine=True)
        searches: list[tuple[str, Callable[[], object], float]] = [
            (f"commune «\u00a0{q}\u00a0»", partial(search_communes, q), 20.0) for q in WORDS
        ]
        return [
            AloneFigure(scene, _best(work), most)
            for scene, work, most in (
                *searches,
                (f"trois stands proposés parmi {len(stands)}", lambda: suggest(stands, wanted), 50.0),
                (
                    "affiche A3 et feuille A4",
                    lambda: (draw_poster(edition, stands), draw_handout(edition, stands)),
                    4000.0,
                ),
            )
        ]
    finally:
        await database.stop()


def _best(work: Callable[[], object]) -> float:
    took = float("inf")
    for _ in range(5):
        began = time.process_time()
        work()
        took = min(took, time.process_time() - began)
    return took * 1000
