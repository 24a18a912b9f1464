"""Names of sheets."""

from __future__ import annotations


def sheet_names(titles: list[str]) -> list[str]:
    """Names that both spreadsheets accept: at most 31 characters, none of : \\ / ? * [ ], each once."""
    found: list[str] = []
    for title in titles:
        name = "".join(" " if letter in ":\\/?*[]" else letter for letter in title)[:31].strip("' ")
        number = 2
        base = name
        while name.casefold() in {one.casefold() for one in found}:
            name = f"{base[:27]} ({number})"
            number += 1
        found.append(name)
    return found
