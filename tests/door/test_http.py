"""The door over HTTP: enrolment by a link that serves once, the list, passages, refusals in the scanner's own terms."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from forum.badges import service as badges
from forum.door import queries
from forum.door import service as door
from forum.door.live import follow, streams
from forum.door.phone_list import hash8_of, unseal
from forum.door.tables import DoorDevice
from forum.people import links
from tests.door.stage import ODILE, Stage
from tests.kit import patience

Clients = Callable[[], httpx.AsyncClient]


class Phone:
    """A volunteer's browser at the door."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def enrol(self, stage: Stage, name: str = "Porte A – téléphone 1", rights: str = "scan") -> httpx.Response:
        _, link = await door.offer_enrolment(stage.edition, stage.gate_a, rights, ODILE)
        return await self.follow(links.url(link, "device"), name)

    async def follow(self, url: str, name: str) -> httpx.Response:
        page = await self.client.get(url)
        if page.status_code != 200:
            return page
        token = page.text.split('name="_csrf_token" value="')[1].split('"')[0]
        return await self.client.post(url, data={"name": name, "_csrf_token": token})

    async def passages(self, *entries: dict[str, Any], raw: bytes | None = None, **envelope: Any) -> httpx.Response:
        body = {"sent_at": now(), "queued": len(entries), "entries": entries, **envelope}
        return await self.client.post(
            "/porte/api/passages",
            content=raw if raw is not None else json.dumps(body),
            headers={"content-type": "application/json", "x-csrftoken": self.client.cookies["forum_csrf"]},
        )


def now() -> str:
    return datetime.now(UTC).isoformat()


def said(kind: str = "scan", **changed: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "kind": kind, "direction": "in", "device_at": now(), "offline": False, **changed}


@pytest.fixture
async def phone(stage: Stage, client: httpx.AsyncClient) -> Phone:
    made = Phone(client)
    assert (await made.enrol(stage)).status_code == 303
    return made


async def test_a_stranger_gets_nowhere(stage: Stage, client: httpx.AsyncClient) -> None:
    page = await client.get("/porte")
    assert page.status_code == 403
    assert "Demandez le code d’inscription" in page.text
    for path in ("liste", "affluence", "evacuation", "recherche?q=ada", "derniers"):
        answer = await client.get(f"/porte/api/{path}")
        assert answer.status_code == 401, path
        assert answer.json()["type"].endswith("/stranger")
        assert answer.headers["content-type"] == "application/problem+json"
    assert (await client.get("/porte/flux")).status_code == 401


async def test_enrolment_gives_a_cookie_for_the_door_only(stage: Stage, client: httpx.AsyncClient) -> None:
    done = await Phone(client).enrol(stage)
    assert (done.status_code, done.headers["location"]) == (303, "/porte")
    cookie = done.headers["set-cookie"].lower()
    assert all(
        word in cookie for word in ("forum_door=", "httponly", "samesite=strict", "path=/porte", "max-age=604800")
    )
    page = await client.get("/porte")
    assert page.status_code == 200
    assert "Porte A – téléphone 1" in page.text


async def test_a_link_serves_once(stage: Stage, client: httpx.AsyncClient, another_client: Clients) -> None:
    _, link = await door.offer_enrolment(stage.edition, stage.gate_a, "supervise", ODILE)
    address = links.url(link, "device")
    assert (await Phone(client).follow(address, "Dora")).status_code == 303
    charlie = another_client()  # the link was forwarded
    refused = await Phone(charlie).follow(address, "Charlie")
    assert refused.status_code == 403
    assert "déjà utilisé" in refused.text
    assert (await charlie.get("/porte/api/affluence")).status_code == 401
    assert (await charlie.get("/porte/inscription/nothing-like-a-token")).status_code == 403


async def test_two_clicks_on_the_same_link_at_once(stage: Stage, another_client: Clients) -> None:
    _, link = await door.offer_enrolment(stage.edition, stage.gate_a, "scan", ODILE)
    address = links.url(link, "device")
    answers = await asyncio.gather(*(Phone(another_client()).follow(address, f"Dora {n}") for n in range(6)))
    assert sorted(answer.status_code for answer in answers) == [303, 403, 403, 403, 403, 403]
    assert len(await queries.phones(stage.edition)) == 1


async def test_two_phones_of_one_name(stage: Stage, client: httpx.AsyncClient, another_client: Clients) -> None:
    assert (await Phone(client).enrol(stage, "Dora")).status_code == 303
    refused = await Phone(another_client()).enrol(stage, "Dora")
    assert refused.status_code == 422
    assert "porte déjà ce nom" in refused.text
    assert 'value="Dora"' in refused.text


async def test_a_phone_enrolled_twice_is_one_phone(stage: Stage, phone: Phone) -> None:
    assert (await phone.enrol(stage, "Porte A – téléphone 1")).status_code == 303
    assert [shown.state for shown in await queries.phones(stage.edition)] == ["silent", "revoked"]
    assert (await phone.client.get("/porte/api/affluence")).status_code == 200


