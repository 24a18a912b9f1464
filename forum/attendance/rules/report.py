"""The whole report of an edition, or of a part of it: figures, curves and sheets from the same facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from forum.attendance.rules import definitions, sheet_origins, sheets, sheets_organised, sheets_places
from forum.attendance.rules.attended import Attended, Scope
from forum.attendance.rules.count import attended
from forum.attendance.rules.curves import curve
from forum.attendance.rules.definitions import said
from forum.attendance.rules.sheet import Counts, Curve, Figure, Heads, Rate, Report, Sheet, round_ten
from forum.attendance.rules.ties import tie
from forum.attendance.values import CLASS, EXHIBITOR, Facts
from forum.web.words import say_number

BUILDERS = (
    sheets.publics,
    sheets.schools,
    sheets.levels,
    sheet_origins.origins,
    sheets.statuses,
    sheets_organised.exhibitors,
    sheets_organised.structures,
    sheets_organised.homes,
    sheets_organised.offers,
    sheets.slots,
    sheets_places.punctuality,
    sheets_places.gates,
    sheets_places.halls,
    sheets_places.sources,
)


def report(facts: Facts, scope: Scope, at: datetime, scope_name: str = "") -> Report:
    """Everything that is said, counted from the beginning; `at` is the moment it is made, `scope_name` the part in words."""
    return replace(reported(attended(facts, scope)), at=at, scope=scope_name)


def reported(told: Attended) -> Report:
    """Everything that is said of an edition, or of a part of it, that was counted already."""
    frame, scope = told.frame, told.scope
    counts = Counts()
    made = [build(told, counts) for build in BUILDERS]
    curves: list[Curve] = []
    for day in frame.days:
        if scope.day in (None, day.date):
            curves.append(curve(told, day, definitions.PUBLIC_KINDS))
            made.append(sheets_places.quarter_sheet(told, counts, day))
    figures = _figures(told, counts, made)
    tie(told, counts)
    return Report(
        edition=frame.name,
        scope="",
        at=frame.days[0].opens_at,
        version=definitions.VERSION,
        figures=figures,
        curves=tuple(curves),
        sheets=tuple(made),
        sums=tuple(counts.sums),
        notes=tuple(_notes(told)),
    )


def _figures(told: Attended, counts: Counts, made: list[Sheet]) -> tuple[Figure, ...]:
    found = [*_people(told, counts, made), *_organised(told), *_measured(told, counts)]
    return tuple(found)


def _people(told: Attended, counts: Counts, made: list[Sheet]) -> list[Figure]:
    public = next(row for row in made[0].rows if row[0] == "Public")
    announced, there, absent = public[1], public[2], public[3]
    no_day = "Les visiteurs ne choisissent pas de jour\u00a0: le nombre attendu n’est connu que pour toute l’édition."
    why = "" if isinstance(announced, Heads) else no_day
    nobody = why or ("Personne n’était attendu." if told.told else "Aucun passage n’a encore été lu.")
    figures = [
        Figure("expected", "attendus", "persons", announced, said(definitions.expected), why=why),
        Figure("present", "présents", "persons", there, said(definitions.present), detail="le public, une fois chacun"),
    ]
    turn = definitions.Turnout(
        *(cell.value if isinstance(cell, Heads) else 0 for cell in (announced, there, absent, public[4]))
    )
    share = definitions.no_show(turn) if isinstance(announced, Heads) and told.told else None
    of = tuple(cell.key for cell in (announced, absent) if isinstance(cell, Heads))
    figures.append(
        Figure(
            "no_show",
            "absents parmi les attendus",
            "percent",
            Rate(share, of),
            said(definitions.no_show),
            why="" if share is not None else nobody,
        )
    )
    loose = counts.heads(definitions.walk_ins(told), "present", "walk_ins")
    figures.append(Figure("walk_ins", "sans inscription, à l’accueil", "persons", loose, said(definitions.walk_ins)))
    return figures


def _organised(told: Attended) -> list[Figure]:
    classes = list(told.of(CLASS))
    announced = sum(sums.live for _, sums in classes)
    schools = {one.school for one, sums in classes if sums.came}
    organisations = [sums for _, sums in told.of(EXHIBITOR)]
    confirmed, booked = (sum(getattr(sums, what) for sums in organisations) for what in ("confirmed", "live"))
    return [
        Figure(
            "classes",
            "classes venues",
            "number",
            sum(sums.came for _, sums in classes),
            said(sheets.schools),
            detail=f"sur {announced} annoncée{_s(announced)}, {len(schools)} établissement{_s(len(schools))}",
        ),
        Figure(
            "exhibitors",
            "exposants",
            "number",
            confirmed,
            said(sheets_organised.exhibitors),
            detail=f"confirmé{_s(confirmed)}, sur {booked} réservation{_s(booked)}",
        ),
    ]


def _s(number: int) -> str:
    """A plural begins at two."""
    return "s" if number > 1 else ""


def _measured(told: Attended, counts: Counts) -> list[Figure]:
    peaks = [definitions.peak(day) for day in told.days.values()]
    most, when = max(peaks, key=lambda one: one[0], default=(0, None))
    limit = told.frame.limit if told.scope.whole else 0
    entered = definitions.entries(told.days.values())
    stay = definitions.stay(told)
    share = f"exposants compris, {100 * most / limit:.0f}\u00a0% de la limite ({say_number(limit)})" if limit else ""
    return [
        Figure(
            "peak",
            "présents au plus fort",
            "persons",
            counts.heads(most, "peak"),
            said(definitions.peak),
            detail=share,
            why="" if when else "Personne n’est encore passé.",
        ),
        Figure("entries", "entrées", "persons", counts.heads(entered, "entries"), said(definitions.entries)),
        Figure(
            "stay",
            "durée médiane d’une visite",
            "minutes",
            round(stay[0]) if stay else None,
            said(definitions.stay),
            detail=_measured_on(*stay[1:]) if stay else "",
            outside=_measured_on(round_ten(stay[1]), round_ten(stay[2]), "environ ") if stay else "",
            why=""
            if stay
            else "Moins de cinq visites ont toutes leurs sorties lues\u00a0: la durée ne peut pas être connue.",
        ),
        _on_time(told),
    ]


def _on_time(told: Attended) -> Figure:
    when = definitions.punctuality(told)
    came = when["early"] + when["on_time"] + when["late"]
    return Figure(
        "on_time",
        "classes à l’heure",
        "number",
        when["on_time"] if came else None,
        said(definitions.punctuality),
        detail=f"sur {came} venue{'s' if came > 1 else ''}\u00a0: {when['early']} en avance, {when['late']} en retard"
        if came
        else "",
        why="" if came else "Aucune classe n’est encore venue.",
    )


def _measured_on(measured: int, came: int, about: str = "") -> str:
    return f"mesurée pour {about}{say_number(measured)} personnes sur {say_number(came)}"


def _notes(told: Attended) -> list[str]:
    notes = []
    if not told.told:
        notes.append("Aucun passage n’a été enregistré\u00a0: seules les inscriptions sont connues.")
    elif not any(day.outward for day in told.days.values()):
        notes.append("Aucune sortie n’a été lue\u00a0: la courbe ne redescend pas, le pic est une limite haute.")
    if told.frame.queued:
        notes.append(
            (
                f"{say_number(told.frame.queued)} passages sont encore dans des téléphones qui ne les ont pas envoyés"
                if told.frame.queued > 1
                else "Un passage est encore dans un téléphone qui ne l’a pas envoyé"
            )
            + "\u00a0: ces chiffres ne les comptent pas."
        )
    if definitions.out_of_hours(told):
        notes.append(
            "Des personnes du public sont arrivées avant l’ouverture ou après la fermeture\u00a0: elles sont comptées comme les"
            " autres, et la courbe les montre à leur heure."
        )
    if told.outside_days:
        notes.append(
            f"{say_number(told.outside_days)} lignes du journal portent une date hors du forum et ne sont pas comptées."
            if told.outside_days > 1
            else "Une ligne du journal porte une date hors du forum et n’est pas comptée."
        )
    return notes
