"""What an organisation says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forum.exhibitors.rules import (
    KINDS,
    LEVELS,
    MOST_JOBS,
    MOST_OFFERED,
    OFFERS,
    ContactSaid,
    Job,
    OrganisationSaid,
    Shown,
    is_siret,
)
from forum.forms import Typed
from forum.territory.commune_search import commune_words, search_communes, speaks_of
from forum.territory.communes import communes_at, find_commune
from forum.territory.folding import fold
from forum.territory.occupations import occupations, search_occupations
from forum.territory.sectors import Sector

_ADDRESS = re.compile(r"https?://[^\s/?#.\"'<>]+(?:\.[^\s/?#.\"'<>]+)+(?:[/?#][^\s\"<>]*)?", re.IGNORECASE)


class SiteForm(Typed):
    """A form that asks for a site's address."""

    def read_website(self) -> str:
        """The address of a site, completed with https when it has no scheme."""
        value = self.text("website", most=200)
        if not value:
            return ""
        address = value if "://" in value else f"https://{value}"
        if not _ADDRESS.fullmatch(address):
            self.fault("website", "Cette adresse de site n’est pas complète. Exemple\u00a0: www.exemple.fr")
        return address


class OrganisationForm(SiteForm):
    """Who exhibits, in which sector, and whom to write to."""

    def read_organisation(self, sectors: Sequence[Sector]) -> OrganisationSaid:
        """What was said; `faults` tells what cannot stand. One chooses among the `sectors` of the edition."""
        return OrganisationSaid(
            name=self.name("name", "Indiquez le nom tel qu’il paraîtra sur l’enseigne.", most=120),
            kind=self.choice("kind", KINDS, "Dites quel genre d’organisation vous êtes."),
            sector=self.choice("sector", [one.code for one in sectors], "Choisissez la filière la plus proche."),
            siret=self._siret(),
            insee_code=self._commune(),
            website=self.read_website(),
            pitch=self.text("pitch", most=600, lines=True),
            first_name=self.name("first_name", "Indiquez votre prénom."),
            last_name=self.name("last_name", "Indiquez votre nom."),
            email=self.email("email", "Indiquez votre adresse\u00a0: le badge et le lien de votre espace y arrivent."),
            phone=self.phone("phone"),
        )

    def _siret(self) -> str | None:
        digits = re.sub(r"[\s.\u00a0\u202f-]", "", self.typed.get("siret", ""))
        if not digits:
            return None
        if not is_siret(digits):
            self.fault(
                "siret",
                "Ce SIRET n’est pas juste\u00a0: quatorze chiffres, dont une clé de contrôle.",
            )
        return digits

    def _commune(self) -> str | None:
        chosen = find_commune(self.typed.get("commune", "").strip())
        typed = self.text("commune_text", most=80)
        if not typed or (chosen and speaks_of(typed, chosen)):
            return chosen.insee_code if chosen else None
        digits = typed.replace(" ", "")
        found = list(communes_at(digits)) if digits.isdigit() else [one.commune for one in search_communes(typed, 4)]
        if len(found) == 1 or (found and commune_words(found[0].name) == commune_words(typed)):
            return found[0].insee_code
        if found:
            names = ", ".join(one.label for one in found[:6])
            self.fault("commune", f"Précisez la commune\u00a0: {names}\u00a0?")
        elif not digits.isdigit():
            self.fault("commune", "Cette commune n’est pas dans notre liste. Laissez vide si vous venez de plus loin.")
        return None


class ShownForm(SiteForm):
    """The jobs shown (ticked in the shipped list, or in free words), the offers with their numbers, for whom, and two sentences."""

    def read(self) -> Shown:
        """What is shown; a job chosen from the list brings its ROME code."""
        return Shown(
            jobs=tuple(self._jobs()),
            offers={kind: number for kind in OFFERS if (number := self._number(kind))},
            levels=frozenset(self.many("levels")) & frozenset(LEVELS),
            pitch=self.text("pitch", most=600, lines=True),
            website=self.read_website(),
        )

    def _jobs(self) -> list[Job]:
        ticked = frozenset(self.many("known"))
        jobs = [Job(one.rome_code, one.name) for one in occupations() if one.rome_code in ticked]
        for line in self.typed.get("jobs", "").splitlines():
            words = " ".join(line.split())
            if not words:
                continue
            if len(words) > 120:
                self.fault("jobs", "Un métier tient en 120 caractères.")
            found = search_occupations(words, 2)
            known = next((one for one in found if fold(one.name) == fold(words)), found[0] if len(found) == 1 else None)
            jobs.append(Job(known.rome_code if known else None, words[:120]))
        if len(jobs) > MOST_JOBS:
            self.fault("jobs", f"{MOST_JOBS} métiers au plus\u00a0: gardez ceux que l’on voit vraiment sur le stand.")
        return list(dict.fromkeys(jobs))[:MOST_JOBS]

    def _number(self, kind: str) -> int:
        return self.whole(kind, f"«\u00a0{OFFERS[kind]}\u00a0»", 0, MOST_OFFERED, default=0)


class ContactForm(Typed):
    """Somebody else to write to."""

    def read(self) -> ContactSaid:
        """Who."""
        return ContactSaid(
            first_name=self.name("first_name", "Indiquez le prénom."),
            last_name=self.name("last_name", "Indiquez le nom."),
            email=self.email("email"),
            phone=self.phone("phone"),
        )
