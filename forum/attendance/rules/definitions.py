"""The definitions, written once. What a function says of itself, in French, is printed beside its figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from forum.attendance.rules.attended import STAFF, Attended, Day
from forum.attendance.rules.journal import BLANK, CLICK, QUARTER
from forum.attendance.rules.outcome import Group
from forum.attendance.values import CLASS, EXHIBITOR, VISITOR
from forum.door.rules.lines import WALK_IN

VERSION = 2
"""Raised whenever a figure comes to mean something else; frozen figures keep the version they were made with."""

PUBLIC_KINDS = (CLASS, VISITOR, WALK_IN, BLANK, CLICK)
"""Whose arrivals are the public's: exhibitors and the team are not."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """One public: announced, came, announced and did not come, came without having been announced."""

    expected: int
    present: int
    absent: int
    extra: int


def expected(groups: Iterable[Group]) -> int:
    """Personnes annoncées par une inscription non annulée : élèves et adultes des classes, visiteurs et leurs
    accompagnants. Les exposants et l’équipe sont comptés à part."""
    return sum(group.sums.expected for group in groups)


def present(told: Attended) -> int:
    """Personnes différentes entrées au moins une fois, à quelque heure que ce soit : badges lus à l’entrée, élèves et adultes
    comptés à l’arrivée de leur classe, entrées sans inscription notées à l’accueil ou au compteur. Revenir ne compte pas deux
    fois, sauf au compteur, qui ne reconnaît personne. Une classe vaut le plus grand nombre de têtes présentes en même temps."""
    counted = sum(group.sums.there for group in told.groups if group.profile.kind != EXHIBITOR)
    return counted + loose(told, "walk_ins") + loose(told, "clicks")


def loose(told: Attended, kind: str) -> int:
    """Personnes entrées sans badge nominatif : visiteurs sans inscription, passages au compteur, équipe."""
    return sum(heads for who, heads in told.loose.items() if who.where == kind)


def walk_ins(told: Attended) -> int:
    """Personnes venues sans s’être inscrites, notées une à une à l’accueil. Celles du compteur, que personne n’a notées, sont
    comptées à part, dans le tableau des publics."""
    return loose(told, "walk_ins")


def turnout(told: Attended, kind: str, part: int | None = None) -> Turnout:
    """Attendus, présents, absents et venus en plus. Absent : annoncé, non annulé, et pas venu. En plus : au-delà du nombre
    annoncé, ou après avoir annulé. Attendus + en plus = présents + absents."""
    sums = told.total(kind)
    if part == 0:
        return Turnout(sums.pupils, sums.pupils_there, sums.absent_pupils, sums.extra_pupils)
    if part == 1:
        return Turnout(sums.adults, sums.adults_there, sums.absent_adults, sums.extra_adults)
    return Turnout(sums.expected, sums.there, sums.absent, sums.extra)


def no_show(one: Turnout) -> float | None:
    """Absents sur attendus. Les inscriptions annulées n’y entrent pas : prévenir n’est pas être absent. Ne peut pas être
    calculé quand personne n’était attendu."""
    return round(100 * one.absent / one.expected, 1) if one.expected else None


def entries(days: Iterable[Day]) -> int:
    """Passages vers l’intérieur, toutes portes : ressortir et revenir compte deux fois. Un badge lu deux fois de suite sans
    sortie entre les deux n’est entré qu’une fois."""
    return sum(sum(day.inward.values()) for day in days)


def exits(days: Iterable[Day]) -> int:
    """Passages vers l’extérieur qui ont été lus ou comptés. Toutes les sorties ne le sont pas."""
    return sum(sum(day.outward.values()) for day in days)


def peak(day: Day, hall: int | None = None) -> tuple[int, datetime | None]:
    """Plus grand nombre de personnes présentes en même temps, et l’heure où il fut atteint : entrées moins sorties, plus
    les corrections de l’accueil, exposants et équipe compris quand leur badge est lu. Chaque journée commence à zéro. Si
    les sorties ne sont pas lues, la courbe ne redescend pas et le pic est une limite haute."""
    highest: int = 0
    when: datetime | None = None
    for climb in day.climbs.values():
        tops = [(climb.highest, climb.when)] if hall is None else [(n, at) for one, n, at in climb.halls if one == hall]
        for heads, at in tops:
            if heads > highest:
                highest, when = heads, at
    return highest, when


def stay(told: Attended) -> tuple[float, int, int] | None:
    """Temps passé dans le forum : durée médiane des visites dont chaque sortie a été lue, une personne comptant pour une.
    Donnée à partir de cinq personnes ; la part des visites mesurées est toujours indiquée."""
    stays = sorted(stay for day in told.days.values() for stay in day.stays)
    measured = sum(heads for _, heads in stays)
    if measured < 5:
        return None
    return _median(stays, measured), measured, sum(day.visits for day in told.days.values())


def _median(stays: list[tuple[float, int]], measured: int) -> float:
    """Of minutes in order, each counting for so many people; between the two in the middle when they are an even number."""
    low: float | None = None
    seen = 0
    for minutes, heads in stays:
        seen += heads
        if low is None and seen > (measured - 1) // 2:
            low = minutes
        if low is not None and seen > measured // 2:
            return (low + minutes) / 2
    raise ValueError("fewer people than were measured")


def punctuality(told: Attended) -> dict[str, int]:
    """Première arrivée de chaque classe non annulée, comparée au début de son créneau : à l’heure jusqu’à 15 minutes avant
    ou après, en avance ou en retard au-delà, absente si personne n’est venu."""
    found = dict.fromkeys(("early", "on_time", "late", "absent"), 0)
    for _, sums in told.of(CLASS):
        for code, number in zip(found, (sums.early, sums.on_time, sums.late, sums.missing), strict=True):
            found[code] += number
    return found


def out_of_hours(told: Attended) -> bool:
    """Whether anybody of the public arrived in a quarter of an hour in which the doors were not open at all."""
    hours = {day.date: (day.opens_at, day.closes_at) for day in told.frame.days}
    for on, day in told.days.items():
        opens, closes = hours[on]
        for (at, kind), heads in day.arrivals.items():
            if heads and kind in PUBLIC_KINDS and not opens - QUARTER < at < closes:
                return True
    return False


def forecast(told: Attended) -> dict[datetime, int]:
    """Personnes attendues selon les créneaux réservés par les classes, au début du créneau. Les visiteurs ne disent pas
    d’heure : la prévision n’en tient pas compte."""
    found: dict[datetime, int] = {}
    for profile, sums in told.of(CLASS):
        if profile.slot_at and sums.live:
            found[profile.slot_at] = found.get(profile.slot_at, 0) + sums.expected
    return found


def staff_present(told: Attended) -> int:
    """Organisation, accueil et presse dont le badge a été lu à une porte."""
    return loose(told, STAFF)


def said(definition: object) -> str:
    """What a definition says of itself, on one line, with the spaces that French wants."""
    text = " ".join((definition.__doc__ or "").split())
    for mark in (";", "!", "?"):
        text = text.replace(f" {mark}", f"\u202f{mark}")
    return text.replace("\u00a0:", "\u00a0:").replace("«\u00a0", "«\u00a0").replace("\u00a0»", "\u00a0»")
