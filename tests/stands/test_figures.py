"""The numbers of the plan are outlines: drawn once for all stands of one look, readable to who does not see them elsewhere."""

from __future__ import annotations

import re

import httpx

from forum.editions.values import EditionValue
from forum.stands.drawing.numbers import outline
from tests import builders


def test_a_number_is_drawn_around_its_middle_or_from_a_corner_on() -> None:
    assert outline("1", 100, 100, 78).startswith("M")
    assert outline("A1", 100, 100, 78).count("M") == 2
    starts = [
        int(re.match(r"M(-?\d+)", outline("1", x, 0, 78, centred)).group(1)) for x, centred in ((0, True), (0, False))
    ]  # type: ignore[union-attr]
    assert starts[0] < starts[1]


def test_a_letter_that_the_typeface_lacks_is_written() -> None:
    assert outline("Ж1", 0, 0, 78) == ""


async def test_each_stand_has_its_number_over_it_in_the_look_of_its_state(
    edition: EditionValue, client: httpx.AsyncClient
) -> None:
    await builders.an_exhibitor(edition, "A2")
    page = (await client.get("/plan?libre=oui")).text
    drawn = {
        (look, bool(aside)): of.split("\n") if of else []
        for look, aside, of in re.findall(
            r'class="plan__figures plan__figures--(\w+)( plan__figures--aside)?"[^>]* data-of="([^"]*)"', page
        )
    }
    assert drawn["free", False] == ["A1", "A3", "A4"]
    assert drawn["taken", True] == ["A2"]
    assert drawn["taken", False] == drawn["free", True] == []
    assert page.count('id="s-A2"') == 1
