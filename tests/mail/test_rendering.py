"""A template and its fields become a letter; what people typed stays what they typed."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from forum.mail import names, rendering, samples
from forum.mail.rendering import BrokenLetter, Letterhead

HEAD = Letterhead(
    forum="Forum des métiers du Haut-Jura",
    when="vendredi 27 novembre 2026",
    where="Palais des sports, Saint-Claude",
    contact="forum@exemple.fr",
    phone="0384410000",
    controller="la communauté de communes",
    site="https://forum.exemple.fr",
)
Add = Callable[[str, str], str]


class Tags(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attributes if name in ("href", "src")]


def body_of(text: str) -> str:
    return text.partition("\n--\n")[0].strip()


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "**gras** _souligné_ ~~barré~~",
        "[cliquez ici](https://charlie.exemple)",
        "<https://charlie.exemple>",
        "![image](https://charlie.exemple/x.png)",
        "# Titre",
        "1. un",
        "- liste",
        "> citation",
        "| a | b |",
        "&lt;b&gt; &amp; &#60;",
        r"antislash \ et \* et \\",
        "`code`",
        "{{ link }} {% raw %}",
        "l’élève d’à côté : « œuvre » 100 %",
        "=====",
        "    code en retrait",
    ],
)
def test_what_was_typed_is_read_literally_in_both_parts(templates: Add, typed: str) -> None:
    name = templates("said", "Objet : Un mot de {{ who }}\nVoici :\n\n{{ word }}\n\nFin, {{ word }}.\n")
    made = rendering.render(name, {"who": typed, "word": typed}, HEAD, "https://forum.exemple.fr/lien/x")
    said = typed.strip()
    assert body_of(made.text) == f"Voici\u00a0:\n\n{said}\n\nFin, {said}."
    assert made.subject == f"Un mot de {said}"
    plain = Tags(rendering.render(name, {"who": "Ada", "word": "Ada"}, HEAD).html)
    assert Tags(made.html).tags == plain.tags, "a field adds no tag"
    assert not any("charlie" in link for link in Tags(made.html).links)


def test_lines_of_a_longer_text_stay_lines(templates: Add) -> None:
    name = templates("said", "Objet : Information\n{{ text }}\n")
    made = rendering.render(name, {"text": "Il neige.\n\nLes cars :\nligne 1\nligne 2\n\n\n\nÀ demain."}, HEAD)
    assert body_of(made.text) == "Il neige.\n\nLes cars :\nligne 1\nligne 2\n\nÀ demain."
    assert made.html.count("<br") == 2 + 1, "two in the text, one in the letterhead"


def test_lists_links_and_buttons(templates: Add) -> None:
    name = templates(
        "said",
        "Objet : Votre visite\n"
        "- **Quand** : {{ hour }}\n- **Où** : {{ where }}\n\n"
        "{% for stop in stops %}\n{{ loop.index }}. {{ stop }}\n{% endfor %}\n\n"
        "[Voir mon badge]({{ link }})\n\nOu lisez le [plan]({{ site }}/plan).\n\nCode : `{{ code }}`\n",
    )
    fields = {"hour": "9 h 15", "where": "porte A", "stops": ["Stand A12", "Stand B3"], "code": "HJ-7KQF_*"}
    made = rendering.render(name, fields, HEAD, "https://forum.exemple.fr/lien/abc_-")
    assert body_of(made.text) == (
        "- Quand\u00a0: 9 h 15\n- Où\u00a0: porte A\n\n1. Stand A12\n2. Stand B3\n\n"
        "Voir mon badge\u00a0:\nhttps://forum.exemple.fr/lien/abc_-\n\n"
        "Ou lisez le plan (https://forum.exemple.fr/plan).\n\nCode\u00a0: HJ-7KQF_*"
    )
    assert '<a href="https://forum.exemple.fr/lien/abc_-" style="display:inline-block' in made.html
    assert made.html.count('class="button"') == 1
    assert ">HJ-7KQF_*</code>" in made.html


def test_a_link_that_is_not_a_web_address_is_no_link(templates: Add) -> None:
    name = templates("said", "Objet : Un lien\n[ici]({{ url }})\n")
    made = rendering.render(name, {"url": "javascript:alert(1)"}, HEAD)
    assert not any(link.startswith("javascript") for link in Tags(made.html).links)


def test_a_subject_is_one_line_whatever_the_fields_hold(templates: Add) -> None:
    name = templates("said", "Objet : Bonjour {{ name }} !\nBonjour.\n")
    made = rendering.render(name, {"name": "Ada\r\nBcc: charlie@exemple.fr\x00"}, HEAD)
    assert made.subject == "Bonjour Ada Bcc: charlie@exemple.fr\u202f!"


def test_french_spaces_survive(templates: Add) -> None:
    name = templates("said", "Objet : Déjà\u00a0? À {{ hour }}\nEnfin\u202f!\n")
    made = rendering.render(name, {"hour": "9\u00a0h\u00a015"}, HEAD)
    assert made.subject == "Déjà\u00a0? À 9\u00a0h\u00a015"
    assert body_of(made.text) == "Enfin\u202f!"


def test_plain_spaces_of_a_template_become_those_that_never_break(templates: Add) -> None:
    name = templates("said", "Objet : {{ n }} : oui ?\nDéjà ; « {{ n }} » ! {{ n }} % {{ 'a : b' }} {{ link }}\n")
    made = rendering.render(name, {"n": "x ?"}, HEAD, "https://forum.exemple.fr/lien/a?b=c")
    assert made.subject == "x ?\u00a0: oui\u202f?", "the field is left as it was typed"
    assert body_of(made.text) == (
        "Déjà\u202f; «\u00a0x ?\u00a0»\u202f! x ?\u00a0% a : b https://forum.exemple.fr/lien/a?b=c"
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("Bonjour\n", "ne commence pas par"),
        ("Objet : {{ nothing }}\nBonjour\n", "champ absent"),
        ("Objet : Oui\n{{ name.upper.x }}\n", "champ absent"),
        ("Objet : Oui\n{{ link }}\n", "champ absent"),
        ("Objet : Oui\n{{ name + 3 }}\n", "ne supporte pas"),
        ("Objet : Oui\n{% for %}\n", "mal écrit"),
        ("Objet : Oui\n{{ ''.__class__.__mro__ }}\n", "mal écrit"),
        ("Objet : Oui\n{% include 'visitors/letters/none.md' %}\n", "n’existe pas"),
        ("Objet : {% if false %}x{% endif %}\nBonjour\n", "objet vide"),
    ],
)
def test_a_broken_template_says_what_is_wrong(templates: Add, source: str, reason: str) -> None:
    name = templates("broken", source)
    with pytest.raises(BrokenLetter, match=reason):
        rendering.render(name, {"name": "Ada"}, HEAD)


def test_a_template_that_is_gone_says_so() -> None:
    with pytest.raises(BrokenLetter, match="n’existe pas"):
        rendering.render("visitors/letters/gone.md", {}, HEAD)


@pytest.mark.parametrize("template", sorted(names.templates()))
def test_every_letter_of_the_forum_can_be_posted(template: str) -> None:
    made = samples.sample(template, HEAD)
    assert "‹" not in made.subject + made.text, "add a plausible value to forum/mail/samples.py"
    assert len(made.subject) <= 120
    assert len(made.html.encode()) < 60_000
    assert "<img" not in made.html
    assert "{{" not in made.text
    # French typography: a space before « : ; ! ? » never breaks.
    assert not [word for word in (" :", " ;", " !", " ?", " »", "« ") if word in body_of(made.text) + made.subject]


def test_every_letter_says_whom_it_is_for_and_why() -> None:
    assert set(names._TOLD) == names.templates()
    assert len({names.in_order(template) for template in names.templates()}) == len(names.templates())
