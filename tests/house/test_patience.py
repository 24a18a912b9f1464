"""No test asserts how long something took: that is a figure of the machine, and `scripts/bench` gives those.

A test waits for what must happen, for `tests.kit.patience.SECONDS` at most.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.sources import files, read

CLOCKS = {"perf_counter", "perf_counter_ns", "process_time", "thread_time", "monotonic", "monotonic_ns", "time_ns"}
WAITS = {"timeout", "wait_for", "fail_after", "move_on_after", "set_default_timeout"}
TESTS = [name for name in files() if name.startswith("tests/") and name.endswith(".py")]


def test_no_test_measures_time_or_is_impatient() -> None:
    assert {name: found for name in TESTS if (found := list(faults(read(name))))} == {}


def faults(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute | ast.Name):
            word = node.attr if isinstance(node, ast.Attribute) else node.id
            if word in CLOCKS or (word == "time" and isinstance(node, ast.Attribute) and of(node.value) == "time"):
                yield f"line {node.lineno}: {word} measures time"
        elif isinstance(node, ast.Call) and not marks(node):
            own = [*node.args, *(word.value for word in node.keywords)] if of(node.func) in WAITS else []
            limits = [*own, *(word.value for word in node.keywords if word.arg == "timeout")]
            if any(isinstance(limit, ast.Constant) and isinstance(limit.value, int | float) for limit in limits):
                yield f"line {node.lineno}: a limit of its own instead of tests.kit.patience"


def of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def marks(call: ast.Call) -> bool:
    """pytest.mark.timeout(…) is for tests that are long by nature; pytest.param(…, marks=…) too."""
    return isinstance(call.func, ast.Attribute) and of(call.func.value) == "mark"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("began = time.perf_counter()", 1),
        ("assert time.time() - began < 2", 1),
        ("await asyncio.wait_for(it, 2)", 1),
        ("await asyncio.wait_for(it, patience.SECONDS)", 0),
        ("await page.locator('p').wait_for(timeout=20_000)", 1),
        ("await page.locator('p').wait_for()", 0),
        ("@pytest.mark.timeout(400)\ndef test(): ...", 0),
        ("datetime.time(9, 30)", 0),
    ],
)
def test_the_rule_itself(source: str, found: int) -> None:
    assert len(list(faults(source))) == found
