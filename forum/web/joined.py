"""Files that name others are put together before they are served: a page asks for one stylesheet and one script.

On a slow phone each further module costs as much as its whole work (measured: 18 of them, 0.3 s with a processor four times
slower). What is joined is our own and simple: imports by name from a relative path, exports of functions and constants.
"""

import re
from pathlib import Path

_SHEET = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']\)?(?:\s+layer\(([\w.-]+)\))?\s*;""")
_IMPORT = re.compile(r"""^import \{([^}]*)\} from ["'](\.[^"']+)["'];\n""", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
_MODULE_WORD = re.compile(r"^(?:import|export)\b.*|\bimport\(.*", re.MULTILINE)


def join_sheet(path: Path) -> str:
    """A stylesheet with its imports put in place, each in its layer."""

    def put(match: re.Match[str]) -> str:
        text = join_sheet(path.parent / match[1])
        return f"@layer {match[2]} {{\n{text}\n}}" if match[2] else text

    return _SHEET.sub(put, path.read_text("utf-8"))


def join_script(path: Path) -> str:
    """A module with all that it imports before it, each once and in a scope of its own. Raises ValueError for words not known here."""
    done: dict[Path, str] = {}
    parts: list[str] = []
    main = _module(path.resolve(), done, parts)
    return "".join([*parts, main])


def _module(path: Path, done: dict[Path, str], parts: list[str]) -> str:
    """The module's text without imports and exports; those that it imports go to `parts` under a name."""

    def bring(match: re.Match[str]) -> str:
        other = (path.parent / match[2]).resolve()
        if other not in done:
            done[other] = ""  # a circle would find it without a name
            text = _module(other, done, parts)
            name = f"module{len(parts)}"
            told = ", ".join(name for _, name in _EXPORT.findall(other.read_text("utf-8")))
            parts.append(f"const {name} = (() => {{\n{text}\nreturn {{ {told} }};\n}})();\n")
            done[other] = name
        if not done[other]:
            raise ValueError(f"{path.name} and {other.name} import each other")
        return f"const {{{match[1].replace(' as ', ': ')}}} = {done[other]};\n"

    text = _EXPORT.sub(r"\1 \2", _IMPORT.sub(bring, path.read_text("utf-8")))
    if unknown := _MODULE_WORD.search(text):
        raise ValueError(f"{path.name}: cannot join «\u00a0{unknown[0]}\u00a0»")
    return text
