"""Dora's phone without network, server or room: nothing that turned green is lost, nothing is sent twice."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from litestar import Litestar
from playwright.async_api import Route

from forum import clock
from forum.badges import service as badges
from forum.door import service as door
from tests.browser import clips
from tests.browser.door_phone import Axe, Enrolled, door_phone, serving
from tests.door.stage import Stage, entry, set_stage
from tests.kit.chromium import Browsers

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("ten_o_clock")]


async def test_without_network_the_page_opens_scans_and_gives_everything_back(
    stage: Stage, enrolled: Enrolled, axe: Axe
) -> None:
    ada, badge = await stage.visitor(), await stage.class_pass()
    film = [*clips.seconds(ada.code, 1)]
    async with enrolled(film) as phone:
        await phone.installed()
        late = await stage.visitor()
        await phone.offline()
        await phone.page.reload()
        await phone.begin()
        await phone.says("BIENVENUE", "Ada")
        await phone.show(clips.seconds(None, 1))
        await phone.page.locator("#status-link", has_text="Hors ligne").wait_for()
        await phone.type(badge.code)
        await phone.page.click("#count-go")
        await phone.says("BIENVENUE", "3ᵉ B")
        await phone.type(late.code)
        await phone.says("PAS SUR LA LISTE")
        assert await phone.page.get_attribute("#answer", "data-tone") == "attention"
        await axe(phone.page)
        await phone.waits(4)
        await phone.page.locator("#gauge-number", has_text="30 / 500").wait_for()
        await phone.page.reload()
        await phone.waits(4)
        await phone.offline(False)
        await phone.waits(0)
        await phone.page.locator("#gauge-number", has_text="31 / 500").wait_for()
        lines = await stage.received(4)
    assert sorted(line["verdict"] for line in lines) == ["class", "counted", "welcome", "welcome"]
    assert all(line["offline"] for line in lines)


async def test_the_server_dies_and_comes_back(
    app: Litestar, live_address: str, browsers: Browsers, stage: Stage, clip: Path
) -> None:
    ada = await stage.visitor()
    async with AsyncExitStack() as running:
        await running.enter_async_context(serving(app, live_address))
        async with door_phone(browsers, live_address, clip, stage) as phone:
            await phone.begin()
            await phone.waits(0)
            await running.aclose()
            await phone.type(ada.code)
            await phone.says("BIENVENUE", "Ada")
            await phone.waits(1)
            await phone.page.locator("#status-link", has_text="Hors ligne").wait_for()
            assert await phone.page.evaluate("() => navigator.onLine")
            await running.enter_async_context(serving(app, live_address))
            await phone.waits(0)
            lines = await stage.received(1)
    assert [line["verdict"] for line in lines] == ["welcome"]


async def test_an_answer_lost_after_the_commit_makes_one_line(stage: Stage, enrolled: Enrolled) -> None:
    ada = await stage.visitor()
    async with enrolled() as phone:
        lost = []

        async def lose(route: Route) -> None:
            if lost:
                await route.continue_()
                return
            lost.append(await route.fetch())
            await route.abort()

        await phone.page.route("**/porte/api/passages", lose)
        await phone.begin()
        await phone.type(ada.code)
        await phone.says("BIENVENUE")
        await phone.waits(0)
        lines = await stage.received(1)
    assert len(lost) == 1
    assert [line["verdict"] for line in lines] == ["welcome"]


async def test_a_badge_copied_or_cancelled_is_known_without_network_or_at_the_next_contact(
    stage: Stage, enrolled: Enrolled, axe: Axe
) -> None:
    ada, cancelled = await stage.visitor(), await stage.visitor()
    await badges.revoke(cancelled.holder, "cancelled")
    old = await (await set_stage("forum-2025")).visitor()
    async with enrolled() as phone:
        await phone.begin()
        await phone.offline()
        await phone.type(old.code)
        await phone.says("Pas à nous", "autre édition")
        other = await stage.phone("À l’autre porte", gate=stage.gate_b)
        await door.record(other, door.Upload(clock.now(), 1, (entry("scan", ada.code, device_at=clock.now()),)))
        await phone.type(cancelled.code)
        await phone.says("Annulé", "Ada")
        await phone.type(ada.code)
        await phone.says("Bienvenue", "Ada")
        await phone.offline(False)
        await phone.page.locator("#tray-count", has_text="1 à vérifier").wait_for()
        lines = await stage.received(4)
        await phone.page.locator("#answer").wait_for(state="hidden")
        await phone.page.click("#tray-open")
        await phone.page.locator("#tray-list li", has_text="Déjà passé").wait_for()
        await axe(phone.page)
        await phone.page.get_by_role("button", name="C’est vu").click()
        await phone.page.locator("#tray-open").wait_for(state="hidden")
    assert sorted(line["verdict"] for line in lines) == ["again", "cancelled", "foreign", "welcome"]


async def test_a_new_version_waits_for_a_tap_and_loses_nothing(
    app: Litestar, stage: Stage, enrolled: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await stage.visitor()
    async with enrolled() as phone:
        await phone.begin()
        await phone.installed()
        await phone.page.locator("#update").wait_for(state="hidden")
        monkeypatch.setattr(app.state.static, "version", "ofnoon")
        await phone.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
        await phone.page.locator("#update").wait_for()
        await phone.page.route("**/porte/api/passages", lambda route: route.abort())
        await phone.type(ada.code)
        await phone.says("Bienvenue", "Ada")
        await phone.waits(1)
        await phone.page.unroute("**/porte/api/passages")
        async with phone.page.expect_navigation():
            await phone.page.click("#update-go")
        lines = await stage.received(1)
        await phone.waits(0)
        assert "/static/ofnoon/" in await phone.page.content()
    assert [line["verdict"] for line in lines] == ["welcome"]


async def test_a_phone_that_can_keep_nothing_never_turns_green(stage: Stage, enrolled: Enrolled) -> None:
    ada = await stage.visitor()
    async with enrolled() as phone:
        await phone.begin()
        await phone.page.evaluate(
            "() => { const { put } = IDBObjectStore.prototype; IDBObjectStore.prototype.put = function (...what) {"
            " if (this.name === 'records') throw new DOMException('full', 'QuotaExceededError');"
            " return put.apply(this, what); }; }"
        )
        await phone.type(ada.code)
        await phone.says("Panne", "noter ce passage sur papier")
        assert await phone.page.get_attribute("#answer", "data-tone") == "bad"
    assert await stage.lines() == []
