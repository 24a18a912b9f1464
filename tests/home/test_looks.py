"""The looks hold what they promise: contrast, one colour, icon and letter per sector, no drawing called that does not exist."""

import re
from pathlib import Path

import pytest

from forum.home.examples import EXAMPLES
from forum.territory.sectors import SECTORS

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TOKENS = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (STATIC / "css/tokens.css").read_text("utf-8")))
TEMPLATES = [*ROOT.glob("forum/**/pages/**/*.html"), *ROOT.glob("admin/**/pages/**/*.html")]

READ_ON_LIGHT = ["ink", "ink-soft", "spruce", "spruce-deep", "comte-deep", "briar", "lake", "good", "warn", "bad"]
GROUNDS = ["ground", "ground-deep", "paper"]


def luminance(colour: str) -> float:
    """Relative luminance of « #rrggbb » (WCAG 2.1)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", READ_ON_LIGHT)
def test_text_is_readable_on_every_ground(ink: str, ground: str) -> None:
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize("tone", ["good", "warn", "bad", "lake"])
def test_a_state_is_readable_on_its_own_pale_tone(tone: str) -> None:
    assert contrast(TOKENS[tone], TOKENS[f"{tone}-pale"]) >= 4.5


@pytest.mark.parametrize("sector", SECTORS, ids=lambda sector: sector.code)
def test_a_sector_reads_as_text_and_bears_white_letters(sector: object) -> None:
    colour = TOKENS[f"sector-{sector.code}"]  # type: ignore[attr-defined]
    assert contrast(colour, TOKENS["ground"]) >= 4.5
    assert contrast(colour, "#ffffff") >= 4.5


def test_every_sector_has_its_own_colour_icon_class_and_words() -> None:
    codes = {sector.code for sector in SECTORS}
    assert len({TOKENS[f"sector-{code}"] for code in codes}) == len(codes)
    assert symbols("sectors.svg") == codes
    assert set(re.findall(r"\.sector--(\w+)", (STATIC / "css/components/sector.css").read_text("utf-8"))) == codes
    assert set(EXAMPLES) == codes


def test_every_drawing_that_a_page_calls_exists() -> None:
    called = {
        name
        for page in TEMPLATES
        for pair in re.findall(r"ui\.svg'\) }}#([\w-]+)|\bicon\(\"([\w-]+)\"", page.read_text("utf-8"))
        for name in pair
        if name
    }
    assert called
    assert called <= symbols("ui.svg")


def test_every_piece_of_style_is_in_some_style_sheet_once() -> None:
    sheets = {
        sheet: re.findall(r'@import url\("([^"]+)"\)', sheet.read_text("utf-8"))
        for sheet in (STATIC / "css").glob("*.css")
    }
    assert [sheet.name for sheet, names in sheets.items() if len(names) != len(set(names))] == []
    pieces = {f"{path.parent.name}/{path.name}" for path in STATIC.glob("css/*/*.css")}
    assert pieces - {name for names in sheets.values() for name in names} == set()


def symbols(sprite: str) -> set[str]:
    """The names of a sprite's drawings."""
    return set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons" / sprite).read_text("utf-8")))
