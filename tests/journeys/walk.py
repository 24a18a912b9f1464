"""Walking through the site by its links, as a curious person does."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import httpx

_VARYING = re.compile(
    r"(?<=/letters/modeles/)\w+/[\w-]+|"  # fifty letters, shown by two pages
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/|$)|(?<=/)[A-Z]-?\d+(?=/|$)|(?<=/)(?=[\w-]*\d)[\w-]{12,}(?=/|$)"
)


def kind_of(address: str) -> str:
    """Addresses of the same page about different things are of one kind: `/plan/A12/reservation` and `/plan/B3/reservation`."""
    parts = urlsplit(address)
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    return _VARYING.sub("…", parts.path) + (f"?{'&'.join(names)}" if names else "")


async def walk(client: httpx.AsyncClient, start: str, *, each: int = 2) -> dict[str, tuple[int, str]]:
    """Every page that links lead to, with its status and kind of content; `each` addresses of a kind are looked at."""
    found: dict[str, tuple[int, str]] = {}
    seen: dict[str, int] = {}
    ahead = [start]
    while ahead:
        path = ahead.pop(0)
        if path in found or seen.get(kind_of(path), 0) >= each:
            continue
        seen[kind_of(path)] = seen.get(kind_of(path), 0) + 1
        answer = await client.get(path, follow_redirects=True)
        content = answer.headers.get("content-type", "").partition(";")[0]
        found[path] = (answer.status_code, content)
        if content == "text/html":
            ahead += [link for link in links(answer.text, path) if link not in found]
    return found


def links(page: str, at: str) -> list[str]:
    """The addresses of this site that a page links to."""
    named = re.findall(r"<a\b[^>]*\shref=\"([^\"]*)\"", page)
    whole = (urlsplit(urljoin(at, href.replace("&amp;", "&"))) for href in named)
    return [part._replace(fragment="").geturl() for part in whole if not part.scheme and not part.netloc]
