"""The sheets about places: gates, halls, quarters, sources."""

from __future__ import annotations

from datetime import datetime

from forum.attendance.rules import definitions
from forum.attendance.rules.attended import Attended
from forum.attendance.rules.curves import counted, curve, quarters, sheet_code
from forum.attendance.rules.definitions import said
from forum.attendance.rules.journal import LATE, REFUSED, UNDONE, quarter_of
from forum.attendance.rules.sheet import Cell, Column, Counts, Heads, Rate, Sheet
from forum.attendance.values import CLASS, VISITOR, DayHours
from forum.door.rules.lines import CLICK, CORRECTION, COUNT, SCAN, WALK_IN


def gates(told: Attended, counts: Counts) -> Sheet:
    """Par porte : passages vers l’intérieur et vers l’extérieur, et le quart d’heure où le plus de personnes sont entrées.
    Une porte qui ne lit pas les sorties ne les connaît pas."""
    rows: list[tuple[Cell, ...]] = []
    days = told.days.values()
    total_in, total_out = definitions.entries(days), definitions.exits(days)
    for gate in told.frame.gates:
        pace = {at: heads for day in days for (at, one), heads in day.inward.items() if one == gate.id}
        gone = sum(heads for day in days for (_, one), heads in day.outward.items() if one == gate.id)
        came = counts.heads(sum(pace.values()), "entries", f"gate={gate.id}")
        left = counts.heads(gone, "exits", f"gate={gate.id}")
        at, heads = max(pace.items(), key=lambda one: (one[1], one[0]), default=(None, 0))
        rows.append((gate.name, came, left, counts.heads(heads, "pace", f"gate={gate.id}"), at))
    foot = ("Toutes les portes", counts.heads(total_in, "entries"), counts.heads(total_out, "exits"), None, None)
    for column in (1, 2):
        counts.sum(foot[column], [row[column] for row in rows])  # type: ignore[arg-type, misc]
    columns = (
        Column("Porte", "text"),
        Column("Entrées"),
        Column("Sorties"),
        Column("Au plus fort du quart d’heure"),
        Column("Quand", "moment" if len(told.frame.days) > 1 else "hour"),
    )
    return Sheet("gates", "Portes", said(gates), columns, tuple(rows), foot)


def halls(told: Attended, counts: Counts) -> Sheet:
    """Par salle : limite de l’effectif admis (public et personnel ensemble, type T), plus grand nombre de personnes présentes en
    même temps, et l’heure. Entrées moins sorties, corrections comprises."""
    rows: list[tuple[Cell, ...]] = []
    for hall in told.frame.halls:
        peaks = [definitions.peak(day, hall.id) for day in told.days.values()]
        most, when = max(peaks, key=lambda one: one[0], default=(0, None))
        peak = counts.heads(most, "peak", f"hall={hall.id}")
        share = Rate(round(100 * most / hall.limit, 1), (peak.key,)) if hall.limit else None
        rows.append((hall.name, hall.limit, peak, share, when))
    columns = (
        Column("Salle", "text"),
        Column("Limite"),
        Column("Pic"),
        Column("Part de la limite", "percent"),
        Column("Quand", "moment" if len(told.frame.days) > 1 else "hour"),
    )
    return Sheet("halls", "Salles", said(halls), columns, tuple(rows))


def punctuality(told: Attended, counts: Counts) -> Sheet:
    """Voir la définition."""
    titles = {"early": "En avance", "on_time": "À l’heure", "late": "En retard", "absent": "Absentes"}
    found = definitions.punctuality(told)
    rows = tuple((titles[code], number) for code, number in found.items())
    return Sheet(
        "punctuality",
        "Ponctualité des classes",
        said(definitions.punctuality),
        (Column("Arrivée", "text"), Column("Classes")),
        rows,
        ("Classes attendues", sum(found.values())),
    )


