"""Whether an organiser's wording makes a letter: named fields only, nothing that could hang or say nothing.

The sandbox would stop an attack at posting time; a person who words a letter is told at once, in French, beside the field.
"""

from __future__ import annotations

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from forum.mail import rendering, samples
from forum.mail.rendering import BrokenLetter, Letterhead, Rendered

ALWAYS = ("contact_email", "contact_phone", "forum_dates", "forum_name", "forum_place", "site")
_FILTERS = {"number", "class_name", "phone", "join", "upper", "lower", "capitalize"}
_MAY = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.Test,
    nodes.Filter,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.CondExpr,
)


def fields_of(template: str) -> list[str]:
    """The fields that a wording of this letter may use, `link` among them if the default has it. Raises BrokenLetter."""
    link = ["link"] if "link" in _used(rendering.source_of(template)) else []
    return sorted({*samples.made_up(template), *ALWAYS}) + link


def check(template: str, subject: str, body: str, head: Letterhead) -> tuple[Rendered | None, dict[str, str]]:
    """The letter with made-up people, or what is wrong: field (« subject », « body ») to sentence."""
    faults: dict[str, str] = {}
    allowed = set(fields_of(template))
    for name, words in (("subject", subject), ("body", body)):
        fault = _fault(words, allowed)
        if fault:
            faults[name] = fault
    if not faults and "link" in allowed and "link" not in _used(body):
        faults["body"] = "Il manque {{ link }}\u00a0: sans ce lien, la personne n’ouvre pas son espace."
    if faults:
        return None, faults
    try:
        written = rendering.source(subject, body)
        link = f"{head.site}/lien/exemple"
        return rendering.render_source(template, written, samples.made_up(template), head, link), {}
    except BrokenLetter as fault:
        return None, {"body": str(fault)}


def _fault(words: str, allowed: set[str]) -> str | None:
    try:
        tree = _parse(words)
    except TemplateSyntaxError as broken:
        return f"Une accolade ou une balise n’est pas fermée, ou s’écrit mal (ligne {broken.lineno})."
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _MAY) or (isinstance(node, nodes.Filter) and node.name not in _FILTERS):
            return f"Écriture non permise ici (ligne {node.lineno})\u00a0: seulement des champs et {{% if champ %}}."
        if isinstance(node, nodes.For) and not isinstance(node.iter, nodes.Name):
            return f"Une boucle parcourt un champ, rien d’autre (ligne {node.lineno})."
    # Only now: looking for names works out what is constant, « 'x' * 999999999 » for seconds and a thousand million bytes.
    unknown = sorted(meta.find_undeclared_variables(tree) - allowed)
    if unknown:
        listed = ", ".join(f"{{{{ {name} }}}}" for name in unknown)
        return f"Champ inconnu\u00a0: {listed}. Les champs possibles sont dans la liste."
    return None


def _used(words: str) -> set[str]:
    try:
        return set(meta.find_undeclared_variables(_parse(words)))
    except TemplateSyntaxError:
        return set()


def _parse(words: str) -> nodes.Template:
    return Environment().parse(words)  # noqa: S701 - only parsed, nothing is rendered
