"""What the name of a class says of one pupil is asked about once, and never refused."""

from __future__ import annotations

import httpx
import pytest
from litestar import Litestar

from forum.class_visits import queries
from forum.class_visits.rules import doubt
from forum.class_visits.rules.discretion import HEALTH, NAME
from forum.editions.queries import slots
from tests import builders
from tests.kit.typed import THERESE
from tests.kit.web import faults, submit


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("3e Kevin Martin", NAME),
        ("2de Zoë Ğülşen-Étioles", None),  # a letter that no class name may bear is refused by the form itself
        ("Anne-Lise Durand", NAME),
        ("3e fauteuil", HEALTH),
        ("ULIS autisme", HEALTH),
        ("3e B", None),
        ("Tle Bac Pro MELEC", None),
        ("Terminale Générale 2", None),
        ("CAP Cuisine", None),
        ("Troisième Mandela", None),
        ("2nde", None),
        ("", None),
    ],
)
def test_what_makes_one_wonder(words: str, told: str | None) -> None:
    assert doubt(words) == told


async def test_the_second_time_it_is_believed(app: Litestar, client: httpx.AsyncClient) -> None:
    fair = await builders.a_fair(slots=1)
    said = {**THERESE, "slot": str((await slots(fair.id))[0].id), "class_name": "3e Simone Veil"}
    asked = await submit(client, "/classes", **said)
    assert (asked.status_code, faults(asked)) == (422, {"class_name"})
    assert 'name="class_name_kept" value="3e Simone Veil"' in asked.text
    read = await submit(client, "/classes", **said, class_name_kept="3e Simone Veil", faire="relire")
    assert 'name="class_name_kept" value="3e Simone Veil"' in read.text
    await submit(client, "/classes", **said, class_name_kept="3e Simone Veil")
    (line,) = await queries.all_visits(fair.id)
    shown = await client.get(f"/classes/espace/{line.id}")
    assert 'name="class_name_kept" value="3e Simone Veil"' in shown.text
