"""The report as a PDF: two pages for the steering committee, a page per communauté de communes and per school, every table."""

from __future__ import annotations

from forum import clock
from forum.attendance.drawing.bars import bars
from forum.attendance.drawing.charts import charts, narrow_bars
from forum.attendance.drawing.shapes import Picture
from forum.attendance.paper import telling
from forum.attendance.paper.leaf import HIGH, INSIDE, SIDE, Leaves, wrapped
from forum.attendance.paper.picture import draw
from forum.attendance.paper.printed import curly, printed
from forum.attendance.paper.telling import capital, number
from forum.attendance.rules.sheet import Cell, Column, Report, Sheet
from forum.attendance.words import said_row, shown
from forum.badges.drawing.palette import COMTE, INK, INK_SOFT, SPRUCE_DEEP
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT
from forum.territory.communes import find_commune, territory
from forum.web.words import say_date, say_moment, say_number

TEXT_KINDS = ("text", "hour", "moment")
SHORT = 12
"""A table of no more lines than this stays on one page."""
MAP_WIDE = 94.0
"""Millimetres: the names on it are then as large as the map's own measure takes them."""
INSIDE_ONLY = "à usage interne, petits effectifs visibles"


def pdf(report: Report) -> bytes:
    """The file. It is written twice: the first time tells how many pages there are."""
    report = printed(report)
    pages = _written(report, None).page
    return _written(report, pages).done()


def _written(report: Report, pages: int | None) -> Leaves:
    on = telling.say_days([curve.points[0].at for curve in report.curves if curve.points])
    title = f"Bilan de fréquentation – {report.edition}" + (f", {on}" if on else "")
    leaves = Leaves(title, "Territoires d’industrie Haut-Jura", pages)
    if not report.masked:
        leaves.foot = f"{leaves.author} – {INSIDE_ONLY}"
    drawn = charts(report)
    days = sorted(
        (number for number in range(len(report.curves)) if f"day-{number}" in drawn),
        key=lambda number: (-report.curves[number].peak, number),
    )
    shown_day = _front(leaves, report, on, drawn, days)
    leaves.turn()
    _second(leaves, report, drawn)
    _days(leaves, report, drawn, sorted(number for number in days if number != shown_day))
    _annex(leaves, report)
    return leaves


def _front(leaves: Leaves, report: Report, on: str, drawn: dict[str, Picture], days: list[int]) -> int | None:
    """The first page, which is one page: what has no room on it is in the annex. Answers the day that it draws."""
    leaves.mark("Bilan")
    pen = leaves.pen
    pen.text(SIDE + 6, HIGH - 27, "Bilan de fréquentation", DISPLAY, 24, SPRUCE_DEEP)
    names = wrapped(report.edition, STRONG, 12, INSIDE - 6)[:3]
    for rank, line in enumerate(names):
        pen.text(SIDE + 6, HIGH - 34 - 5.2 * rank, line, STRONG, 12)
    leaves.down = 35 + 5.2 * (len(names) - 1)
    inside = "" if report.masked else capital(INSIDE_ONLY)
    for line in wrapped(" – ".join(part for part in (on, report.scope, inside) if part), TEXT, 10, INSIDE - 6):
        leaves.down += 5
        pen.text(SIDE + 6, HIGH - leaves.down, line, TEXT, 10, INK_SOFT)
    pen.rounded(SIDE, HIGH - leaves.down - 2, 2.2, leaves.down - 20, 0.8, COMTE)
    leaves.down += 8
    for sentence in telling.summary(report):
        leaves.paragraph(sentence, 11)
    leaves.down += 2
    figures = [
        (shown(one.value, one.unit), f"{one.title}{', ' if one.detail else ''}{one.detail}") for one in report.figures
    ]
    leaves.boxes(figures[:8])
    drew = None
    about = (
        "En haut, les personnes présentes au même moment, et en tireté la limite de la salle\u00a0; en bas, les arrivées en"
        " colonnes, et en traits ce que les créneaux des classes prévoyaient."
        + (" Les autres journées sont en annexe." if len(days) > 1 else "")
    )
    if days and _high(drawn[f"day-{days[0]}"], INSIDE) + 14 + leaves.height(about, 8.5) <= leaves.left():
        drew = days[0]
        when = (
            f" la plus pleine\u00a0: {say_date(report.curves[drew].points[0].at, year=False)}" if len(days) > 1 else ""
        )
        leaves.heading(f"La journée{when}", 14, 1)
        draw(leaves, drawn[f"day-{drew}"], SIDE, INSIDE)
        leaves.paragraph(about, 8.5, ink=INK_SOFT)
    if "publics" in drawn and _high(drawn["publics"], INSIDE) + leaves.height("P", 9) <= leaves.left():
        leaves.paragraph("Présents et attendus, par public", 9, STRONG)
        draw(leaves, drawn["publics"], SIDE, INSIDE)
    return drew


