"""Supervisors in the back office: corrections with a reason, the closing, conflicts with both sides, phones by QR."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from forum import clock
from forum.audit import queries as audit
from forum.badges import service as badges
from forum.door import queries
from forum.door import service as door
from forum.errors import Refusal
from tests.admin.office import sign_in
from tests.door.stage import ODILE, TEN, Stage, entry, minutes, send
from tests.door.test_http import Phone

Clients = Callable[[], httpx.AsyncClient]


async def present(stage: Stage) -> int:
    return (await queries.affluence(stage.edition)).present


async def post(client: httpx.AsyncClient, path: str, **typed: object) -> httpx.Response:
    page = await client.get("/admin/porte/telephones")
    token = re.search(r'name="_csrf_token" value="([^"]+)"', page.text)
    assert token
    return await client.post(path, data={"_csrf_token": token[1], **{key: str(value) for key, value in typed.items()}})


async def test_a_counted_hall_is_corrected_and_signed(stage: Stage) -> None:
    dora = await stage.phone()
    await send(dora, *[entry("click", adults=1) for _ in range(3)])
    with clock.at(TEN + minutes(5)):
        assert await door.declare_present(stage.edition, stage.hall, 10, "compté à la main", ODILE) == 7
        assert await door.declare_present(stage.edition, stage.hall, 10, "compté encore", ODILE) == 0
        await door.correct(stage.edition, stage.hall, -2, "sortis par la cour", ODILE)
        await door.correct(stage.edition, stage.hall, 4, "montage", ODILE, staff=True)
    told = await queries.affluence(stage.edition)
    assert (told.public, told.staff, told.present) == (8, 4, 12)
    shown = await queries.last_lines(stage.edition, most=3)
    assert [line.note for line in shown] == ["montage", "sortis par la cour", "compté à la main"]
    found = await audit.entries(stage.edition)
    signed = {note.summary for note in found.entries if note.actor_name == "Odile" and note.act == "door"}
    assert signed == {
        "Correction de +7\u00a0: compté à la main",
        "Correction de -2\u00a0: sortis par la cour",
        "Correction de +4\u00a0: montage",
    }


async def test_a_badge_that_was_refused_or_only_read_has_moved_nobody(stage: Stage) -> None:
    dora, ada, b3 = await stage.phone(), await stage.visitor(), await stage.class_pass()
    gone = await stage.visitor()
    with clock.at(TEN - minutes(5)):
        await badges.revoke(gone.holder)
    came = entry(code=ada.code)
    await send(dora, came, entry(code=b3.code), entry("count", b3.code, pupils=26, adults=2))
    await send(dora, entry(code=gone.code), at=TEN + minutes(5))
    await send(dora, entry("undo", target=came.id), at=TEN + minutes(6))
    shown = [line for line in await queries.last_lines(stage.edition) if line.kind != "undo"]
    assert [(line.verdict, line.moved, line.undone) for line in shown] == [
        ("cancelled", False, False),
        ("counted", True, False),
        ("class", False, False),
        ("welcome", False, True),
    ]


async def test_a_class_counted_26_then_27_leaves_a_trace_of_who_when_and_how_many(
    stage: Stage, client: httpx.AsyncClient
) -> None:
    dora, b3 = await stage.phone("Dora"), await stage.class_pass()
    counted = entry("count", b3.code, pupils=26, adults=2)
    await send(dora, counted)
    again = [entry("undo", target=counted.id), entry("count", b3.code, pupils=27, adults=2)]
    later = [TEN + minutes(2), TEN + minutes(2.01)]  # of one and the same instant, either may be told first
    await send(dora, *[replace(one, device_at=at) for one, at in zip(again, later, strict=True)], at=later[1])
    now, undo, before = await queries.last_lines(stage.edition)
    assert (now.pupils, now.erased_by, now.erases) == (27, None, None)
    assert undo.erases == queries.OtherSide(TEN, "Dora", "count", "3e B", 26, 2)
    assert (before.undone, before.pupils) == (True, 26)
    assert before.erased_by == queries.OtherSide(TEN + minutes(2), "Dora", "undo", "", 0, 0)
    await sign_in(client)
    with clock.at(TEN + minutes(3)):
        only = (await client.get("/admin/porte/passages?etat=corrections")).text
        page = (await client.get("/admin/porte/passages")).text
        [pace, _, _] = (await queries.arrivals(stage.edition)).paces
    assert "efface 3ᵉ B, 26 + 2, de 10\u00a0h" in only
    assert "27 + 2" in page
    assert "effacé</span>" in page
    assert "à 10\u00a0h\u00a002 (Dora)" in page
    assert (pace.passages, pace.heads) == (1, 29), "what was erased did not come through the gate"
    rows = (await client.get("/admin/porte/passages/export.csv")).content.decode("utf-8-sig").splitlines()
    assert [row.split(";")[6:14] for row in rows[1:]] == [
        ["26", "2", "classe comptée", "", "2026-11-27 10:02:00", "Dora", "", "28"],
        ["0", "0", "effacement", "", "", "", "2026-11-27 10:00:00", "0"],
        ["27", "2", "classe comptée", "", "", "", "", "29"],
    ]


async def test_a_correction_says_why(stage: Stage) -> None:
    with pytest.raises(Refusal, match="dit pourquoi"):
        await door.correct(stage.edition, stage.hall, 3, " ", ODILE)
    assert await stage.lines() == []


async def test_closing_empties_the_hall_and_a_later_upload_from_before_changes_nothing(stage: Stage) -> None:
    dora = await stage.phone()
    ada, charlie = await stage.visitor(), await stage.visitor()
    await send(dora, entry(code=ada.code))
    with clock.at(TEN + timedelta(hours=8)):
        await door.reset(stage.edition, stage.hall, "fermeture", ODILE)
    assert await present(stage) == 0
    late = entry(code=charlie.code, offline=True, shown="welcome", device_at=TEN + minutes(3))
    await send(dora, late, at=TEN + timedelta(hours=9))
    assert await present(stage) == 0
    assert (await queries.attendance(stage.edition)).first.keys() == {ada.id, charlie.id}


async def test_a_conflict_is_settled_with_both_sides(stage: Stage) -> None:
    dora, odile = await stage.phone("Téléphone A"), await stage.phone("Téléphone B", gate=stage.gate_b)
    ada = await stage.visitor()
    first = entry(code=ada.code, offline=True, shown="welcome")
    second = entry(code=ada.code, offline=True, shown="welcome", device_at=TEN + minutes(4))
    await send(dora, first, at=TEN + minutes(30))
    await send(odile, second, at=TEN + minutes(31))
    [conflict] = await queries.conflicts_shown(stage.edition)
    assert conflict.other
    assert (conflict.kind, conflict.line.device, conflict.other.device) == ("twice", "Téléphone B", "Téléphone A")
    await door.undo(stage.edition, second.id, ODILE)
    assert await queries.conflicts_shown(stage.edition) == []
    assert await present(stage) == 1


async def test_a_badge_revoked_before_its_offline_scan_is_let_in_and_listed(stage: Stage) -> None:
    dora = await stage.phone()
    ada = await stage.visitor()
    with clock.at(TEN - minutes(10)):
        await badges.revoke(ada.holder)
    [told] = await send(dora, entry(code=ada.code, offline=True, shown="welcome"), at=TEN + minutes(30))
    assert told["verdict"] == "cancelled"
    assert await present(stage) == 1
    [conflict] = await queries.conflicts_shown(stage.edition)
    assert (conflict.kind, conflict.other) == ("revoked", None)
    assert conflict.ended == queries.Ended(TEN - minutes(10), "cancelled")
    await door.settle(stage.edition, conflict.line.id, "invitée au stand 12", ODILE)
    assert await queries.conflicts_shown(stage.edition) == []
    refused = await stage.visitor()
    with clock.at(TEN - minutes(10)):
        await badges.revoke(refused.holder)
    await send(dora, entry(code=refused.code, offline=True, shown="cancelled"), at=TEN + minutes(30))
    assert await present(stage) == 1
    assert await queries.conflicts_shown(stage.edition) == []


async def test_an_unknown_line_cannot_be_settled(stage: Stage) -> None:
    with pytest.raises(door.NoSuchLine):
        await door.settle(stage.edition, uuid.uuid4(), "rien", ODILE)


async def test_arrivals_against_the_plan(stage: Stage) -> None:
    dora = await stage.phone()
    on_time, late, gone = [await stage.class_pass(expected_at=TEN + minutes(wait)) for wait in (0, -30, -60)]
    await stage.class_pass(expected_at=TEN + minutes(60))
    await send(dora, entry("count", on_time.code, pupils=26, adults=2))
    await send(
        dora,
        entry("count", gone.code, pupils=20, adults=2),
        entry("count", gone.code, pupils=20, adults=2, direction="out", device_at=TEN + minutes(1)),
        at=TEN + minutes(1),
    )
    with clock.at(TEN + minutes(2)):
        told = await queries.arrivals(stage.edition)
        assert [(one.state, one.inside) for one in told.classes] == [
            ("gone", (0, 0)),
            ("late", (0, 0)),
            ("arrived", (26, 2)),
            ("expected", (0, 0)),
        ]
        assert told.classes[1].badge == late.id
        assert told.classes[1].minutes_late == 32
        assert (told.paces[0].gate, told.paces[0].passages, told.paces[0].heads) == ("Porte A", 2, 50)


# ── In the browser ──


async def test_odile_invites_a_phone_and_takes_it_off(
    stage: Stage, client: httpx.AsyncClient, another_client: Clients
) -> None:
    await sign_in(client)
    made = await post(client, "/admin/porte/telephones", gate=stage.gate_a, rights="supervise")
    assert made.status_code == 303
    page = await client.get(made.headers["location"])
    address = re.search(r'data-copy="([^"]+)"', page.text)
    assert address
    assert 'role="img" aria-label="Code QR' in page.text
    dora = Phone(another_client())
    assert (await dora.follow(address[1], "Dora")).status_code == 303
    assert (await client.get(made.headers["location"])).status_code == 303
    phones = await client.get("/admin/porte/telephones")
    assert "Dora" in phones.text
    [shown] = await queries.phones(stage.edition)
    assert (await post(client, f"/admin/porte/telephones/{shown.id}/retrait")).status_code == 303
    assert (await dora.client.get("/porte/api/liste")).status_code == 410


async def test_a_withdrawn_invitation_opens_nothing(
    stage: Stage, client: httpx.AsyncClient, another_client: Clients
) -> None:
    await sign_in(client)
    made = await post(client, "/admin/porte/telephones", gate=stage.gate_a, rights="scan")
    address = re.search(r'data-copy="([^"]+)"', (await client.get(made.headers["location"])).text)
    assert address
    await post(client, made.headers["location"] + "/retrait")
    assert (await Phone(another_client()).follow(address[1], "Charlie")).status_code == 403


async def test_odile_corrects_from_the_page(stage: Stage, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    wrong = await post(client, "/admin/porte/corrections", hall=stage.hall, act="add", number="beaucoup", note="")
    assert wrong.status_code == 422
    assert "beaucoup" in wrong.text
    assert await present(stage) == 0
    done = await post(client, "/admin/porte/corrections", hall=stage.hall, act="present", number=12, note="compté")
    assert done.status_code == 303
    assert await present(stage) == 12
    await post(client, "/admin/porte/corrections", hall=stage.hall, act="empty", note="fermeture")
    assert await present(stage) == 0


async def test_the_pages_show_the_day(stage: Stage, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    dora, other = await stage.phone("Dora"), await stage.phone("Autre", gate=stage.gate_b)
    ada, b3 = await stage.visitor(), await stage.class_pass(expected_at=TEN)
    await send(
        dora,
        entry("count", b3.code, pupils=26, adults=2),
        entry(code=ada.code, offline=True, shown="welcome"),
        queued=9,
    )
    await send(other, entry(code=ada.code, offline=True, device_at=TEN + minutes(3)), at=TEN + minutes(5))
    page = await client.get("/admin/porte")
    assert page.status_code == 200
    for words in ("3ᵉ B", "26 + 2", "Dora (7)", "1 téléphone a encore 7 passages en attente", "À régler".lower()):
        assert words in page.text.replace("\u00a0", " "), words
    conflicts = await client.get("/admin/porte/conflits")
    assert "Un badge entré deux fois" in conflicts.text
    [conflict] = await queries.conflicts_shown(stage.edition)
    kept = await post(client, f"/admin/porte/conflits/{conflict.line.id}", erase="line", note="")
    assert kept.status_code == 422
    assert (
        await post(client, f"/admin/porte/conflits/{conflict.line.id}", erase="line", note="badge prêté")
    ).status_code == 303
    assert "Rien à régler" in (await client.get("/admin/porte/conflits")).text
    lines = await client.get("/admin/porte/passages")
    assert "Effacer" in lines.text
    scan = next(line for line in await queries.last_lines(stage.edition) if line.kind == "count")
    assert (await post(client, f"/admin/porte/passages/{scan.id}/effacement")).status_code == 303
    assert (await client.get("/admin/porte/evacuation")).status_code == 200
    assert await present(stage) == 1


async def test_dora_and_charlie_have_no_business_there(
    stage: Stage, client: httpx.AsyncClient, another_client: Clients
) -> None:
    assert (await another_client().get("/admin/porte")).status_code in (303, 403)
    await sign_in(client, "viewer", "Charlie")
    for path in ("", "/telephones", "/conflits", "/passages", "/evacuation"):
        assert (await client.get(f"/admin/porte{path}")).status_code == 403, path


async def test_dora_takes_the_phone_in_her_hand_to_the_door(stage: Stage, client: httpx.AsyncClient) -> None:
    await sign_in(client, "door_staff", "Dora")
    page = await client.get("/porte")
    assert "Porte B" in page.text
    token = re.search(r'name="_csrf_token" value="([^"]+)"', page.text)
    assert token
    done = await client.post("/porte/inscription", data={"_csrf_token": token[1], "gate": stage.gate_b, "name": "Dora"})
    assert done.status_code == 303
    [shown] = await queries.phones(stage.edition)
    assert (shown.name, shown.gate, shown.rights) == ("Dora", stage.gate_b, "scan")


async def test_the_signed_log_says_who_and_how_many_were_in(stage: Stage, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    dora = await stage.phone("Dora")
    await send(
        dora,
        entry("click", adults=3),
        entry("click", adults=1, direction="out", device_at=TEN + minutes(1)),
        at=TEN + minutes(1),
    )
    with clock.at(TEN + minutes(2)):
        await door.correct(stage.edition, stage.hall, 5, "=compté", ODILE)
    answer = await client.get("/admin/porte/passages/export.csv")
    rows = [line.split(";") for line in answer.content.decode("utf-8-sig").splitlines()]
    assert rows[0][-1] == "Présents après"
    assert [(row[3], row[4], row[5], row[7], row[-1]) for row in rows[1:]] == [
        ("Dora", "compteur", "entrée", "3", "3"),
        ("Dora", "compteur", "sortie", "1", "2"),
        ("bureau", "correction", "entrée", "5", "7"),
    ]
    assert rows[3][9].strip("'") == "=compté"
