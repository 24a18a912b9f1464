"""Kinds of schools: the ministry's, told by its nature codes, and those its directory does not know."""

import re
from enum import StrEnum

from forum.territory.folding import fold


class SchoolKind(StrEnum):
    """What a school is; the value is what the database stores."""

    COLLEGE = "CLG"
    LYCEE_GENERAL = "LG"
    LYCEE_GENERAL_TECHNO = "LGT"
    LYCEE_POLYVALENT = "LPO"
    LYCEE_PRO = "LP"
    SECTION_PRO = "SEP"
    SECTION_GENERAL_TECHNO = "SGT"
    SEGPA = "SEGPA"
    EREA = "EREA"
    CFA = "CFA"
    MFR = "MFR"
    IME = "IME"
    E2C = "E2C"
    EPIDE = "EPIDE"
    MISSION_LOCALE = "ML"
    TRAINING = "OF"
    OTHER = "AUTRE"

    @property
    def label(self) -> str:
        """The kind in words."""
        return _LABELS[self]


_LABELS = {
    SchoolKind.COLLEGE: "Collège",
    SchoolKind.LYCEE_GENERAL: "Lycée général",
    SchoolKind.LYCEE_GENERAL_TECHNO: "Lycée général et technologique",
    SchoolKind.LYCEE_POLYVALENT: "Lycée polyvalent",
    SchoolKind.LYCEE_PRO: "Lycée professionnel",
    SchoolKind.SECTION_PRO: "Section d’enseignement professionnel",
    SchoolKind.SECTION_GENERAL_TECHNO: "Section d’enseignement général et technologique",
    SchoolKind.SEGPA: "SEGPA",
    SchoolKind.EREA: "EREA",
    SchoolKind.CFA: "CFA",
    SchoolKind.MFR: "Maison familiale rurale",
    SchoolKind.IME: "IME ou ITEP",
    SchoolKind.E2C: "École de la deuxième chance",
    SchoolKind.EPIDE: "EPIDE",
    SchoolKind.MISSION_LOCALE: "Mission locale",
    SchoolKind.TRAINING: "Organisme de formation",
    SchoolKind.OTHER: "Autre établissement",
}

_BY_NATURE = {
    "300": SchoolKind.LYCEE_GENERAL_TECHNO,
    "301": SchoolKind.LYCEE_GENERAL_TECHNO,
    "302": SchoolKind.LYCEE_GENERAL,
    "306": SchoolKind.LYCEE_POLYVALENT,
    "310": SchoolKind.LYCEE_GENERAL_TECHNO,
    "320": SchoolKind.LYCEE_PRO,
    "334": SchoolKind.SECTION_PRO,
    "335": SchoolKind.SECTION_GENERAL_TECHNO,
    "340": SchoolKind.COLLEGE,
    "350": SchoolKind.COLLEGE,
    "352": SchoolKind.COLLEGE,
    "370": SchoolKind.EREA,
    "390": SchoolKind.SEGPA,
}


def kind_of_nature(nature_code: str) -> SchoolKind | None:
    """The kind that the ministry's nature code (« 340 ») means, or nothing for a school that is not of the second degree."""
    return _BY_NATURE.get(nature_code.strip())


def read_kind(code: str) -> SchoolKind | None:
    """The kind that a short code (« CLG ») means, or nothing."""
    return next((kind for kind in SchoolKind if kind.value == code.strip().upper()), None)


_KIND_WORDS = re.compile(
    r"\b(?:colleges?|lycees?|ecole|cite|scolaire|ensemble|institution|privee?|public|publique|generale?|technologique"
    r"|professionnel(?:le)?|polyvalente?|agricole|adapte|metiers|section|enseignement|segpa|sep|sgt|lpo|lp|lgt|cfa"
    r"|des?|du|d|la|les?|l|et)\b"
)


def site_name(name: str) -> str:
    """What schools of one campus have in common: their name without its kind, folded.

    >>> site_name("Section d'enseignement professionnel du lycée Pré Saint-Sauveur")
    'pre saint sauveur'
    """
    return " ".join(_KIND_WORDS.sub(" ", fold(name)).split())
