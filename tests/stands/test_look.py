"""Looking for a stand on the plan: the list and the drawing answer the same, before any script runs."""

from __future__ import annotations

import re

import httpx

from forum.editions.values import EditionValue
from tests import builders


async def shown(client: httpx.AsyncClient, query: str) -> tuple[list[str], int]:
    """The numbers in the list, and how many stands the drawing sets aside."""
    answer = await client.get(f"/plan?{query}")
    assert answer.status_code == 200
    rows = re.findall(r"<tr (data-m2[^>]*)>\s*<th scope=\"row\"><a href=\"#s-([^\"]+)\"", answer.text)
    listed = [number for attributes, number in rows if "hidden" not in attributes]
    return listed, answer.text.count("plan__stand--aside")


async def test_what_is_looked_for_stands_out_in_list_and_drawing(
    edition: EditionValue, client: httpx.AsyncClient
) -> None:
    await builders.an_exhibitor(edition, "A2")
    assert await shown(client, "") == (["A1", "A2", "A3", "A4"], 0)
    assert await shown(client, "libre=oui") == (["A1", "A3", "A4"], 1)
    assert await shown(client, "surface=18") == ([], 4)
    assert await shown(client, "q=a3") == (["A3"], 3)


async def test_nonsense_is_looked_for_without_a_fault(edition: EditionValue, client: httpx.AsyncClient) -> None:
    for query in ("surface=-1", "surface=beaucoup&watts=9e99", "zone=Nulle+part", "q=%00%F0%9F%92%A3", "libre=&eau=x"):
        assert (await client.get(f"/plan?{query}")).status_code == 200, query
