"""What an exhibitor says when booking a stand: who, and what the stand needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from forum.exhibitors.forms import OrganisationForm
from forum.forms import Typed
from forum.stands.rules import (
    GUARDS,
    HALVES,
    MOST_CHAIRS,
    MOST_HEIGHT_CM,
    MOST_MEALS,
    MOST_PANELS,
    MOST_PARKING,
    MOST_PEOPLE,
    MOST_SOCKETS,
    MOST_TABLES,
    POWERS,
    UNSAID,
    VEHICLES,
    DetailsSaid,
    MachineSaid,
    NeedsSaid,
    Wanted,
)
from forum.stands.rules.look import PlanLooked
from forum.territory.folding import fold
from forum.territory.sectors import Sector


def read_needs(form: Typed) -> NeedsSaid:
    """The needs that a form says; what it leaves out is what the short form leaves."""
    return NeedsSaid(
        people=form.whole("people", "Le nombre de personnes sur le stand", 1, MOST_PEOPLE, UNSAID.people),
        tables=form.whole("tables", "Le nombre de tables", 0, MOST_TABLES, UNSAID.tables),
        chairs=form.whole("chairs", "Le nombre de chaises", 0, MOST_CHAIRS, UNSAID.chairs),
        panels=form.whole("panels", "Le nombre de grilles", 0, MOST_PANELS, UNSAID.panels),
        power_watts=int(form.choice("power_watts", POWERS, "Dites la puissance électrique qu’il vous faut.", "0")),
        network=form.ticked("network"),
        machine=form.ticked("machine"),
        note=form.text("note", most=500, lines=True),
        three_phase=form.ticked("three_phase"),
    )


class BookingForm(OrganisationForm):
    """Organisation, contact and needs, on one page."""

    def read_needs(self) -> NeedsSaid:
        """What the stand needs."""
        return read_needs(self)


class NeedsForm(Typed):
    """The needs alone, corrected later."""

    def read(self) -> NeedsSaid:
        """What the stand needs."""
        return read_needs(self)


class PersonForm(Typed):
    """Somebody who will stand on the stand."""

    def read(self) -> tuple[str, str]:
        """First and last name."""
        return (
            self.name("first_name", "Indiquez le prénom."),
            self.name("last_name", "Indiquez le nom."),
        )


class WantedForm(Typed):
    """« Dites ce qu’il vous faut »: everything optional, read from the address."""

    def read(self, sectors: Sequence[Sector]) -> Wanted:
        """What is looked for, among the `sectors` of the edition."""
        return Wanted(
            sector=self.choice("filiere", [s.code for s in sectors], "Choisissez une filière de la liste.", default="")
            if self.typed.get("filiere")
            else "",
            square_metres=self.whole("surface", "La surface en mètres carrés", 0, 60, default=0),
            power_watts=int(self.choice("watts", POWERS, "Dites la puissance qu’il vous faut.", default="0")),
            water=self.ticked("eau"),
            accessible=self.ticked("acces"),
            machine=self.ticked("machine"),
            network=self.ticked("reseau"),
            three_phase=self.ticked("triphase"),
            people=self.whole("personnes", "Le nombre de personnes sur le stand", 0, MOST_PEOPLE, default=0),
        )


class LookForm(Typed):
    """What is looked for on the plan, read from the address; what makes no sense there is not looked for."""

    def read(self) -> tuple[PlanLooked, str]:
        """What is asked of a stand, and the folded words."""
        looked = PlanLooked(
            free=self.ticked("libre"),
            square_metres=self.whole("surface", "La surface en mètres carrés", 0, 60, default=0),
            watts=self.whole("watts", "La puissance en watts", 0, 50_000, default=0),
            zone=self.text("zone", most=40),
            accessible=self.ticked("accessible"),
            water=self.ticked("eau"),
            network=self.ticked("reseau"),
            three_phase=self.ticked("triphase"),
        )
        return looked, fold(self.text("q", most=60))


class DetailsForm(Typed):
    """What the day needs: sockets, vehicle, meals, hours, pupils at a time."""

    def read(self, slots: Mapping[str, datetime], days: Iterable[int]) -> DetailsSaid:
        """The details; `slots` are the set-up hours that may be chosen, `days` the edition's."""
        chosen = self.typed.get("setup", "")
        if chosen and chosen not in slots:
            self.fault("setup", "Choisissez une heure de montage de la liste.")
        possible = {f"{day}-{half}": (day, half) for day in days for half in HALVES}
        halves = tuple(possible[one] for one in possible if one in self.many("half_days"))
        if not halves:
            self.fault("half_days", "Cochez au moins une demi-journée.")
        return DetailsSaid(
            sockets=self.whole("sockets", "Le nombre de prises", 0, MOST_SOCKETS, default=0),
            water=self.ticked("water"),
            vehicle=self.choice("vehicle", VEHICLES, "Dites quel véhicule entre dans la halle.", default="none"),
            height_cm=self.whole("height_cm", "La hauteur en centimètres", 0, MOST_HEIGHT_CM, default=0),
            noise=self.ticked("noise"),
            dust=self.ticked("dust"),
            meals=self.whole("meals", "Le nombre de repas", 0, MOST_MEALS, default=0),
            parking=self.whole("parking", "Le nombre de places de parking", 0, MOST_PARKING, default=0),
            setup_at=slots.get(chosen),
            group_size=self.whole("group_size", "Le nombre d’élèves à la fois", 0, 35, default=0),
            session_minutes=self.whole("session_minutes", "La durée en minutes", 0, 120, default=0),
            half_days=halves,
        )


class MachineForm(Typed):
    """The declaration of a machine shown running (T 39 and T 40)."""

    def read(self) -> MachineSaid:
        """The declaration."""
        return MachineSaid(
            machine=self.text("machine", "Dites quelle machine vous montrez.", most=200),
            watts=self.whole("watts", "La puissance en watts", 0, 40_000),
            moving_parts=self.ticked("moving_parts"),
            hot_surfaces=self.ticked("hot_surfaces"),
            laser=self.ticked("laser"),
            smoke=self.ticked("smoke"),
            pressurised_gas=self.ticked("pressurised_gas"),
            guard=self.choice("guard", GUARDS, "Dites comment le public est protégé."),
            ppe=self.text("ppe", most=200),
            hands_on=self.ticked("hands_on"),
            least_age=self.whole("least_age", "L’âge minimum", 0, 18, default=0),
            signed_by=self.name("signed_by", "Indiquez qui déclare.", most=160),
        )
