"""Dora's phone at the door: camera, keyboard, no network, no server; in a real Chromium with a fake camera."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from litestar import Litestar
from playwright.async_api import Page, Route

from forum import clock
from forum.badges import service as badges
from forum.badges.codes import show_code
from forum.door import service as door
from forum.door.tables import DoorDevice
from tests.browser import clips
from tests.browser.door_phone import DoorPhone, door_phone, serving
from tests.door.stage import ODILE, TEN, Stage, entry, set_stage
from tests.kit.chromium import Browsers

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("ten_o_clock")]
# A reader's own pace, whatever this machine's: four milliseconds a key.
READER = """(keys) => {
    let at = performance.now();
    for (const key of keys) {
        const pressed = new KeyboardEvent("keydown", { key, bubbles: true });
        Object.defineProperty(pressed, "timeStamp", { value: (at += 4) });
        document.body.dispatchEvent(pressed);
    }
}"""
EARS = """() => {
    window.felt = [];
    navigator.vibrate = (pattern) => window.felt.push(pattern);
    const { resume } = AudioContext.prototype;
    AudioContext.prototype.resume = async function () {
        await resume.call(this);
        window.sounding = true;
    };
    window.OscillatorNode = class extends OscillatorNode {
        constructor(context, options) {
            super(context, options);
            if (context.state === "running") window.felt.push(options.frequency);
        }
    };
}"""
Axe = Callable[[Page], Awaitable[None]]
Enrolled = Callable[..., AbstractAsyncContextManager[DoorPhone]]


@pytest.fixture
async def stage(database: str) -> Stage:
    return await set_stage()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return tmp_path / "camera.mjpeg"


@pytest.fixture
def enrolled(browsers: Browsers, live: str, clip: Path, stage: Stage) -> Enrolled:
    """`async with enrolled() as phone`, `enrolled(film)`, `enrolled(rights="supervise")`."""
    return partial(door_phone, browsers, live, clip, stage)


async def test_a_hand_brings_a_badge_up_and_ada_is_welcome(stage: Stage, enrolled: Enrolled, axe: Axe) -> None:
    ada = await stage.visitor()
    film = [*clips.hand(ada.code, 1.5), *clips.seconds(None, 60)]
    async with enrolled(film) as phone:
        await axe(phone.page)
        await phone.begin()
        await phone.says("BIENVENUE", "Ada")
        await axe(phone.page)
        await phone.page.locator("#answer").wait_for(state="hidden")
        await axe(phone.page)
        took = await phone.page.evaluate("() => performance.getEntriesByName('from frame to answer')[0].duration")
        [line] = await stage.received(1)
    assert took > 0, "the measure that a slow door is found by"
    assert (line["kind"], line["verdict"]) == ("scan", "welcome")
    assert abs(line["corrected_at"] - line["received_at"]) < timedelta(minutes=1), "the phone's clock is days off"


async def test_the_next_badge_needs_no_tap(stage: Stage, enrolled: Enrolled) -> None:
    ada = await stage.visitor()
    acme = await badges.issue(stage.edition, "exhibitor", ada.id, "Acme", "Ada Wong", "Stand B12")
    film = [*clips.seconds(ada.code, 4), *clips.seconds(None, 0.2), *clips.seconds(acme.code, 300)]
    async with enrolled(film) as phone:
        await phone.begin()
        await phone.says("Bienvenue", "Ada")
        await phone.says("Bienvenue", "Acme")
        await stage.received(2)
        await phone.page.wait_for_timeout(4000)
        await phone.waits(0)
        lines = await stage.lines()
    assert [line["verdict"] for line in lines] == ["welcome", "welcome"]


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


async def test_each_verdict_has_its_word_and_its_shape(stage: Stage, enrolled: Enrolled, axe: Axe) -> None:
    ada = await stage.visitor()
    tomorrow = await stage.visitor(day=stage.next_day)
    async with enrolled() as phone:
        await phone.begin()
        for code, tone, words in (
            (ada.code, "good", ("Bienvenue", "Ada")),
            (ada.code, "bad", ("Déjà passé", "Entré à 10", "porte A")),
            ("HJ00000000000000000", "bad", ("Code inconnu",)),
            (tomorrow.code, "bad", ("Pas aujourd’hui", "samedi 28 novembre")),
        ):
            await phone.type(code)
            await phone.says(*words)
            assert await phone.page.get_attribute("#answer", "data-tone") == tone
        await axe(phone.page)
        await phone.patient()
        await phone.type(tomorrow.code)
        await phone.tap("#answer-let-in")
        await phone.says("Bienvenue", "Entrée acceptée à la main")


async def test_each_answer_sounds_and_shakes_in_its_own_way_or_is_silent(stage: Stage, enrolled: Enrolled) -> None:
    ada = await stage.visitor()
    async with enrolled() as phone:
        await phone.page.evaluate(EARS)
        await phone.begin()
        await phone.page.wait_for_function("() => window.sounding")
        await phone.type(ada.code)
        await phone.says("Bienvenue")
        good = await phone.page.evaluate("() => window.felt.splice(0)")
        await phone.type(ada.code)
        await phone.says("Déjà passé")
        bad = await phone.page.evaluate("() => window.felt.splice(0)")
        await phone.page.locator("#answer").wait_for(state="hidden")
        await phone.page.click("#settings-open")
        await phone.page.uncheck("#settings-sound")
        await phone.page.keyboard.press("Escape")
        await phone.type(ada.code)
        await phone.page.locator("#answer:not([hidden])").wait_for()
        silent = await phone.page.evaluate("() => window.felt.splice(0)")
    assert good == [[60], 660, 990]
    assert bad == [[300, 120, 300], 196, 147]
    assert silent == [[300, 120, 300]]


async def test_a_foreign_code_leaves_only_its_hash(stage: Stage, enrolled: Enrolled) -> None:
    secret = "https://example.org/ticket?name=Ada"
    async with enrolled(clips.seconds(secret, 2)) as phone:
        sent: list[str] = []
        phone.page.on("request", lambda asked: sent.append(asked.post_data or ""))
        await phone.begin()
        await phone.says("PAS À NOUS")
        [line] = await stage.received(1)
        await phone.waits(0)
        kept = await phone.page.evaluate(
            "() => new Promise((done) => { const asked = indexedDB.open('forum-porte');"
            " asked.onsuccess = () => { const all = asked.result.transaction('records').objectStore('records').getAll();"
            " all.onsuccess = () => done(JSON.stringify(all.result)); }; })"
        )
    assert not any("example.org" in text for text in [*sent, kept])
    assert line["verdict"] == "foreign"


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


@pytest.mark.parametrize("azerty", [False, True])
async def test_a_hand_reader_types_into_the_page(stage: Stage, enrolled: Enrolled, azerty: bool) -> None:
    ada = await stage.visitor()
    keys = show_code(ada.code) if not azerty else ada.code.translate(str.maketrans("0123456789", "à&é\"'(-è_ç"))
    async with enrolled() as phone:
        await phone.begin()
        await phone.page.evaluate(READER, [*keys, "Enter"])
        await phone.says("BIENVENUE", "Ada")


@pytest.mark.parametrize(
    ("flags", "frames", "words"),
    [
        (("--use-fake-ui-for-media-stream=deny",), True, "La caméra est refusée"),
        (("--use-fake-ui-for-media-stream",), False, "Aucune caméra"),
    ],
)
async def test_without_camera_the_page_says_why_and_typing_works(
    stage: Stage, enrolled: Enrolled, axe: Axe, flags: tuple[str, ...], frames: bool, words: str
) -> None:
    ada = await stage.visitor()
    async with enrolled(clips.seconds(None, 1) if frames else None, *flags) as phone:
        await phone.begin()
        await phone.page.get_by_text(words).wait_for()
        await axe(phone.page)
        await phone.type(show_code(ada.code).lower().replace("0", "o").replace("1", "l"))
        await phone.says("BIENVENUE", "Ada")


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


async def test_charlie_is_told_to_ask_for_the_code(phone: Page, stage: Stage, axe: Axe) -> None:
    await phone.goto("/porte")
    await phone.get_by_role("heading", name="Demandez le code d’inscription").wait_for()
    await axe(phone)


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


async def test_a_wrong_letter_is_said_and_keeps_what_was_typed(stage: Stage, enrolled: Enrolled, axe: Axe) -> None:
    ada = await stage.visitor()
    wrong = ada.code[:-1] + ("0" if ada.code[-1] != "0" else "1")
    async with enrolled(clips.seconds(wrong, 1)) as phone:
        await phone.begin()
        await phone.says("Pas à nous")
        await phone.type(wrong)
        await phone.page.locator("#typed-fault", has_text="pas juste").wait_for()
        assert await phone.page.input_value("#typed-code") == show_code(wrong)
        await axe(phone.page)


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
