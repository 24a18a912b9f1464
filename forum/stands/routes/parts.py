"""The parts of an exhibitor's file: how each is filled, read, kept. Its own space and the back office share them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.forms import OrganisationForm, ShownForm
from forum.forms import Typed
from forum.meanwhile import fingerprint
from forum.people.who import Who
from forum.stands import queries, service, versions
from forum.stands.forms import BookingForm, DetailsForm, MachineForm, NeedsForm
from forum.stands.routes import filled
from forum.stands.versions import Version


@dataclass(frozen=True, slots=True)
class File:
    """What a part is filled from."""

    edition: EditionValue
    booking: queries.BookingLine
    mine: exhibitors.ExhibitorLine


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its form, filled with what stands there; how it is read; the verb that keeps what it says."""

    form: type[Typed]
    now: Callable[[File], Awaitable[Any]]
    read: Callable[[File, Any], Any]
    verb: Callable[..., Awaitable[None]]


async def file_of(edition: EditionValue, booking: queries.BookingLine) -> File:
    """The file of a booking. Raises NotFound."""
    return File(edition, booking, await exhibitors.exhibitor(edition.id, booking.exhibitor))


async def filled_form(part: Part, file: File) -> Any:
    """The form as the file stands, with a word for what its reader has before their eyes: it comes back when they save."""
    form = await part.now(file)
    form.typed["seen"] = fingerprint(await _told_now(part, file))
    return form


async def save(part: Part, file: File, form: Any, by: Who) -> list[Version]:
    """Keep what the form says; what cannot stand is said in its faults. When somebody wrote meanwhile, nothing is kept and
    both versions are answered; sent again, the writer's is kept."""
    said = part.read(file, form)
    if form.faults:
        return []
    now = partial(_told_now, part, file)
    try:
        await service.unless_written_meanwhile(
            file.booking.id,
            form.typed.get("seen") or None,
            now,
            partial(part.verb, file.edition, file.booking.id, said, by),
        )
    except service.WrittenMeanwhile as refusal:
        found = versions.both(refusal.now, versions.told(said, file.edition))
        if found:
            form.typed["seen"] = fingerprint(refusal.now)
            form.fault("form", refusal.sentence)
        return found
    except Refusal as refusal:
        form.fault(refusal.field or "form", refusal.sentence)
    return []


async def differing(part: Part, file: File, form: Any) -> list[Version]:
    """What stands there beside what the form says, where they differ; the form, sent again, is then kept."""
    now = await _told_now(part, file)
    form.typed["seen"] = fingerprint(now)
    return versions.both(now, versions.told(part.read(file, form), file.edition))


async def _told_now(part: Part, file: File) -> dict[str, str]:
    booking = await queries.booking(file.edition.id, file.booking.id)
    fresh = await file_of(file.edition, booking)
    return versions.told(part.read(fresh, await part.now(fresh)), file.edition)


async def _organisation(file: File) -> OrganisationForm:
    return filled.organisation_form(file.mine)


async def _needs(file: File) -> NeedsForm:
    return filled.needs_form(file.booking)


async def _booking(file: File) -> BookingForm:
    return BookingForm({**filled.organisation_form(file.mine).typed, **filled.needs_form(file.booking).typed})


async def _details(file: File) -> DetailsForm:
    return filled.details_form(file.edition, await queries.find_details(file.booking.id))


async def _machine(file: File) -> MachineForm:
    made = await queries.find_declaration(file.booking.id)
    return filled.machine_form(file.booking, file.mine, made[0] if made else None)


async def _shown(file: File) -> ShownForm:
    return filled.shown_form(file.mine, await exhibitors.shown_of(file.edition.id, file.mine.id))


def _read_details(file: File, form: DetailsForm) -> Any:
    return form.read(filled.setup_slots(file.edition), [day.id for day in file.edition.days])


ORGANISATION = Part(
    OrganisationForm,
    _organisation,
    lambda file, form: form.read_organisation(file.edition.sectors),
    service.correct_organisation,
)
NEEDS = Part(NeedsForm, _needs, lambda _, form: form.read(), service.correct_needs)
BOOKING = Part(
    BookingForm,
    _booking,
    lambda file, form: (form.read_organisation(file.edition.sectors), form.read_needs()),
    service.correct_answers,
)
DETAILS = Part(DetailsForm, _details, _read_details, service.complete)
MACHINE = Part(MachineForm, _machine, lambda _, form: form.read(), service.declare_machine)
SHOWN = Part(ShownForm, _shown, lambda _, form: form.read(), service.show)
