"""Verbs of the figures: make the report, hand it out as a file, close it for ever."""

from __future__ import annotations

from dataclasses import replace

from anyio import to_thread

from forum import clock
from forum.attendance import keeping, queries
from forum.attendance.files import MAKERS
from forum.attendance.looks import Part, Whole
from forum.attendance.marks import last_line
from forum.attendance.reading import Reading
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.masking import masked
from forum.attendance.rules.report import reported
from forum.attendance.rules.sheet import Report
from forum.attendance.rules.underway import so_far
from forum.attendance.standing import standing
from forum.attendance.unsent import named, unsent
from forum.audit import service as audit
from forum.database import AlreadyThere, fetch, hold, transaction
from forum.editions.tables import Edition
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.who import Who

FORMATS = tuple(MAKERS)


class NoSuchFormat(Refusal):
    """None of the files that the figures come as."""

    sentence = f"Ce format n’existe pas. Choisissez parmi\u00a0: {', '.join(FORMATS)}."


async def make(edition_id: int, scope: Scope | None = None, name: str = "") -> Report:
    """The report of an edition as its journal and registrations stand, counted from the beginning, unmasked. Raises NotFound."""
    reading = Reading(edition_id)
    await reading.caught_up()
    count, frame = reading.count, reading.frame
    assert count
    assert frame
    made = await to_thread.run_sync(lambda: reported(count.attended(frame, scope or Scope())))
    return replace(made, at=clock.now(), scope=name)


async def export(edition_id: int, fmt: str, *, inside: bool = False) -> tuple[str, bytes]:
    """The whole report as a file: its name and its bytes. Closed figures if there are; masked unless it stays `inside`.

    Raises NoSuchFormat, NotFound.
    """
    return await as_file(await best_known(edition_id), fmt, inside=inside)


class AlreadyFrozen(Refusal):
    """The figures of an edition are closed once, for ever."""

    sentence = "Les chiffres de cette édition sont déjà arrêtés."


class NotOver(Refusal):
    """The last day has not ended."""

    sentence = "Le forum n’est pas terminé : les chiffres s’arrêtent après la fermeture du dernier jour."


class StillArriving(Refusal):
    """A phone sent passages while the figures were being computed."""

    sentence = "Des passages viennent d’arriver pendant le calcul. Recommencez."


async def freeze(edition: EditionValue, by: Who) -> None:
    """Close the figures of an edition: computed once, with the version of their definitions, and kept for ever.

    The phones that hold passages, or may, are named; what arrives later changes the draft figures and never these.
    Raises AlreadyFrozen, NotOver, StillArriving.
    """
    if clock.now() < edition.last_day.closes_at:
        raise NotOver
    last = await last_line(edition.id)
    waiting = named(await unsent(edition), edition)
    made = await make(edition.id)
    text = await to_thread.run_sync(keeping.kept, made)
    try:
        async with transaction():
            await hold(Edition, edition.id)
            if await last_line(edition.id) != last:
                raise StillArriving
            await fetch(
                "INSERT INTO frozen_figures (edition, version, last_number, waiting, frozen_at, frozen_by, content)"
                " VALUES ({}, {}, {}, {}, {}, {}, {})",
                *(edition.id, made.version, last, waiting, made.at, by.name[:120], text),
            )
            await audit.note(
                edition.id, by, "freeze-figures", "edition", edition.id, "Chiffres de fréquentation arrêtés"
            )
    except AlreadyThere as there:
        raise AlreadyFrozen from there


async def best_known(edition_id: int) -> Report:
    """The closed figures of an edition, or the draft as it stands: what is compared. Raises NotFound."""
    found = await queries.frozen(edition_id)
    return found.report if found else await standing(edition_id).whole()


async def known_at_once(edition_id: int, part: Part | None = None) -> Report | None:
    """The same for a page that waits for nobody: the last figures counted, or None while a large journal is read.

    A part is counted from the journal, which nobody erases, even when the whole was closed. Raises NotFound.
    """
    look = part or Whole()
    found = None if part else await queries.frozen(edition_id)
    return found.report if found else (await standing(edition_id).seen(lambda _: look)).report


async def as_file(made: Report, fmt: str, *, inside: bool = False) -> tuple[str, bytes]:
    """A report as a file, drawn in a thread. Raises NoSuchFormat."""
    if fmt not in MAKERS:
        raise NoSuchFormat
    kept = "-interne" if inside else ""
    return f"frequentation{kept}.{fmt}", await to_thread.run_sync(_drawn, made, fmt, inside)


def _drawn(made: Report, fmt: str, inside: bool) -> bytes:
    return MAKERS[fmt][0](so_far(made if inside or made.masked else masked(made)))
