"""The forms of a page, with what a browser would send of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

TYPED = {
    "text",
    "search",
    "email",
    "tel",
    "url",
    "number",
    "date",
    "time",
    "datetime-local",
    "password",
    "color",
    "textarea",
}


@dataclass
class Form:
    """Where it goes and how; its fields with the values they hold; which are typed into, chosen from, or files."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    chosen: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    @property
    def shape(self) -> tuple[str, frozenset[str]]:
        """Forms with the same fields at addresses of one kind are the same form."""
        from tests.journeys.walk import kind_of

        return f"{self.method} {kind_of(self.action)}", frozenset(name for name, _ in self.fields) | self.typed


def forms_of(page: str, at: str) -> list[Form]:
    """Every form of a page that lies at an address."""
    reader = _Reader(at)
    reader.feed(page)
    return list(reader.forms.values())


class _Reader(HTMLParser):
    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.forms: dict[str, Form] = {}
        self.inside = ""
        self.select = ("", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin(said)
        owner = said.get("form", self.inside)
        form = self.forms.get(owner)
        if tag == "select":
            self.select = (owner, said.get("name", ""))
        if tag == "option" and "selected" in said and (form := self.forms.get(self.select[0])):
            form.fields.append((self.select[1], said.get("value", "")))
        elif form and said.get("name"):
            self._field(form, tag, said)

    def _begin(self, said: dict[str, str]) -> None:
        self.inside = said.get("id") or f"#{len(self.forms)}"
        where = urlsplit(urljoin(self.at, said.get("action") or self.at))
        address = where._replace(scheme="", netloc="", fragment="").geturl()
        self.forms[self.inside] = Form(address, said.get("method", "get").lower())

    def _field(self, form: Form, tag: str, said: dict[str, str]) -> None:
        name, kind = said["name"], said.get("type", "text") if tag == "input" else tag
        if kind == "file":
            form.files.add(name)
        if kind in {"checkbox", "radio", "select"}:
            form.chosen.add(name)
        if kind in TYPED:
            form.typed.add(name)
        if kind in TYPED or kind == "hidden" or "checked" in said:
            form.fields.append((name, said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = ""
        elif tag == "select":
            self.select = ("", "")