def quarter_sheet(told: Attended, counts: Counts, day: DayHours) -> Sheet:
    """Par quart d’heure : personnes prévues d’après les créneaux des classes, personnes arrivées pour la première fois ce
    jour-là, passages aux portes, et remplissage des salles (maximum du quart d’heure, puis à sa fin). Ce qui a été lu avant
    l’ouverture ou après la fermeture y est aussi, à son heure."""
    seen = told.days.get(day.date)
    arrivals = seen.arrivals if seen else {}
    by_kind = [
        ("class", counted(arrivals, (CLASS,))),
        ("visitors", counted(arrivals, (VISITOR,))),
        ("unregistered", counted(arrivals, (WALK_IN, "blank", CLICK))),
    ]
    drawn = {point.at: point for point in curve(told, day, definitions.PUBLIC_KINDS).points}
    inward: dict[datetime, int] = {}
    outward: dict[datetime, int] = {}
    for way, passed in ((inward, seen.inward if seen else {}), (outward, seen.outward if seen else {})):
        for (at, _), heads in passed.items():
            way[at] = way.get(at, 0) + heads
    rows: list[tuple[Cell, ...]] = []
    for at in quarters(day, seen):
        mark = f"quarter={at:%Y-%m-%dT%H:%M}"
        cells = [counts.heads(numbers.get(at, 0), "arrived", kind, mark) for kind, numbers in by_kind]
        total = counts.sum(counts.heads(sum(c.value for c in cells), "arrived", "public", mark), cells)
        point = drawn[at]
        plan = counts.heads(point.forecast or 0, "expected", "class", mark)
        slots = [slot for slot in told.frame.slots if quarter_of(slot.starts_at) == at]
        known = [
            Heads(counts.values[key], key)
            for slot in slots
            if (key := f"expected|class|slot={slot.id}") in counts.values
        ]
        counts.sum(plan, known)
        rows.append((at, plan, *cells, total, inward.get(at, 0), outward.get(at, 0), point.highest, point.last))
    on = f"day={day.date}"
    whole = len(told.frame.days) == 1
    foots = []
    for column, kind in enumerate(("class", "visitors", "unregistered", "public")):
        parts = [row[2 + column] for row in rows]
        number = sum(part.value for part in parts if isinstance(part, Heads))
        foot = counts.heads(number, "present", kind) if whole else counts.heads(number, "arrived", kind, on)
        foots.append(counts.sum(foot, [part for part in parts if isinstance(part, Heads)]))
    foot_row: tuple[Cell, ...] = ("Journée", None, *foots, sum(inward.values()), sum(outward.values()), None, None)
    columns = (
        Column("Quart d’heure", "hour"),
        Column("Prévus"),
        Column("Classes"),
        Column("Visiteurs inscrits"),
        Column("Sans inscription"),
        Column("Arrivées"),
        Column("Entrées"),
        Column("Sorties"),
        Column("Présents au plus"),
        Column("Présents à la fin"),
    )
    return Sheet(
        sheet_code(told, day), "Arrivées par quart d’heure", said(quarter_sheet), columns, tuple(rows), foot_row
    )


def sources(told: Attended, counts: Counts) -> Sheet:
    """D’où vient chaque nombre : lignes du journal de l’accueil, une fois chacune. Une ligne annulée n’est plus comptée ; une
    correction change le nombre de présents dans la salle, jamais le nombre de personnes venues ; un envoi tardif est arrivé
    plus d’un quart d’heure après le passage."""
    lines: dict[str, int] = {}
    for day in told.days.values():
        for what, number in day.lines.items():
            lines[what] = lines.get(what, 0) + number
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Badges lus", counts.heads(lines.get(SCAN, 0), "lines", SCAN)),
        ("Comptages de classes", lines.get(COUNT, 0)),
        ("Visiteurs sans inscription", counts.heads(lines.get(WALK_IN, 0), "lines", WALK_IN)),
        ("Passages au compteur", counts.heads(lines.get(CLICK, 0), "lines", CLICK)),
        ("Corrections de l’accueil", lines.get(CORRECTION, 0)),
        ("Lignes annulées", lines.get(UNDONE, 0)),
        ("Badges refusés ou inconnus", counts.heads(lines.get(REFUSED, 0), "lines", REFUSED)),
        ("Envois tardifs (parmi toutes ces lignes)", lines.get(LATE, 0)),
        ("Lignes hors des jours du forum", told.outside_days),
        ("Passages encore dans les téléphones", told.frame.queued),
    )
    columns = (Column("Source", "text"), Column("Lignes"))
    return Sheet("sources", "Sources et corrections", said(sources), columns, rows)
