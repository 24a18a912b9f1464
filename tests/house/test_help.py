"""Each screen of the back office leads to its own part of the help, which is there."""

from __future__ import annotations

import re

from tests.house.sources import read


def test_every_entry_of_the_menu_has_its_part_of_the_help() -> None:
    layout, told = read("admin/pages/layout.html"), read("admin/pages/help.html")
    menu = set(re.findall(r'\("/admin/([a-z]+)", "', layout))
    assert menu
    parts = set(re.findall(r'<h2 id="([a-z]+)"', told))
    listed = set(re.findall(r'"([a-z]+)"', re.findall(r"in \((\"exposants\"[^)]*)\)", layout)[0]))
    assert menu - listed == set()
    assert listed - parts == set()
