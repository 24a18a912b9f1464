"""Every room of the forum has its rung. import-linter holds the imports; this holds what it cannot see."""

from __future__ import annotations

import re

from tests.house.sources import TOP, files, python, read, settings

NO_ROOMS = {"data", "pages", "migrations"}
"""Folders of forum/ that hold no code of ours to import."""


def rungs() -> list[str]:
    contracts = settings()["tool"]["importlinter"]["contracts"]  # type: ignore[index]
    ladder = next(contract for contract in contracts if contract["name"] == "The ladder")
    assert ladder["exhaustive"] is True
    return re.findall(r"\w+", " ".join(ladder["layers"]))


def rooms() -> set[str]:
    return {name.split("/")[1] for name in files() if name.startswith("forum/") and name.count("/") > 1} - NO_ROOMS


def test_every_folder_of_the_forum_has_its_rung() -> None:
    assert rooms() - set(rungs()) == set()


def test_every_rung_is_there() -> None:
    missing = [
        rung for rung in rungs() if not (TOP / "forum" / rung).exists() and not (TOP / "forum" / f"{rung}.py").exists()
    ]
    assert missing == []


def test_no_room_stands_on_two_rungs() -> None:
    assert sorted(rungs()) == sorted(set(rungs()))


def test_every_folder_with_python_in_it_is_a_package() -> None:
    """The import ladder looks into packages only: a folder without __init__.py would escape it."""
    folders = {name.rpartition("/")[0] for name in python()}
    assert sorted(folder for folder in folders if f"{folder}/__init__.py" not in files()) == []


def test_the_readme_draws_every_room() -> None:
    drawn = read("README.md")
    assert [room for room in sorted(rooms()) if not re.search(rf"\b{room}\b", drawn)] == []
