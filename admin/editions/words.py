"""The pages of the edition's own words: identity, who answers for it, dates. Each says what its writer had seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from forum import clock
from forum.editions.rules import date_of, hour_of
from forum.editions.sectors import MOST_NAME, write_sectors
from forum.editions.values import Audience, EditionValue
from forum.forms import Typed
from forum.meanwhile import fingerprint
from forum.territory.sectors import SECTORS


class WordsForm(Typed):
    """A page of the edition's own columns; `seen` comes back with it and tells what its writer had before their eyes."""

    title: ClassVar[str] = ""
    labels: ClassVar[Mapping[str, str]] = {}
    """Each column, with what the page calls it."""

    @classmethod
    def of(cls, edition: EditionValue) -> WordsForm:
        """The page as it stands."""
        form = cls(cls.told(cls.columns(edition)))
        form.typed["seen"] = fingerprint(cls.columns(edition))
        return form

    @classmethod
    def told(cls, values: Mapping[str, Any]) -> dict[str, str]:
        """Columns as the page shows them."""
        return {name: str(value or "") for name, value in values.items()}

    @classmethod
    def columns(cls, edition: EditionValue) -> dict[str, Any]:
        """The columns of this page with their values."""
        return {name: getattr(edition, name) for name in cls.labels}

    def read(self) -> dict[str, Any]:
        """Columns and values; `faults` says what cannot stand."""
        raise NotImplementedError


class IdentityForm(WordsForm):
    """Name, place, ways to reach the organisers."""

    title: ClassVar[str] = "Nom, lieu, contacts"
    labels: ClassVar[Mapping[str, str]] = {
        "name": "Nom du forum",
        "tagline": "Phrase d’accroche",
        "place": "Lieu",
        "address": "Adresse",
        "postal_code": "Code postal",
        "city": "Commune",
        "latitude": "Latitude",
        "longitude": "Longitude",
        "access": "Accès",
        "contact_email": "Adresse électronique",
        "contact_phone": "Téléphone",
        "emergency_phone": "Numéro d’urgence",
    }

    def read(self) -> dict[str, Any]:
        """Columns and values."""
        return {
            "name": self.text("name", "Donnez un nom au forum.", 120),
            "tagline": self.text("tagline", most=200),
            "place": self.text("place", "Indiquez le lieu.", 120),
            "address": self.text("address", most=200),
            "postal_code": self._postal_code(),
            "city": self.text("city", "Indiquez la commune.", 80),
            "latitude": self._degrees("latitude", 90),
            "longitude": self._degrees("longitude", 180),
            "access": self.text("access", most=2000, lines=True).replace("\r\n", "\n"),
            "contact_email": self.email("contact_email", missing=None),
            "contact_phone": self.phone("contact_phone"),
            "emergency_phone": self._emergency(),
        }

    def _postal_code(self) -> str:
        value = self.text("postal_code", most=5).replace(" ", "")
        if value and not re.fullmatch(r"[0-9]{5}", value):
            self.fault("postal_code", "Un code postal a cinq chiffres.")
        return value

    def _emergency(self) -> str:
        value = re.sub(r"\s", "", self.typed.get("emergency_phone", ""))
        return value if value in {"15", "17", "18", "112", "114"} else self.phone("emergency_phone")

    def _degrees(self, name: str, most: int) -> str:
        value = self.text(name, most=12).replace(",", ".")
        if value and (not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,7})?", value) or abs(float(value)) > most):
            self.fault(name, f"Un nombre de -{most} à {most}, par exemple 46.3869.")
        return value


class LegalForm(WordsForm):
    """Who answers for the data and for the site (RGPD, articles 13 and 37; loi n° 2004-575, article 1-1)."""

    title: ClassVar[str] = "Mentions légales"
    labels: ClassVar[Mapping[str, str]] = {
        "controller_name": "Responsable du traitement",
        "controller_address": "Adresse du responsable",
        "dpo_email": "Délégué à la protection des données",
        "publication_director": "Direction de la publication",
        "host": "Hébergeur",
    }

    def read(self) -> dict[str, Any]:
        """Columns and values."""
        return {
            "controller_name": self.text("controller_name", most=160),
            "controller_address": self.text("controller_address", most=240),
            "dpo_email": self.email("dpo_email", missing=None),
            "publication_director": self.text("publication_director", most=160),
            "host": self.text("host", most=240),
        }


class DatesForm(WordsForm):
    """When each public may register: two moments each, either of which may be left open."""

    title: ClassVar[str] = "Ouvertures et clôtures"
    labels: ClassVar[Mapping[str, str]] = {
        f"{audience.value}_{side}_at": f"{said}\u00a0: {word}"
        for audience, said in (
            (Audience.EXHIBITORS, "Exposants"),
            (Audience.CLASSES, "Classes"),
            (Audience.VISITORS, "Visiteurs"),
        )
        for side, word in (("open", "ouverture"), ("close", "clôture"))
    }

    @classmethod
    def told(cls, values: Mapping[str, Any]) -> dict[str, str]:
        """Each moment in two fields, its day and its hour."""
        said: dict[str, str] = {}
        for name, at in values.items():
            said |= {f"{name}_day": date_of(at), f"{name}_hour": hour_of(at)}
        return said

    @classmethod
    def columns(cls, edition: EditionValue) -> dict[str, Any]:
        """The six moments."""
        return {
            f"{audience.value}_{side}_at": getattr(window, bound)
            for audience, window in edition.windows.items()
            for side, bound in (("open", "opens_at"), ("close", "closes_at"))
        }

    def read(self) -> dict[str, Any]:
        """Columns and moments, in UTC."""
        values = {name: self._moment(name, "00:00" if "_open_" in name else "23:59") for name in self.labels}
        for audience in Audience:
            opens, closes = values[f"{audience.value}_open_at"], values[f"{audience.value}_close_at"]
            if opens and closes and closes <= opens:
                self.fault(f"{audience.value}_close_at_day", "La clôture vient après l’ouverture.")
        return values

    def _moment(self, name: str, otherwise: str) -> datetime | None:
        on = self.date(f"{name}_day", missing=None)
        if self.typed.get(f"{name}_hour", "").strip() == "":
            self.typed[f"{name}_hour"] = otherwise if on else ""
        hour = self.hour(f"{name}_hour", missing=None)
        if on is None or hour is None:
            return None
        return clock.utc(on, hour)


class SectorsForm(WordsForm):
    """A box and a name for each sector that ships."""

    title = "Filières"
    labels: ClassVar = {"own_sectors": "Filières"}

    @classmethod
    def of(cls, edition: EditionValue) -> SectorsForm:
        """The page as it stands."""
        usual = {one.code: one.name for one in SECTORS}
        named = {f"name_{one.code}": one.name for one in edition.sectors if one.name != usual[one.code]}
        form = cls({**named, "seen": fingerprint(cls.columns(edition))})
        form.set_many("sectors", [one.code for one in edition.sectors])
        return form

    def read(self) -> dict[str, Any]:
        """The column; one sector at least, and no two of one name."""
        kept = [one for one in SECTORS if one.code in self.many("sectors")]
        chosen = {one.code: self.text(f"name_{one.code}", most=MOST_NAME).replace("|", " ") or one.name for one in kept}
        if not chosen:
            self.fault("sectors", "Gardez au moins une filière.")
        for code, name in chosen.items():
            if [other.casefold() for other in chosen.values()].count(name.casefold()) > 1:
                self.fault(f"name_{code}", "Deux filières porteraient ce nom.")
        return {"own_sectors": write_sectors(chosen)}
