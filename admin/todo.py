"""What needs somebody today, for the dashboard: each with the way to where it is done, and only what its reader may open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from admin.summary import Summary
from forum import clock
from forum.backups import keeper
from forum.backups import queries as backups
from forum.class_visits import queries as class_visits
from forum.database.disk import NARROW, room
from forum.editions.values import Audience, EditionValue
from forum.mail import queries as mail
from forum.outlook.queries import SilentSchool, silent_schools
from forum.people.who import ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.settings import settings
from forum.stands import queries as stands
from forum.stands.rules import SUBMITTED
from forum.web.words import say_hour, say_moment

OLD_BACKUP = timedelta(hours=36)
"""A night was missed."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing: how pressing (a tone of `state`), in a word, what, where; `more` are its details, one a line."""

    tone: str
    word: str
    what: str
    href: str | None = None
    more: tuple[str, ...] = ()


async def todos(edition: EditionValue, who: Who, told: Summary, epci: str | None) -> list[Todo]:
    """Everything that waits, the most pressing first. A fixed number of questions for each role."""
    found: list[Todo] = []
    organizer = who.is_a(ORGANIZER)
    if organizer:
        found += _disk() + await _letters(edition) + await _backup()
    asked = await stands.bookings(edition.id, state=SUBMITTED, sort="booked", epci=epci)
    if asked.total and who.is_a(ORGANIZER, TERRITORY_LEAD, VIEWER):
        what = _many(asked.total, "demande de stand", "demandes de stand")
        more = tuple(f"{one.exhibitor_name}, stand {one.number}" for one in asked.lines[:SHOWN])
        found.append(Todo("warn", "À valider", what, _STANDS, (*more, *_rest(asked.total, SHOWN))))
    states = await class_visits.counts(edition.id, epci)
    if states["unchecked"]:
        what = _many(states["unchecked"], "classe d’un enseignant à reconnaître", "classes d’enseignants à reconnaître")
        found.append(Todo("warn", "À vérifier", what, "/admin/classes?etat=unchecked"))
    found += _slots(told, states["waiting"])
    found += _silent(edition, await silent_schools(edition, epci))
    if told.empty_sectors and told.stands_free < told.stands_total:
        names = tuple(sector.name for sector in told.empty_sectors)
        what = _many(len(names), "filière sans exposant", "filières sans exposant")
        found.append(Todo("info", "Sans exposant", what, None, names))
    return found


def _rest(total: int, shown: int) -> tuple[str, ...]:
    return (f"et {_many(total - shown, 'autre', 'autres')}",) if total > shown else ()


_STANDS = "/admin/exposants?etat=submitted"


async def _letters(edition: EditionValue) -> list[Todo]:
    failed = await mail.letters(edition.id, state="failed")
    stuck = await mail.stuck(edition.id)
    found = []
    if stuck:
        why = (stuck.reason,) if stuck.reason else ()
        found.append(
            Todo("bad", "Courrier arrêté", f"Rien ne part depuis {say_hour(stuck.since)}", "/admin/letters", why)
        )
    if failed.total:
        more = tuple(
            f"{one.to_name or one.to_address}\u00a0: {one.reason or 'sans réponse'}" for one in failed.lines[:SHOWN]
        )
        what = _many(failed.total, "courrier non remis", "courriers non remis")
        found.append(Todo("bad", "Non remis", what, "/admin/letters?etat=failed", (*more, *_rest(failed.total, SHOWN))))
    return found


def _disk() -> list[Todo]:
    """The narrower of the disks that the database and its backups are on."""
    rooms = [left for place in {settings().data_dir, settings().backup_dir} if (left := room(place)) is not None]
    if not rooms or min(rooms) >= NARROW:
        return []
    more = ("Une fois plein, plus aucune inscription ni aucun passage ne s’enregistre.",)
    return [Todo("bad", "Disque", f"Il ne reste que {min(rooms) // 1_000_000}\u00a0Mo sur le serveur", None, more)]


async def _backup() -> list[Todo]:
    told = await backups.told(await keeper.openings())
    newest = told.backups[0].at if told.backups else None
    if told.failed_at:
        return [Todo("bad", "Sauvegarde", f"Échec {say_moment(told.failed_at)}", "/admin/sauvegardes", (told.failure,))]
    if settings().backups and _old(newest):
        what = f"La dernière date de {say_moment(newest)}" if newest else "Aucune sauvegarde n’existe encore"
        return [Todo("bad", "Sauvegarde", what, "/admin/sauvegardes")]
    return []


def _old(newest: datetime | None) -> bool:
    return newest is None or clock.now() - newest > OLD_BACKUP


def _slots(told: Summary, waiting: int) -> list[Todo]:
    full = [slot for slot in told.slots if slot.persons_left == 0 and slot.capacity_persons]
    found = []
    if waiting:
        what = _many(waiting, "classe attend une place", "classes attendent une place")
        found.append(Todo("warn", "En attente", what, "/admin/classes?etat=waiting"))
    if full:
        what = _many(len(full), "créneau d’arrivée complet", "créneaux d’arrivée complets")
        hours = tuple(f"{say_hour(slot.starts_at)}, porte {slot.gate_code}" for slot in full[:8])
        found.append(Todo("info", "Complet", what, "/admin/classes", (*hours, *_rest(len(full), 8))))
    return found


def _silent(edition: EditionValue, schools: list[SilentSchool]) -> list[Todo]:
    """Once classes may register, and as long as they may."""
    if not schools or edition.window(Audience.CLASSES).state(clock.now()) != "open":
        return []
    what = _many(
        len(schools), "établissement du territoire n’a pas répondu", "établissements du territoire n’ont pas répondu"
    )
    more = tuple(one.school.label + (" (venu l’an passé)" if one.came_before else "") for one in schools)
    return [Todo("info", "Sans réponse", what, None, more)]


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
