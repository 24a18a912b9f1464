"""What is measured: pages that everybody opens, registrations, scans at the door."""

from __future__ import annotations

import itertools
import json
import random
import re
import urllib.parse
import uuid
from collections.abc import Iterable, Iterator
from datetime import timedelta

import httpx

from forum import clock
from forum.badges.queries import all_badges
from forum.badges.service import issue
from forum.bench.load import request
from forum.database import fetch, transaction
from forum.door import service as door
from forum.editions.values import EditionValue
from forum.people import links
from forum.people.who import SYSTEM
from forum.visitors.queries.slots import slots as visitor_slots
from forum.visitors.service.slots import resize_slot


def bare() -> Iterator[bytes]:
    """The bare JSON handler."""
    body = json.dumps({"id": str(uuid.uuid4()), "code": "HJ7KQFM2XP9RTD4WZA83", "at": "2026-11-27T08:00:00Z"}).encode()
    return itertools.repeat(request("POST", "/bench/echo", body, content_type="application/json"))


def page(path: str) -> Iterator[bytes]:
    """A public page, by somebody without a cookie."""
    return itertools.repeat(request("GET", path))


async def open_hours(edition: EditionValue) -> list[int]:
    """The hours at which visitors may still come, with room for everybody; their ids."""
    soon = clock.now() + timedelta(minutes=10)
    known = await visitor_slots(edition.id)
    hours = [hour.id for hour in known if hour.starts_at > soon]
    if known and not hours:  # late in the evening; the same hour of tomorrow serves as well
        later = [known[-1].starts_at + timedelta(days=1), known[-1].ends_at + timedelta(days=1)]
        await fetch("UPDATE visitor_slot SET starts_at = {}, ends_at = {} WHERE id = {}", *later, known[-1].id)
        hours = [known[-1].id]
    for hour in hours:
        await resize_slot(edition, hour, 1_000_000, SYSTEM)
    return hours


def registrations(base: str, hours: list[int]) -> Iterator[bytes]:
    """Visitors who register, each another person: place, letter, badge, calendar entry, link and journal written."""
    with httpx.Client(base_url=base) as client:
        client.get("/visiteurs")
        token = client.cookies["forum_csrf"]
    for number in itertools.count():
        said = {
            "_csrf_token": token,
            "first_name": "Ada",
            "last_name": f"Numéro {number}",
            "email": f"ada{number}-{uuid.uuid4().hex[:6]}@forum.example",
            "commune": "39478",
            "commune_text": "Saint-Claude",
            "status": "lyceen",
            "slot": str(hours[number % len(hours)]) if hours else "",
        }
        yield request(
            "POST",
            "/visiteurs",
            urllib.parse.urlencode(said).encode(),
            content_type="application/x-www-form-urlencoded",
            cookie=f"forum_csrf={token}",
        )


async def many_badges(edition: EditionValue, count: int) -> list[str]:
    """At least so many badges in the edition; answers their codes."""
    known = [badge.code for badge in await all_badges(edition.id, valid_only=True) if badge.kind != "class"]
    while len(known) < count:
        async with transaction():
            for _ in range(min(1000, count - len(known))):
                known.append((await issue(edition.id, "visitor", uuid.uuid4(), "Ada", "Lovelace")).code)
    return known


async def phone_token(edition: EditionValue) -> str:
    """A phone at the first gate; the value of its cookie."""
    _, token = await door.enrol(await enrolment(edition), f"Banc {uuid.uuid4().hex[:8]}")
    return token


async def enrolment(edition: EditionValue) -> str:
    """What a phone's link at the first gate ends with: it serves once."""
    _, link = await door.offer_enrolment(edition.id, edition.gates[0].id, "scan", SYSTEM)
    return links.token_of(link)


def backlog(base: str, token: str, codes: list[str], passages: int) -> Iterator[bytes]:
    """A phone comes back from an hour without network: its passages in batches that grow, as rules/queue.js makes them."""
    batch = 50
    sizes = []
    while passages > 0:
        sizes.append(min(batch, passages))
        passages, batch = passages - sizes[-1], min(200, batch * 2)
    yield from scans(base, token, codes, sizes)


def scans(base: str, token: str, codes: list[str], batches: Iterable[int] = itertools.repeat(1)) -> Iterator[bytes]:
    """Online scans of one phone's page, badges in random order; `batches` says how many passages each request holds."""
    with httpx.Client(base_url=base, cookies={"forum_door": token}) as client:
        shown = client.get("/porte").text
        csrf_cookie = client.cookies["forum_csrf"]
    found = re.search(r'name="csrf-token" content="([^"]+)"', shown)
    csrf = found[1] if found else csrf_cookie
    chance = random.Random()  # noqa: S311 - a load, not a secret; other badges at every call, as at a gate
    for batch in batches:
        now = clock.now().isoformat()
        entries = [
            {"id": str(uuid.uuid4()), "kind": "scan", "direction": "in", "code": chance.choice(codes), "device_at": now}
            for _ in range(batch)
        ]
        yield request(
            "POST",
            "/porte/api/passages",
            json.dumps({"sent_at": now, "queued": batch, "entries": entries}).encode(),
            content_type="application/json",
            x_csrftoken=csrf,
            cookie=f"forum_door={token}; forum_csrf={csrf_cookie}",
        )
