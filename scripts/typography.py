"""Finds, and mends, plain spaces where French wants one that does not break: `scripts/typography.py [--mend] [FILE…]`.

Looks at what people read: the text of pages and letters, the strings of Python and JavaScript. A narrow no-break space
(U+202F) stands before « ; ! ? », a no-break space (U+00A0) before « : » and inside the quotes « », in « 9 h 30 » and « 500 W ».
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
END = r"(?=[\s\"'`<\x00]|$)"
UNITS = "W|V|m|m²|cm|min|kg|Go|Mo|ko"
RULES = [
    (re.compile(rf"(?<=[^\s\x00]) (?=[;!?]+{END})"), "\u202f"),
    (re.compile(rf"(?<=[^\s\x00]) (?=:{END})"), "\u00a0"),
    (re.compile(r"(?<=«) | (?=»)"), "\u00a0"),
    (re.compile(r"(?<=\d) (?=h\b)|(?<=\d h) (?=\d)|(?<=\d) (?=[€%])"), "\u00a0"),
    (
        re.compile(rf"(?:(?<=\d)|(?<=\x00x)) (?=(?:{UNITS})(?:x\x00|(?![\w’'²])))"),
        "\u00a0",
    ),  # after a number, or what holds one
]
APOSTROPHE = (re.compile(r"(?<=[a-zà-ÿ])'(?=[a-zà-ÿ])", re.I), "’")

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
MARKUP = re.compile(r"<!--.*?-->|<(script|style|code|pre)\b.*?</\1>|<[^>]*>", re.S)
READ_ALOUD = re.compile(r"\b(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"")
QUOTED = re.compile(r"\"([^\"\n]*)\"")
HEADER = re.compile(r"\AObjet :")
SQL = re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE|VACUUM)\b")
SCRIPT = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`", re.S)


def faults(name: str, source: str) -> list[tuple[int, str]]:
    """Where a plain space or a straight apostrophe stands wrongly, and what belongs there."""
    prose = _prose(name, source)
    rules = [*RULES, APOSTROPHE] if name.endswith((".html", ".md")) else RULES
    return sorted({(found.start(), right) for rule, right in rules for found in rule.finditer(prose)})


def mended(name: str, source: str) -> str:
    """The same source with the right spaces; written as escapes in code, where a person could not see them."""
    for place, right in reversed(faults(name, source)):
        written = right if name.endswith((".html", ".md")) else f"\\u{ord(right):04x}"
        source = source[:place] + written + source[place + 1 :]
    return source


def _prose(name: str, source: str) -> str:
    """The source, of the same length, with all that nobody reads blanked out."""
    kind = name.rpartition(".")[2]
    if kind == "py":
        return _keep(source, _python_strings(source))
    if kind == "js" or kind == "mjs":
        strings = (found.span() for found in SCRIPT.finditer(source) if source[found.start()] in "\"'`")
        return re.sub(r"\$\{[^}]*\}", lambda hole: "x" * len(hole[0]), _keep(source, strings))
    source = HEADER.sub(lambda found: "\0" * len(found[0]), source)
    prose = JINJA.sub(lambda found: _keep_quoted(found[0]), source)
    if kind == "html":
        prose = MARKUP.sub(lambda found: _keep_quoted(found[0], READ_ALOUD), prose)
    return prose


def _keep_quoted(code: str, quoted: re.Pattern[str] = QUOTED) -> str:
    """A tag or an expression counts as a word of the sentence it stands in; what it quotes may be prose itself."""
    kept = _keep(code, ((found.start(1) - 1, found.end(1) + 1) for found in quoted.finditer(code)))
    return "x" + kept[1:-1] + "x"


def _keep(source: str, spans: Iterator[tuple[int, int]]) -> str:
    blank = list(re.sub(r"[^\n]", "\0", source))
    for start, end in spans:
        blank[start:end] = source[start:end]
    return "".join(blank)


def _python_strings(source: str) -> Iterator[tuple[int, int]]:
    lines = [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    remarks = {
        node.value.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    strings = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        raw = re.match(r"[a-z]*r[a-z]*[\"']", token.string, re.I)
        if token.type in strings and token.start[0] not in remarks and not raw and not SQL.search(token.string):
            yield lines[token.start[0] - 1] + token.start[1], lines[token.end[0] - 1] + token.end[1]


def project() -> list[str]:
    """The files that hold words for people."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "forum", "admin", "static/js"]
    listed = subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True).stdout.split()
    ending = (".html", ".md", ".py", ".js", ".mjs")
    elsewhere = ("forum/data/", "forum/migrations/")
    return [n for n in listed if n.endswith(ending) and not n.startswith(elsewhere) and (TOP / n).is_file()]


def main(words: list[str]) -> int:
    count = 0
    for name in [word for word in words if word != "--mend"] or project():
        path = TOP / name
        source = path.read_text(encoding="utf-8")
        for place, right in faults(name, source):
            count += 1
            line = source.count("\n", 0, place) + 1
            print(
                f"{name}:{line}: U+{ord(right):04X} belongs in « {source[max(0, place - 20) : place + 10].strip()!r} »"
            )
        if "--mend" in words:
            path.write_text(mended(name, source), encoding="utf-8")
    print(f"{count} found{' and mended' if '--mend' in words else ''}.")
    return 1 if count and "--mend" not in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
