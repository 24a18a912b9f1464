"""A class comes to Dora's phone: counted in and out, doubted, let in on another day."""

from __future__ import annotations

import pytest

from tests.browser import clips
from tests.browser.door_phone import Axe, Enrolled
from tests.door.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("ten_o_clock")]


async def test_the_class_is_counted_26_and_2(stage: Stage, enrolled: Enrolled, axe: Axe) -> None:
    badge = await stage.class_pass(photo="no")
    async with enrolled(clips.seconds(badge.code, 2)) as phone:
        await phone.begin()
        await phone.page.locator("#count-name", has_text="3ᵉ B").wait_for()
        assert await phone.page.input_value("#count-pupils-number") == "27"
        await phone.page.get_by_text("Pas de photo").wait_for()
        await axe(phone.page)
        await phone.page.click("#count-pupils [data-step='-1']")
        await phone.page.click("#count-go")
        await phone.says("BIENVENUE", "26\u00a0élèves et 2\u00a0adultes")
        await phone.page.locator("#gauge-number", has_text="28 / 500").wait_for()
        scan, count = await stage.received(2)
    assert (scan["verdict"], count["verdict"], count["pupils"], count["adults"]) == ("class", "counted", 26, 2)
    assert count["target"] == scan["id"]


async def test_a_count_far_too_high_is_asked_twice(stage: Stage, enrolled: Enrolled) -> None:
    badge = await stage.class_pass()
    async with enrolled() as phone:
        await phone.begin()
        await phone.type(badge.code)
        await phone.page.fill("#count-pupils-number", "400")
        await phone.page.click("#count-go")
        await phone.page.locator("#count-doubt", has_text="402 pour 29 annoncés").wait_for()
        assert [line["kind"] for line in await stage.received(1)] == ["scan"]
        await phone.page.click("#count-go")
        await phone.says("BIENVENUE")
        lines = await stage.received(2)
    assert [line["verdict"] for line in lines] == ["class", "counted"]


async def test_out_is_out_and_in_again_is_welcome(stage: Stage, enrolled: Enrolled) -> None:
    badge = await stage.class_pass()
    async with enrolled() as phone:
        await phone.begin()
        for pupils, present in ((15, 17), (12, 29)):
            await phone.type(badge.code)
            await phone.page.fill("#count-pupils-number", str(pupils))
            await phone.page.click("#count-go")
            await phone.page.locator("#gauge-number", has_text=f"{present} / 500").wait_for()
        await phone.page.locator("#answer").wait_for(state="hidden")
        await phone.page.locator("input[name=way][value=out]").check()
        await phone.type(badge.code)
        await phone.page.locator("#count-way", has_text="Classe qui sort").wait_for()
        assert await phone.page.input_value("#count-pupils-number") == "27"
        await phone.page.click("#count-go")
        await phone.says("Au revoir", "27 élèves")
        await phone.page.locator("#gauge-number", has_text="0 / 500").wait_for()
        lines = await stage.received(6)
    assert [line["pupils"] for line in lines if line["kind"] == "count"] == [15, 12, 27]


async def test_a_class_of_another_day_may_be_let_in_and_is_counted(stage: Stage, enrolled: Enrolled) -> None:
    badge = await stage.class_pass(day=stage.next_day)
    async with enrolled() as phone:
        await phone.begin()
        await phone.patient()
        await phone.type(badge.code)
        await phone.says("Pas aujourd’hui", "3ᵉ B")
        await phone.tap("#answer-let-in")
        await phone.page.click("#count-go")
        await phone.says("Bienvenue", "27 élèves")
        await phone.page.locator("#gauge-number", has_text="29 / 500").wait_for()
        lines = await stage.received(3)
    assert [line["verdict"] for line in lines] == ["not_today", "class", "counted"]