def _second(leaves: Leaves, report: Report, drawn: dict[str, Picture]) -> None:
    """The second page, which is one page too."""
    leaves.heading("D’où l’on est venu", 14, 1)
    leaves.paragraph(telling.origins(report))
    top, foot = leaves.down, leaves.down
    if "map" in drawn:
        foot = top + draw(leaves, drawn["map"], SIDE, MAP_WIDE, move=False)
    if "levels" in drawn:
        left = MAP_WIDE + 5 if "map" in drawn else 0.0
        narrow = narrow_bars(report)["levels"]
        levels = narrow if left and _high(narrow, INSIDE - left) < foot - top - 4 else drawn["levels"]
        leaves.paragraph("Élèves présents et attendus, par niveau", 9, STRONG, left=SIDE + left, wide=INSIDE - left)
        foot = max(foot, leaves.down + draw(leaves, levels, SIDE + left, INSIDE - left, move=False))
    leaves.down = foot + 1
    leaves.heading("Au service du programme Territoires d’industrie", 14, 1)
    told = list(telling.actions(report))
    half = (INSIDE - 6) / 2
    for pair in (told[:2], told[2:]):
        top, foot = leaves.down, leaves.down
        for column, (action, sentence) in enumerate(pair):
            leaves.down = top
            leaves.paragraph(action, 9.5, STRONG, left=SIDE + column * (half + 6), wide=half)
            leaves.paragraph(sentence, 9.5, left=SIDE + column * (half + 6), wide=half)
            foot = max(foot, leaves.down)
        leaves.down = foot + 1
    _reading(leaves, report)


def _reading(leaves: Leaves, report: Report) -> None:
    """How to read it, as far as the page has room: when it was made, then the notes, then the definitions; all are in the annex."""
    made = f"Établi le {say_moment(clock.local(report.at))}, définitions version {report.version}."
    figures = [report.figure(code) for code in ("present", "no_show", "peak")]
    defined = [f"{figure.title.capitalize()}. {figure.definition}" for figure in figures]
    left = leaves.left() - 14
    kept = []
    for words in (made, *reversed(report.notes), *defined):
        left -= leaves.height(words, 8)
        if left < 0:
            break
        kept.append(words)
    leaves.heading("Comment lire ces chiffres", 12, 1, after=0)
    for words in (*defined, *report.notes, made):
        if words in kept:
            leaves.paragraph(words, 8, ink=INK if words in defined else INK_SOFT)


def _days(leaves: Leaves, report: Report, drawn: dict[str, Picture], days: list[int]) -> None:
    """The days that the first page does not draw."""
    if not days:
        return
    leaves.turn()
    leaves.heading("Les autres journées" if len(days) < len(report.curves) else "La journée", 18)
    for at in days:
        picture = drawn[f"day-{at}"]
        words = say_date(report.curves[at].points[0].at, year=False).capitalize()
        leaves.heading(words, 12, 1, after=_high(picture, INSIDE))
        draw(leaves, picture, SIDE, INSIDE)


def _annex(leaves: Leaves, report: Report) -> None:
    origins = report.sheet("origins")
    came = {origins.ref(index) for index, row in enumerate(origins.rows) if number(row[4]) != 0}
    # A part of the edition says nothing of the territories that are not in it.
    epcis = [one for one in territory().epcis if not report.scope or one.siren in came]
    for rank, epci in enumerate(epcis):
        leaves.turn()
        if not rank:
            leaves.mark("Par communauté de communes")
        leaves.heading(capital(curly(epci.short_name)), 18, 1)
        _territory_page(leaves, report, epci.siren)
    schools = report.sheet("schools")
    for index, row in enumerate(schools.rows):
        leaves.turn()
        if not index:
            leaves.mark("Par établissement", closed=True)
        leaves.heading(str(row[0]), 18, 1)
        _school_page(leaves, schools, index)
    leaves.turn()
    leaves.heading("Tous les tableaux", 18)
    for sheet in report.sheets:
        # A heading has its definition, the heads of its table and three rows with it; a short table is not cut.
        lines = len(sheet.lines) if len(sheet.lines) <= SHORT else 3
        leaves.heading(sheet.title, 13, 1, after=leaves.height(sheet.definition, 8.5) + 26 + 5.4 * lines)
        leaves.paragraph(sheet.definition, 8.5, ink=INK_SOFT)
        _table(leaves, sheet, range(len(sheet.rows)), foot=True)
    leaves.heading("Toutes les définitions", 18)
    for figure in report.figures:
        words = figure.definition + (f" {figure.why}" if figure.why else "")
        leaves.room(leaves.height(figure.title, 9, STRONG) + leaves.height(words, 9))
        leaves.paragraph(figure.title.capitalize(), 9, STRONG)
        leaves.paragraph(words, 9)
    if report.notes:
        leaves.heading("Remarques", 13, 1)
    for note in report.notes:
        leaves.paragraph(note, 9)


