"""Every letter with made-up fields, so that organisers see what leaves before anybody registers."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, meta, nodes

from forum.mail import names, rendering
from forum.mail.rendering import BrokenLetter, Letterhead, Rendered

_SAMPLES: dict[str, str | int | list[str]] = {
    "first_name": "Thérèse",
    "last_name": "Grenier",
    "name": "Thérèse Grenier",
    "email": "therese.grenier@forum.example",
    "date": "vendredi 27 novembre 2026",
    "day": "vendredi 27 novembre 2026",
    "hour": "9\u00a0h\u00a015",
    "time": "9\u00a0h\u00a015",
    "arrival": "9\u00a0h\u00a015",
    "opens": "9\u00a0h",
    "closes": "18\u00a0h",
    "setup": "7\u00a0h\u00a030",
    "teardown": "18\u00a0h",
    "place": "Palais des sports, Saint-Claude",
    "gate": "A",
    "organisation": "Lunetterie Acmé (société inventée)",
    "exhibitor": "Lunetterie Acmé (société inventée)",
    "stand": "A12",
    "number": "A12",
    "zone": "Allée des lunettes",
    "sector": "Lunetterie et optique",
    "surface": "3 × 2\u00a0m",
    "tables": 2,
    "chairs": 4,
    "panels": 1,
    "people": 3,
    "power": "2 000 W",
    "school": "Collège du Plateau",
    "class_name": "3ᵉ B",
    "level": "3e",
    "pupils": 27,
    "adults": 2,
    "heads": 29,
    "rank": 2,
    "departure": "11\u00a0h\u00a015",
    "teacher": "Thérèse Grenier",
    "coaches": 1,
    "children": 1,
    "code": "HJ-7KQF-3M2P-9XTB-4WNC",
    "phone": "03 84 41 00 00",
    "reason": "Le stand a été attribué à une autre demande.",
    "title": "Le forum est reporté – Forum des métiers",
    "changes": "d’horaire",
    "now": [
        "Montage du stand A12\u00a0: vendredi 27 novembre 2026, de 7\u00a0h\u00a030 à 9\u00a0h\u00a030",
        "Stand A12\u00a0: vendredi 27 novembre 2026, de 9\u00a0h\u00a030 à 18\u00a0h",
    ],
    "pieces": [
        "La déclaration de votre machine\u00a0: sans elle, le stand ne peut pas être confirmé.",
        "Les noms de 2 personnes du stand, pour les badges.",
    ],
    "text": "Il a beaucoup neigé cette nuit : l’ouverture est repoussée à 10 h.",
    "advice": "Nous conseillons un accompagnateur pour quinze élèves.",
    "was": "29 personnes à 9\u00a0h\u00a030",
    "word": "Cette allée est complète pour votre filière.",
    "asked_at": "lundi 2 novembre 2026 à 9 h",
    "until_hour": "9\u00a0h\u00a045",
    "until": "mardi 24 novembre 2026 à 18 h",
    "url": "https://forum.example/",
    "device": "Téléphone de l’accueil n° 2",
    "role": "organisation",
    "roles": "organisation, accueil",
    "edition": "Forum des métiers du Haut-Jura 2026",
    "what": "votre inscription de visiteur",
}


# Where a field's name alone would suggest something else.
_OTHERWISE: dict[tuple[str, str], str] = {
    ("class_visits/letters/cancelled.md", "word"): "Vous nous l’avez demandé par téléphone.",
    ("class_visits/letters/changed.md", "word"): "Le créneau de 9 h était complet.",
    ("stands/letters/moved.md", "word"): "B7",
    ("stands/letters/offered.md", "word"): "A12",
    ("stands/letters/put_back.md", "word"): "La cloison du stand doit rester libre pour l’issue de secours.",
    ("visitors/letters/goodbye.md", "word"): "Vous nous l’avez demandé par téléphone.",
    ("visitors/letters/waiting.md", "heads"): "3",
    ("visitors/letters/promoted.md", "heads"): "3",
    ("visitors/letters/changed.md", "heads"): "3",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One template: its subject with made-up fields, or why it is broken."""

    template: str
    concept: str
    name: str
    title: str
    readers: str
    subject: str
    fields: list[str]
    broken: str | None


def all_samples(head: Letterhead) -> list[Sample]:
    """Every letter there is, by its readers and what it is for."""
    return [_sample(template, head) for template in sorted(names.templates(), key=names.in_order)]


def sample(template: str, head: Letterhead) -> Rendered:
    """One letter with made-up fields. Raises BrokenLetter."""
    if template not in names.templates():
        raise BrokenLetter("Ce modèle n’existe pas.")
    return rendering.render(template, made_up(template), head, f"{head.site}/lien/exemple")


@functools.cache
def made_up(template: str) -> dict[str, Any]:
    """A plausible value for each field that the template asks for; a list where it runs through one."""
    env = Environment()  # noqa: S701 - only parsed, nothing is rendered
    try:
        tree = env.parse(rendering.source_of(template))
    except Exception as fault:
        raise BrokenLetter(f"Le modèle {template} est mal écrit\u00a0: {fault}") from fault
    lists = {loop.iter.name for loop in tree.find_all(nodes.For) if isinstance(loop.iter, nodes.Name)}
    lists |= {
        filtered.node.name
        for filtered in tree.find_all(nodes.Filter)
        if filtered.name == "join" and isinstance(filtered.node, nodes.Name)
    }
    ours = {"link", "forum_name", "forum_dates", "forum_place", "contact_email", "contact_phone", "site"}
    wanted = meta.find_undeclared_variables(tree) - ours
    return {name: _OTHERWISE.get((template, name)) or _value(name, name in lists) for name in sorted(wanted)}


def _value(name: str, many: bool) -> str | int | list[str]:
    found = _SAMPLES.get(name)
    if many:
        return found if isinstance(found, list) else [f"Premier exemple ({name})", f"Second exemple ({name})"]
    if found is None:  # « contact_first_name » is a kind of « first_name »
        ending = max((key for key in _SAMPLES if name.endswith("_" + key)), key=len, default=None)
        found = _SAMPLES[ending] if ending else f"‹{name}›"
    return found


def _sample(template: str, head: Letterhead) -> Sample:
    subject, broken = "", None
    fields: list[str] = []
    try:
        fields = sorted(made_up(template))
        subject = sample(template, head).subject
    except BrokenLetter as fault:
        broken = str(fault)
    name = template.rpartition("/")[2].removesuffix(".md")
    concept = template.partition("/")[0]
    return Sample(template, concept, name, names.title(template), names.readers(template), subject, fields, broken)
