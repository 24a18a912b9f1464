"""What a teacher may say to us: a class by its counts. No field can hold a pupil's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from forum import clock
from forum.class_visits.rules import MOST_ADULTS, MOST_PUPILS, PHOTOS, TRANSPORTS, ClassSaid, ReferentSaid, doubt
from forum.editions.queries import SlotPlaces
from forum.forms import Typed
from forum.territory.grades import GradeLevel, class_key, read_grade
from forum.territory.sectors import Sector
from forum.territory.uai import read_uai

_CLASS_NAME = re.compile(r"[0-9A-Za-zÀ-ÿ°ᵉ .'’/+\-]{1,24}")
MOST_CLASSES = 8
COPIED = ("adults", "transport", "slot", "photo", "lunch", "leaves", "sectors")
"""What a second class has in common with the first, most of the time."""


class Found(Protocol):
    """A school as the look-up answers it."""

    @property
    def id(self) -> int: ...

    @property
    def label(self) -> str: ...


class ClassForm(Typed):
    """The class, its counts, its slot."""

    candidates: Sequence[Found] = ()

    @property
    def school_words(self) -> str:
        """What was typed for the school when none was picked from the list; empty when one was."""
        if self._school_id:
            return ""
        return self.typed.get("school_text", "").strip()

    @property
    def _school_id(self) -> int:
        """The school picked from the list, or 0."""
        picked = self.typed.get("school", "")
        return int(picked) if re.fullmatch(r"[0-9]{1,9}", picked) else 0

    def settle_school(self, found: Sequence[Found]) -> None:
        """Give the answers of the look-up for `school_words`: one settles the field, several are offered, none is a fault."""
        reading = read_uai(self.school_words) if re.search(r"(?:\d[\s.\-]*){6}", self.school_words) else None
        if reading and not reading.valid:
            # A wrong letter may be one school's digits by chance: said and offered, never guessed.
            self.fault("school", reading.sentence)
            self.candidates = found
        elif len(found) == 1:
            self.typed["school"], self.typed["school_text"] = str(found[0].id), found[0].label
        elif found:
            self.candidates = found
            self.fault("school", "Plusieurs établissements répondent\u00a0: choisissez le vôtre dans la liste.")
        else:
            self.fault("school", "Aucun établissement ne répond. Essayez la commune, ou le numéro UAI (0391035N).")

    def read(
        self, places: Sequence[SlotPlaces], closes: Mapping[int, datetime], sectors: Sequence[Sector]
    ) -> ClassSaid:
        """What was said of the class; `faults` tells what cannot stand. See `read_class` for what the edition says."""
        self._check_school()
        return self.read_class("", places, closes, sectors)

    def _check_school(self) -> None:
        if not self._school_id and not self.school_words:
            self.typed["school"] = ""  # none of those that were offered: the page asks anew
            self.fault("school", "Indiquez votre établissement.")

    def read_class(
        self, p: str, places: Sequence[SlotPlaces], closes: Mapping[int, datetime], sectors: Sequence[Sector]
    ) -> ClassSaid:
        """The class whose fields begin with `p`.

        `places` are the edition's slots and `closes` the end of each of its days: an hour of departure is held against them.
        `sectors` are those of the edition: no other may interest the class.
        """
        name = self._class_name(f"{p}class_name")
        level = read_grade(name)
        if level is None:
            chosen = self.choice(
                f"{p}grade_level",
                [level.value for level in GradeLevel],
                "Nous n’avons pas reconnu le niveau\u00a0: choisissez-le.",
            )
        else:
            chosen = level.value
        pupils = self.whole(f"{p}pupils", "Le nombre d’élèves", 1, MOST_PUPILS)
        adults = self.whole(f"{p}adults", "Le nombre d’accompagnateurs", 1, MOST_ADULTS)
        if adults > pupils and not self.faults.keys() & {f"{p}pupils", f"{p}adults"}:
            self.fault(
                f"{p}adults",
                f"Plus d’adultes ({adults}) que d’élèves ({pupils})\u00a0: les deux nombres sont-ils inversés\u00a0?",
            )
        slot = self._slot(f"{p}slot")
        return ClassSaid(
            school=self._school_id,
            class_name=name,
            grade_level=chosen,
            pupils=pupils,
            adults=adults,
            special_needs=self.whole(
                f"{p}special_needs", "Le nombre d’élèves à besoins particuliers", 0, MOST_PUPILS, 0
            ),
            transport=self.choice(f"{p}transport", TRANSPORTS, "Dites comment la classe arrive."),
            slot=slot,
            photo=self.choice(f"{p}photo", PHOTOS, "Dites si les élèves peuvent être photographiés.", default="no"),
            lunch=self.ticked(f"{p}lunch"),
            girls=self._count(p, "girls", "Le nombre de filles", pupils),
            boys=self._count(p, "boys", "Le nombre de garçons", pupils),
            leaves_at=self._departure(f"{p}leaves", next((one for one in places if one.id == slot), None), closes),
            sectors=tuple(sector.code for sector in sectors if sector.code in self.many(f"{p}sectors")),
        )

    @property
    def wait(self) -> str:
        """What the class does when the slot is full: nothing (another hour is chosen), wait for it, or for any."""
        return self.wait_of("")

    def wait_of(self, p: str) -> str:
        """The same of the class whose fields begin with `p`."""
        return self.typed.get(f"{p}wait", "") if self.typed.get(f"{p}wait") in {"slot", "any"} else ""

    def _count(self, p: str, which: str, what: str, pupils: int) -> int | None:
        """How many of the pupils, or None when it was not said; both together are no more than the class."""
        name = f"{p}{which}"
        if not self.typed.get(name, "").strip():
            return None
        number = self.whole(name, what, 0, MOST_PUPILS)
        both = sum(
            int(value) for key in ("girls", "boys") if (value := self.typed.get(f"{p}{key}", "").strip()).isdecimal()
        )
        if name not in self.faults and both > pupils and f"{p}pupils" not in self.faults:
            self.fault(name, f"Filles et garçons font {both}, et la classe {pupils} élèves.")
        return number

    def _departure(self, name: str, slot: SlotPlaces | None, closes: Mapping[int, datetime]) -> datetime | None:
        """The hour of departure on the day of the slot, if it was said: after the arrival, before the doors close."""
        hour = self.hour(name, None)
        if hour is None or slot is None:
            return None
        leaves = clock.utc(clock.local(slot.starts_at).date(), hour)
        if leaves <= slot.ends_at:
            self.fault(name, "Le départ vient après l’arrivée. Laissez vide si vous ne savez pas encore.")
        elif slot.day in closes and leaves > closes[slot.day]:
            self.fault(name, "À cette heure, les portes sont fermées.")
        return leaves

    def _slot(self, name: str) -> int:
        if self.typed.get(name):
            return self.whole(name, "Le créneau", 1, 999_999_999)
        self.fault(name, "Choisissez une heure d’arrivée.")
        return 0

    def _class_name(self, field: str) -> str:
        name = self.text(field, "Indiquez la classe, par exemple 3e B.", most=24)
        if name and not _CLASS_NAME.fullmatch(name):
            self.fault(field, "Le nom de la classe s’écrit en quelques lettres et chiffres, par exemple 3e B.")
        if name != self.typed.get(f"{field}_kept") and (word := doubt(name)):
            self.fault(field, word)
        return name


class SeveralForm(ClassForm):
    """Several classes of one school on one page: the fields of the second begin with « c2_ », of the third with « c3_ » …"""

    @property
    def prefixes(self) -> list[str]:
        """One for each class, in order; the first has none."""
        last = max((n for n in range(2, MOST_CLASSES + 1) if f"c{n}_class_name" in self.typed), default=1)
        return ["", *(f"c{n}_" for n in range(2, last + 1))]

    def add_class(self) -> str:
        """One class more, copied from the last but for its name and its numbers; answers the field to write in first."""
        before, number = self.prefixes[-1], len(self.prefixes) + 1
        if number > MOST_CLASSES:
            self.fault(
                "form", f"Au plus {MOST_CLASSES} classes en une fois\u00a0: envoyez celles-ci, puis recommencez."
            )
            return "class_name"
        for name in COPIED:
            self.typed[f"c{number}_{name}"] = self.typed.get(f"{before}{name}", "")
            self.set_many(f"c{number}_{name}", self.many(f"{before}{name}"))
        self.typed[f"c{number}_class_name"] = ""
        return f"c{number}_class_name"

    def drop_class(self, number: int) -> None:
        """The class of that number (2 or more) goes, and those after it move up."""
        last = len(self.prefixes)
        if not 2 <= number <= last:
            return
        for n in range(number, last + 1):
            self._clear(f"c{n}_")
            for name in [key for key in self.typed if key.startswith(f"c{n + 1}_")]:
                moved = f"c{n}_{name.partition('_')[2]}"
                self.typed[moved] = self.typed[name]
                self.set_many(moved, self.many(name))
        self._clear(f"c{last}_")

    def _clear(self, p: str) -> None:
        for name in [key for key in self.typed if key.startswith(p)]:
            self.typed.pop(name)
            self.set_many(name, [])

    def read_all(
        self, places: Sequence[SlotPlaces], closes: Mapping[int, datetime], sectors: Sequence[Sector]
    ) -> list[ClassSaid]:
        """What was said of each class; the same one twice is a fault."""
        self._check_school()
        said: list[ClassSaid] = []
        for p in self.prefixes:
            one = self.read_class(p, places, closes, sectors)
            if one.class_name and any(class_key(one.class_name) == class_key(other.class_name) for other in said):
                self.fault(f"{p}class_name", "Cette classe est déjà plus haut sur cette page.")
            said.append(one)
        return said

    @property
    def waits(self) -> list[str]:
        """What each class does when its slot is full."""
        return [self.wait_of(p) for p in self.prefixes]


class RegistrationForm(SeveralForm):
    """The classes and their referent, on one page."""

    def read_referent(self) -> ReferentSaid:
        """What was said of the teacher."""
        return ReferentSaid(
            first_name=self.name("first_name", "Indiquez votre prénom."),
            last_name=self.name("last_name", "Indiquez votre nom."),
            email=self.email("email", "Indiquez votre adresse professionnelle."),
            phone=self.phone("phone", "Indiquez un numéro où vous joindre le jour du forum."),
        )


class ColleagueForm(Typed):
    """Another teacher of the class."""

    def read(self) -> ReferentSaid:
        """Who it is; their own number is said when they register a class of their own."""
        return ReferentSaid(
            first_name=self.name("first_name", "Indiquez le prénom."),
            last_name=self.name("last_name", "Indiquez le nom."),
            email=self.email("email", "Indiquez l’adresse professionnelle."),
            phone="",
        )
