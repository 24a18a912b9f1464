"""Whatever is linked is there, for everybody who signs in."""

from __future__ import annotations

import httpx
import pytest

from tests.journeys.walk import walk

ROLES = ["exposant", "enseignante", "accueil", "organisation"]


async def test_a_stranger_meets_no_dead_end(demonstration: dict[str, str], client: httpx.AsyncClient) -> None:
    found = await walk(client, "/")
    assert len(found) > 10
    assert {path: status for path, (status, _) in found.items() if status != 200} == {}


@pytest.mark.parametrize("role", ROLES)
async def test_whoever_signs_in_meets_no_dead_end(
    demonstration: dict[str, str], client: httpx.AsyncClient, role: str
) -> None:
    assert sorted(demonstration) == sorted(ROLES)
    await sign_in(client, demonstration[role])
    found = await walk(client, "/")
    assert {path: status for path, (status, _) in found.items() if status != 200} == {}


async def sign_in(client: httpx.AsyncClient, link: str) -> None:
    """Follow the link of a letter; staff confirm with a click."""
    from tests.kit.web import csrf

    answer = await client.get(link)
    if answer.status_code == 200:
        answer = await client.post(link, data=await csrf(client))
    assert answer.status_code == 303
