"""Who comes to the door without a badge, who may keep it, who watches over it."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from forum import clock
from forum.door import service as door
from forum.door.tables import DoorDevice
from tests.browser.door_phone import Axe, Enrolled
from tests.door.stage import ODILE, TEN, Stage, entry

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("ten_o_clock")]


async def test_somebody_without_badge_comes_in_with_two_taps(stage: Stage, enrolled: Enrolled, axe: Axe) -> None:
    async with enrolled() as phone:
        await phone.begin()
        await phone.page.click("#walk-in-open")
        await axe(phone.page)
        await phone.page.locator("#walk-in-statuses button").first.click()
        await axe(phone.page)
        await phone.page.get_by_role("button", name="Autre commune").click()
        await phone.says("BIENVENUE")
        await phone.page.locator("#gauge-number", has_text="1 / 500").wait_for()
        [line] = await stage.received(1)
    assert (line["kind"], line["adults"], line["insee_code"]) == ("walk_in", 1, None)
    assert line["status"]


async def test_clicks_count_and_a_passage_is_taken_back_without_network(stage: Stage, enrolled: Enrolled) -> None:
    ada = await stage.visitor()
    async with enrolled() as phone:
        await phone.begin()
        await phone.page.click("[data-click=in]")
        await phone.page.click("[data-click=in]")
        await phone.page.click("[data-click=out]")
        await stage.received(3)
        await phone.page.locator("#gauge-number", has_text="1 / 500").wait_for()
        await phone.offline()
        await phone.patient()
        await phone.type(ada.code)
        await phone.tap("#answer-undo")
        await phone.says("EFFACÉ")
        await phone.offline(False)
        kinds = [line["kind"] for line in await stage.received(5)]
        await phone.page.locator("#gauge-number", has_text="1 / 500").wait_for()
    assert kinds == ["click", "click", "click", "scan", "undo"]


async def test_charlie_is_told_to_ask_for_the_code(phone: Page, stage: Stage, axe: Axe) -> None:
    await phone.goto("/porte")
    await phone.get_by_role("heading", name="Demandez le code d’inscription").wait_for()
    await axe(phone)


async def test_a_withdrawn_phone_forgets_its_list(stage: Stage, enrolled: Enrolled, axe: Axe) -> None:
    ada = await stage.visitor()
    async with enrolled() as phone:
        await phone.begin()
        [device] = await DoorDevice.select(DoorDevice.id)
        await door.revoke(device["id"], ODILE)
        await phone.type(ada.code)
        await phone.page.locator("#closed", has_text="Téléphone retiré").wait_for()
        await axe(phone.page)
        left = await phone.page.evaluate(
            "() => new Promise((done) => { const asked = indexedDB.open('forum-porte');"
            " asked.onsuccess = () => { const all = asked.result.transaction('list').objectStore('list').count();"
            " all.onsuccess = () => done(all.result); }; })"
        )
    assert left == 0
    assert await stage.lines() == []


async def test_a_supervisor_finds_a_name_takes_back_a_line_and_corrects(
    stage: Stage, enrolled: Enrolled, axe: Axe
) -> None:
    ada = await stage.visitor()
    badge = await stage.class_pass()
    dora = await stage.phone("Téléphone de Dora")
    with clock.at(TEN):
        await door.record(dora, door.Upload(TEN, 1, (entry("count", badge.code, pupils=27, adults=2),)))
    async with enrolled(rights="supervise") as phone:
        await phone.begin()
        await phone.page.click("#supervise-open")
        await phone.page.fill("#search-words", "lovel")
        await phone.page.get_by_role("button", name="Ada Lovelace").click()
        await phone.says("Bienvenue", "Ada")
        await stage.received(2)
        await phone.page.click("#supervise-open")
        await phone.page.get_by_role("button", name="Évacuer").click()
        await phone.page.locator("#evacuation-total", has_text="30 personnes").wait_for()
        await axe(phone.page)
        await phone.page.get_by_role("button", name="Passages").click()
        await phone.page.locator("#lines-list li", has_text="3ᵉ B").get_by_role("button").click()
        await phone.page.locator("#gauge-number", has_text="1 / 500").wait_for()
        await phone.page.get_by_role("button", name="Corriger").click()
        await phone.page.click("text=Ajouter")
        await phone.page.locator("#correct-fault", has_text="pourquoi").wait_for()
        await axe(phone.page)
        await phone.page.fill("#correct-note", "Entrés par le quai")
        await phone.page.click("text=Ajouter")
        await phone.page.locator("#gauge-number", has_text="2 / 500").wait_for()
        lines = await stage.received(4)
        await phone.page.click("#supervise-open")
        await phone.page.get_by_role("button", name="Évacuer").click()
        await phone.page.locator("#evacuation-total", has_text="2 personnes").wait_for()
        await phone.offline()
        await phone.page.keyboard.press("Escape")
        await phone.page.click("#evacuation-open")
        await phone.page.locator("#evacuation-total", has_text="2 personnes").wait_for()
    assert [line["kind"] for line in lines] == ["count", "scan", "undo", "correction"]
    assert ada.code not in str(lines)
