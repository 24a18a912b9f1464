"""What a visitor may say to us: one short page, nothing that the forum does not need."""

import re
from collections.abc import Iterable

from forum.forms import Typed
from forum.territory.commune_search import commune_words, search_communes, speaks_of
from forum.territory.communes import communes_at, find_commune
from forum.territory.sectors import Sector
from forum.visitors.queries import VisitorLine
from forum.visitors.rules import MOST_COMPANIONS, NEEDS, STATUSES, VisitorSaid, reads_as_postal_code

YOUNGER = "moins15"
TOO_YOUNG = (
    "Avant 15 ans, on vient avec un adulte\u00a0: c’est lui qui s’inscrit, et il vous compte parmi les enfants."
    " Vous êtes les bienvenus, sans badge à votre nom."
)
WAITS = ("slot", "any")


class VisitorForm(Typed):
    """First name, name, e-mail, postal code → commune, status, companions, slot, sectors of interest, needs."""

    email_missing: str | None = "Indiquez votre adresse électronique\u00a0: le badge y arrive."

    def read(self, sectors: Iterable[Sector]) -> VisitorSaid:
        """What was said, of the `sectors` of the edition, too; `faults` tells what cannot stand."""
        first_name = self.name("first_name", "Indiquez votre prénom.")
        last_name = self.name("last_name", "Indiquez votre nom.")
        email = self.email("email", self.email_missing)
        status = self.status()
        postal_code, insee_code, elsewhere = self.origin()
        return VisitorSaid(
            first_name=first_name,
            last_name=last_name,
            email=email,
            status=status,
            postal_code=postal_code,
            insee_code=insee_code,
            elsewhere=elsewhere,
            adults=1 + self.whole("companions", "Le nombre d’adultes qui vous accompagnent", 0, MOST_COMPANIONS, 0),
            children=self.whole("children", "Le nombre d’enfants", 0, MOST_COMPANIONS, 0),
            sectors=tuple(sector.code for sector in sectors if sector.code in self.many("sectors")),
            slot=self.slot(),
            needs=tuple(need for need in NEEDS if need in self.many("needs")),
        )

    @property
    def wait(self) -> str:
        """Empty, « slot » or « any »: what somebody accepts when the hour asked for is full."""
        return self.typed.get("wait", "") if self.typed.get("wait") in WAITS else ""

    def slot(self) -> int | None:
        """The arrival slot, or None when none was said; whether one is needed is not known here."""
        typed = self.typed.get("slot", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None

    def status(self) -> str:
        """What somebody is; younger people are told how they come."""
        if self.typed.get("status") == YOUNGER:
            self.fault("status", TOO_YOUNG)
            return ""
        return self.choice("status", STATUSES, "Choisissez ce qui vous correspond le mieux.")

    def origin(self) -> tuple[str, str | None, str | None]:
        """Postal code, INSEE code, or the country or commune outside the list.

        A postal code is not a commune: where several share it, the person chooses; the page offers them.
        """
        elsewhere = self.text("elsewhere", most=80)
        if elsewhere:
            return "", None, elsewhere
        insee = self.typed.get("commune", "").strip()
        typed = self.text("commune_text", most=80)
        chosen = find_commune(insee)
        if chosen and (not typed or speaks_of(typed, chosen)):
            return chosen.postal_codes[0], chosen.insee_code, None
        if not typed:
            self.fault("commune", "Indiquez votre code postal ou votre commune.")
            return "", None, None
        return self._from_words(typed)

    def _from_words(self, typed: str) -> tuple[str, str | None, str | None]:
        digits = re.sub(r"\s", "", typed)
        if digits.isdigit():
            if not reads_as_postal_code(digits):
                self.fault("commune", "Un code postal a cinq chiffres, par exemple 39200.")
                return "", None, None
            there = communes_at(digits)
            if len(there) == 1:
                return digits, there[0].insee_code, None
            if not there:
                # Elsewhere in France: the code itself is the origin, no list of 35,000 communes is asked for.
                return digits, None, None
            names = ", ".join(one.name for one in there[:8])
            self.fault("commune", f"Plusieurs communes partagent le {digits}\u00a0: choisissez la vôtre ({names}).")
            return digits, None, None
        found = search_communes(typed, 4)
        words = commune_words(typed)
        exact = [
            one for one in found if words in (commune_words(one.commune.name), commune_words(one.old_name or ""))
        ] or list(found)
        if len(exact) == 1:
            return exact[0].commune.postal_codes[0], exact[0].commune.insee_code, None
        if not found:
            self.fault(
                "commune",
                "Cette commune n’est pas dans notre liste. Écrivez-la dans «\u00a0hors liste\u00a0» ci-dessous.",
            )
        else:
            names = ", ".join(one.label for one in found)
            self.fault("commune", f"Précisez la commune\u00a0: {names}\u00a0?")
        return "", None, None


class WalkInForm(VisitorForm):
    """Who comes without having registered: a status and a commune, no name and no address."""

    def read(self, sectors: Iterable[Sector] = ()) -> VisitorSaid:
        """What was said; one tap on a usual commune is enough, a typed one has the last word. No sector is asked for."""
        if not self.typed.get("commune_text") and not self.typed.get("elsewhere"):
            self.typed["commune"] = self.typed.get("near", "")
        postal_code, insee_code, elsewhere = self.origin()
        return VisitorSaid(
            first_name="",
            last_name="",
            email="",
            status=self.choice("status", STATUSES, "Touchez ce qui vous correspond le mieux."),
            postal_code=postal_code,
            insee_code=insee_code,
            elsewhere=elsewhere,
            adults=1 + self.whole("companions", "Le nombre d’adultes qui vous accompagnent", 0, MOST_COMPANIONS, 0),
            children=self.whole("children", "Le nombre d’enfants", 0, MOST_COMPANIONS, 0),
        )


def typed_of(line: VisitorLine) -> dict[str, str]:
    """A registration as the form shows it again."""
    return {
        "first_name": line.first_name,
        "last_name": line.last_name,
        "email": line.email,
        "status": line.status,
        "commune": line.insee_code or "",
        "commune_text": "" if line.elsewhere else line.origin,
        "elsewhere": line.elsewhere or "",
        "companions": str(line.adults - 1),
        "children": str(line.children),
        "slot": str(line.slot or ""),
    }
