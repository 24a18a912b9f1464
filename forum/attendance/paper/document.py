"""The report as a PDF: two pages for the steering committee, a page per communauté de communes and per school, every table."""

from __future__ import annotations

from forum import clock
from forum.attendance.drawing.charts import charts
from forum.attendance.drawing.shapes import Picture
from forum.attendance.paper import telling
from forum.attendance.paper.leaf import FOOT, HIGH, INSIDE, SIDE, Leaves
from forum.attendance.paper.picture import draw
from forum.attendance.rules.sheet import Column, Report, Sheet
from forum.attendance.words import said_row, shown
from forum.badges.drawing.palette import COMTE, INK_SOFT, SPRUCE_DEEP
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT
from forum.territory.communes import find_commune, territory
from forum.web.words import say_date, say_moment

TEXT_KINDS = ("text", "hour", "moment")


def pdf(report: Report) -> bytes:
    """The file. It is written twice: the first time tells how many pages there are."""
    pages = _written(report, None).page
    return _written(report, pages).done()


def _written(report: Report, pages: int | None) -> Leaves:
    days = [curve.points[0].at for curve in report.curves if curve.points]
    on = " et ".join(say_date(day) for day in days)
    title = f"Bilan de fréquentation – {report.edition}" + (f", {on}" if on else "")
    leaves = Leaves(title, "Territoires d’industrie Haut-Jura", pages)
    drawn = charts(report)
    _front(leaves, report, on, drawn)
    leaves.turn()
    _second(leaves, report, drawn)
    _annex(leaves, report, drawn)
    return leaves


def _front(leaves: Leaves, report: Report, on: str, drawn: dict[str, Picture]) -> None:
    leaves.mark("Bilan")
    pen = leaves.pen
    pen.rounded(SIDE, HIGH - 42, 2.2, 20, 0.8, COMTE)
    pen.text(SIDE + 6, HIGH - 27, "Bilan de fréquentation", DISPLAY, 24, SPRUCE_DEEP)
    pen.text(SIDE + 6, HIGH - 34, report.edition, STRONG, 12)
    pen.text(SIDE + 6, HIGH - 40, " – ".join(part for part in (on, report.scope) if part), TEXT, 10, INK_SOFT)
    leaves.down = 50
    for sentence in telling.summary(report):
        leaves.paragraph(sentence, 11)
    leaves.down += 2
    figures = [
        (shown(one.value, one.unit), f"{one.title}{', ' if one.detail else ''}{one.detail}") for one in report.figures
    ]
    leaves.boxes(figures[:8])
    if "day-0" in drawn:
        leaves.heading("La journée", 14, 1)
        draw(leaves, drawn["day-0"], SIDE, INSIDE)
        leaves.paragraph(
            "En haut, les personnes présentes au même moment, et en tireté la limite de la salle\u00a0; en bas, les arrivées en"
            " colonnes, et en traits ce que les créneaux des classes prévoyaient.",
            8.5,
            ink=INK_SOFT,
        )
    # The first page is one page: two long days leave no room for the publics, who are in the annex.
    if "publics" in drawn and leaves.page == 1 and leaves.down + 42 < HIGH - FOOT:
        leaves.paragraph("Présents et attendus, par public", 9, STRONG)
        draw(leaves, drawn["publics"], SIDE, INSIDE)


def _second(leaves: Leaves, report: Report, drawn: dict[str, Picture]) -> None:
    leaves.heading("D’où l’on est venu", 14, 1)
    leaves.paragraph(telling.origins(report))
    top = leaves.down
    if "map" in drawn:
        high = draw(leaves, drawn["map"], SIDE, 78, move=False)
        leaves.down = top + high
    if "levels" in drawn:
        after, leaves.down = leaves.down, top
        leaves.paragraph("Élèves présents et attendus, par niveau", 9, STRONG, left=SIDE + 84, wide=INSIDE - 84)
        high = draw(leaves, drawn["levels"], SIDE + 80, INSIDE - 80, move=False)
        leaves.down = max(after, leaves.down + high)
    leaves.down += 3
    leaves.heading("Au service du programme Territoires d’industrie", 14, 1)
    for action, sentence in telling.actions(report):
        leaves.paragraph(action, 10, STRONG)
        leaves.paragraph(sentence, 10)
    leaves.heading("Comment lire ces chiffres", 12, 1)
    for code in ("present", "no_show", "peak"):
        figure = report.figure(code)
        leaves.paragraph(f"{figure.title.capitalize()}. {figure.definition}", 8.5)
    for note in report.notes:
        leaves.paragraph(note, 8.5, ink=INK_SOFT)
    leaves.paragraph(
        f"Établi le {say_moment(clock.local(report.at))}, définitions version {report.version}.", 8.5, ink=INK_SOFT
    )


def _annex(leaves: Leaves, report: Report, drawn: dict[str, Picture]) -> None:
    for epci in territory().epcis:
        leaves.turn()
        leaves.heading(epci.short_name, 18)
        _territory_page(leaves, report, epci.siren)
    schools = report.sheet("schools")
    for index, row in enumerate(schools.rows):
        leaves.turn()
        leaves.heading(str(row[0]), 18, 0)
        _school_page(leaves, schools, index)
    leaves.turn()
    leaves.heading("Tous les tableaux", 18)
    for sheet in report.sheets:
        leaves.room(60)  # a heading and its definition never stand without their table
        leaves.heading(sheet.title, 13, 1)
        leaves.paragraph(sheet.definition, 8.5, ink=INK_SOFT)
        _table(leaves, sheet, range(len(sheet.rows)), foot=True)
    leaves.heading("Toutes les définitions", 13, 1)
    for figure in report.figures:
        leaves.paragraph(figure.title.capitalize(), 9, STRONG)
        leaves.paragraph(figure.definition + (f" {figure.why}" if figure.why else ""), 9)


def _territory_page(leaves: Leaves, report: Report, siren: str) -> None:
    """What the tables of the whole report say of one communauté de communes: the same cells, the same ones hidden."""
    origins, schools = report.sheet("origins"), report.sheet("schools")
    at = next((i for i in range(len(origins.rows)) if origins.ref(i) == siren), None)
    if at is None:
        leaves.paragraph("Les nombres de ce territoire ne sont pas publiés\u00a0: ils désigneraient un petit groupe.")
        return
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
        leaves.paragraph("Aucune commune ne peut être montrée sans désigner un petit groupe.")
    mine = [
        i
        for i in range(len(schools.rows))
        if (one := find_commune(schools.ref(i))) is not None and one.epci_siren == siren
    ]
    if mine:
        leaves.heading("Établissements", 12, 1, marked=False)
        _table(leaves, schools, mine)


def _school_page(leaves: Leaves, schools: Sheet, index: int) -> None:
    row = schools.rows[index]
    leaves.paragraph(str(row[1]), 11, ink=INK_SOFT)
    leaves.boxes(
        [
            (shown(row[3]), f"classes venues, sur {shown(row[2])} annoncées"),
            (shown(row[5]), f"élèves présents, sur {shown(row[4])} attendus"),
            (shown(row[7]), f"adultes présents, sur {shown(row[6])} attendus"),
            (shown(row[8], "percent"), "des élèves attendus sont venus"),
        ]
    )
    leaves.paragraph(schools.definition, 9, ink=INK_SOFT)


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
