"""What changed in an exhibitor's file, line by line, as the letter and the journal say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from forum.editions.values import EditionValue
from forum.exhibitors.queries import ExhibitorLine
from forum.exhibitors.rules import LEVELS, OFFERS, Shown
from forum.stands.queries import BookingLine
from forum.stands.rules import VEHICLES, DetailsSaid, MachineSaid
from forum.web.words import say_hour, say_number, say_phone

Pair = tuple[str, Any, Any]
MOST = 300


def of_needs(before: BookingLine, after: BookingLine) -> list[str]:
    """People, furniture, power: « Tables : 1 → 3 »."""
    told: list[Pair] = [
        (words, getattr(before, name), getattr(after, name))
        for name, words in (
            ("people", "Personnes"),
            ("tables", "Tables"),
            ("chairs", "Chaises"),
            ("panels", "Grilles"),
            ("three_phase", "Triphasé (400\u00a0V)"),
            ("network", "Réseau"),
            ("machine", "Machine en marche"),
        )
    ]
    told.insert(4, ("Électricité", _watts(before.power_watts), _watts(after.power_watts)))
    return _lines([*told, ("Remarques", before.note, after.note)])


def of_details(before: DetailsSaid | None, after: DetailsSaid) -> list[str]:
    """Sockets, set-up, meals: what was said before, if anything was."""
    if before is None:
        return ["La fiche «\u00a0Le jour du forum\u00a0» est remplie"]
    return _lines(
        [
            ("Prises", before.sockets, after.sockets),
            ("Eau", before.water, after.water),
            ("Hauteur (cm)", before.height_cm, after.height_cm),
            ("Bruit", before.noise, after.noise),
            ("Poussière", before.dust, after.dust),
            ("Montage", _hour(before), _hour(after)),
            ("Véhicule", VEHICLES[before.vehicle], VEHICLES[after.vehicle]),
            ("Demi-journées", len(before.half_days), len(after.half_days)),
            ("Repas", before.meals, after.meals),
            ("Places de parking", before.parking, after.parking),
            ("Élèves à la fois", before.group_size, after.group_size),
            ("Durée d’une démonstration (minutes)", before.session_minutes, after.session_minutes),
        ]
    ) or (["Demi-journées de présence"] if before.half_days != after.half_days else [])


def of_machine(before: MachineSaid | None, after: MachineSaid) -> list[str]:
    """The declaration, made or made again."""
    if before == after:
        return []
    return [_cut(f"Déclaration de machine\u00a0: {after.machine}")]


def of_organisation(edition: EditionValue, before: ExhibitorLine, after: ExhibitorLine) -> list[str]:
    """The sheet of the organisation and its main contact; sectors by this edition's names."""
    return _lines(
        [
            ("Nom", before.name, after.name),
            ("Genre", before.kind_name, after.kind_name),
            ("Filière", edition.sector(before.sector).name, edition.sector(after.sector).name),
            ("Commune", before.commune, after.commune),
            ("SIRET", before.siret or "", after.siret or ""),
            ("Site internet", before.website, after.website),
            ("Contact", before.contact, after.contact),
            ("Adresse électronique", before.email, after.email),
            ("Téléphone", say_phone(before.phone), say_phone(after.phone)),
        ]
    )


def of_shown(before: Shown, after: Shown) -> list[str]:
    """Jobs, offers, levels and the words of the programme."""
    told: list[Pair] = [
        ("Métiers", _list(job.words for job in before.jobs), _list(job.words for job in after.jobs)),
        *((OFFERS[kind], before.offers.get(kind, 0), after.offers.get(kind, 0)) for kind in OFFERS),
        ("Pour qui", _levels(before), _levels(after)),
        ("Site internet", before.website, after.website),
    ]
    return _lines(told) + (["La présentation du programme"] if before.pitch != after.pitch else [])


def say_changes(what: str, lines: list[str]) -> str:
    """What was done and the lines of it, as long as the journal takes."""
    return _cut(f"{what}\u00a0: {'; '.join(lines)}" if lines else what)


def _lines(pairs: Iterable[Pair]) -> list[str]:
    return [
        _cut(f"{words}\u00a0: {_said(before)} → {_said(after)}") for words, before, after in pairs if before != after
    ]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, str):
        text = " ".join(value.split())
        return (text if len(text) <= 90 else f"{text[:89]}…") or "rien"
    return str(value)


def _watts(watts: int) -> str:
    return f"{say_number(watts)}\u00a0W" if watts else "aucune"


def _hour(details: DetailsSaid) -> str:
    return say_hour(details.setup_at) if details.setup_at else ""


def _levels(shown: Shown) -> str:
    return _list(LEVELS[one] for one in LEVELS if one in shown.levels)


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)


def _cut(line: str) -> str:
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"
