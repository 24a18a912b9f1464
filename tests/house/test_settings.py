"""Every setting of the environment is in the README's table, and the table names none that is not read."""

from __future__ import annotations

import re

from tests.house.sources import files, read


def test_the_readme_lists_every_setting() -> None:
    read_here = set(re.findall(r'"(FORUM_[A-Z_]+)"', read("forum/settings.py")))
    table = "\n".join(line for line in read("README.md").splitlines() if line.startswith("| `FORUM_"))
    assert read_here == set(re.findall(r"FORUM_[A-Z_]+", table)) - {"FORUM_DATA/secret"}


def test_the_servers_files_name_settings_that_are_read() -> None:
    known = set(re.findall(r'"(FORUM_[A-Z_]+)"', read("forum/settings.py"))) | {"FORUM_ENV"}
    shipped = [name for name in files() if name.startswith("scripts/deploy/")]
    assert shipped
    assert {word for name in shipped for word in re.findall(r"FORUM_[A-Z_]+", read(name))} <= known
