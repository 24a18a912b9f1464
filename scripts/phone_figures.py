"""The door page in a real Chromium with a slow processor: from a frame of the camera to the answer, and from nothing to
the first badge without network. `scripts/bench phone [--badges N] [--slower N] [--rounds N]`.

The page's own processor is slowed by the browser, which leaves its worker alone: what reading a frame takes there is
counted again for each time that the page is slower.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.async_api import Page, ViewportSize, async_playwright

from forum import database
from forum.bench import scenes
from forum.bench.run import free_port, prepare
from forum.bench.server import serving
from forum.editions.queries import current_edition
from forum.settings import settings
from tests.browser import clips
from tests.kit.chromium import FLAGS, chromium_program

BADGES_IN_THE_CLIP = 8
# Told by the page's own measures (flow.js); a frame's reading is timed here, around the worker.
WATCH = """
window.readings = [];
const Plain = Worker;
window.Worker = class extends Plain {
    constructor(...facts) {
        super(...facts);
        this.addEventListener('message', ({ data }) => {
            if (data.text) window.readings.push(performance.now() - this.sentAt);
        });
    }
    postMessage(...facts) {
        this.sentAt = performance.now();
        super.postMessage(...facts);
    }
};
"""
LISTED = """() => new Promise((done) => {
    const asked = indexedDB.open('forum-porte');
    asked.onsuccess = () => {
        const all = asked.result.transaction('list').objectStore('list').getAll();
        all.onsuccess = () => {
            asked.result.close();
            done(all.result.reduce((sum, shelf) => sum + Object.keys(shelf).length, 0));
        };
    };
})"""
MEASURED = """() => performance.getEntriesByName('from frame to answer').map((one) => [one.duration, one.startTime + one.duration])"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--badges", type=int, default=20_000, help="badges on the phone's list")
    asked.add_argument("--slower", type=int, default=4, help="how many times slower the page's processor is")
    asked.add_argument(
        "--rounds", type=int, default=5, help=f"times that {BADGES_IN_THE_CLIP} badges are shown, each way"
    )
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as scratch:
        os.environ["FORUM_DATA"] = scratch
        settings.cache_clear()
        codes, *_ = asyncio.run(prepare(chosen.badges))
        link = asyncio.run(_enrolment())
        port = free_port()
        with serving(port):
            asyncio.run(measure(f"http://127.0.0.1:{port}", link, codes, chosen, Path(scratch) / "clip.mjpeg"))


async def _enrolment() -> str:
    await database.start()
    try:
        return await scenes.enrolment(await current_edition())
    finally:
        await database.stop()


async def measure(base: str, link: str, codes: Sequence[str], chosen: argparse.Namespace, clip: Path) -> None:
    """Enrol, bring the list, film badges with and without network, then open the page without network."""
    film = [
        frame for code in codes[:BADGES_IN_THE_CLIP] for frame in (*clips.seconds(code, 1), *clips.seconds(None, 2.5))
    ]
    clips.write(clip, film)
    camera = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={clip}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_program(), args=[*FLAGS, *camera, "--use-fake-ui-for-media-stream"]
        )
        context = await browser.new_context(
            base_url=base, viewport=ViewportSize(width=390, height=844), has_touch=True, is_mobile=True
        )
        context.set_default_timeout(300_000)
        await context.add_init_script(WATCH)
        page = await context.new_page()
        await page.goto(f"/porte/inscription/{link}")
        await page.fill("#name", "Banc")
        await page.click("button[type=submit]")
        await page.locator("html[data-ready]").wait_for(state="attached")
        await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        while await page.evaluate(LISTED) < chosen.badges:  # noqa: ASYNC110 - the phone's database tells nobody
            await asyncio.sleep(0.5)
        print(f"{await page.evaluate(LISTED)} badges on the phone's list")

        throttle = await context.new_cdp_session(page)
        await throttle.send("Emulation.setCPUThrottlingRate", {"rate": chosen.slower})
        await page.click("#start-go")
        _tell("online, frame to answer", await _answers(page, chosen))
        await context.set_offline(True)
        openings = [await _open(page) for _ in range(chosen.rounds)]
        _tell(f"offline, opened warm at {chosen.slower}x, page to first answer", openings)
        _tell("offline, frame to answer", await _answers(page, chosen))
        await throttle.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        _tell(
            "offline, opened warm at full speed, page to first answer",
            [await _open(page) for _ in range(chosen.rounds)],
        )
        await browser.close()


async def _answers(page: Page, chosen: argparse.Namespace) -> list[float]:
    """Milliseconds from frame to answer of so many badges, with what a slower worker would add."""
    wanted = chosen.rounds * BADGES_IN_THE_CLIP
    measured = await _measured(page, wanted)
    readings = sorted(await page.evaluate("() => window.readings"))
    slower = (chosen.slower - 1) * readings[len(readings) // 2]
    print(
        f"  a frame is read in {readings[len(readings) // 2]:.1f} ms in the worker (median): {slower:.0f} ms are added"
    )
    return [one[0] + slower for one in measured]


async def _open(page: Page) -> float:
    """Reload, tap « Commencer » as soon as it is there; milliseconds from the navigation to the first answer."""
    await page.reload()
    await page.locator("html[data-ready]").wait_for(state="attached")
    await page.evaluate("() => document.getElementById('start-go').click()")
    measured = await _measured(page, 1)
    return float(measured[0][1])


async def _measured(page: Page, count: int) -> list[list[float]]:
    """How long each answer took and when it was there, once there are so many."""
    await page.wait_for_function(f"() => ({MEASURED})().length >= {count}", polling=50)
    measured: list[list[float]] = await page.evaluate(MEASURED)
    return measured


def _tell(name: str, values: Sequence[float]) -> None:
    ordered = sorted(values)
    p90 = ordered[math.ceil(0.9 * len(ordered)) - 1]
    print(f"{name}: median {ordered[len(ordered) // 2]:.0f} ms, 90th percentile {p90:.0f} ms, n = {len(ordered)}")


if __name__ == "__main__":
    main()
