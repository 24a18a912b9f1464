"""Reading what people typed: every fault at once, in French, and nothing lost."""

import contextlib
import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

_EMAIL = re.compile(r"[^@\s<>()\[\],;:\\\"]+@[^@\s.<>()\[\],;:\\\"]+(?:\.[^@\s.<>()\[\],;:\\\"]+)+")
# Control characters, half surrogates, and marks that nobody sees but that turn a line round or make two names look alike.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    r"\ud800-\udfff\ufeff\ufff9-\uffff]"
)
_SLIPS = {
    "gmial.com": "gmail.com",
    "gmal.com": "gmail.com",
    "gmail.fr": "gmail.com",
    "gmail.con": "gmail.com",
    "hotmial.fr": "hotmail.fr",
    "hotmail.con": "hotmail.com",
    "orage.fr": "orange.fr",
    "oragne.fr": "orange.fr",
    "wanado.fr": "wanadoo.fr",
    "laposte.fr": "laposte.net",
    "yaho.fr": "yahoo.fr",
    "ac-besanson.fr": "ac-besancon.fr",
    "ac-besancon.com": "ac-besancon.fr",
}


class Typed:
    """A page's form: keeps what was typed (`typed`) and says, field by field, what cannot stand (`faults`).

    A reader answers a usable value or a default; after all readers ran, `faults` is empty or the form is refused.
    """

    def __init__(self, data: Mapping[str, str] | None = None, many: Mapping[str, Sequence[str]] | None = None) -> None:
        self.typed: dict[str, str] = {key: _clean(value) for key, value in (data or {}).items()}
        self._many: dict[str, list[str]] = {key: [_clean(v) for v in values] for key, values in (many or {}).items()}
        self.faults: dict[str, str] = {}

    def many(self, name: str) -> list[str]:
        """Every value sent under one name, for groups of boxes."""
        if name in self._many:
            return self._many[name]
        return [self.typed[name]] if self.typed.get(name) else []

    def set_many(self, name: str, values: Sequence[str]) -> None:
        """Other values for a group of boxes; none empties it."""
        self._many.pop(name, None)
        if values:
            self._many[name] = list(values)

    def sent(self) -> dict[str, list[str]]:
        """Everything as it was sent, boxes with all their values: for a page that sends it again."""
        return {name: self.many(name) or [value] for name, value in self.typed.items()}

    def fault(self, name: str, sentence: str) -> None:
        """Say what is wrong with a field; the first word stands."""
        self.faults.setdefault(name, sentence)

    def text(self, name: str, missing: str | None = None, most: int = 200, lines: bool = False) -> str:
        """A line (or `lines`) of at most `most` characters; `missing` is the fault when it is empty, None when it may be."""
        value = self.typed.get(name, "").strip()
        if not lines:
            value = " ".join(value.split())
        if not value and missing:
            self.fault(name, missing)
        if len(value) > most:
            self.fault(name, f"Au plus {most} caractères\u00a0: il y en a {len(value)}.")
            return value[:most]
        return value

    def name(self, name: str, missing: str, most: int = 80) -> str:
        """What somebody is called: any alphabet, but letters or digits, because a badge cannot print pictures."""
        value = self.text(name, missing, most)
        pictures = "".join(letter for letter in value if _is_picture(letter))
        if pictures:
            self.fault(
                name, f"Un badge ne peut pas imprimer «\u00a0{pictures[:8]}\u00a0»\u00a0: écrivez ce nom en lettres."
            )
        elif value and not any(letter.isalnum() for letter in value):
            self.fault(name, "Écrivez ce nom en lettres.")
        return value

    def whole(self, name: str, what: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number between two bounds; `what` names it in the fault (« Le nombre d'élèves »)."""
        value = self.typed.get(name, "").strip().replace("\u202f", "").replace("\u00a0", "")
        if not value and default is not None:
            return default
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", value):
            self.fault(name, f"{what} s’écrit en chiffres, de {least} à {most}.")
            return default if default is not None else least
        number = int(value)
        if not least <= number <= most:
            self.fault(name, f"{what} va de {least} à {most}\u00a0: vous avez écrit {number}.")
            return least
        return number

    def choice(self, name: str, allowed: Iterable[str], missing: str, default: str | None = None) -> str:
        """One of the allowed codes."""
        value = self.typed.get(name, "").strip()
        if value in set(allowed):
            return value
        if default is not None and not value:
            return default
        self.fault(name, missing)
        return default or ""

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.typed.get(name, "") not in {"", "0", "false", "non"}

    def email(self, name: str, missing: str | None = "Indiquez une adresse électronique.") -> str:
        """An e-mail address, its domain in lower case; slips in common domains are answered with a suggestion."""
        value = self.typed.get(name, "").strip().rstrip(".").replace("mailto:", "")
        if not value:
            if missing:
                self.fault(name, missing)
            return ""
        if len(value) > 254 or not _EMAIL.fullmatch(value) or ".." in value:
            self.fault(name, "Cette adresse n’est pas complète. Exemple\u00a0: prenom.nom@exemple.fr")
            return value
        local, _, domain = value.rpartition("@")
        domain = domain.lower()
        if domain in _SLIPS and self.typed.get(f"{name}_kept", "").strip().rstrip(".") != value:
            self.fault(
                name,
                f"Vouliez-vous dire {local}@{_SLIPS[domain]}\u00a0? Corrigez l’adresse, ou envoyez de nouveau si elle est juste.",
            )
        return f"{local}@{domain}"

    def date(self, name: str, missing: str | None = "Indiquez une date.") -> datetime.date | None:
        """A day as a browser sends it (« 2026-11-27 ») or as it is written (« 27/11/2026 »)."""
        value = self.typed.get(name, "").strip()
        if not value:
            if missing:
                self.fault(name, missing)
            return None
        for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"):
            with contextlib.suppress(ValueError):
                found = datetime.datetime.strptime(value, pattern).date()  # noqa: DTZ007 - a day has no zone
                if 2000 <= found.year <= 2100:
                    return found
        self.fault(name, "Une date s’écrit 27/11/2026.")
        return None

    def hour(self, name: str, missing: str | None = "Indiquez une heure.") -> datetime.time | None:
        """An hour of the wall clock: « 09:30 », « 9 h 30 », « 9h »."""
        value = re.sub(r"[\s\u00a0\u202f]", "", self.typed.get(name, "")).lower()
        if not value:
            if missing:
                self.fault(name, missing)
            return None
        found = re.fullmatch(r"(\d{1,2})[:h](\d{2})?(?::\d{2})?", value)
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            self.fault(name, "Une heure s’écrit 9\u00a0h\u00a030 ou 09:30.")
            return None
        return datetime.time(int(found[1]), int(found[2] or 0))

    def phone(self, name: str, missing: str | None = None) -> str:
        """A telephone number of France (0…) or with an international prefix, kept as digits: « 0612345678 », « +41791234567 »."""
        value = re.sub(r"[\s.\-()/\u00a0\u202f]", "", self.typed.get(name, ""))
        if not value:
            if missing:
                self.fault(name, missing)
            return ""
        if value.startswith("00"):
            value = "+" + value[2:]
        if value.startswith("+33"):
            value = "0" + value[3:].removeprefix("0")
        if not re.fullmatch(r"0[1-9][0-9]{8}|\+[1-9][0-9]{6,14}", value):
            self.fault(name, "Un numéro a dix chiffres (06 12 34 56 78) ou commence par un indicatif (+41…).")
        return value


def _clean(value: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFC", value))


def _is_picture(letter: str) -> bool:
    """Emoji and their modifiers, private and unassigned characters; not « ° », « ™ » or « № », which fonts have."""
    kind = unicodedata.category(letter)
    return kind in {"Co", "Cn"} or (kind in {"So", "Sk"} and ord(letter) >= 0x2190) or letter in "\ufe0f\u20e3"
