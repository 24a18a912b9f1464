"""The examples in docstrings hold: whoever reads one may trust it."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.house import sources

WITH_EXAMPLES = [name for name in sources.python() if ">>>" in sources.read(name)]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_every_example_answers_as_written(name: str) -> None:
    module = importlib.import_module(name.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
    failed, tried = doctest.testmod(module)
    assert tried
    assert failed == 0
