"""The report in sentences: what the figures say, and which action of Territoires d'industrie they serve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forum.attendance.rules.sheet import Cell, Heads, Report, Sheet
from forum.attendance.rules.sheets_organised import by_sector
from forum.attendance.words import shown
from forum.web.words import say_hour, say_number

INDUSTRY = ("lunetterie", "plasturgie", "mecanique", "horlogerie", "bois", "industrie")
HERITAGE = ("lunetterie", "horlogerie", "bois")
NO_HERITAGE = "de la lunetterie, de l’horlogerie-lapidaire ou du bois"


UNTOLD = -1
"""Nobody, or so few that their row is not published: nothing is said of them."""


def number(cell: Cell) -> int | None:
    """The number in a cell, when it may be said."""
    return cell.value if isinstance(cell, Heads) else cell if isinstance(cell, int) else None


def row(sheet: Sheet, title: str) -> tuple[Cell, ...] | None:
    """The row that begins with these words."""
    return next((one for one in sheet.lines if one[0] == title), None)


def said(count: int | None, one: str, many: str, none: str = "") -> str:
    """« 1 élève », « 27 élèves »; « un nombre non publié d’élèves » when it may not be said; `none` for nobody."""
    if count == 0 and none:
        return none
    if count is None:
        return f"un nombre non publié {'d’' if many[0] in 'aeéiouh' else 'de '}{many}"
    return f"{say_number(count)}\u00a0{one if count < 2 else many}"


def summary(report: Report) -> Iterator[str]:
    """What happened, in a few sentences."""
    publics = report.sheet("publics")
    expected, present = report.figure("expected").value, report.figure("present").value
    if number(present) == 0:
        if any(note.startswith("Aucun passage") for note in report.notes):
            yield "Aucun passage n’a été enregistré. Seules les inscriptions sont connues."
        else:  # exhibitors alone, or nobody of the part that is looked at
            yield "Personne n’est venu."
        if number(expected):
            yield f"{said(number(expected), 'personne était attendue', 'personnes étaient attendues')}."
        return
    pupils, adults = _present(publics, "Élèves venus en classe"), _present(publics, "Adultes qui les accompagnent")
    visitors = _present(publics, "Visiteurs inscrits et leurs proches")
    loose = _present(publics, "Sans inscription, notés à l’accueil")
    schools = sum(1 for line in report.sheet("schools").rows if number(line[3]))
    of = f" de {said(schools, 'établissement', 'établissements')}" if schools else ""
    with_them = f" avec {said(adults, 'adulte', 'adultes')}" if adults != 0 else ""
    parts = [
        said(pupils, "élève", "élèves") + of + with_them if pupils != 0 else "",
        said(visitors, "visiteur inscrit", "visiteurs inscrits") if visitors != 0 else "",
        said(loose, "personne", "personnes") + " sans inscription" if loose != 0 else "",
    ]
    yield (
        f"{capital(said(number(present), 'personne est venue', 'personnes sont venues'))} au forum"
        + (f", sur {said(total, 'attendue', 'attendues')}" if (total := number(expected)) else "")
        + (f"\u00a0: {listed(told)}" if (told := [part for part in parts if part]) else "")
        + "."
    )
    no_show = report.figure("no_show")
    if (share := shown(no_show.value, "percent")) not in ("–", "•"):
        yield f"{share} des personnes attendues ne sont pas venues, inscriptions annulées non comprises."
    if unread := next((note for note in report.notes if note.startswith("Aucune sortie")), ""):
        yield unread
    for curve in report.curves if not unread else ():
        if curve.peak and curve.peak_at:
            limit = f", pour une limite de {say_number(curve.limit)}" if curve.limit else ""
            yield (
                f"Au plus fort, à {say_hour(curve.peak_at)}, {said(curve.peak, 'personne était présente', 'personnes étaient présentes')}"
                f" en même temps{limit}."
            )
    stay = report.figure("stay")
    if stay.value is not None and not stay.why:
        yield f"Une visite a duré {shown(stay.value, 'minutes')} (médiane, {stay.detail})."


def listed(parts: Sequence[str]) -> str:
    """« a, b et c »."""
    return " et ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def origins(report: Report) -> str:
    """Where people came from."""
    sheet = report.sheet("origins")
    inside, outside = row(sheet, "Dans le territoire"), row(sheet, "Hors du territoire, communes voisines")
    unknown = row(sheet, "Origine non connue")
    parts = []
    if inside and (heads := number(inside[4])):
        who = said(heads, "personne présente", "personnes présentes")
        parts.append(f"{who} ({shown(inside[5], 'percent')}) {'viennent' if heads > 1 else 'vient'} du territoire")
    if outside and (heads := number(outside[4])):
        parts.append(f"{say_number(heads)} de communes voisines")
    if unknown and (heads := number(unknown[4])):
        parts.append(f"l’origine de {say_number(heads)} n’est pas connue")
    if parts:
        return ", ".join(parts) + "."
    everybody = number(sheet.foot[4]) if sheet.foot else None
    if everybody:
        return "L’origine des personnes n’est pas connue."
    return "Personne n’est venu." if everybody == 0 else "Les nombres sont trop petits pour être dits."


def actions(report: Report) -> Iterator[tuple[str, str]]:
    """The actions of the Territoires d'industrie programme that the forum serves, with their figures."""
    pupils = _present(report.sheet("publics"), "Élèves venus en classe")
    sectors, structures = report.sheet("exhibitors"), report.sheet("structures")
    called = by_sector(sectors)
    industry = sum(number(called[code][2]) or 0 for code in INDUSTRY if code in called)
    everybody = number(sectors.foot[2]) if sectors.foot else 0
    yield (
        "Action 2 – Faire connaître les métiers de l’industrie",
        _met(pupils, everybody, industry),
    )
    training = _confirmed(structures, "Organisme de formation")
    leaving = _statuses(report, "Apprenti ou apprentie", "Lycéen ou lycéenne")
    there = "organisme de formation présent", "organismes de formation présents", "Aucun organisme de formation présent"
    alone = "lycéen ou apprenti venu de lui-même", "lycéens ou apprentis venus d’eux-mêmes"
    yield (
        "Action 3 – Formation et apprentissage",
        said(training, *there)
        + ("" if leaving == UNTOLD else f", et {said(leaving, *alone, 'aucun lycéen ou apprenti venu de lui-même')}")
        + ", en plus des classes.",
    )
    crafts = _confirmed(structures, "Artisan ou métier d’art")
    crafted = [called[code] for code in HERITAGE if code in called]
    heritage = sum(number(line[2]) or 0 for line in crafted)
    of = listed([f"«\u00a0{line[0]}\u00a0»" for line in crafted])
    yield (
        "Action 4 – Savoir-faire et métiers d’art",
        f"{said(crafts, 'artisan ou métier d’art', 'artisans ou métiers d’art', 'Aucun artisan ou métier d’art')}, et"
        f" {said(heritage, 'exposant', 'exposants', 'aucun exposant')} "
        + (f"{'de la filière' if len(crafted) == 1 else 'des filières'} {of}." if crafted else f"{NO_HERITAGE}."),
    )
    seekers = _statuses(report, "En recherche d’emploi")
    outside = row(report.sheet("origins"), "Hors du territoire, communes voisines")
    came = "personne en recherche d’emploi est venue", "personnes en recherche d’emploi sont venues"
    heads = number(outside[4]) if outside else 0
    parts = [
        "" if seekers == UNTOLD else said(seekers, *came, "aucune personne en recherche d’emploi n’est venue"),
        said(heads, "personne vient", "personnes viennent") + " de communes voisines du territoire" if heads else "",
    ]
    told = listed([part for part in parts if part] or ["les nombres sont trop petits pour être dits"])
    yield "Action 9 – Accueil de nouveaux habitants et salariés", f"{capital(told)}."


def _met(pupils: int | None, exhibitors: int | None, industry: int) -> str:
    """How many pupils met how many exhibitors."""
    came = said(pupils, "élève est venu en classe", "élèves sont venus en classe", "aucun élève n’est venu en classe")
    if not exhibitors:
        return f"{capital(came)}, et aucun exposant n’était confirmé."
    of = f"dont {say_number(industry) if industry else 'aucun'} des filières industrielles"
    if pupils == 0:
        return f"{capital(came)}\u202f; {said(exhibitors, 'exposant était confirmé', 'exposants étaient confirmés')}, {of}."
    met = said(pupils, "élève a rencontré", "élèves ont rencontré")
    return f"{capital(met)} {said(exhibitors, 'exposant', 'exposants')}, {of}."


def capital(words: str) -> str:
    """The first letter as a capital; the others as they are."""
    return words[:1].upper() + words[1:]


def _present(sheet: Sheet, title: str) -> int | None:
    found = row(sheet, title)
    return number(found[2]) if found else 0


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
