"""Of two organisers who change one page at once, the second is shown what the first wrote, and may keep either."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from litestar import Litestar

from forum.editions import queries as editions
from tests import builders
from tests.admin.office import sign_in
from tests.kit.web import submit


async def opened(client: httpx.AsyncClient, path: str) -> str:
    return _seen((await client.get(path)).text)


def _seen(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("path", "theirs", "mine", "told"),
    [
        ("/admin/edition/creneaux/{slot}", {"persons": 70, "coaches": 2}, {"persons": 80, "coaches": 2}, ("Personnes", "70", "80")),
        ("/admin/badges/modele", {"line": "La leur"}, {"line": "La mienne"}, ("Ligne sous la date", "La leur", "La mienne")),
    ],
)  # fmt: skip
async def test_the_second_is_shown_both_versions(
    app: Litestar,
    client: httpx.AsyncClient,
    path: str,
    theirs: dict[str, Any],
    mine: dict[str, Any],
    told: tuple[str, ...],
) -> None:
    fair = await builders.a_fair()
    await sign_in(client)
    here = path.format(slot=(await editions.slots(fair.id))[0].id)
    seen = await opened(client, here)
    assert seen
    assert (await submit(client, here, **theirs, seen=seen)).status_code == 303
    second = await submit(client, here, **mine, seen=seen)
    assert second.status_code == 422
    table = second.text.partition("Les deux versions")[2].partition("</table>")[0]
    assert all(word in table for word in told), table
    assert (await submit(client, here, **mine, seen=_seen(second.text))).status_code == 303


async def test_the_words_of_a_letter_and_the_deadlines_too(app: Litestar, client: httpx.AsyncClient) -> None:
    await builders.a_fair()
    await sign_in(client)
    models = (await client.get("/admin/letters/modeles")).text
    path = models.partition('href="/admin/letters/modeles/')[2].partition('"')[0]
    for here in (f"/admin/letters/modeles/{path}/texte", "/admin/stands/delais"):
        second = await submit(client, here, subject="Mon objet", body="Mon texte", seen="autre chose")
        assert (second.status_code, "Les deux versions" in second.text) == (422, True), here
