"""Dora's phone reads a badge, with its camera, a hand reader or typed, and answers; in a real Chromium with a fake camera."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forum.badges import service as badges
from forum.badges.codes import show_code
from tests.browser import clips
from tests.browser.door_phone import Axe, Enrolled
from tests.door.stage import Stage

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
