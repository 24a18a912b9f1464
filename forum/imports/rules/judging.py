"""A row judged: what would be made of it, what is wrong with it, and by what it is recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forum.address_book.rules import SchoolContactSaid
from forum.exhibitors.rules import OrganisationSaid
from forum.imports.rules.columns import CONTACTS
from forum.imports.rules.rows import RowForm
from forum.imports.rules.twins import near_name
from forum.territory.communes import communes_at
from forum.territory.folding import fold
from forum.territory.kinds import site_name
from forum.territory.sectors import Sector
from forum.territory.uai import read_uai

_MAILBOX = re.compile(r"ce\.(\d{7}[a-z])@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a row comes to; `said` is None when something is wrong."""

    name: str
    faults: dict[str, str]
    said: OrganisationSaid | SchoolContactSaid | None
    siret: str | None
    email: str
    near: str
    school_name: str = ""


@dataclass(frozen=True, slots=True)
class SchoolKnown:
    """A school of the list, by what a row may call it; folded once, for thousands of rows ask."""

    id: int
    uai: str | None
    name: str
    municipality: str
    insee_code: str | None
    folded: str
    site: str
    place: str
    words: frozenset[str]

    @classmethod
    def of(cls, number: int, uai: str | None, name: str, municipality: str, insee_code: str | None) -> SchoolKnown:
        words = frozenset(fold(f"{name} {municipality}").split())
        return cls(number, uai, name, municipality, insee_code, fold(name), site_name(name), fold(municipality), words)


@dataclass(slots=True)
class Schools:
    """Every school, found by its UAI or its name."""

    all: Sequence[SchoolKnown]
    by_uai: dict[str, SchoolKnown] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_uai = {one.uai: one for one in self.all if one.uai}

    def named(self, name: str, commune: str, postal_code: str) -> list[SchoolKnown]:
        """Those that a name may mean: called just so, else holding each of its words; in that commune, if one is told."""
        wanted, site = fold(name), site_name(name)
        place = fold(re.sub(r"\bcedex\b.*|\d+", "", commune, flags=re.IGNORECASE))
        codes = {at.insee_code for at in communes_at(postal_code)}
        here = [
            one for one in self.all if (not place or one.place == place) and (not codes or one.insee_code in codes)
        ] or list(self.all)
        words = frozenset(wanted.split())
        return (
            [one for one in here if one.folded == wanted]
            or [one for one in here if words <= one.words]
            or [one for one in here if site and one.site == site]
        )


def judge(
    kind: str, said: Mapping[str, str], defaults: Mapping[str, str], schools: Schools, sectors: Sequence[Sector]
) -> Judged:
    """A row of a list of that kind, as if somebody had typed it. Takes about a millisecond."""
    form = RowForm(said)
    return _contact(form, schools) if kind == CONTACTS else _organisation(form, defaults, sectors)


def _organisation(form: RowForm, defaults: Mapping[str, str], sectors: Sequence[Sector]) -> Judged:
    first, last = form.read_person()
    made = OrganisationSaid(
        name=form.name("name", "Le nom de l’organisation manque.", most=120),
        kind=form.read_kind(defaults.get("kind", "company")),
        sector=form.read_sector(defaults.get("sector", ""), sectors),
        siret=form.read_siret(),
        insee_code=form.read_commune(),
        website=form.read_website(),
        pitch=form.text("pitch", most=600, lines=True),
        first_name=first,
        last_name=last,
        email=form.read_email(),
        phone=form.phone("phone"),
    )
    near = near_name(made.name) if made.name else ""
    siret = None if "siret" in form.faults else made.siret
    return Judged(made.name, form.faults, None if form.faults else made, siret, made.email, near)


def _contact(form: RowForm, schools: Schools) -> Judged:
    first, last = form.read_person()
    email = form.read_email()
    school = _school(form, schools, email)
    made = SchoolContactSaid(
        school=school.id if school else 0,
        first_name=first,
        last_name=last,
        duty=form.text("duty", most=80),
        email=email,
        phone=form.phone("phone"),
    )
    name = f"{first} {last}".strip()
    # The school's number twice: with one letter left out, no number becomes another.
    near = f"{made.school} {made.school} {' '.join(sorted(fold(name).split()))}" if school and name else ""
    label = f"{name or email}{f', {school.name}' if school else ''}"[:160]
    return Judged(
        label, form.faults, None if form.faults else made, None, email, near[:120], school.name if school else ""
    )


def _school(form: RowForm, schools: Schools, email: str) -> SchoolKnown | None:
    """The school by its UAI, by its name and commune, or by its own mailbox (ce.0390033w@…)."""
    uai, name = form.typed.get("uai", "").strip(), form.typed.get("school", "").strip()
    if uai:
        reading = read_uai(uai)
        if not reading.code:
            form.fault("uai", reading.sentence)
            return None
        if found := schools.by_uai.get(reading.code):
            return found
        form.fault(
            "uai", f"Aucun établissement de la liste n’a l’UAI {reading.code}. Ajoutez-le d’abord, ou effacez l’UAI."
        )
        return None
    if not name:
        mailbox = _MAILBOX.match(email)
        if mailbox and (found := schools.by_uai.get(mailbox[1].upper())):
            return found
        form.fault("school", "L’établissement manque.")
        return None
    found_all = schools.named(name, form.typed.get("commune", ""), form.typed.get("postal_code", ""))
    if len(found_all) == 1:
        return found_all[0]
    form.fault("school", _which(name, found_all))
    return None


def _which(name: str, found: Iterable[SchoolKnown]) -> str:
    some = [f"{one.name}, {one.municipality} ({one.uai or 'sans UAI'})" for one in found]
    if not some:
        return (
            f"Aucun établissement ne s’appelle «\u00a0{name[:60]}\u00a0». Écrivez son UAI, ou son nom avec sa commune."
        )
    more = " …" if len(some) > 3 else ""
    names = " – ".join(some[:3])
    return f"Plusieurs établissements répondent\u00a0: {names}{more}. Écrivez l’UAI du bon."
