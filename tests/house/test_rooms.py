"""Rooms are alike: the same kinds of file, small, each saying what it is."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.sources import files, python, read

LONGEST = 300
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?|process(ing)?|stuff|base|core|lib)(_|\.|$)")


@pytest.mark.parametrize("name", [name for name in python() if not name.startswith("forum/migrations/")])
def test_a_file_is_short(name: str) -> None:
    """A migration is not a room but a page of history: it may be long, and is never edited again."""
    assert len(read(name).splitlines()) <= LONGEST


@pytest.mark.parametrize("name", [name for name in python() if read(name).strip()])
def test_a_file_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(ast.parse(read(name))), "no docstring on top"


def test_names_say_something() -> None:
    named = [name for name in files() if name.startswith(("forum/", "admin/", "static/"))]
    assert [name for name in named if any(SAYS_NOTHING.search(part) for part in name.lower().split("/"))] in (
        [],
        ["static/css/base.css"],
    )


def test_the_back_office_has_no_nouns_and_no_verbs() -> None:
    kinds = {"tables", "service", "rules"}
    assert [name for name in python() if name.startswith("admin/") and kinds & set(re.split(r"[/.]", name))] == []


def test_handlers_never_write_a_query() -> None:
    handlers = [name for name in python() if re.search(r"/routes(\.py|/)", name)]
    asking = re.compile(r"\.where\(|\btransaction\(|\.select\(|\.objects\(|\bfetch\(")
    assert [name for name in handlers if asking.search(read(name))] == []


def test_rules_are_pure() -> None:
    """Decisions take the time and the rows as values: no await, no clock, no SQL."""
    rules = [name for name in python() if re.search(r"/rules(\.py|/)", name)]
    assert [name for name in rules if re.search(r"\bawait\b|\basync def\b|\bclock\.now|\bSELECT\b", read(name))] == []


@pytest.mark.parametrize(
    ("what", "where"),
    [
        (r"\bos\.environ\.get\b|\bos\.getenv\b|\bos\.environ\[[^\]]*\](?!\s*=[^=])", {"forum/settings.py"}),
        (r"\bdatetime\.now\(|\bdatetime\.today\(|\bdate\.today\(|\butcnow\(", {"forum/clock.py"}),
    ],
    ids=["the environment", "the time"],
)
def test_is_read_in_one_place(what: str, where: set[str]) -> None:
    assert {name for name in python() if re.search(what, read(name))} <= where
