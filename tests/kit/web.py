"""Posting forms as a browser does: with the token of the page."""

from __future__ import annotations

import re

import httpx

COOKIES = ("forum_csrf", "__Host-forum_csrf")


async def csrf(client: httpx.AsyncClient) -> dict[str, str]:
    """The field that every form carries; looks at a page first when this client has not yet."""
    if not any(name in client.cookies for name in COOKIES):
        await client.get("/")
    return {"_csrf_token": next(client.cookies[name] for name in COOKIES if name in client.cookies)}


async def submit(client: httpx.AsyncClient, path: str, **typed: object) -> httpx.Response:
    """POST a form; None leaves a field out, a list repeats it."""
    data = {
        name: value if isinstance(value, list) else str(value) for name, value in typed.items() if value is not None
    }
    return await client.post(path, data={**data, **await csrf(client)})


def seen(page: httpx.Response) -> str:
    """What a page says its reader has before their eyes."""
    return page.text.partition('name="seen" value="')[2].partition('"')[0]


async def save(client: httpx.AsyncClient, path: str, to: str | None = None, **typed: object) -> httpx.Response:
    """Open a page and send its form (`to` where that is elsewhere), as whoever has seen what stands there."""
    return await submit(client, to or path, seen=seen(await client.get(path)), **typed)


def faults(page: httpx.Response) -> set[str]:
    """The fields of which a form's page says that something is wrong."""
    return set(re.findall(r'id="(\w+)-fault"', page.text))
