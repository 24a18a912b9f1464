"""What a teacher may say to us: a class by its counts. No field can hold a pupil's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from forum.class_visits.rules import MOST_ADULTS, MOST_PUPILS, PHOTOS, TRANSPORTS, ClassSaid, ReferentSaid
from forum.forms import Typed
from forum.territory.grades import GradeLevel, read_grade
from forum.territory.uai import read_uai

_CLASS_NAME = re.compile(r"[0-9A-Za-zÀ-ÿ°ᵉ .'’/+\-]{1,24}")


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
            # A wrong letter may be one school's digits by chance: said, never guessed.
            self.fault("school", reading.sentence)
        elif len(found) == 1:
            self.typed["school"], self.typed["school_text"] = str(found[0].id), found[0].label
        elif found:
            self.candidates = found
            self.fault("school", "Plusieurs établissements répondent\u00a0: choisissez le vôtre dans la liste.")
        else:
            self.fault("school", "Aucun établissement ne répond. Essayez la commune, ou le numéro UAI (0391035N).")

    def read(self) -> ClassSaid:
        """What was said of the class; `faults` tells what cannot stand."""
        name = self._class_name()
        level = read_grade(name)
        if level is None:
            chosen = self.choice(
                "grade_level",
                [level.value for level in GradeLevel],
                "Nous n’avons pas reconnu le niveau\u00a0: choisissez-le.",
            )
        else:
            chosen = level.value
        pupils = self.whole("pupils", "Le nombre d’élèves", 1, MOST_PUPILS)
        adults = self.whole("adults", "Le nombre d’accompagnateurs", 1, MOST_ADULTS)
        if adults > pupils and "pupils" not in self.faults and "adults" not in self.faults:
            self.fault(
                "adults",
                f"Plus d’adultes ({adults}) que d’élèves ({pupils})\u00a0: les deux nombres sont-ils inversés\u00a0?",
            )
        if not self._school_id and not self.school_words:
            self.fault("school", "Indiquez votre établissement.")
        return ClassSaid(
            school=self._school_id,
            class_name=name,
            grade_level=chosen,
            pupils=pupils,
            adults=adults,
            special_needs=self.whole("special_needs", "Le nombre d’élèves à besoins particuliers", 0, MOST_PUPILS, 0),
            transport=self.choice("transport", TRANSPORTS, "Dites comment la classe arrive."),
            slot=self.whole("slot", "Le créneau", 1, 999_999_999) if self.typed.get("slot") else self._no_slot(),
            photo=self.choice("photo", PHOTOS, "Dites si les élèves peuvent être photographiés.", default="no"),
            lunch=self.ticked("lunch"),
            girls=self._count("girls", "Le nombre de filles", pupils),
            boys=self._count("boys", "Le nombre de garçons", pupils),
        )

    @property
    def wait(self) -> str:
        """What the class does when the slot is full: nothing (another hour is chosen), wait for it, or for any."""
        return self.typed.get("wait", "") if self.typed.get("wait") in {"slot", "any"} else ""

    def _count(self, name: str, what: str, pupils: int) -> int | None:
        """How many of the pupils, or None when it was not said; both together are no more than the class."""
        if not self.typed.get(name, "").strip():
            return None
        number = self.whole(name, what, 0, MOST_PUPILS)
        both = sum(int(value) for key in ("girls", "boys") if (value := self.typed.get(key, "").strip()).isdecimal())
        if name not in self.faults and both > pupils and "pupils" not in self.faults:
            self.fault(name, f"Filles et garçons font {both}, et la classe {pupils} élèves.")
        return number

    def _no_slot(self) -> int:
        self.fault("slot", "Choisissez une heure d’arrivée.")
        return 0

    def _class_name(self) -> str:
        name = self.text("class_name", "Indiquez la classe, par exemple 3e B.", most=24)
        if name and not _CLASS_NAME.fullmatch(name):
            self.fault("class_name", "Le nom de la classe s’écrit en quelques lettres et chiffres, par exemple 3e B.")
        return name


class RegistrationForm(ClassForm):
    """The class and its referent, on one page."""

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
