"""What the scanner asks: its list, the answers to its passages, the occupancy; more for supervisors' phones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from anyio import to_thread
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from forum import clock
from forum.door import phone_list as lists
from forum.door import queries, service
from forum.door.access import Asking, csrf_token
from forum.door.routes import shapes
from forum.door.rules import Phone
from forum.door.rules.judging import EARLY_MINUTES
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.visitors import queries as visitors
from forum.visitors.rules import STATUSES

JSON = "application/json"


@get("/api/liste", operation_id="door_list", responses=shapes.answers(shapes.List))
async def phone_list(
    request: Asking, phone: NamedDependency[Phone], depuis: FromQuery[str | None] = None
) -> Response[bytes]:
    """The sealed list, whole or what changed since an earlier answer, with all that the phone shows without network."""
    await service.note_contact(phone)
    edition = await editions.edition(phone.edition)
    sealed = await lists.phone_list(phone.edition)
    complete, entries, removed = sealed.since(_moment(depuis))
    body = {
        "at": clock.now(),
        "edition": _edition(edition),
        "device": {"id": phone.id, "name": phone.name, "gate": phone.gate, "rights": phone.rights},
        "complete": complete,
        "total": len(sealed),
        "entries": [(entry.hash8, entry.box, entry.changed_at) for entry in entries],
        "removed": removed,
        "csrf": csrf_token(request),
        "communes": await visitors.usual_communes(phone.edition),
        "statuses": list(STATUSES.items()),
        "early_minutes": EARLY_MINUTES,
        "occupancy": msgspec.Raw(await queries.affluence_known(phone.edition)),
    }
    encoded = await to_thread.run_sync(msgspec.json.encode, body)  # several megabytes for twenty thousand badges
    return Response(encoded, media_type=JSON, headers={"cache-control": "no-store"})


@get("/api/affluence", operation_id="door_occupancy", responses=shapes.answers(queries.Affluence))
async def occupancy(request: Asking, phone: NamedDependency[Phone]) -> Response[Any]:
    """How many people are in; 304 while nothing changed, 204 while a long journal is being read after a restart."""
    await service.note_contact(phone)
    if not await queries.is_known(phone.edition):
        return Response(None, status_code=204)
    told = await queries.affluence(phone.edition)
    tag = f'"{queries.tag_of(told)}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(None, status_code=304, headers=headers)
    return Response(msgspec.json.encode(told), media_type=JSON, headers=headers)


@get("/api/evacuation", operation_id="door_evacuation", responses=shapes.answers(queries.Roll, 403))
async def evacuation(supervisor: NamedDependency[Phone]) -> Response[bytes]:
    """The classes inside with their referents' mobiles, and how many people besides."""
    roll = await queries.evacuation(supervisor.edition)
    return Response(msgspec.json.encode(roll), media_type=JSON, headers={"cache-control": "no-store"})


@get("/api/recherche", operation_id="door_search", responses=shapes.answers(shapes.Found, 403))
async def search(supervisor: NamedDependency[Phone], q: FromQuery[str] = "") -> Response[bytes]:
    """Badges by name, for somebody who forgot theirs."""
    found = await queries.search(supervisor.edition, q[:100])
    return Response(msgspec.json.encode({"found": found}), media_type=JSON, headers={"cache-control": "no-store"})


@get("/api/derniers", operation_id="door_last_lines", responses=shapes.answers(shapes.LastLines))
async def last_lines(phone: NamedDependency[Phone]) -> Response[bytes]:
    """The latest lines of the phone's gate."""
    lines = await queries.last_lines(phone.edition, phone.gate)
    return Response(msgspec.json.encode({"lines": lines}), media_type=JSON, headers={"cache-control": "no-store"})


def _edition(edition: EditionValue) -> dict[str, Any]:
    today = edition.day_of(clock.now())
    return {
        "id": edition.id,
        "name": edition.name,
        "day": today.date.isoformat() if today else None,
        "gates": [{"id": gate.id, "code": gate.code, "name": gate.name, "hall": gate.hall} for gate in edition.gates],
        "halls": [{"id": hall.id, "name": hall.name} for hall in edition.halls],
        "emergency_phone": edition.emergency_phone,
    }


def _moment(text: str | None) -> datetime | None:
    """An earlier answer's « at »; anything else asks for the whole list."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
