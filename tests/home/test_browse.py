"""The public site in a real browser: nothing outside is asked for, no script stumbles, axe finds nothing, forms help."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from forum.editions.values import EditionValue
from tests.kit.chromium import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("in_november")]
Axe = Callable[[Page], Awaitable[None]]
Opens = Callable[..., Awaitable[Page]]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_pages_are_clean_and_never_wider_than_the_screen(
    edition: EditionValue, axe: Axe, open_page: Opens, size: dict[str, int]
) -> None:
    page = await open_page(size)
    for path in ("/", "/donnees-personnelles", "/accessibilite", "/plan-du-site", "/sources", "/nulle-part"):
        await page.goto(path)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        await axe(page)


async def test_a_page_holds_in_320_pixels(edition: EditionValue, phone: Page) -> None:
    await phone.set_viewport_size({"width": 320, "height": 640})
    for path in ("/", "/visiteurs", "/donnees-personnelles"):
        await phone.goto(path)
        assert await phone.evaluate("document.documentElement.scrollWidth") <= 320


async def test_the_keyboard_goes_first_to_the_content(edition: EditionValue, desk: Page) -> None:
    await desk.goto("/sources")
    await desk.keyboard.press("Tab")
    await expect(desk.get_by_role("link", name="Aller au contenu")).to_be_focused()
    await desk.keyboard.press("Enter")
    assert await desk.evaluate("document.activeElement.id") == "main"


async def test_the_menu_opens_on_a_phone_and_closes_with_escape(edition: EditionValue, phone: Page) -> None:
    await phone.goto("/")
    button, entry = phone.get_by_role("button", name="Menu"), phone.locator("#nav").get_by_role("link", name="Le plan")
    await expect(entry).to_be_hidden()
    await button.click()
    await expect(entry).to_be_visible()
    await phone.keyboard.press("Escape")
    await expect(entry).to_be_hidden()
    await expect(button).to_be_focused()


async def test_a_commune_is_found_by_its_old_name_with_the_keyboard_alone(
    edition: EditionValue, desk: Page, axe: Axe
) -> None:
    await desk.goto("/visiteurs")
    field = desk.get_by_role("combobox", name="Code postal ou commune")
    await field.press_sequentially("morez")
    await expect(desk.get_by_role("option").first).to_contain_text("Hauts de Bienne")
    await axe(desk)
    await field.press("ArrowDown")
    await field.press("Enter")
    assert await desk.locator("input[name=commune]").input_value() == "39368"
    await expect(desk.get_by_role("listbox")).to_be_hidden()
    await field.press("Backspace")
    assert await desk.locator("input[name=commune]").input_value() == ""


async def test_a_refused_form_takes_the_reader_to_its_faults(edition: EditionValue, phone: Page, axe: Axe) -> None:
    await phone.goto("/visiteurs")
    await phone.get_by_label("Prénom").fill("Ada")
    await phone.get_by_role("button", name="Relire avant d’envoyer").click()
    summary = phone.locator(".error-summary")
    await expect(summary).to_be_focused()
    await expect(phone.get_by_label("Prénom")).to_have_value("Ada")
    await summary.get_by_role("link").first.click()
    assert await phone.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    await axe(phone)


async def test_numbers_step_by_one_between_their_bounds(edition: EditionValue, phone: Page) -> None:
    await phone.goto("/visiteurs")
    number = phone.locator("#companions")
    more, less = (
        phone.get_by_role("button", name="Un de plus").first,
        phone.get_by_role("button", name="Un de moins").first,
    )
    for _ in range(3):
        await more.click()
    assert await number.input_value() == "2"
    for _ in range(2):
        await less.click()
    assert await number.input_value() == "0"
    await expect(less).to_be_disabled()


async def test_the_form_works_without_script(edition: EditionValue, open_page: Opens) -> None:
    page = await open_page(PHONE, java_script_enabled=False)
    await page.goto("/visiteurs")
    assert await page.locator("#nav").is_visible()
    await page.get_by_role("button", name="Relire avant d’envoyer").click()
    await expect(page.locator(".error-summary")).to_be_visible()