async def test_a_revoked_phone_is_told_so_at_once(stage: Stage, phone: Phone) -> None:
    assert (await phone.client.get("/porte/api/liste")).status_code == 200
    [shown] = await queries.phones(stage.edition)
    await door.revoke(shown.id, ODILE)
    for answer in (await phone.client.get("/porte/api/liste"), await phone.passages(said("click", adults=1))):
        assert answer.status_code == 410
        assert answer.json()["type"].endswith("/revoked")
    assert "Téléphone retiré" in (await phone.client.get("/porte")).text
    assert await stage.lines() == []


async def test_a_tap_in_another_worker_is_heard_at_the_next_passage(stage: Stage, phone: Phone) -> None:
    assert (await phone.passages(said("click", adults=1))).status_code == 200
    # What another process does: this one still knows the phone from a moment ago.
    await DoorDevice.update({DoorDevice.revoked_at: datetime.now(UTC)}, force=True)
    answer = await phone.passages(said("click", adults=1))
    assert (answer.status_code, answer.json()["type"]) == (410, "/porte/problemes/revoked")
    assert [line["adults"] for line in await stage.lines()] == [1]


async def test_the_long_way_in_says_the_same_as_the_short_one(stage: Stage, phone: Phone) -> None:
    ada = await stage.visitor()
    short = await phone.passages(said(code=ada.code))

    async def piecemeal() -> AsyncIterator[bytes]:
        yield json.dumps({"sent_at": now(), "queued": 1, "entries": [said(code=ada.code)]}).encode()

    long = await phone.client.post(
        "/porte/api/passages",
        content=piecemeal(),  # without a length, the framework reads it
        headers={"content-type": "application/json", "x-csrftoken": phone.client.cookies["forum_csrf"]},
    )
    assert (short.status_code, long.status_code) == (200, 200)
    assert short.json().keys() == long.json().keys()
    assert [one["verdict"] for one in (*short.json()["answers"], *long.json()["answers"])] == ["welcome", "again"]
    for name in ("content-type", "cache-control", "content-security-policy", "x-content-type-options"):
        assert short.headers[name] == long.headers[name], name
    assert short.headers["x-request-id"]


async def test_the_list_opens_with_the_code_and_not_without(stage: Stage, phone: Phone) -> None:
    ada, b3 = await stage.visitor(), await stage.class_pass(photo="no")
    body = (await phone.client.get("/porte/api/liste")).json()
    assert (body["complete"], body["total"], len(body["entries"])) == (True, 2, 2)
    boxes = {place: box for place, box, _ in body["entries"]}
    assert "Ada" not in json.dumps(body["entries"])
    record = unseal(b3.code, boxes[hash8_of(b3.code)])
    assert (record["title"], record["pupils"], record["photo"], record["state"]) == ("3e B", 27, "no", "valid")
    assert body["device"]["gate"] == stage.gate_a
    assert [gate["code"] for gate in body["edition"]["gates"]] == ["A", "B", "C"]
    assert len(body["communes"]) == 24
    later = (await phone.client.get("/porte/api/liste", params={"depuis": body["at"]})).json()
    assert later["complete"] is False
    await badges.revoke(ada.holder)
    later = (await phone.client.get("/porte/api/liste", params={"depuis": body["at"]})).json()
    [changed] = [box for place, box, _ in later["entries"] if place == hash8_of(ada.code)]
    assert unseal(ada.code, changed)["state"] == "cancelled"


async def test_a_scan_is_answered_with_the_occupancy(stage: Stage, phone: Phone) -> None:
    ada = await stage.visitor()
    scan = said(code=ada.code)
    answer = await phone.passages(scan, queued=10)
    assert answer.status_code == 200
    body = answer.json()
    assert [(one["id"], one["verdict"]) for one in body["answers"]] == [(scan["id"], "welcome")]
    assert (body["occupancy"]["present"], body["occupancy"]["limit"], body["occupancy"]["level"]) == (1, 600, "ok")
    assert body["occupancy"]["pending"] == [{"device": "Porte A – téléphone 1", "queued": 9}]


