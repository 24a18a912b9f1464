"""What organisers may say of an edition's days, halls, gates and slots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from forum import clock
from forum.editions.rules import hour_of
from forum.editions.service import DaySaid, GateSaid, HallSaid
from forum.editions.values import DayValue, EditionValue, GateValue, HallValue
from forum.forms import Typed


class DayForm(Typed):
    """A day: its date and four hours."""

    @classmethod
    def of(cls, day: DayValue) -> DayForm:
        """As it stands."""
        return cls(
            {
                "date": f"{day.date:%Y-%m-%d}",
                "setup": hour_of(day.setup_at),
                "opens": hour_of(day.opens_at),
                "closes": hour_of(day.closes_at),
                "teardown": hour_of(day.teardown_until),
            }
        )

    def read(self) -> DaySaid | None:
        """The day, or None with the faults."""
        on = self.date("date")
        hours = [
            self.hour(name, f"Indiquez l’heure {of}.")
            for name, of in (
                ("setup", "du montage"),
                ("opens", "d’ouverture"),
                ("closes", "de fermeture"),
                ("teardown", "de fin du démontage"),
            )
        ]
        if on is None or self.faults:
            return None
        setup, opens, closes, teardown = (clock.utc(on, hour) for hour in hours if hour is not None)
        return DaySaid(on, setup, opens, closes, teardown)


class HallForm(Typed):
    """A hall: its name, its size in metres, its limit."""

    @classmethod
    def of(cls, hall: HallValue) -> HallForm:
        """As it stands."""
        return cls(
            {
                "name": hall.name,
                "width": metres(hall.width_cm),
                "depth": metres(hall.depth_cm),
                "limit": str(hall.capacity_limit),
            }
        )

    def read(self, name: str = "name") -> HallSaid | None:
        """The hall, or None with the faults."""
        said = HallSaid(
            self.text(name, "Donnez un nom à la salle.", 80),
            self.centimetres("width", "La largeur", 2, 300),
            self.centimetres("depth", "La profondeur", 2, 300),
            self.whole("limit", "Le nombre de personnes", 1, 50_000),
        )
        return None if self.faults else said

    def centimetres(self, name: str, what: str, least: int, most: int) -> int:
        """Metres as they are written, « 40,5 », answered in centimetres."""
        value = self.typed.get(name, "").strip().replace(",", ".")
        if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", value) or not least <= float(value) <= most:
            self.fault(name, f"{what} s’écrit en mètres, de {least} à {most}.")
            return least * 100
        return round(float(value) * 100)


class GateForm(HallForm):
    """A gate: its letter, its name, its hall and where it is on the drawing."""

    @classmethod
    def at(cls, gate: GateValue) -> GateForm:
        """As it stands."""
        return cls(
            {
                "hall": str(gate.hall),
                "code": gate.code,
                "gate_name": gate.name,
                "x": metres(gate.x_cm),
                "y": metres(gate.y_cm),
            }
        )

    def read_gate(self, halls: tuple[HallValue, ...]) -> GateSaid | None:
        """The gate, or None with the faults."""
        code = self.text("code", "Une lettre ou un chiffre suffit.", 4).upper()
        name = self.text("gate_name", "Donnez un nom à la porte.", 60)
        chosen = self.choice("hall", [str(hall.id) for hall in halls], "Choisissez la salle.")
        hall = next((one for one in halls if str(one.id) == chosen), halls[0])
        x = self.centimetres("x", "La place", 0, hall.width_cm // 100)
        y = self.centimetres("y", "La place", 0, hall.depth_cm // 100)
        return None if self.faults else GateSaid(hall.id, code, name, x, y)


@dataclass(frozen=True, slots=True)
class Span:
    """A row of slots of one day: when the first and the last begin, and how long each is."""

    day: int
    first: datetime
    last: datetime
    minutes: int


class SpanForm(Typed):
    """Slots one after the other, by their hours: those of a gate, and those of the public."""

    def span(self, edition: EditionValue, longest: int) -> Span | None:
        """When, or None with the faults."""
        day = self.choice("day", [str(one.id) for one in edition.days], "Choisissez le jour.")
        first = self.hour("first", "Indiquez la première arrivée.")
        last = self.hour("last", "Indiquez la dernière arrivée.")
        minutes = self.whole("minutes", "La durée", 5, longest)
        if first and last and last < first:
            self.fault("last", "La dernière arrivée vient après la première.")
        if self.faults or first is None or last is None:
            return None
        on = next(one for one in edition.days if str(one.id) == day).date
        return Span(int(day), clock.utc(on, first), clock.utc(on, last), minutes)


@dataclass(frozen=True, slots=True)
class SlotsSaid:
    """Slots to lay: whose, when, how many places."""

    span: Span
    gate: int
    persons: int
    coaches: int


class SlotsForm(SpanForm):
    """Slots of a gate, generated from hours and pace."""

    def read(self, edition: EditionValue) -> SlotsSaid | None:
        """What to lay, or None with the faults. `last` is when the last slot begins."""
        span = self.span(edition, 120)
        gate = self.choice("gate", [str(one.id) for one in edition.gates], "Choisissez la porte.")
        persons = self.whole("persons", "Le nombre de personnes", 1, 2000)
        coaches = self.whole("coaches", "Le nombre de cars", 0, 50)
        return SlotsSaid(span, int(gate), persons, coaches) if span and not self.faults else None


class PlacesForm(Typed):
    """Other places for one slot."""

    def read(self) -> tuple[int, int]:
        """Persons and coaches."""
        return (
            self.whole("persons", "Le nombre de personnes", 0, 2000),
            self.whole("coaches", "Le nombre de cars", 0, 50),
        )


class MomentForm(Typed):
    """« Voir le site comme au … »."""

    def read(self) -> datetime | None:
        """The moment, or None with the faults."""
        on, hour = self.date("date"), self.hour("hour")
        return clock.utc(on, hour) if on and hour and not self.faults else None


def metres(centimetres: int) -> str:
    """« 40 », « 40,5 »."""
    return f"{centimetres / 100:g}".replace(".", ",")
