"""What a row says, read as if somebody had typed it: the fields, and the faults next to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from forum.exhibitors.forms import OrganisationForm
from forum.exhibitors.rules import KINDS
from forum.imports.rules.columns import phone_of, siret_of
from forum.territory.communes import communes_at
from forum.territory.folding import fold
from forum.territory.reference import rows as reference_rows
from forum.territory.sectors import SECTORS, Sector

_FORMULA_FAULTS = (
    "#N/A",
    "#REF!",
    "#NAME?",
    "#NOM?",
    "#VALUE!",
    "#VALEUR!",
    "#DIV/0!",
    "#NULL!",
    "#NUL!",
    "#NUM!",
    "#NOMBRE!",
)
_TITLES = frozenset(fold("M Mr Mme Mlle Monsieur Madame Mademoiselle Dr Docteur Me Maître").split())
_KIND_WORDS = {
    "craft": "artisan artisanat art artiste",
    "training": "formation cfa lycee ecole college universite iut mfr greta enseignement centre",
    "association": "association asso",
    "branch": "federation branche syndicat union chambre cci cma",
    "institution": "institution public mairie collectivite armee emploi etat administration hopital gendarmerie police",
    "company": "entreprise societe industrie commerce pme tpe sarl sas sa",
}


def cells_of(row: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """The fields of a row, as the file says them."""
    return {code: row[place] for code, place in mapping.items() if 0 <= place < len(row) and row[place]}


class RowForm(OrganisationForm):
    """A row of either kind: texts by field, mended where a spreadsheet is known to spoil them."""

    def __init__(self, said: Mapping[str, str]) -> None:
        super().__init__(said)
        for code, text in list(self.typed.items()):
            if text.upper() in _FORMULA_FAULTS:
                self.fault(code, f"La formule de cette cellule donne une erreur ({text}).")
                self.typed[code] = ""
        if not self.typed.get("last_name") and self.typed.get("contact"):
            self.typed["first_name"], self.typed["last_name"] = split_name(self.typed["contact"])
        if self.typed.get("phone"):
            self.typed["phone"] = phone_of(self.typed["phone"])

    def read_email(self) -> str:
        """One address."""
        if len(re.findall(r"\S+@\S+", self.typed.get("email", ""))) > 1:
            self.fault("email", "Il y a deux adresses dans cette cellule\u00a0: gardez-en une.")
        return self.email("email", "L’adresse électronique manque.")

    def read_person(self) -> tuple[str, str]:
        """First and last name, which a list may not know."""
        first, last = (self.name(code, "", 80) if self.typed.get(code) else "" for code in ("first_name", "last_name"))
        return first, last

    def read_siret(self) -> str | None:
        """A SIRET, its lost zeros given back."""
        cell = self.typed.get("siret", "")
        if re.search(r"[eE]\+", cell):
            self.fault(
                "siret", "Le tableur a arrondi ce numéro\u00a0: mettez la colonne au format Texte, ou laissez-la vide."
            )
            return None
        self.typed["siret"] = digits = siret_of(cell)
        if len(digits) == 9 and digits.isdecimal():
            self.fault(
                "siret",
                "Ceci est un SIREN (neuf chiffres)\u00a0: le SIRET en a quatorze. Laissez vide si vous ne l’avez pas.",
            )
            return None
        return self._siret()

    def read_commune(self) -> str | None:
        """The commune by its name, by its postal code, or by both; from further away, none, as a registration has none."""
        found, fault = _commune_of(self.typed.get("commune", ""), self.typed.get("postal_code", "").strip())
        if fault:
            self.fault("commune", fault)
        return found

    def read_kind(self, default: str) -> str:
        """The kind of organisation, by its name or a word of it."""
        words = fold(self.typed.get("kind", ""))
        for code, name in KINDS.items():
            if words and words in (code, fold(name)):
                return code
        for code, known in _KIND_WORDS.items():
            if set(words.split()) & set(known.split()):
                return code
        return default

    def read_sector(self, default: str, sectors: Sequence[Sector]) -> str:
        """The sector by its name (this year's or the usual one), letter or code; else by the NAF code; else the one chosen
        for the whole file. One that the edition put aside is none of its `sectors`."""
        here = {one.code for one in sectors}
        words = fold(self.typed.get("sector", ""))
        by_activity = _naf().get(re.sub(r"[^0-9A-Z]", "", self.typed.get("naf", "").upper()), "")
        found = _named(words, sectors) or _named(words, SECTORS) or by_activity
        if chosen := next((code for code in (found, default) if code in here), ""):
            return chosen
        which = self.typed.get("sector", "")[:40] or next((one.name for one in SECTORS if one.code == found), "")
        told = f"«\u00a0{which}\u00a0» n’est pas une filière{' de cette édition' if found else ''}."
        told = told if which else "La filière manque."
        self.fault("sector", f"{told} Choisissez-en une pour toute la liste, ou corrigez la ligne.")
        return ""


def _named(words: str, sectors: Sequence[Sector]) -> str:
    """The code of the sector that has that name, letter or code, or whose name alone has all these words; else nothing."""
    if not words:
        return ""
    for sector in sectors:
        if words in (sector.code, fold(sector.name), fold(sector.letter)):
            return sector.code
    near = [sector.code for sector in sectors if set(words.split()) <= set(fold(sector.name).split())]
    return near[0] if len(near) == 1 else ""


@lru_cache(maxsize=4096)
def _commune_of(words: str, postal: str) -> tuple[str | None, str]:
    """INSEE code, and what is wrong. Remembered: a list says the same few communes over and over, and finding one is slow."""
    postal = postal.zfill(5) if postal.isdecimal() and len(postal) == 4 else postal
    at = communes_at(postal)
    wanted = fold(re.sub(r"\bcedex\b.*|\d+", "", words, flags=re.IGNORECASE))
    named = [one for one in at if wanted and wanted in {fold(name) for name in (one.name, *one.delegated)}]
    if named or (len(at) == 1 and not wanted):
        return (named or list(at))[0].insee_code, ""
    if postal and not at:
        return None, ""
    form = OrganisationForm({"commune_text": wanted or postal})
    found, fault = form._commune(), form.faults.get("commune", "")
    # Unknown to the three départements: from further away, too.
    return found, fault if at or fault.startswith("Précisez") else ""


def split_name(text: str) -> tuple[str, str]:
    """First and last name out of one cell: the words in capitals are the last name, else all but the first.

    >>> split_name("Mme Marie-Claude DUPONT"), split_name("DUPONT Marie"), split_name("Marie Dupont")
    (('Marie-Claude', 'DUPONT'), ('Marie', 'DUPONT'), ('Marie', 'Dupont'))
    """
    words = [word for word in text.replace(",", " ").split() if fold(word) not in _TITLES]
    shouted = [word for word in words if len(word) > 1 and word.isupper()]
    if shouted and len(shouted) < len(words):
        return " ".join(word for word in words if word not in shouted), " ".join(shouted)
    return (" ".join(words[:1]), " ".join(words[1:])) if len(words) > 1 else ("", " ".join(words))


@cache
def _naf() -> dict[str, str]:
    return {re.sub(r"[^0-9A-Z]", "", row["code_naf"]): row["filiere"] for row in reference_rows("naf.csv")}
