"""Pages keep to the content policy, to the styles' tokens and to French typography."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import typography
from tests.house.sources import TOP, files, pages, read

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)

every_page = pytest.mark.parametrize("name", pages())


@pytest.mark.parametrize("name", [name for name in pages() if not name.startswith("forum/mail/pages/")])
def test_nothing_stands_inline(name: str) -> None:
    """The policy would stop it in the browser: styles and scripts are files. (Letters are read in mail programs.)"""
    markup = JINJA.sub("…", read(name))
    inline = re.findall(r"<[^>]*\s(?:style|on[a-z]+)\s*=[^>]*>|<style\b|<script\b(?![^>]*\ssrc=)[^>]*>", markup, re.I)
    data_blocks = [tag for tag in inline if re.search(r'type="application/(ld\+)?json"', tag)]
    assert [tag for tag in inline if tag not in data_blocks] == []


@every_page
def test_every_form_that_posts_carries_its_token(name: str) -> None:
    forms = re.findall(r"<form\b[^>]*method=[\"']?post.*?</form>", read(name), re.I | re.S)
    assert [form[:120] for form in forms if "csrf_input" not in form] == []


@every_page
def test_static_files_named_by_a_page_exist(name: str) -> None:
    named = re.findall(r"""\bstatic\(\s*['"]([^'"]+)['"]\s*\)""", read(name))
    assert [path for path in named if not (TOP / "static" / path).is_file()] == []


@pytest.mark.parametrize("name", typography.project())
def test_the_typography_is_french(name: str) -> None:
    """A line never breaks before « ; ! ? : » nor inside quotes. `scripts/typography.py --mend FILE` puts it right."""
    assert typography.faults(name, read(name)) == []


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        (
            "x.html",
            "<p>Qui vient ? {{ hint('Exemple : 39200') }}</p>",
            "<p>Qui vient\u202f? {{ hint('Exemple : 39200') }}</p>",
        ),
        (
            "x.html",
            '<a title="Lire : tout" href="?a ;">l\'un</a> ;',
            '<a title="Lire\xa0: tout" href="?a ;">l’un</a>\u202f;',
        ),
        (
            "x.py",
            '"""English : fine."""\nx = f"{a} : « non »"',
            '"""English : fine."""\nx = f"{a}\\u00a0: «\\u00a0non\\u00a0»"',
        ),
        (
            "x.html",
            "<p>{{ w | number }} W, {{ a }} m sur 12 m², {{ b }} mois, puis {{ c }} m’ont, {{ d }} V{% endif %}</p>",
            "<p>{{ w | number }}\xa0W, {{ a }}\xa0m sur 12\xa0m², {{ b }} mois, puis {{ c }} m’ont, {{ d }}\xa0V{% endif %}</p>",
        ),
        ("x.py", 'x = "SELECT a FROM b WHERE c = ?"', 'x = "SELECT a FROM b WHERE c = ?"'),
        (
            "x.js",
            "say(a ? `À 9 h 30 ${b ? c : d} !` : e);",
            "say(a ? `À 9\\u00a0h\\u00a030 ${b ? c : d}\\u202f!` : e);",
        ),
    ],
)
def test_the_typographer_mends_what_people_read_only(name: str, wrong: str, right: str) -> None:
    assert typography.mended(name, wrong) == right
    assert typography.faults(name, right) == []


def test_sheets_and_modules_named_by_others_exist() -> None:
    """What a style sheet or a script imports by a relative path is there, vendor/ included: set-up fills it."""
    patterns = {
        ".css": re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']"""),
        ".js": re.compile(r"""\b(?:from|import)\s*\(?["'](\.[^"']+)["']"""),
    }
    missing = []
    for name in (name for name in files() if name.startswith("static/") and Path(name).suffix in patterns):
        named = patterns[Path(name).suffix].findall(read(name))
        missing += [f"{name}: {path}" for path in named if not (TOP / name).parent.joinpath(path).is_file()]
    assert missing == []


def test_colours_have_names() -> None:
    """A colour stands in a custom property only; everything else says which one it means. White is white everywhere."""
    colour = re.compile(r"#(?!fff\b)[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\((?!255 255 255\b)", re.I)
    bare = []
    for name in (name for name in files() if name.startswith("static/css/")):
        sheet = re.sub(r"/\*.*?\*/", "", read(name), flags=re.S)
        declared = re.findall(r"[;{]\s*([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])", sheet)
        bare += [
            f"{name}: {what}: {value}" for what, value in declared if not what.startswith("--") and colour.search(value)
        ]
    assert bare == []
