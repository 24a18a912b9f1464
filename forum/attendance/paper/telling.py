"""The report in sentences: what the figures say, and which action of Territoires d'industrie they serve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from forum.attendance.rules.sheet import Cell, Curve, Heads, Report, Sheet
from forum.attendance.rules.sheets_organised import by_sector
from forum.attendance.words import shown
from forum.web.words import say_date, say_hour, say_number

INDUSTRY = ("lunetterie", "plasturgie", "mecanique", "horlogerie", "bois", "industrie")
HERITAGE = ("lunetterie", "horlogerie", "bois")
AROUND = "autres communes du Jura, de l’Ain ou du Doubs"
"""What the table of origins calls « communes voisines »: those outside the territory that the shipped data knows."""
NO_HERITAGE = "de la lunetterie, de l’horlogerie-lapidaire ou du bois"
PUPILS = "Élèves venus en classe"
UNTOLD = -1
"""Nobody, or so few that their row is not published: nothing is said of them."""


def number(cell: Cell) -> int | None:
    """The number in a cell, when it may be said."""
    return cell.value if isinstance(cell, Heads) else cell if isinstance(cell, int) else None


def row(sheet: Sheet, title: str) -> tuple[Cell, ...] | None:
    """The row that begins with these words."""
    return next((one for one in sheet.lines if one[0] == title), None)


def said(count: int, one: str, many: str, none: str = "") -> str:
    """« 1 élève », « 27 élèves »; `none` for nobody."""
    if count == 0 and none:
        return none
    return f"{say_number(count)}\u00a0{one if count < 2 else many}"


def summary(report: Report) -> Iterator[str]:
    """What happened, in a few sentences."""
    expected, present = number(report.figure("expected").value), number(report.figure("present").value)
    if present == 0:
        if any(note.startswith("Aucun passage") for note in report.notes):
            yield "Aucun passage n’a été enregistré. Seules les inscriptions sont connues."
        else:  # exhibitors alone, or nobody of the part that is looked at
            yield "Personne n’est venu."
        if expected:
            yield f"{said(expected, 'personne était attendue', 'personnes étaient attendues')}."
        return
    parts, whole = _publics(report)
    of = "" if not parts else f"\u00a0: {listed(parts)}" if whole else f", dont {listed(parts)}"
    if present is None:
        among = f"\u00a0; parmi elles, {listed(parts)}" if parts else ""
        yield f"Le nombre de personnes venues au forum n’est pas publié{among}."
    else:
        yield f"{said(present, 'personne est venue', 'personnes sont venues')} au forum{of}."
    if expected:
        yield _expected(report, expected)
    if unread := next((note for note in report.notes if note.startswith("Aucune sortie")), ""):
        yield unread
    elif peak := _peak([curve for curve in report.curves if curve.peak and curve.peak_at]):
        yield peak
    stay = report.figure("stay")
    if stay.value is not None and not stay.why:
        yield f"La durée médiane d’une visite est de {shown(stay.value, 'minutes')}, {stay.detail}."


def _publics(report: Report) -> tuple[list[str], bool]:
    """Who they were, as far as it may be said; and whether that is everybody."""
    pupils, adults = _present(report, PUPILS), _present(report, "Adultes qui les accompagnent")
    schools = sum(1 for line in report.sheet("schools").rows if number(line[3]))
    parts = []
    if pupils:
        of = f" de {said(schools, 'établissement', 'établissements')}" if schools else ""
        with_them = f" avec {said(adults, 'adulte', 'adultes')}" if adults else ""
        parts.append(said(pupils, "élève", "élèves") + of + with_them)
    elif adults:
        parts.append(said(adults, "adulte d’une classe", "adultes des classes"))
    others = [
        (_present(report, title), one, many)
        for title, one, many in (
            ("Visiteurs inscrits et leurs proches", "visiteur inscrit", "visiteurs inscrits"),
            ("Sans inscription, notés à l’accueil", "personne sans inscription", "personnes sans inscription"),
            ("Comptés sans badge", "personne au compteur, sans badge", "personnes au compteur, sans badge"),
        )
    ]
    parts += [said(heads, one, many) for heads, one, many in others if heads]
    return parts, None not in (pupils, adults, *(heads for heads, _, _ in others))


def _expected(report: Report, expected: int) -> str:
    """How many had been announced, and how many of them stayed away: those who came unannounced are not among them."""
    underway = any(curve.until for curve in report.curves)
    words = ("est attendue", "sont attendues") if underway else ("était attendue", "étaient attendues")
    told = said(expected, f"personne {words[0]}", f"personnes {words[1]}")
    share = shown(report.figure("no_show").value, "percent")
    if share in ("–", "•") or expected < 2:
        return f"{told}."
    whole = row(report.sheet("publics"), "Public")
    absent = number(whole[3]) if whole else None
    if absent in (0, expected):
        all_of = "toutes sont venues" if absent == 0 else "aucune n’est venue"
        return f"{told}\u00a0: {all_of}, inscriptions annulées non comprises."
    return f"{told}\u00a0: {share} d’entre elles ne sont pas venues, inscriptions annulées non comprises."


def _peak(curves: Sequence[Curve]) -> str:
    """The fullest moment, day by day."""
    limits = {curve.limit for curve in curves}
    limit = f", pour une limite de {say_number(limits.pop())}" if len(limits) == 1 and 0 not in limits else ""
    if len(curves) == 1 and curves[0].peak_at:
        there = said(curves[0].peak, "personne était présente", "personnes étaient présentes")
        return f"Au plus fort, à {say_hour(curves[0].peak_at)}, {there} en même temps{limit}."
    days = [
        f"{say_number(curve.peak)} le {say_date(curve.peak_at, year=False)} à {say_hour(curve.peak_at)}"
        for curve in curves
        if curve.peak_at
    ]
    return f"Au plus fort, personnes présentes en même temps\u00a0: {listed(days)}{limit}." if days else ""


def listed(parts: Sequence[str]) -> str:
    """« a, b et c »."""
    return " et ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def origins(report: Report) -> str:
    """Where people came from."""
    sheet = report.sheet("origins")
    came = [
        (heads, place, shown(line[5], "percent"))
        for ref, place in (("in", "du territoire"), ("out", f"d’{AROUND}"), ("elsewhere", "d’ailleurs"))
        if (line := _of(sheet, ref)) and (heads := number(line[4]))
    ]
    parts: list[str] = []
    for heads, place, share in came:
        who = say_number(heads) if parts else said(heads, "personne présente", "personnes présentes")
        parts.append(f"{who} ({share}) {'viennent' if heads > 1 else 'vient'} {place}")
    told = listed(parts)
    if (line := _of(sheet, "unknown")) and (heads := number(line[4])):
        unknown = f"l’origine de {said(heads, 'personne', 'personnes')} n’est pas connue"
        told = f"{told}\u00a0; {unknown}" if told else unknown
    if told:
        return f"{capital(told)}."
    if number(report.figure("present").value) == 0:
        return "Personne n’est encore venu." if any(curve.until for curve in report.curves) else "Personne n’est venu."
    return "Les nombres par origine ne peuvent pas être publiés sans désigner un petit groupe."


def actions(report: Report) -> Iterator[tuple[str, str]]:
    """The actions of the Territoires d'industrie programme that the forum serves, with their figures."""
    pupils = _present(report, PUPILS)
    sectors, structures = report.sheet("exhibitors"), report.sheet("structures")
    called = by_sector(sectors)
    industry = sum(number(called[code][2]) or 0 for code in INDUSTRY if code in called)
    everybody = (number(sectors.foot[2]) or 0) if sectors.foot else 0
    of_industry = (
        f", dont {say_number(industry) if industry else 'aucun'} des filières industrielles" if everybody else ""
    )
    yield (
        "Action 2 – Faire connaître les métiers de l’industrie",
        f"{capital(_told(pupils, 'élève est venu', 'élèves sont venus', 'aucun élève n’est venu', 'd’élèves venus'))} en classe"
        f"{' n’est pas publié' if pupils is None else ''}\u00a0;"
        f" {_stands(everybody, 'exposant', 'exposants')}{of_industry}.",
    )
    training = _confirmed(structures, "Organisme de formation")
    leaving = _statuses(report, "Apprenti ou apprentie", "Lycéen ou lycéenne")
    alone = (
        "lycéen ou apprenti est venu de lui-même",
        "lycéens ou apprentis sont venus d’eux-mêmes",
        "aucun lycéen ou apprenti n’est venu de lui-même",
        "de lycéens et d’apprentis venus d’eux-mêmes",
    )
    beside = f"{_told(leaving, *alone)}, en plus des classes" + (", n’est pas publié" if leaving is None else "")
    yield (
        "Action 3 – Formation et apprentissage",
        capital(_stands(training, "organisme de formation", "organismes de formation"))
        + ("." if leaving == UNTOLD else f"\u00a0; {beside}."),
    )
    crafts = _confirmed(structures, "Artisan ou métier d’art")
    crafted = [called[code] for code in HERITAGE if code in called]
    heritage = sum(number(line[2]) or 0 for line in crafted)
    of = listed([f"«\u00a0{line[0]}\u00a0»" for line in crafted])
    belong = "exposant confirmé relève", "exposants confirmés relèvent", "aucun exposant confirmé ne relève"
    yield (
        "Action 4 – Savoir-faire et métiers d’art",
        f"{capital(_stands(crafts, 'artisan ou métier d’art', 'artisans ou métiers d’art'))}\u00a0;"
        f" {said(heritage, *belong)} "
        + (f"{'de la filière' if len(crafted) == 1 else 'des filières'} {of}." if crafted else f"{NO_HERITAGE}."),
    )
    seekers = _statuses(report, "En recherche d’emploi")
    came = (
        "personne en recherche d’emploi est venue",
        "personnes en recherche d’emploi sont venues",
        "aucune personne en recherche d’emploi n’est venue",
        "de personnes en recherche d’emploi n’est pas publié",
    )
    parts = [
        "" if seekers == UNTOLD else _told(seekers, *came),
        *(
            f"{said(heads, 'personne vient', 'personnes viennent')} {place}"
            for ref, place in (("out", f"d’{AROUND}"), ("elsewhere", "d’ailleurs en France ou de l’étranger"))
            if (line := _of(report.sheet("origins"), ref)) and (heads := number(line[4]))
        ),
    ]
    told = "\u00a0; ".join(
        [part for part in parts if part] or ["les nombres ne peuvent pas être publiés sans désigner un petit groupe"]
    )
    yield "Action 9 – Accueil de nouveaux habitants et salariés", f"{capital(told)}."