async def test_the_occupancy_is_not_sent_again_unchanged(stage: Stage, phone: Phone) -> None:
    first = await phone.client.get("/porte/api/affluence")
    again = await phone.client.get("/porte/api/affluence", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    await phone.passages(said("click", adults=1))
    other = await phone.client.get("/porte/api/affluence", headers={"if-none-match": first.headers["etag"]})
    assert (other.status_code, other.json()["present"]) == (200, 1)


async def test_ten_thousand_scans_in_one_request(stage: Stage, phone: Phone) -> None:
    many = [said("click", adults=1) for _ in range(10_000)]
    assert (await phone.passages(*many)).status_code == 413
    assert (await phone.passages(*many[:201])).status_code == 413
    assert await stage.lines() == []
    assert (await phone.passages(*many[:200])).status_code == 200


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff\xfe", b'{"sent_at": 3, "entries": []}', b'{"entries": []}'])
async def test_nonsense_is_refused_whole(phone: Phone, raw: bytes) -> None:
    answer = await phone.passages(raw=raw)
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/unreadable")


async def test_one_bad_entry_is_refused_alone(stage: Stage, phone: Phone) -> None:
    good, bad = said("click", adults=1), said("click", adults="many")
    answers = (await phone.passages(bad, good, {"id": 7}, {"kind": "scan"})).json()["answers"]
    assert [(one["id"], one["verdict"]) for one in answers] == [
        (bad["id"], "refused"),
        (good["id"], "noted"),
        (None, "refused"),
        (None, "refused"),
    ]
    assert len(await stage.lines()) == 1


async def test_a_forged_edition_or_gate_is_of_no_use(stage: Stage, phone: Phone) -> None:
    answer = await phone.passages(
        said("click", adults=1, edition=99, device=str(uuid.uuid4())), said("click", adults=1, gate=999)
    )
    assert [one["verdict"] for one in answer.json()["answers"]] == ["noted", "refused"]
    [line] = await stage.lines()
    assert (line["edition"], line["gate"]) == (stage.edition, stage.gate_a)


async def test_without_the_token_nothing_is_taken(stage: Stage, phone: Phone) -> None:
    answer = await phone.client.post("/porte/api/passages", json={"sent_at": now(), "entries": []})
    assert answer.status_code == 403


async def test_supervisors_phones_see_more(stage: Stage, phone: Phone, another_client: Clients) -> None:
    b3 = await stage.class_pass()
    await phone.passages(said("count", code=b3.code, pupils=26, adults=2), said("click", adults=1))
    for path in ("/porte/api/evacuation", "/porte/api/recherche?q=plateau", "/porte/flux"):
        assert (await phone.client.get(path)).status_code == 403, path
    odile = Phone(another_client())
    await odile.enrol(stage, "Responsable", "supervise")
    roll = (await odile.client.get("/porte/api/evacuation")).json()
    assert (roll["present"], roll["individuals"]) == (29, 1)
    assert [(group["title"], group["pupils"], group["hall"]) for group in roll["groups"]] == [
        ("3e B", 26, "Grande salle")
    ]
    found = (await odile.client.get("/porte/api/recherche", params={"q": "PLATEAU"})).json()["found"]
    assert [badge["code"] for badge in found] == [b3.code]
    last = (await phone.client.get("/porte/api/derniers")).json()["lines"]
    assert [(line["kind"], line["device"]) for line in last] == [
        ("click", "Porte A – téléphone 1"),
        ("count", "Porte A – téléphone 1"),
    ]


async def test_the_stream_tells_changes_and_ends_with_the_server(stage: Stage, phone: Phone) -> None:
    heard: asyncio.Queue[int] = asyncio.Queue()

    async def listen() -> None:
        async for message in follow(stage.edition):
            if message.event == "affluence":
                heard.put_nowait(json.loads(str(message.data))["present"])

    listening = asyncio.create_task(listen())
    async with asyncio.timeout(patience.SECONDS):
        assert await heard.get() == 0
        await phone.passages(said("click", adults=3))
        assert await heard.get() == 3
        streams.end()
        await listening
    streams.open()


async def test_the_scanner_can_be_installed(stage: Stage, phone: Phone) -> None:
    worker = await phone.client.get("/porte/sw.js")
    assert worker.status_code == 200
    assert worker.headers["content-type"].startswith("text/javascript")
    assert (worker.headers["cache-control"], worker.headers["service-worker-allowed"]) == ("no-cache", "/")
    assert ".wasm" in worker.text
    manifest = (await phone.client.get("/porte/manifest.webmanifest")).json()
    assert (manifest["start_url"], manifest["display"]) == ("/porte", "standalone")


async def test_the_api_describes_itself(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/api/schema/openapi.json")).json()["paths"]
    told = paths["/porte/api/passages"]["post"]
    assert {"200", "401", "410", "413"} <= told["responses"].keys()
    assert "Answered" in json.dumps(told["responses"]["200"])
    assert not any(path.startswith(("/porte/inscription", "/admin")) for path in paths)


async def test_a_database_held_by_somebody_else_is_said_and_nothing_is_lost(
    stage: Stage, phone: Phone, database: str, engine_name: str
) -> None:
    if engine_name == "postgres":
        pytest.skip("there, writers of other tables do not hold the journal up")
    click = said("click", adults=1)
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        busy = await phone.passages(click)
        assert (busy.status_code, busy.headers["retry-after"]) == (503, "2")
        other.rollback()
    assert (await phone.passages(click)).json()["answers"][0]["verdict"] == "noted"
    assert len(await stage.lines()) == 1
