"""Compiled templates are kept beside the program, and a program that may not write there does without."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from forum.web import templates
from forum.web.static import StaticTree


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(templates, "_KEPT", tmp_path / "kept")
    return tmp_path / "kept"


def test_a_template_is_compiled_once_for_all_starts(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = next(name for name in templates.environment(StaticTree()).list_templates() if name.startswith("home/"))
    templates.environment(StaticTree()).get_template(name)
    assert any(kept.iterdir())
    monkeypatch.setattr(jinja2.Environment, "compile", None)  # compiling again would fail
    assert templates.environment(StaticTree()).get_template(name).filename


def test_without_the_right_to_write_there_pages_are_drawn_all_the_same(kept: Path) -> None:
    kept.write_text("a file where the folder should be")
    assert templates.environment(StaticTree()).get_template("layout.html").render()
