"""Markdown to the two faces of a letter: HTML with its styles on every tag (mail readers drop stylesheets), and plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})

# In `{{ code }}` Markdown leaves the backslashes of an escaped field standing.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
SANS = "Atkinson Hyperlegible,Verdana,DejaVu Sans,Arial,sans-serif"
_INK = "#14281f"
STYLES = {
    "p": f"margin:0 0 18px;font-size:17px;line-height:1.55;color:{_INK}",
    "h1": f"margin:0 0 14px;font-size:26px;line-height:1.2;color:{_INK}",
    "h2": f"margin:26px 0 10px;font-size:20px;line-height:1.3;color:{_INK}",
    "h3": f"margin:22px 0 8px;font-size:17px;line-height:1.3;color:{_INK}",
    "ul": "margin:0 0 20px;padding:14px 20px;list-style:none;background:#f3ecdb;border-left:5px solid #eeb23c;border-radius:6px",
    "ol": "margin:0 0 20px;padding:0 0 0 26px",
    "li": f"margin:4px 0;font-size:17px;line-height:1.5;color:{_INK}",
    "a": "color:#1f5f45;font-weight:bold;text-decoration:underline",
    "blockquote": "margin:0 0 18px;padding:2px 0 2px 16px;border-left:3px solid #857c69",
    "hr": "margin:26px 0;border:0;border-top:1px solid #d6ccb6",
    "code": (
        "font-family:DejaVu Sans Mono,Menlo,Consolas,monospace;font-size:18px;font-weight:bold;letter-spacing:.5px;"
        "white-space:nowrap;color:#7b3d29"
    ),
}
_BUTTON = (
    "display:inline-block;padding:13px 24px;background:#1f5f45;color:#ffffff;border-radius:8px;font-size:17px;"
    "line-height:1.3;font-weight:bold;text-decoration:none"
)


def both(source: str) -> tuple[str, str]:
    """The body as HTML and as plain text.

    In HTML a paragraph that is nothing but a link becomes a button; in the text links are written out, bold marks are
    gone and lists have dashes.
    """
    tokens = _markdown.parse(source)
    _dress(tokens)
    writer = _Plain()
    for token in tokens:
        writer.take(token)
    html = str(_markdown.renderer.render(tokens, _markdown.options, {}))
    return html, "\n\n".join(writer.blocks).strip() + "\n"


def _dress(tokens: Sequence[Token]) -> None:
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.tag in STYLES and token.nesting >= 0:
            token.attrSet("style", STYLES[token.tag])
        children = token.children or []
        button = before is not None and before.type == "paragraph_open" and not before.hidden and _only_link(children)
        for child in children:
            if child.type == "link_open":
                child.attrSet("style", _BUTTON if button else STYLES["a"])
                if button:
                    child.attrSet("class", "button")
            elif child.type == "code_inline":
                child.attrSet("style", STYLES["code"])
                child.content = _ESCAPED.sub(r"\1", child.content)


class _Plain:
    """Gathers the blocks of a plain text, one token after the other."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._lists: list[int | None] = []  # the next number of each open list, None for dashes
        self._lines: list[str] = []
        self._mark = ""
        self._quoted = 0

    def take(self, token: Token) -> None:
        """Add what this token says."""
        if token.type.endswith("_list_open"):
            self._lists.append(None if token.type.startswith("bullet") else int(token.attrGet("start") or 1))
        elif token.type.endswith("_list_close"):
            self._end_list()
        elif token.type == "list_item_open":
            self._begin_item()
        elif token.type.startswith("blockquote"):
            self._quoted += token.nesting
        elif token.type == "hr":
            self.blocks.append("* * *")
        elif token.type in ("inline", "fence", "code_block"):
            self._say(_inline(token.children or []) if token.type == "inline" else token.content.rstrip())

    def _say(self, words: str) -> None:
        if self._lists:
            margin = "  " * (len(self._lists) - 1)
            self._lines.append(margin + self._mark + words.replace("\n", f"\n{margin}  "))
            self._mark = "  "
        elif self._quoted:
            self.blocks.append("> " + words.replace("\n", "\n> "))
        else:
            self.blocks.append(words)

    def _begin_item(self) -> None:
        number = self._lists[-1]
        self._mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1

    def _end_list(self) -> None:
        self._lists.pop()
        if not self._lists:
            self.blocks.append("\n".join(self._lines))
            self._lines = []


def _inline(children: Sequence[Token]) -> str:
    alone = _only_link(children)
    said: list[str] = []
    address = ""
    start = 0
    for child in children:
        if child.type == "link_open":
            address, start = str(child.attrGet("href") or ""), len(said)
        elif child.type == "link_close":
            words = "".join(said[start:])
            plain = address.removeprefix("mailto:")
            if plain != words:
                said.append(f"\u00a0:\n{plain}" if alone else f" ({plain})")
        elif child.type in ("softbreak", "hardbreak"):  # a line's end in a template ends the line
            said.append("\n")
        elif child.type in ("text", "code_inline"):
            said.append(child.content)
    return "".join(said)


def _only_link(children: Sequence[Token]) -> bool:
    children = [child for child in children if child.type != "text" or child.content]
    return (
        len(children) >= 2
        and children[0].type == "link_open"
        and children[-1].type == "link_close"
        and sum(child.type == "link_open" for child in children) == 1
    )
