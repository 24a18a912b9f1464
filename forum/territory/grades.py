"""Grade levels, and reading them as teachers write them: « 3ème B », « 2nde », « Tle MELEC », « CAP 1 »."""

import re
from enum import StrEnum

from forum.territory.folding import fold


class GradeLevel(StrEnum):
    """The level of a class; the value is what the database stores, `label` what people read."""

    SIXIEME = "6e"
    CINQUIEME = "5e"
    QUATRIEME = "4e"
    QUATRIEME_SEGPA = "4e-segpa"
    TROISIEME = "3e"
    TROISIEME_PREPA = "3e-prepa-metiers"
    TROISIEME_SEGPA = "3e-segpa"
    ULIS = "ulis"
    UPE2A = "upe2a"
    SECONDE = "2de-gt"
    SECONDE_PRO = "2de-pro"
    CAP_1 = "cap-1"
    CAP_2 = "cap-2"
    PREMIERE = "1re-generale"
    PREMIERE_TECHNO = "1re-techno"
    PREMIERE_PRO = "1re-pro"
    TERMINALE = "tle-generale"
    TERMINALE_TECHNO = "tle-techno"
    TERMINALE_PRO = "tle-pro"
    MENTION = "mc-fcil"
    BTS_1 = "bts-1"
    BTS_2 = "bts-2"
    APPRENTIS = "apprentis"
    PREPA_APPRENTISSAGE = "prepa-apprentis"
    RELAIS = "relais"
    FORMATION_CONTINUE = "formation"
    MISSION_LOCALE = "mission-locale"
    AUTRE = "autre"

    @property
    def label(self) -> str:
        """The level as printed: « 3e », « Terminale professionnelle »."""
        return _LABELS[self]


_LABELS = {
    GradeLevel.SIXIEME: "6e",
    GradeLevel.CINQUIEME: "5e",
    GradeLevel.QUATRIEME: "4e",
    GradeLevel.QUATRIEME_SEGPA: "4e SEGPA",
    GradeLevel.TROISIEME: "3e",
    GradeLevel.TROISIEME_PREPA: "3e prépa-métiers",
    GradeLevel.TROISIEME_SEGPA: "3e SEGPA",
    GradeLevel.ULIS: "ULIS",
    GradeLevel.UPE2A: "UPE2A",
    GradeLevel.SECONDE: "2de générale et technologique",
    GradeLevel.SECONDE_PRO: "2de professionnelle",
    GradeLevel.CAP_1: "CAP, 1re année",
    GradeLevel.CAP_2: "CAP, 2e année",
    GradeLevel.PREMIERE: "1re générale",
    GradeLevel.PREMIERE_TECHNO: "1re technologique",
    GradeLevel.PREMIERE_PRO: "1re professionnelle",
    GradeLevel.TERMINALE: "Terminale générale",
    GradeLevel.TERMINALE_TECHNO: "Terminale technologique",
    GradeLevel.TERMINALE_PRO: "Terminale professionnelle",
    GradeLevel.MENTION: "Mention complémentaire ou FCIL",
    GradeLevel.BTS_1: "BTS, 1re année",
    GradeLevel.BTS_2: "BTS, 2e année",
    GradeLevel.APPRENTIS: "Apprentis",
    GradeLevel.PREPA_APPRENTISSAGE: "Prépa-apprentissage",
    GradeLevel.RELAIS: "Dispositif relais",
    GradeLevel.FORMATION_CONTINUE: "Stagiaires de la formation professionnelle",
    GradeLevel.MISSION_LOCALE: "Groupe de la Mission locale (CEJ)",
    GradeLevel.AUTRE: "Autre",
}

# What names a track without its year: the diplomas that the lycées of the region prepare, and the general words.
_PRO = (
    r"\b(?:pro|prof|professionnelle?|bac pro|melec|mspc|trpm|tu|tci|tma|tcb|era|tisec|tmsec|ciel|sn|agora|mcv|assp|mv|mm"
    r"|gatl|pcepc|aepa|sapat|csr|epc|plp|pip|mei|cuisine|optique|lunetterie|plasturgie|logistique|microtechniques)(?:\b|\d)"
)
_TECHNO = r"\b(?:techno|technologique|stmg|sti2d|st2s|stl|std2a|sthr|stav|s2tmd)"
_GENERAL = r"(?:g|gt|generale?)(?:\b|\d)"

