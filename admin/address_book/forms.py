"""Which lines of the book are meant, and what one of them says."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from forum.address_book.rules import COMPANIES, SCHOOLS
from forum.exhibitors.forms import OrganisationForm
from forum.exhibitors.rules import KINDS
from forum.forms import Typed
from forum.territory.communes import find_commune
from forum.territory.sectors import Sector

PATHS = {COMPANIES: "/admin/carnet", SCHOOLS: "/admin/carnet/etablissements"}
LABELS = {
    "name": "Nom",
    "kind": "Genre",
    "sector": "Filière",
    "siret": "SIRET",
    "insee_code": "Commune",
    "website": "Site internet",
    "first_name": "Prénom",
    "last_name": "Nom du contact",
    "duty": "Fonction",
    "email": "Adresse électronique",
    "phone": "Téléphone",
}


class ChosenForm(Typed):
    """Lines that are ticked, or everybody whom the search finds; and what is wanted of them."""

    def read(self) -> tuple[str, set[uuid.UUID] | None]:
        """« invite » or « remove », and the lines; None means everybody found."""
        found = set()
        for told in self.many("entry"):
            try:
                found.add(uuid.UUID(told))
            except ValueError:
                continue
        wanted = self.typed.get("wanted", "")
        if wanted == "invite-all":
            return "invite", None
        if not found:
            self.fault("entry", "Cochez d’abord une fiche.")
        return wanted, found


class LineForm(Typed):
    """A line as it may be corrected."""

    columns: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def of(cls, known: Mapping[str, Any]) -> LineForm:
        """The line as it stands."""
        form = cls({name: str(known[name] or "") for name in cls.columns})
        if commune := find_commune(known.get("insee_code")):
            form.typed |= {"commune": commune.insee_code, "commune_text": commune.name}
        return form

    @classmethod
    def now(cls, known: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of this page as they stand."""
        return {name: known[name] for name in cls.columns}

    def read(self, sectors: Sequence[Sector]) -> dict[str, Any]:
        """Columns and values, one of the edition's `sectors` among them; `faults` says what cannot stand."""
        raise NotImplementedError

    def _person(self) -> dict[str, Any]:
        """Whom to write to: an address, and a name if it is known."""
        return {
            "first_name": self.text("first_name", most=80),
            "last_name": self.text("last_name", most=80),
            "email": self.email("email", "Indiquez l’adresse à laquelle écrire."),
            "phone": self.phone("phone"),
        }


class ProspectForm(LineForm, OrganisationForm):
    """An organisation that may be invited."""

    columns = ("name", "kind", "sector", "siret", "insee_code", "website", "first_name", "last_name", "email", "phone")

    def read(self, sectors: Sequence[Sector]) -> dict[str, Any]:
        return {
            "name": self.name("name", "Indiquez le nom de l’organisation.", most=120),
            "kind": self.choice("kind", KINDS, "Dites quel genre d’organisation c’est."),
            "sector": self.choice("sector", [one.code for one in sectors], "Choisissez la filière la plus proche."),
            "siret": self._siret(),
            "insee_code": self._commune(),
            "website": self.read_website(),
            **self._person(),
        }


class ContactLineForm(LineForm):
    """Somebody of a school who may be invited."""

    columns = ("first_name", "last_name", "duty", "email", "phone")

    def read(self, sectors: Sequence[Sector]) -> dict[str, Any]:
        return {"duty": self.text("duty", most=80), **self._person()}


FORMS: dict[str, type[ProspectForm] | type[ContactLineForm]] = {COMPANIES: ProspectForm, SCHOOLS: ContactLineForm}
