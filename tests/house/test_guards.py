"""Deny by default: every handler names who may, and the back office answers nobody but its staff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import httpx
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from forum.people.guards import StaffOnly
from tests.kit.web import csrf

SAMPLES = {"int": "1", "uuid": str(uuid4()), "str": "x", "path": "x", "date": "2026-11-27", "float": "1"}


def handlers(app: Litestar) -> Iterator[tuple[str, HTTPRouteHandler]]:
    for route in app.routes:
        for handler in getattr(route, "route_handlers", []):
            if handler.http_methods != {"OPTIONS"} and not route.path.startswith("/api/schema"):
                yield route.path, handler


def guards(handler: HTTPRouteHandler) -> list[str]:
    return [str(getattr(getattr(guard, "func", guard), "__name__", guard)) for guard in handler.resolve_guards()]


def filled(path: str) -> str:
    return re.sub(r"\{\w+:(\w+)\}", lambda typed: SAMPLES[typed[1]], path)


async def test_every_handler_names_who_may(app: Litestar) -> None:
    assert [f"{sorted(handler.http_methods)} {path}" for path, handler in handlers(app) if not guards(handler)] == []


async def test_what_everybody_may_post_is_known(app: Litestar) -> None:
    """A new public form is added here by somebody who has thought about it."""
    known = {
        "/classes",
        "/brouillons/{kind:str}",  # sealed, small, slow, and read by its own link only
        "/classes/lien-perdu",
        "/connexion",
        "/connexion/lien",
        "/deconnexion",
        "/exposants/attente",
        "/exposants/lien-perdu",
        "/installation/{token:str}",  # only while there is no organiser
        "/lien/{token:str}",
        "/plan/{number:str}/garde",
        "/plan/{number:str}/garde/fin",
        "/plan/{number:str}/garde/prolongation",
        "/plan/{number:str}/reservation",
        "/porte/api/passages",  # a phone of the door, known by its own token
        "/porte/inscription",
        "/porte/inscription/{token:str}",
        "/mes-donnees/lien",
        "/sur-place/{key:str}",  # behind the code of the entrance's poster
        "/visiteurs",
        "/visiteurs/badge-perdu",
    }
    public = {
        path
        for path, handler in handlers(app)
        if handler.http_methods & {"POST", "PUT", "PATCH", "DELETE"} and guards(handler) == ["everybody"]
    }
    assert public == known


async def test_the_back_office_answers_nobody_without_a_session(app: Litestar, client: httpx.AsyncClient) -> None:
    office = {
        (path, method)
        for path, handler in handlers(app)
        if path.startswith("/admin")
        for method in handler.http_methods & {"GET", "POST"}
    }
    assert office
    form = await csrf(client)  # a valid token: what must stop a POST here is the guard, not the missing token
    let_in = []
    for path, method in sorted(office):
        answer = await client.request(method, filled(path), data=form if method == "POST" else None)
        if answer.status_code != 403 or StaffOnly.sentence not in answer.text:
            let_in.append(f"{method} {path}: {answer.status_code}")
    assert let_in == []


async def test_the_door_answers_its_own_phones_only(app: Litestar, client: httpx.AsyncClient) -> None:
    """Its addresses bear no guard, because a phone is not a person; each asks for the phone's token itself."""
    inside = {
        (path, method)
        for path, handler in handlers(app)
        if path.startswith(("/porte/api/", "/porte/flux"))
        for method in handler.http_methods & {"GET", "POST"}
    }
    assert inside
    form = await csrf(client)
    answers = {}
    for path, method in sorted(inside):
        headers = {"x-csrftoken": form["_csrf_token"]} if method == "POST" else {}
        async with client.stream(
            method, filled(path), json={} if method == "POST" else None, headers=headers
        ) as answer:
            answers[f"{method} {path}"] = answer.status_code
    assert {what: status for what, status in answers.items() if status not in (401, 403)} == {}


async def test_a_form_without_its_token_is_refused(app: Litestar, client: httpx.AsyncClient) -> None:
    posts = {path for path, handler in handlers(app) if "POST" in handler.http_methods}
    assert posts
    answers = {path: (await client.post(filled(path), data={})).status_code for path in sorted(posts)}
    assert {path: status for path, status in answers.items() if status != 403} == {}