def _told(count: int | None, one: str, many: str, none: str, hidden: str) -> str:
    """A clause with its number; « le nombre … » where it is not published.

    What is hidden is not always small: a large number hides a small one beside it.
    """
    return f"le nombre {hidden}" if count is None else said(count, one, many, none)


def _stands(count: int, one: str, many: str) -> str:
    """« 11 exposants avaient un stand confirmé »: what bookings tell, whoever came."""
    return said(
        count,
        f"{one} avait un stand confirmé",
        f"{many} avaient un stand confirmé",
        f"aucun {one} n’avait de stand confirmé",
    )


def _of(sheet: Sheet, ref: str) -> tuple[Cell, ...] | None:
    """The row about that."""
    return next((one for index, one in enumerate(sheet.rows) if sheet.ref(index) == ref), None)


def say_days(days: Sequence[datetime]) -> str:
    """« vendredi 27 novembre 2026 », « du lundi 23 novembre au vendredi 27 novembre 2026 », « … et … »."""
    if not days:
        return ""
    if len(days) > 2 and (days[-1].date() - days[0].date()).days == len(days) - 1:
        return f"du {say_date(days[0], year=False)} au {say_date(days[-1])}"
    return listed([*[say_date(day, year=False) for day in days[:-1]], say_date(days[-1])])


def capital(words: str) -> str:
    """The first letter as a capital; the others as they are."""
    return words[:1].upper() + words[1:]


def _present(report: Report, title: str) -> int | None:
    """People of this public who came; None when it may not be said, because the cell is hidden or its row has left."""
    found = row(report.sheet("publics"), title)
    return number(found[2]) if found else None if report.masked else 0


def _confirmed(sheet: Sheet, title: str) -> int:
    found = row(sheet, title)
    return (number(found[2]) or 0) if found else 0


def _statuses(report: Report, *titles: str) -> int | None:
    """People of these situations who came, registered or not; None when a part is hidden, UNTOLD when a row has left."""
    sheet = report.sheet("statuses")
    found = [line for title in titles if (line := row(sheet, title))]
    if sheet.foot and all(number(cell) == 0 for cell in sheet.foot[2:4]):
        return 0
    if report.masked and len(found) < len(titles):
        return UNTOLD
    cells = [number(cell) for line in found for cell in line[2:4] if cell is not None]
    return None if None in cells else sum(cell or 0 for cell in cells)
