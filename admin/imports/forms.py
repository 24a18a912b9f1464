"""What an organiser says of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forum.exhibitors.rules import KINDS
from forum.forms import Typed
from forum.imports.rules.columns import EXHIBITORS, FIELDS, KIND_NAMES
from forum.imports.service.choosing import CHOICES
from forum.territory.sectors import Sector


class SendForm(Typed):
    """The file is read by the handler; here is what it holds, and the sheet that is meant."""

    def read(self) -> tuple[str, str]:
        """Kind of list, and the sheet's name or nothing."""
        kind = self.choice("kind", KIND_NAMES, "Dites ce que contient la liste.")
        return kind, self.text("sheet", most=80)


class ColumnsForm(Typed):
    """A column for each field, and what stands where a list says nothing."""

    def read(self, kind: str, columns: int, sectors: Iterable[Sector]) -> tuple[dict[str, int], dict[str, str]]:
        """Field to column, and the defaults. One column may serve one field only; a sector is one of the edition's."""
        mapping: dict[str, int] = {}
        for field in FIELDS[kind]:
            told = self.typed.get(field.code, "")
            if told.isdecimal() and len(told) < 4 and int(told) < columns:
                if int(told) in mapping.values():
                    self.fault(field.code, "Cette colonne sert déjà plus haut.")
                mapping[field.code] = int(told)
        defaults = {}
        if kind == EXHIBITORS:
            defaults["kind"] = self.choice("default_kind", KINDS, "", default="company")
            sector = self.typed.get("default_sector", "")
            if sector in {one.code for one in sectors}:
                defaults["sector"] = sector
        return mapping, defaults


class ChoiceForm(Typed):
    """What becomes of rows that resemble somebody: one line, or all of them."""

    def read(self) -> tuple[str, int | None]:
        """The choice, or nothing if it is none; the line, None for all."""
        choice = self.typed.get("choice", "")
        line = self.typed.get("line", "")
        return (choice if choice in CHOICES else ""), (int(line) if line.isdecimal() and len(line) < 9 else None)


class CorrectionForm(Typed):
    """A row's fields, said better."""

    def read(self, kind: str, before: Mapping[str, str]) -> dict[str, str]:
        """Fields that are not as the file says them."""
        told = {field.code: self.text(field.code, most=600, lines=field.code == "pitch") for field in FIELDS[kind]}
        return {code: text for code, text in told.items() if text != before.get(code, "").strip()}
