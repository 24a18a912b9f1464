"""Decisions about an edition: which phase it is in, what it lacks before each door opens."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from forum import clock
from forum.editions.values import Audience, EditionValue, HallValue


class Phase(enum.Enum):
    """Where an edition stands between its first line and the archive."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    EXHIBITORS = "exhibitors"
    SCHOOLS = "schools"
    PUBLIC = "public"
    DAY = "day"
    OVER = "over"
    ARCHIVED = "archived"


PHASE_NAMES = {
    Phase.DRAFT: "en préparation",
    Phase.ANNOUNCED: "annoncée",
    Phase.EXHIBITORS: "les exposants réservent",
    Phase.SCHOOLS: "les classes s’inscrivent",
    Phase.PUBLIC: "le public s’inscrit",
    Phase.DAY: "c’est le jour",
    Phase.OVER: "terminée",
    Phase.ARCHIVED: "archivée",
}


def phase(edition: EditionValue, now: datetime) -> Phase:
    """The phase at that moment: the last door that opened names it."""
    if edition.archived_at and now >= edition.archived_at:
        return Phase.ARCHIVED
    if edition.published_at is None or now < edition.published_at:
        return Phase.DRAFT
    if now >= edition.last_day.closes_at:
        return Phase.OVER
    if edition.day_of(now):
        return Phase.DAY
    for audience, named in (
        (Audience.VISITORS, Phase.PUBLIC),
        (Audience.CLASSES, Phase.SCHOOLS),
        (Audience.EXHIBITORS, Phase.EXHIBITORS),
    ):
        opens = edition.windows[audience].opens_at
        if opens is not None and opens <= now:
            return named
    return Phase.ANNOUNCED


def milestones(edition: EditionValue) -> tuple[tuple[datetime, str], ...]:
    """What happens when, in order of time: each moment at which some page changes."""
    told = {
        Audience.EXHIBITORS: ("Les exposants réservent", "Fin des réservations de stand"),
        Audience.CLASSES: ("Les classes s’inscrivent", "Fin des inscriptions de classe"),
        Audience.VISITORS: ("Les visiteurs s’inscrivent", "Fin des inscriptions de visiteur"),
    }
    found: list[tuple[datetime, str]] = []
    for audience, (opening, closing) in told.items():
        window = edition.windows[audience]
        found += [(at, said) for at, said in ((window.opens_at, opening), (window.closes_at, closing)) if at]
    for day in edition.days:
        found += [(day.setup_at, "Montage"), (day.opens_at, "Ouverture des portes"), (day.closes_at, "Fermeture")]
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Around:
    """What other rooms know of an edition: how many stands and slots, who is in the team, whether letters leave."""

    stands: int
    slots: int
    organizers: int
    door_people: int
    letters_leave: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: `step` is the page that mends it, `before` the audience whose opening it holds up.

    `before` is None when it must be there before the edition is published, « day » before the doors open.
    """

    step: str
    sentence: str
    before: Audience | str | None = None


PUBLISHING = (
    ("identity", "tagline", "Une phrase qui donne envie de venir"),
    ("identity", "address", "L’adresse du lieu"),
    ("identity", "postal_code", "Le code postal du lieu"),
    ("identity", "contact_email", "L’adresse électronique où l’on vous écrit"),
    ("identity", "contact_phone", "Le numéro où l’on vous appelle"),
    ("legal", "controller_name", "Le responsable du traitement des données (RGPD, article 13)"),
    ("legal", "controller_address", "L’adresse du responsable du traitement"),
    ("legal", "dpo_email", "L’adresse du délégué à la protection des données"),
    ("legal", "publication_director", "La personne qui dirige la publication (loi du 21 juin 2004)"),
    ("legal", "host", "L’hébergeur du site\u00a0: nom, adresse, téléphone"),
)


def gaps(edition: EditionValue, around: Around) -> tuple[Gap, ...]:
    """Everything that is missing, in the order in which it will be missed."""
    missing = [Gap(step, said) for step, name, said in PUBLISHING if not getattr(edition, name)]
    missing += [
        Gap("dates", f"La date d’ouverture des inscriptions\u00a0: {said}")
        for audience, said in (
            (Audience.EXHIBITORS, "exposants"),
            (Audience.CLASSES, "classes"),
            (Audience.VISITORS, "visiteurs"),
        )
        if edition.windows[audience].opens_at is None
    ]
    later: tuple[tuple[bool, Gap], ...] = (
        (not around.stands, Gap("stands", "Les stands sur le plan", Audience.EXHIBITORS)),
        (not around.letters_leave, Gap("letters", "Le serveur de courrier (FORUM_SMTP_URL)", Audience.EXHIBITORS)),
        (not around.slots, Gap("slots", "Les créneaux d’arrivée des classes", Audience.CLASSES)),
        (not edition.access, Gap("identity", "L’accès et la dépose des cars", Audience.CLASSES)),
        (around.organizers < 2, Gap("team", "Une deuxième personne dans l’organisation", Audience.EXHIBITORS)),
        (not edition.emergency_phone, Gap("identity", "Le numéro d’urgence imprimé sur les badges", "day")),
        (not around.door_people, Gap("team", "Une personne responsable de l’accueil", "day")),
    )
    return (*missing, *(gap for lacking, gap in later if lacking))


def advised_limit(hall: HallValue) -> int:
    """Persons that a hall of temporary exhibitions holds: one a square metre (règlement de sécurité, type T, article T 2)."""
    return hall.width_cm * hall.depth_cm // 10_000


def busiest(stays: Iterable[tuple[datetime, datetime, int]]) -> tuple[datetime, int] | None:
    """The first moment at which most are there together, and how many; a stay is from when, until when, how many.

    >>> nine, ten, eleven = datetime(2026, 11, 27, 9), datetime(2026, 11, 27, 10), datetime(2026, 11, 27, 11)
    >>> busiest([(nine, ten, 30), (ten, eleven, 20), (ten, eleven, 25)])
    (datetime.datetime(2026, 11, 27, 10, 0), 45)
    """
    steps = sorted(step for start, end, heads in stays for step in ((start, heads), (end, -heads)))
    most, there = None, 0
    for at, heads in steps:  # whoever leaves at an hour has left when others arrive: the negative comes first
        there += heads
        if heads > 0 and (most is None or there > most[1]):
            most = (at, there)
    return most


def hour_of(moment: datetime | None) -> str:
    """A moment's hour as a form holds it, « 09:30 »; empty when there is none."""
    return f"{clock.local(moment):%H:%M}" if moment else ""


def date_of(moment: datetime | None) -> str:
    """A moment's date as a form holds it, « 2026-11-27 »; empty when there is none."""
    return f"{clock.local(moment):%Y-%m-%d}" if moment else ""


def usual_windows(on: date, closes_at: datetime) -> dict[str, Any]:
    """When such forums open and close their registrations."""

    def before(days: int, hour: time = time(8, 0)) -> datetime:
        return clock.utc(on - timedelta(days=days), hour)

    end = time(23, 59)
    return {
        "stands_open_at": before(210),
        "stands_close_at": before(21, end),
        "classes_open_at": before(80),
        "classes_close_at": before(7, end),
        "visitors_open_at": before(42),
        "visitors_close_at": closes_at,
    }


def november_friday(today: date) -> date:
    """The last Friday but one of November, this year if it is still a month away: when the forum is usually held."""
    for year in (today.year, today.year + 1):
        for number in range(17, 25):
            on = date(year, 11, number)
            if on.weekday() == 4 and on >= today + timedelta(days=30):
                return on
    raise AssertionError("every November has such a Friday")
