"""The suppliers' lists: who brings what to which stand, as tables for the page, the files and the paper."""

from __future__ import annotations

from collections.abc import Sequence

from forum.attendance.rules.sheet import Column, Sheet
from forum.editions.values import EditionValue
from forum.stands.queries import Supply
from forum.stands.rules import VEHICLES
from forum.territory.sectors import SECTORS


def lists(edition: EditionValue, all_of: Sequence[Supply]) -> list[Sheet]:
    """Furniture, power by circuit, signs, set-up by hour, meals and parking."""
    return [_furniture(all_of), _power(all_of), _signs(edition, all_of), _setup(all_of), _meals(all_of)]


def _columns(*titles: str) -> tuple[Column, ...]:
    """« # » before a title: a column of numbers; « @ »: of hours."""
    kinds = {"#": "number", "@": "hour"}
    return tuple(Column(title.lstrip("#@"), kinds.get(title[0], "text")) for title in titles)


def _furniture(all_of: Sequence[Supply]) -> Sheet:
    return Sheet(
        "mobilier",
        "Mobilier",
        "Stands demandés ou confirmés. Une ligne par stand, le total en bas.",
        _columns("Stand", "Exposant", "#Tables", "#Chaises", "#Grilles", "Remarque"),
        tuple((one.number, one.name, one.tables, one.chairs, one.panels, one.note) for one in all_of),
        (
            "Total",
            f"{len(all_of)} stands",
            sum(one.tables for one in all_of),
            sum(one.chairs for one in all_of),
            sum(one.panels for one in all_of),
            "",
        ),
    )


def _power(all_of: Sequence[Supply]) -> Sheet:
    rows: list[tuple[str | int, ...]] = []
    depths: list[int] = []
    for circuit in sorted({one.circuit for one in all_of}):
        on_it = [one for one in all_of if one.circuit == circuit]
        watts = sum(one.power_watts for one in on_it)
        most = on_it[0].circuit_watts
        rows.append((circuit or "Sans ligne", f"{len(on_it)} stands", watts, most - watts if most else "", ""))
        depths.append(0)
        for one in on_it:
            also = ((one.three_phase, "triphasé 400\u00a0V"), (one.network, "réseau"), (one.water, "eau"))
            extras = ", ".join(word for there, word in also if there)
            rows.append((one.number, one.name, one.power_watts, one.sockets if one.told else "", extras))
            depths.append(1)
    total = sum(one.power_watts for one in all_of)
    return Sheet(
        "electricite",
        "Électricité par ligne",
        "Pour chaque ligne\u00a0: la somme demandée, puis ce qui reste\u00a0; pour chaque stand\u00a0: les watts, puis les prises.",
        _columns("Ligne ou stand", "Exposant", "#Watts", "#Reste ou prises", "Autres arrivées"),
        tuple(rows),
        ("Total", f"{len(all_of)} stands", total, "", ""),
        tuple(depths),
    )


def _signs(edition: EditionValue, all_of: Sequence[Supply]) -> Sheet:
    names = {one.code: edition.sector(one).name for one in SECTORS}
    return Sheet(
        "enseignes",
        "Enseignes",
        "Le nom tel que l’exposant l’a écrit.",
        _columns("Stand", "Nom sur l’enseigne", "Filière", "Zone"),
        tuple((one.number, one.name, names.get(one.sector, ""), one.zone) for one in all_of),
    )


def _setup(all_of: Sequence[Supply]) -> Sheet:
    timed = sorted(all_of, key=lambda one: (one.setup_at is None, one.setup_at or 0, one.vehicle == "none"))
    return Sheet(
        "montage",
        "Montage",
        "Par heure souhaitée\u00a0; ceux qui n’ont rien dit à la fin.",
        _columns("@Heure", "Stand", "Exposant", "Véhicule dans la halle", "Contact", "Téléphone"),
        tuple(
            (
                one.setup_at,
                one.number,
                one.name,
                VEHICLES[one.vehicle] if one.told else "pas encore dit",
                one.contact,
                one.phone,
            )
            for one in timed
        ),
    )


def _meals(all_of: Sequence[Supply]) -> Sheet:
    return Sheet(
        "repas",
        "Repas et parking",
        "Ce que les exposants ont demandé\u00a0; «\u00a0pas encore dit\u00a0» tant que la fiche du jour manque.",
        _columns("Stand", "Exposant", "#Personnes", "#Repas", "#Places de parking", "État"),
        tuple(
            (one.number, one.name, one.people, one.meals, one.parking, "dit" if one.told else "pas encore dit")
            for one in all_of
        ),
        (
            "Total",
            f"{len(all_of)} stands",
            sum(one.people for one in all_of),
            sum(one.meals for one in all_of),
            sum(one.parking for one in all_of),
            "",
        ),
    )
