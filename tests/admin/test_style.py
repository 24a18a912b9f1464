"""The living page of the looks: whoever draws a new page finds every component there."""

from __future__ import annotations

import re

import httpx

from tests.admin.office import sign_in
from tests.house.sources import TOP
from tests.kit.fair import small_fair

BY_A_CLICK = {"dialog"}
"""What a script draws, once the button beside it is pressed."""


async def test_every_component_has_its_specimen(database: str, client: httpx.AsyncClient) -> None:
    await small_fair()
    await sign_in(client)
    shown = (await client.get("/admin/style")).text
    classes = set(" ".join(re.findall(r'class="([^"]*)"', shown)).split())
    sheets = {
        sheet.stem: set(
            re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S))
        )
        for sheet in (TOP / "static/css/components").glob("*.css")
    }
    assert {name for name, named in sheets.items() if not named & classes} == BY_A_CLICK
