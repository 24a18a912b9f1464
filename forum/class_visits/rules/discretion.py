"""What nobody should write of a pupil: a name, an illness. Free text is short here; it is asked about once, never refused."""

from __future__ import annotations

import re

from forum.territory.folding import fold

_HEALTH = re.compile(
    r"\b(?:handicap|autis|trisom|dyslex|dysprax|dyscalc|dysphas|dysorth|epilep|diabet|allerg|asthm|tdah|malad|medicament"
    r"|fauteuil|mdph|aesh|psych|depress)"
)
_CAPITALISED = re.compile(r"\b[A-ZÀ-Ý][a-zß-ÿ]{2,}(?:-[A-ZÀ-Ý][a-zß-ÿ]+)*")
_OF_CLASSES = re.compile(
    r"(?:sixieme|cinquieme|quatrieme|troisieme|seconde|premiere|terminale|tle|bac|pro|cap|bts|prepa|metiers|classe|groupe|option)s?"
    r"|section|generale?|techno(?:logique)?|professionnel(?:le)?|mention|complementaire|relais|dispositif|mission|locale"
    r"|apprenti(?:s|ssage)|stagiaires?|formation|cuisine|optique|lunetterie|plasturgie|logistique|microtechniques|commerce|vente"
    r"|gestion|europeenne|bilangue|sports?|musique|danse|theatre|segpa|ulis|agora|euro|les|des|aux"
)
HEALTH = "Aucune donnée de santé ici, un nombre d’élèves à besoins particuliers suffit, plus bas. Si ce n’en est pas, envoyez de nouveau."
NAME = "Cela ressemble au nom d’une personne\u00a0: n’écrivez jamais celui d’un élève. Si c’est bien la classe, envoyez de nouveau."


def doubt(words: str) -> str | None:
    """What makes one wonder whether a class is all that these words name, in a sentence; None when nothing does.

    A name is two words in a row with a capital each, neither of which is said of classes.

    >>> doubt("3e Kevin Martin") == NAME, doubt("Tle Bac Pro MELEC"), doubt("2de Optique")
    (True, None, None)
    """
    if _HEALTH.search(fold(words)):
        return HEALTH
    ends = -2
    for found in _CAPITALISED.finditer(words):
        if _OF_CLASSES.fullmatch(fold(found[0]).split()[0]):
            continue
        if found.start() - ends == 1:
            return NAME
        ends = found.end()
    return None
