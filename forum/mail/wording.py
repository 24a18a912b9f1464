"""Words on their way into a letter: a field reads as it was typed, a template as French is set."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Undefined

from forum.mail import rules

_JINJA = re.compile(r"({{.*?}}|{%.*?%}|{#.*?#})", re.DOTALL)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Address(str):
    """An address that the program made: written as it is, where a field would be escaped."""

    __slots__ = ()


def literal(value: Any) -> Any:
    """A value as Markdown that reads exactly as it was typed; its line breaks stay, everything else is plain."""
    if isinstance(value, (Address, Undefined)):
        return value
    lines = [_PUNCTUATION.sub(r"\\\1", line.strip()) for line in _CONTROL.sub("", str(value)).split("\n")]
    return re.sub(r"\n{2,}", "\n\n", re.sub(r"(?<=[^\n])\n(?=[^\n])", "\\\\\n", "\n".join(lines).strip()))


def one_line(value: Any) -> Any:
    """A value for a header: one line, without control characters."""
    return value if isinstance(value, Undefined) else rules.one_line(_CONTROL.sub(" ", str(value)))


def typeset(source: str) -> str:
    """A template with the spaces that French never breaks; whoever words a letter may type plain ones."""
    prose = _JINJA.split(source)
    for place in range(0, len(prose), 2):
        said = re.sub(r"(?<=\S) (?=[:»%€])|(?<=«) ", "\u00a0", prose[place])
        prose[place] = re.sub(r"(?<=\S) (?=[;!?])", "\u202f", said)
        # A field just before: « {{ hour }} : »
        if place and prose[place][:1] == " " and prose[place][1:2] in set(":;!?»%€"):
            prose[place] = ("\u00a0" if prose[place][1] in ":»%€" else "\u202f") + prose[place][1:]
    return "".join(prose)
