"""The back shows the hall as it is: its stands by number and its doors."""

from __future__ import annotations

import io

import pypdf

from forum.badges.drawing.sheets import draw_badges
from forum.badges.faces_of import edition_face
from forum.badges.layouts import FOLDED_HOME
from forum.editions.values import EditionValue
from forum.stands.plan_face import plan_face
from forum.stands.tables import Stand
from tests.badges.torture import faces


async def test_the_plan_is_that_of_the_hall(edition: EditionValue) -> None:
    assert await plan_face(edition.id) is None
    for number, zone, x in (("A1", "Nord", 200), ("A2", "Nord", 600), ("B1", "Sud", 200)):
        await Stand(
            edition=edition.id,
            hall=edition.halls[0].id,
            number=number,
            zone=zone,
            x_cm=x,
            y_cm=300,
            width_cm=300,
            depth_cm=300,
            power_watts=0,
        ).save()
    plan = await plan_face(edition.id)
    assert plan is not None
    assert (plan.width_cm, plan.depth_cm, plan.gates) == (4000, 2400, ((0, 1200, "A"), (4000, 1200, "B")))
    assert {stand[4]: stand[:4] for stand in plan.stands} == {
        "A1": (200, 300, 300, 300),
        "A2": (600, 300, 300, 300),
        "B1": (200, 300, 300, 300),
    }
    colours = {stand[4]: stand[5] for stand in plan.stands}
    assert colours["A1"] == colours["A2"] != colours["B1"]
    drawn = draw_badges(faces()[1], edition_face(edition, plan), FOLDED_HOME)
    said = pypdf.PdfReader(io.BytesIO(drawn)).pages[0].extract_text()
    assert all(
        words in said for words in ("A1", "A2", "B1", "En cas d’urgence", "03 84 41 00 18".replace(" ", "\u00a0")[:2])
    )
