"""Two hundred people with a client of their own each send the form of one stand at the same second, to a real server."""

from __future__ import annotations

import asyncio
import re
from collections import Counter

import httpx

from tests import builders
from tests.kit.web import csrf
from tests.stands.test_booking_pages import ACME

PEOPLE = 200


async def test_one_gets_it_and_the_others_keep_their_words_and_are_offered_three_stands(
    live: str,
) -> None:
    await builders.a_fair(stand_count=6)
    async with httpx.AsyncClient(base_url=live) as first:
        token = await csrf(first)
        cookies = dict(first.cookies)

        async def send(number: int) -> httpx.Response:
            mine = {**ACME, "name": f"Acme {number} & Fils", "email": f"acme{number}@acme.example"}
            # Without certificates to load, which take longer than all the rest.
            async with httpx.AsyncClient(base_url=live, cookies=cookies, timeout=None, verify=False) as client:
                return await client.post("/plan/A1/reservation", data={**mine, **token})

        answers = await asyncio.gather(*(send(number) for number in range(PEOPLE)))
    assert Counter(one.status_code for one in answers) == {303: 1, 422: PEOPLE - 1}
    for number, lost in enumerate(answers):
        if lost.status_code == 422:
            assert f"Acme {number} &amp; Fils" in lost.text
            assert f"acme{number}@acme.example" in lost.text
            assert ACME["note"] in lost.text
            assert re.findall(r'name="stand" value="(\w+)"', lost.text) == ["A2", "A3", "A4"]
