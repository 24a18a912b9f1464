"""From a template and its fields to a subject, a plain text and an HTML page. Pure: no database, no clock.

A template is Markdown with Jinja: the first line is « Objet : … », the rest the body. What people typed is written
literally: neither Markdown nor HTML in a field has any effect, and a subject is always one line. The sandbox is
immutable, and an unknown field is a fault of the template (BrokenLetter), never an empty place in somebody's letter.
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from forum.editions.values import EditionValue
from forum.mail import markup, names, rules
from forum.mail.wording import Address, literal, one_line, typeset
from forum.settings import settings
from forum.web import words

# The hills of the letterhead: half a width, a height, a tint. Triangles of borders, because mail readers block pictures.
_RIDGE = [
    (34, 16, "#1d4d39"),
    (58, 34, "#1f5f45"),
    (44, 22, "#1d4d39"),
    (76, 44, "#1f5f45"),
    (50, 26, "#1d4d39"),
    (40, 18, "#1f5f45"),
]
_SUBJECT = re.compile(r"Objet\s*:\s*(\S.*)")


log = logging.getLogger("forum.mail")


class BrokenLetter(Exception):
    """The template cannot be made into a letter; the message says why, in French, for the organisers."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every letter says of the forum, around its own words."""

    forum: str
    when: str
    where: str
    contact: str
    phone: str
    controller: str
    site: str
    wordings: Mapping[str, str] = field(default_factory=dict)
    """Templates that the organisers worded themselves: name to source."""

    @classmethod
    def of(cls, edition: EditionValue, wordings: Mapping[str, str] | None = None) -> Letterhead:
        """The letterhead of an edition, with its own wordings if there are."""
        days = [words.say_date(day.date) for day in edition.days]
        when = days[0] if len(days) == 1 else f"du {days[0]} au {days[-1]}" if days else ""
        return cls(
            forum=edition.name,
            when=when,
            where=f"{edition.place}, {edition.city}",
            contact=edition.contact_email,
            phone=edition.contact_phone,
            controller=edition.controller_name,
            site=settings().base_url,
            wordings=wordings or {},
        )


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter ready to be put in its envelope."""

    subject: str
    text: str
    html: str


def masked_link() -> str:
    """What organisers read where a letter carries somebody's personal link."""
    return f"{settings().base_url}/lien/…"


def render(template: str, fields: Mapping[str, Any], head: Letterhead, link: str | None = None) -> Rendered:
    """The letter. `link` is the address behind `{{ link }}`. Raises BrokenLetter.

    An organiser's own wording that cannot be made with these fields gives way to the default: no letter is lost by it.
    """
    if template in head.wordings:
        try:
            return render_source(template, head.wordings[template], fields, head, link)
        except BrokenLetter:
            log.warning("the wording of %s does not fit its fields; the default leaves", template)
    return render_source(template, source_of(template), fields, head, link)


def render_source(
    template: str, written: str, fields: Mapping[str, Any], head: Letterhead, link: str | None = None
) -> Rendered:
    """The same from words that are not those of the template's file. Raises BrokenLetter."""
    values = _values(fields, head, link)
    try:
        subject = rules.one_line(_subject(template, written).render(values))
        markdown = _body(written).render(values)
        body_html, text = markup.both(markdown)
        html = _frame().render(
            subject=subject,
            body=body_html,
            preview=_first_words(text),
            head=head,
            ridge=_RIDGE,
            phone=words.say_phone(head.phone),
            sans=markup.SANS,
            own=own_data(head, link),
        )
    except jinja2.UndefinedError as fault:
        raise BrokenLetter(f"Le modèle {template} demande un champ absent\u00a0: {fault.message}") from fault
    except jinja2.TemplateNotFound as fault:
        raise BrokenLetter(f"Le modèle {template} n’existe pas (ou plus).") from fault
    except jinja2.TemplateError as fault:
        raise BrokenLetter(f"Le modèle {template} est mal écrit\u00a0: {fault.message}") from fault
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as fault:
        raise BrokenLetter(f"Le modèle {template} ne supporte pas ces champs\u00a0: {fault}") from fault
    if not subject:
        raise BrokenLetter(f"Le modèle {template} donne un objet vide.")
    return Rendered(subject, text + _signature(head, link), html)