_SPECIAL: tuple[tuple[str, GradeLevel], ...] = (
    (r"\bupe ?2a", GradeLevel.UPE2A),
    (r"\bulis\b", GradeLevel.ULIS),
    (r"prepa ?apprentissage", GradeLevel.PREPA_APPRENTISSAGE),
    (r"\brelais\b", GradeLevel.RELAIS),
    (r"mission locale|\bcej\b|contrat d engagement jeune", GradeLevel.MISSION_LOCALE),
    (r"formation (?:professionnelle|continue)|\bstagiaires?\b|\bgreta\b", GradeLevel.FORMATION_CONTINUE),
    (r"\bmc\b|mention complementaire|\bfcil\b", GradeLevel.MENTION),
    (r"prepa ?metiers?|prepa ?pro\b|\b3 ?(?:e|eme)? ?pm\b", GradeLevel.TROISIEME_PREPA),
)
_TWO_YEARS = {"cap": (GradeLevel.CAP_1, GradeLevel.CAP_2), "bts": (GradeLevel.BTS_1, GradeLevel.BTS_2)}
_COLLEGE = {
    "6": GradeLevel.SIXIEME,
    "5": GradeLevel.CINQUIEME,
    "4": GradeLevel.QUATRIEME,
    "3": GradeLevel.TROISIEME,
}
_SEGPA = {GradeLevel.TROISIEME: GradeLevel.TROISIEME_SEGPA, GradeLevel.QUATRIEME: GradeLevel.QUATRIEME_SEGPA}
_LYCEE = {  # general, technological, professional
    "2": (GradeLevel.SECONDE, GradeLevel.SECONDE, GradeLevel.SECONDE_PRO),
    "1": (GradeLevel.PREMIERE, GradeLevel.PREMIERE_TECHNO, GradeLevel.PREMIERE_PRO),
    "t": (GradeLevel.TERMINALE, GradeLevel.TERMINALE_TECHNO, GradeLevel.TERMINALE_PRO),
}
_YEAR = re.compile(
    r"(?:(?:classes?|groupes?|eleves|les|la|une|de|des|d) )*"
    r"(?:(?P<college>[3-6]) ?(?:emes?|es?\b|e(?=[a-z\d]))?"
    r"|(?P<six>sixiemes?)|(?P<five>cinquiemes?)|(?P<four>quatriemes?)|(?P<three>troisiemes?)"
    r"|(?P<two>2 ?(?:n?des?|nd|emes?|d\b|es?\b)|secondes?|2)|(?P<one>1 ?(?:eres?|res?|er|es?\b)|premieres?|1)"
    r"|(?P<last>terminales?|term|tles?|t)) ?(?P<rest>.*)"
)
_WORDS = {"six": "6", "five": "5", "four": "4", "three": "3", "two": "2", "one": "1", "last": "t"}


def read_grade(text: str) -> GradeLevel | None:
    """The level that a class name or a level says, or nothing when it says none.

    A lycée level without its track is taken as the general one; « 2de GT » covers both the general and technological.
    """
    said = _said(text)
    for pattern, level in _SPECIAL:
        if re.search(pattern, said):
            return level
    for word, years in _TWO_YEARS.items():
        if re.search(rf"\b[12]?{word}(?:\b|\d)", said):
            return years["2" in re.findall(r"[12]", said)[-1:]]
    year, rest = _split(said)
    if year in _COLLEGE:
        return _SEGPA.get(_COLLEGE[year], _COLLEGE[year]) if "segpa" in rest else _COLLEGE[year]
    if year:
        general, technological, professional = _LYCEE[year]
        return technological if re.search(_TECHNO, rest) else professional if re.search(_PRO, rest) else general
    return GradeLevel.APPRENTIS if re.search(r"\bapprentie?s?\b|\bcfa\b", said) else None


def class_key(class_name: str) -> str:
    """One spelling for « 3ème B », « 3e B » and « 3°b », to notice that a class is registered twice.

    >>> class_key("3ème B")
    '3b'
    """
    year, rest = _split(_said(class_name))
    return f"{year}{rest}".replace(" ", "")


def _said(text: str) -> str:
    return fold(re.sub(r"(\d)\s*[°º]", r"\1e ", text).replace("°", " "))


def _split(said: str) -> tuple[str, str]:
    """The year (« 6 » to « 1 », « t », or nothing) and what follows it."""
    found = _YEAR.fullmatch(said)
    if found is None:
        return "", said
    rest = found["rest"]
    year = found["college"] or next(_WORDS[name] for name in _WORDS if found[name])
    attached = said[: len(said) - len(rest)][-1:].isalnum()
    # « 42e » and « 2026 » are no classes; « 301 » and « 36 » are. A lone T stands only before what a terminale can be.
    if attached and rest[:1].isdigit() and not re.fullmatch(r"\d{1,2}[a-df-z]?", rest):
        return "", said
    if found["last"] == "t" and attached and rest and not re.match(rf"\d|{_GENERAL}|{_TECHNO}|{_PRO}", rest):
        return "", said
    return year, rest