def _high(picture: Picture, wide: float) -> float:
    """The height of a picture so many millimetres wide, with the space below it."""
    return picture.high * wide / picture.wide + 3


def _territory_page(leaves: Leaves, report: Report, siren: str) -> None:
    """What the tables of the whole report say of one communauté de communes: the same cells, the same ones hidden."""
    origins, schools = report.sheet("origins"), report.sheet("schools")
    at = next((i for i in range(len(origins.rows)) if origins.ref(i) == siren), None)
    if at is None or (not report.masked and number(origins.rows[at][4]) == 0):
        hidden = "Personne n’est venu de ce territoire, ou trop peu de monde pour que ces nombres soient publiés."
        leaves.paragraph(hidden if report.masked else "Personne n’est venu de ce territoire.")
    else:
        _territory_people(leaves, report, origins, at)
    mine = [
        i
        for i in range(len(schools.rows))
        if (one := find_commune(schools.ref(i))) is not None and one.epci_siren == siren
    ]
    if mine:
        leaves.heading("Établissements", 12, 1, marked=False)
        _table(leaves, schools, mine)


def _territory_people(leaves: Leaves, report: Report, origins: Sheet, at: int) -> None:
    row = origins.rows[at]
    leaves.boxes(
        [
            (shown(row[4]), "présents"),
            (shown(row[5], "percent"), "part de tous les présents"),
            (shown(row[1]), "élèves et adultes des classes"),
            (shown(row[2]), "visiteurs inscrits"),
        ]
    )
    end = next((i for i in range(at + 1, len(origins.rows)) if origins.depth(i) < 2), len(origins.rows))
    leaves.heading("Par commune", 12, 1, marked=False)
    if end > at + 1:
        _table(leaves, origins, range(at + 1, end), flat=True)
    elif telling.number(row[4]) == 0:
        leaves.paragraph("Personne n’est venu de ce territoire.")
    else:
        hidden = "Aucune commune ne peut être montrée sans désigner un petit groupe."
        leaves.paragraph(hidden if report.masked else "Aucune commune n’est connue.")


def _school_page(leaves: Leaves, schools: Sheet, index: int) -> None:
    row = schools.rows[index]
    leaves.paragraph(str(row[1]), 11, ink=INK_SOFT)
    leaves.boxes(
        [
            (
                shown(row[at]),
                f"{_many(row[at], f'{who} {came}')}, sur {shown(row[at + back])} {_many(row[at + back], told)}",
            )
            for at, back, who, came, told in (
                (3, -1, "classe", "venue", "annoncée"),
                (5, -1, "élève", "présent", "attendu"),
                (7, -1, "adulte", "présent", "attendu"),
            )
        ]
        + [(shown(row[8], "percent"), "des élèves attendus sont venus")]
    )
    heads = [(name, number(row[at]), number(row[at - 1])) for name, at in (("Élèves", 5), ("Adultes", 7))]
    known = [(name, there, told) for name, there, told in heads if there is not None and told is not None]
    if any(there or told for _, there, told in known):
        leaves.paragraph("Présents et attendus", 9, STRONG)
        draw(leaves, bars("", known), SIDE, INSIDE)
    pupils, everybody = number(row[5]), number(schools.foot[5]) if schools.foot else None
    if pupils and everybody:
        share = say_number(round(100 * pupils / everybody, 1))
        leaves.paragraph(f"C’est {share}\u00a0% de tous les élèves venus en classe au forum ({say_number(everybody)}).")
    leaves.paragraph(schools.definition, 9, ink=INK_SOFT)


def _many(cell: Cell, words: str) -> str:
    """The words in the plural, unless the number before them is known and under two."""
    count = number(cell)
    return words if count is not None and count < 2 else " ".join(f"{word}s" for word in words.split(" "))


def _table(leaves: Leaves, sheet: Sheet, which: range | list[int], *, foot: bool = False, flat: bool = False) -> None:
    columns: tuple[Column, ...] = sheet.columns
    rows = [said_row(columns, sheet.rows[index]) for index in which]
    depths = [] if flat else [sheet.depth(index) for index in which] if sheet.depths else []
    if not rows and not sheet.foot:
        leaves.paragraph("Rien à compter.", 9)
        return
    leaves.table(
        [column.title for column in columns],
        rows,
        [column.kind in TEXT_KINDS for column in columns],
        depths,
        said_row(columns, sheet.foot) if foot and sheet.foot else None,
    )