def subject_of(template: str, fields: Mapping[str, Any], head: Letterhead) -> str | None:
    """The subject alone, for lists; None when the template is broken."""
    try:
        written = head.wordings.get(template) or source_of(template)
        return rules.one_line(_subject(template, written).render(_values(fields, head, masked_link())))
    except (BrokenLetter, jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError):
        return None


def source(subject: str, body: str) -> str:
    """A subject and a body as a template file holds them."""
    return f"Objet\u00a0: {subject}\n{body}\n"


def parts_of(written: str) -> tuple[str, str]:
    """The subject and the body of a source; an empty subject when there is none."""
    first, _, rest = written.partition("\n")
    subject = _SUBJECT.fullmatch(first.strip())
    return (subject[1] if subject else ""), rest.strip("\n")


def source_of(template: str) -> str:
    """The text of a template. Raises BrokenLetter."""
    try:
        return str(_bodies().loader.get_source(_bodies(), template)[0])  # type: ignore[union-attr]
    except jinja2.TemplateNotFound as fault:
        raise BrokenLetter(f"Le modèle {template} n’existe pas (ou plus).") from fault


@functools.lru_cache(maxsize=256)
def _subject(template: str, written: str) -> jinja2.Template:
    subject = _SUBJECT.fullmatch(written.lstrip("\ufeff").partition("\n")[0].strip())
    if subject is None:
        raise BrokenLetter(f"Le modèle {template} ne commence pas par «\u00a0Objet\u00a0: …\u00a0».")
    return _subjects().from_string(typeset(subject[1]))


@functools.lru_cache(maxsize=256)
def _body(written: str) -> jinja2.Template:
    return _bodies().from_string(typeset(written.lstrip("\ufeff").partition("\n")[2]))


def _values(fields: Mapping[str, Any], head: Letterhead, link: str | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "forum_name": head.forum,
        "forum_dates": head.when,
        "forum_place": head.where,
        "contact_email": head.contact,
        "contact_phone": head.phone,
        "site": Address(head.site),
        **fields,
    }
    if link is not None:
        values["link"] = Address(link)
    return values


@functools.cache
def _bodies() -> jinja2.Environment:
    return _environment(literal)


@functools.cache
def _subjects() -> jinja2.Environment:
    return _environment(one_line)


def _environment(finalize: Any) -> jinja2.Environment:
    folders = {path.parent.name: jinja2.FileSystemLoader(path) for path in names.FORUM.glob("*/pages")}
    made = ImmutableSandboxedEnvironment(
        loader=jinja2.PrefixLoader(folders),
        autoescape=False,  # `finalize` escapes for Markdown, and markdown-it for HTML
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(number=words.say_number, class_name=words.say_class, phone=words.say_phone)
    return made


@functools.cache
def _frame() -> jinja2.Template:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(names.FORUM / "mail" / "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return made.get_template("letter.html")


def _first_words(text: str) -> str:
    """What a mail reader shows beside the subject: the letter's first sentences, without its addresses."""
    text = rules.one_line(re.sub(r"\(?https?://\S+", "", text))
    return text if len(text) <= 140 else text[:140].rpartition(" ")[0] + "…"


def own_data(head: Letterhead, link: str | None) -> str:
    """Where the reader sees what is held about them: behind their own link if the letter has one, else by asking for one."""
    return f"{link}?vers=donnees" if link else f"{head.site}/mes-donnees"


def _signature(head: Letterhead, link: str | None) -> str:
    lines = ["", "--", head.forum]
    lines += [f"{head.when} – {head.where}", head.site]
    lines += [f"Une question\u00a0? {head.contact}" + (f" – {words.say_phone(head.phone)}" if head.phone else "")]
    lines += [
        "",
        f"Ce courrier vous est envoyé par {head.controller} parce que cette adresse a été donnée pour une inscription"
        f" au forum. Voir, corriger ou effacer mes données\u00a0: {own_data(head, link)}",
        f"Vos droits\u00a0: {head.site}/donnees-personnelles",
    ]
    return "\n".join(lines) + "\n"
