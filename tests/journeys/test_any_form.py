"""Whatever is typed into any form that links lead to, by anybody, the answer is no fault of ours."""

from __future__ import annotations

import httpx
import pytest

from tests.journeys.forms_of import Form, forms_of
from tests.journeys.test_no_dead_end import ROLES, sign_in
from tests.journeys.walk import kind_of, links
from tests.kit.web import csrf

# Each form gets two of them, in all of its fields at once.
NASTY = ("", "9" * 40, "\x00", "-1", "2026-13-45", "👩🏽‍💻\r\nBcc: a@b.fr", "{{7*7}}{% x %}", "x" * 5000)
# These end the visit of who sends them.
LEFT_ALONE = ("/deconnexion", "/mes-donnees/effacement", "/admin/compte/mot-de-passe")


@pytest.mark.parametrize("role", ["nobody", *ROLES])
async def test_no_form_stumbles_over_what_is_typed(
    demonstration: dict[str, str], client: httpx.AsyncClient, role: str
) -> None:
    if role != "nobody":
        await sign_in(client, demonstration[role])
    found = await every_form(client, "/")
    faults, answered = [], set()
    for turn, form in enumerate(found):
        for words in (NASTY[turn % len(NASTY)], NASTY[(turn + 3) % len(NASTY)]):
            answer = await send(client, form, words)
            answered.add(answer.status_code)
            if answer.status_code >= 500:
                faults.append(f"{form.method} {form.action} with {words[:20]!r}: {answer.status_code}")
    assert faults == []
    assert {200, 422} <= answered
    assert 403 not in answered, "a form that is shown may be sent"


async def every_form(client: httpx.AsyncClient, start: str) -> list[Form]:
    """One form of each shape, over one page of each kind."""
    found: dict[object, Form] = {}
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        path = ahead.pop(0)
        if kind_of(path) in seen:
            continue
        seen.add(kind_of(path))
        answer = await client.get(path, follow_redirects=True)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        ahead += links(answer.text, path)
        for form in forms_of(answer.text, str(answer.url)):
            if not form.action.startswith(LEFT_ALONE):
                found.setdefault(form.shape, form)
    return list(found.values())


async def send(client: httpx.AsyncClient, form: Form, words: str) -> httpx.Response:
    """The form with these words in whatever is typed or chosen."""
    fields = dict(form.fields) | dict.fromkeys(form.typed | form.chosen, words)
    if form.method == "get":
        return await client.get(form.action, params=fields)
    fields |= await csrf(client)
    if form.files:
        files = {name: (words[:40] or "x", words.encode(), "image/png") for name in form.files}
        return await client.post(form.action, data=fields, files=files)
    return await client.post(form.action, data=fields)
