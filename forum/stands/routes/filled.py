"""The forms of an exhibitor's file, filled with what it says now; its own space and the back office show the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from forum import clock
from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.forms import OrganisationForm, ShownForm
from forum.exhibitors.rules import LEVELS, OFFERS, Shown
from forum.stands.forms import DetailsForm, MachineForm, NeedsForm
from forum.stands.queries import BookingLine
from forum.stands.rules import GUARDS, HALVES, VEHICLES, DetailsSaid, MachineSaid
from forum.territory.occupations import occupations_of
from forum.web.words import say_date, say_hour


def organisation_form(mine: exhibitors.ExhibitorLine) -> OrganisationForm:
    """Who the organisation is and its main contact."""
    return OrganisationForm(
        {
            "name": mine.name,
            "kind": mine.kind,
            "sector": mine.sector_code,
            "commune": mine.insee_code or "",
            "commune_text": mine.commune,
            "siret": mine.siret or "",
            "website": mine.website,
            "first_name": mine.first_name,
            "last_name": mine.last_name,
            "email": mine.email,
            "phone": mine.phone,
        }
    )


def needs_form(booking: BookingLine) -> NeedsForm:
    """What the stand needs."""
    names = ("people", "tables", "chairs", "panels", "power_watts", "three_phase", "network", "machine", "note")
    return NeedsForm(_typed({name: getattr(booking, name) for name in names}))


def details_form(edition: EditionValue, said: DetailsSaid | None) -> DetailsForm:
    """What the day needs; a first time, present all day."""
    if said is None:
        everywhen = [f"{day.id}-{half}" for day in edition.days for half in HALVES]
        return DetailsForm({"vehicle": "none", "meals": "0", "sockets": "1"}, {"half_days": everywhen})
    typed = _typed({name: value for name, value in asdict(said).items() if name not in {"half_days", "setup_at"}})
    typed["setup"] = f"{clock.local(said.setup_at):%H:%M}" if said.setup_at else ""
    return DetailsForm(typed, {"half_days": [f"{day}-{half}" for day, half in said.half_days]})


def detail_lists(edition: EditionValue) -> dict[str, Any]:
    """What may be chosen there."""
    several = len(edition.days) > 1
    return {
        "vehicles": list(VEHICLES.items()),
        "slots": [("", "Peu importe"), *((name, say_hour(at)) for name, at in setup_slots(edition).items())],
        "halves": [
            (f"{day.id}-{half}", f"{say_date(day.date)}, {words}" if several else words.capitalize())
            for day in edition.days
            for half, words in HALVES.items()
        ],
    }


def setup_slots(edition: EditionValue) -> dict[str, datetime]:
    """Every half-hour from set-up to opening, by its hour on the wall clock."""
    day = edition.first_day
    count = max(0, int((day.opens_at - day.setup_at) / timedelta(minutes=30)))
    hours = [day.setup_at + n * timedelta(minutes=30) for n in range(count)]
    return {f"{clock.local(one):%H:%M}": one for one in hours}


def machine_form(booking: BookingLine, mine: exhibitors.ExhibitorLine, made: MachineSaid | None) -> MachineForm:
    """The declaration of a machine; a first time, with the watts asked for and the main contact's name."""
    if made is None:
        return MachineForm({"watts": str(booking.power_watts), "signed_by": mine.contact})
    return MachineForm(_typed(asdict(made)))


def machine_lists() -> dict[str, Any]:
    """What may be chosen there."""
    return {"guards": list(GUARDS.items())}


def shown_form(mine: exhibitors.ExhibitorLine, shown: Shown) -> ShownForm:
    """Jobs ticked in the sector's list or written, offers, levels, the words of the programme."""
    listed = {one.rome_code: one.name for one in occupations_of(mine.sector_code)}
    known = [job.rome_code for job in shown.jobs if job.rome_code and listed.get(job.rome_code) == job.words]
    typed = {
        "jobs": "\n".join(job.words for job in shown.jobs if job.rome_code not in known),
        "pitch": shown.pitch,
        "website": shown.website,
        **{kind: str(number) for kind, number in shown.offers.items()},
    }
    return ShownForm(typed, {"levels": sorted(shown.levels), "known": known})


async def shown_lists(mine: exhibitors.ExhibitorLine) -> dict[str, Any]:
    """What may be chosen there, and whether there is a logo."""
    return {
        "mine": mine,
        "offers": OFFERS,
        "levels": list(LEVELS.items()),
        "suggested": [
            (one.rome_code, f"{one.name}\u00a0: {', '.join(one.local_words)}" if one.local_words else one.name)
            for one in occupations_of(mine.sector_code)
        ],
        "logo_mark": await exhibitors.logo_mark(mine.id),
    }


def _typed(values: Mapping[str, object]) -> dict[str, str]:
    return {name: ("yes" if value else "") if isinstance(value, bool) else str(value) for name, value in values.items()}
