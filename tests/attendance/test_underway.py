"""While the doors are open, what is still to come is not told as if it had been."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from forum import clock
from forum.attendance import service
from forum.attendance.drawing.charts import charts
from forum.attendance.drawing.shapes import Line, Spot
from forum.attendance.rules.sheet import Heads, Report
from forum.attendance.rules.underway import TO_COME, is_underway, so_far
from tests.attendance.test_read_a_day import Door, dora, value
from tests.builders import a_class, a_visitor

__all__ = ["dora"]


async def at_ten(dora: Door) -> Report:
    """A class of 27 and 2 came at six past nine; Ada, who registered, did not so far."""
    await dora.count(dora.at(9, 6), await a_class(dora.edition), 27, 2)
    await a_visitor(dora.edition)
    return so_far(replace(await service.make(dora.edition.id), at=dora.at(10, 5)))


async def test_hours_to_come_are_drawn_and_told_empty(dora: Door) -> None:
    made = await at_ten(dora)
    (curve,) = made.curves
    assert clock.local(curve.known[-1].at) == dora.at(10)
    rows = {clock.local(row[0]): row for row in made.sheet("quarters").rows}  # type: ignore[arg-type]
    assert [rows[dora.at(10)][at] for at in (6, 8, 9)] == [0, 29, 29]
    assert set(rows[dora.at(10, 15)][2:]) == {None}
    assert isinstance(rows[dora.at(10, 15)][1], Heads)  # what is expected is known beforehand
    picture = charts(made)["day-0"]
    ridge = next(shape for shape in picture.shapes if isinstance(shape, Line) and shape.role == "ridge")
    assert max(x for x, _ in ridge.points) < picture.wide / 2
    assert [shape.value for shape in picture.shapes if isinstance(shape, Spot)][-1].endswith("à venir")


async def test_how_many_are_inside_at_this_hour(dora: Door) -> None:
    now = (await at_ten(dora)).figure("now")
    assert (now.value, now.detail) == (29, "exposants compris, 6\u00a0% de la limite (500)")
    assert now.definition.startswith("Personnes dans les salles à l’heure de ces chiffres")


async def test_nobody_is_absent_who_may_still_come(dora: Door) -> None:
    made = await at_ten(dora)
    assert (value(made.figure("no_show")), made.figure("no_show").why) == (None, TO_COME)
    assert made.sheet("publics").columns[3].title == "Absents à cette heure"
    assert made.sheet("punctuality").rows[3][0] == "Absentes à cette heure"


async def test_nothing_is_said_twice_and_nothing_of_a_forum_that_is_over(dora: Door) -> None:
    made = await at_ten(dora)
    assert so_far(made) == made
    over = replace(await service.make(dora.edition.id), at=dora.edition.last_day.closes_at)
    assert not is_underway(over)
    assert so_far(over) == over
    assert value(over.figure("no_show")) == 3.3


async def test_before_the_day_no_one_is_inside_and_why_is_said(dora: Door) -> None:
    await a_visitor(dora.edition)
    made = so_far(replace(await service.make(dora.edition.id), at=dora.edition.first_day.opens_at - timedelta(days=1)))
    assert "now" not in {one.code for one in made.figures}
    assert made.curves[0].known == ()
    assert made.figure("no_show").why == "Aucun passage n’a encore été lu."


async def test_files_of_the_day_say_no_more(dora: Door) -> None:
    await at_ten(dora)
    with clock.at(dora.at(10, 5)):
        told = json.loads((await service.export(dora.edition.id, "json", inside=True))[1])
        assert (await service.export(dora.edition.id, "pdf"))[1].startswith(b"%PDF-")
    points = {point["at"][11:16]: point["highest"] for point in told["curves"][0]["points"]}
    assert (points["10:00"], points["10:15"]) == (29, None)
    assert next(one for one in told["figures"] if one["code"] == "no_show")["unknown_because"] == TO_COME
