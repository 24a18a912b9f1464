"""Last year's workbook, as people keep it (a merged title, empty rows, formulas), from the file to the book and back again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from forum.database import fetch
from forum.people.sessions import cookie_name
from tests.admin.office import open_session
from tests.builders import a_fair
from tests.imports.lists import ACME, BOIS, HEADS, worked, xlsx_of
from tests.kit.chromium import screenshot_path

pytestmark = pytest.mark.browser
NOBODY = ("",) * len(HEADS)
WRONG = ("Sans adresse", "", "Bois", "Morez", "", "", "pas une adresse", "")


async def test_a_workbook_with_all_that_people_do_to_it(
    desk: Page, live: str, tmp_path: Path, axe: Callable[[Page], Awaitable[None]]
) -> None:
    await a_fair()
    await desk.context.add_cookies([{"name": cookie_name(), "value": await open_session(), "url": live}])
    told = (('=UPPER("lunetterie acme")', "LUNETTERIE ACME"), *ACME[1:])
    file = tmp_path / "exposants 2025.xlsx"
    file.write_bytes(xlsx_of(NOBODY, HEADS, told, NOBODY, BOIS, WRONG, NOBODY, merged=[("A1:H1", "Forum 2025")]))

    await desk.goto("/admin/imports?quoi=exhibitors")
    await desk.locator("#file").set_input_files(file)
    await desk.get_by_role("button", name="Lire le fichier").click()
    await expect(desk.locator("#name")).to_have_value(
        "0"
    )  # the heads stand under the title, and are known by their names
    await expect(desk.locator("#email")).to_have_value("6")
    await _look(desk, "import-columns", axe)
    await desk.get_by_role("button", name="Vérifier les lignes").click()
    await expect(desk.locator("#progress")).to_be_visible()

    [one] = await fetch("SELECT id FROM list_import")
    await worked(one["id"])
    await desk.reload()
    await expect(desk.get_by_role("heading", name="Importer 2 lignes")).to_be_visible()
    await expect(desk.locator("main")).to_contain_text("pas une adresse")
    assert await fetch("SELECT id FROM prospect") == []  # a dry run: nothing is written yet
    await _look(desk, "import-tried", axe)
    await _press_twice(desk, "Importer", "Importer")
    await worked(one["id"])
    await desk.reload()
    rows = await fetch("SELECT name FROM prospect ORDER BY name")
    assert [row["name"] for row in rows] == ["LUNETTERIE ACME", "Tournerie du Lac"]
    await _look(desk, "import-written", axe)
    await _press_twice(desk, "Annuler tout l’import", "Annuler l’import")
    await worked(one["id"])
    await desk.goto("/admin/carnet")
    await expect(desk.locator("main")).to_contain_text("Le carnet est vide")


async def _press_twice(page: Page, button: str, sure: str) -> None:
    """A button that asks first, and then what moves."""
    await page.locator("main").get_by_role("button", name=button, exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name=sure, exact=True).click()
    await expect(page.locator("#progress progress")).to_be_visible()


async def _look(page: Page, name: str, axe: Callable[[Page], Awaitable[None]]) -> None:
    """Nothing sticks out on a phone, and axe finds nothing."""
    wide = page.viewport_size
    assert wide is not None
    await page.screenshot(path=screenshot_path(f"{name}-1280"), full_page=True)
    await axe(page)
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    await page.screenshot(path=screenshot_path(f"{name}-390"), full_page=True)
    await page.set_viewport_size(wide)
