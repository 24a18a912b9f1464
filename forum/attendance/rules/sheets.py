"""The sheets about people: publics, schools, levels, statuses, slots. Each says what it shows, in French, to its reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from forum.attendance.rules import definitions
from forum.attendance.rules.attended import STAFF, Attended
from forum.attendance.rules.definitions import Turnout, said
from forum.attendance.rules.outcome import Group, Profile, added_up
from forum.attendance.rules.sheet import Cell, Column, Counts, Heads, Rate, Sheet, rate
from forum.attendance.values import CLASS, EXHIBITOR, VISITOR
from forum.territory.communes import find_commune
from forum.territory.folding import fold
from forum.territory.grades import GradeLevel
from forum.visitors.rules import STATUSES
from forum.web.words import say_class

NUMBERS = (Column("Attendus"), Column("Présents"), Column("Absents"), Column("En plus"), Column("Présence", "percent"))
PUBLIC_ROWS = (
    ("pupils", "Élèves venus en classe", CLASS, 0),
    ("chaperones", "Adultes qui les accompagnent", CLASS, 1),
    ("visitors", "Visiteurs inscrits et leurs proches", VISITOR, None),
)


def publics(told: Attended, counts: Counts) -> Sheet:
    """Par public : combien étaient attendus, combien sont venus. Absents : annoncés, non annulés, pas venus. En plus : venus
    au-delà du nombre annoncé, ou malgré une annulation. Les personnes sans inscription sont notées par l’accueil ; le
    compteur ajoute celles qui passent sans badge."""
    rows: list[tuple[Cell, ...]] = []
    turnouts: list[Turnout] = []
    known_day = told.scope.day is None or len(told.frame.days) == 1
    for code, title, kind, part in PUBLIC_ROWS:
        one = definitions.turnout(told, kind, part)
        turnouts.append(one)
        rows.append((title, *_turnout(counts, one, code, known_day or kind == CLASS)))
    for code, title in (("walk_ins", "Sans inscription, notés à l’accueil"), ("clicks", "Comptés sans badge")):
        heads = definitions.loose(told, code)
        there = counts.heads(heads, "present", code)
        rows.append((title, None, there, None, there, None))
        turnouts.append(Turnout(0, heads, 0, heads))
    announced, absent, extra = (sum(getattr(one, name) for one in turnouts) for name in ("expected", "absent", "extra"))
    whole = Turnout(announced, definitions.present(told), absent, extra)
    foot = ("Public", *_turnout(counts, whole, "public", known_day))
    _add_up(counts, rows, foot, (1, 2, 3, 4))
    rows_of_house = [_exhibitors(told, counts, known_day)]
    staff = counts.heads(definitions.staff_present(told), "present", STAFF)
    rows_of_house.append(("Équipe, accueil, presse (badges lus)", None, staff, None, None, None))
    return Sheet(
        "publics",
        "Attendus et présents",
        said(publics),
        (Column("Public", "text"), *NUMBERS),
        (*rows, foot, *rows_of_house),
        depths=(*[1] * len(rows), 0, 1, 1),
    )


def _exhibitors(told: Attended, counts: Counts, known_day: bool) -> tuple[Cell, ...]:
    one = definitions.turnout(told, EXHIBITOR)
    return ("Exposants (personnes, badges lus)", *_turnout(counts, one, "exhibitors", known_day))


def _turnout(counts: Counts, one: Turnout, code: str, known: bool) -> tuple[Cell, ...]:
    there = counts.heads(one.present, "present", code)
    if not known:
        return (None, there, None, None, None)
    announced = counts.heads(one.expected, "expected", code)
    absent = counts.heads(one.absent, "absent", code)
    extra = counts.heads(one.extra, "extra", code)
    # Not printed anywhere, but anybody may add it up: attendus + en plus = présents + absents.
    both = Heads(one.expected + one.extra, f"balance|{code}")
    counts.sum(both, (announced, extra))
    counts.sum(both, (there, absent))
    share = round(100 * (one.expected - one.absent) / one.expected, 1) if one.expected else None
    return (announced, there, absent, extra, _share(share, announced, absent))


def _share(value: float | None, *of: Heads) -> Rate:
    return Rate(value, tuple(one.key for one in of))


def _add_up(counts: Counts, rows: Iterable[tuple[Cell, ...]], foot: tuple[Cell, ...], columns: Iterable[int]) -> None:
    for column in columns:
        total = foot[column]
        if isinstance(total, Heads):
            counts.sum(total, [cell for row in rows if isinstance(cell := row[column], Heads)])


def schools(told: Attended, counts: Counts) -> Sheet:
    """Par établissement : classes et personnes annoncées, puis venues. Une classe est venue quand au moins une personne y a
    été comptée à l’entrée. Les classes annulées ne sont plus annoncées."""

    def place(one: Profile) -> tuple[str, str]:
        found = find_commune(one.insee_code)
        return one.school_name or "Établissement non connu", found.label if found else ""

    rows, classes = _class_rows(told, counts, "school", lambda one: str(one.school), place)
    foot = _class_foot(told, counts, ("Tous les établissements", ""), rows)
    columns = (Column("Établissement", "text"), Column("Commune", "text"), *_CLASS_COLUMNS)
    refs = tuple(one[0].profile.insee_code or "" for one in classes)
    return Sheet("schools", "Établissements", said(schools), columns, tuple(rows), foot, refs=refs)


def levels(told: Attended, counts: Counts) -> Sheet:
    """Par niveau : classes et personnes annoncées, puis venues. Le niveau est celui que l’enseignant a choisi."""

    def title(one: Profile) -> tuple[str, ...]:
        return (say_class(GradeLevel(one.level).label) if one.level in _LEVELS else "Niveau non connu",)

    rows, _ = _class_rows(told, counts, "level", lambda one: one.level, title, _by_level)
    foot = _class_foot(told, counts, ("Tous les niveaux",), rows)
    return Sheet("levels", "Niveaux", said(levels), (Column("Niveau", "text"), *_CLASS_COLUMNS), tuple(rows), foot)


_CLASS_COLUMNS = (
    Column("Classes annoncées"),
    Column("Classes venues"),
    Column("Élèves attendus"),
    Column("Élèves présents"),
    Column("Adultes attendus"),
    Column("Adultes présents"),
    Column("Élèves présents, en %", "percent"),
)
_LEVELS = {level.value: rank for rank, level in enumerate(GradeLevel)}


def _by_level(key: str) -> tuple[int, str]:
    return _LEVELS.get(key, len(_LEVELS)), key


def _class_rows(
    told: Attended,
    counts: Counts,
    dimension: str,
    key_of: Callable[[Profile], str],
    title_of: Callable[[Profile], tuple[str, ...]],
    order: Callable[[str], tuple[int, str]] | None = None,
) -> tuple[list[tuple[Cell, ...]], list[list[Group]]]:
    """The rows, and the classes that each is about."""
    groups: dict[str, list[Group]] = {}
    for group in told.of(CLASS):
        if group.sums.live or group.sums.came:
            groups.setdefault(key_of(group.profile), []).append(group)
    title = {key: max(title_of(group.profile) for group in mine) for key, mine in groups.items()}
    keys = sorted(groups, key=order or (lambda key: (0, fold("".join(title[key])) + key)))
    rows = [(*title[key], *_class_cells(counts, groups[key], f"{dimension}={key}")) for key in keys]
    return rows, [groups[key] for key in keys]


def _class_foot(
    told: Attended, counts: Counts, title: tuple[str, ...], rows: list[tuple[Cell, ...]]
) -> tuple[Cell, ...]:
    foot = (*title, *_class_cells(counts, list(told.of(CLASS))))
    _add_up(counts, rows, foot, range(len(title) + 2, len(title) + 6))
    return foot


def _class_cells(counts: Counts, groups: list[Group], *where: str) -> tuple[Cell, ...]:
    sums = added_up(groups)
    pupils = counts.heads(sums.pupils, "expected", "pupils", *where)
    adults = counts.heads(sums.adults, "expected", "chaperones", *where)
    pupils_there = counts.heads(sums.pupils_there, "present", "pupils", *where)
    adults_there = counts.heads(sums.adults_there, "present", "chaperones", *where)
    share = rate(pupils_there, pupils)
    return (sums.live, sums.came, pupils, pupils_there, adults, adults_there, share)


def statuses(told: Attended, counts: Counts) -> Sheet:
    """Par situation, telle que la personne l’a choisie en s’inscrivant, ou telle que l’accueil l’a notée pour celles qui
    n’étaient pas inscrites. Les proches qui accompagnent un visiteur comptent avec lui."""
    known_day = told.scope.day is None or len(told.frame.days) == 1
    rows: list[tuple[Cell, ...]] = []
    visitors = list(told.of(VISITOR))
    walk_ins = _walk_in_statuses(told)
    for code, title in (*STATUSES.items(), ("", "Non indiquée")):
        mine = [group for group in visitors if group.profile.status == code]
        if not mine and not walk_ins.get(code):
            continue
        announced = counts.heads(definitions.expected(mine), "expected", "visitors", f"status={code}")
        there = counts.heads(sum(group.sums.there for group in mine), "present", "visitors", f"status={code}")
        more = counts.heads(walk_ins.get(code, 0), "present", "walk_ins", f"status={code}")
        rows.append((title, announced if known_day else None, there, more))
    announced = counts.heads(definitions.expected(visitors), "expected", "visitors")
    there = counts.heads(sum(group.sums.there for group in visitors), "present", "visitors")
    more = counts.heads(definitions.loose(told, "walk_ins"), "present", "walk_ins")
    foot = ("Toutes les situations", announced if known_day else None, there, more)
    _add_up(counts, rows, foot, (1, 2, 3))
    columns = (
        Column("Situation", "text"),
        Column("Inscrits attendus"),
        Column("Inscrits présents"),
        Column("Sans inscription"),
    )
    return Sheet("statuses", "Visiteurs par situation", said(statuses), columns, tuple(rows), foot)


def _walk_in_statuses(told: Attended) -> dict[str, int]:
    found: dict[str, int] = {}
    for who, heads in told.loose.items():
        if who.where == "walk_ins":
            code = who.status if who.status in STATUSES else ""
            found[code] = found.get(code, 0) + heads
    return found


def slots(told: Attended, counts: Counts) -> Sheet:
    """Par créneau d’arrivée : places ouvertes, personnes annoncées et venues (élèves et adultes, quelle que soit l’heure où
    elles sont vraiment arrivées), et cars attendus pour les places de car."""
    rows: list[tuple[Cell, ...]] = []
    days = {day.id: day.date for day in told.frame.days}
    by_slot: dict[int | None, list[Group]] = {}
    for group in told.of(CLASS):
        by_slot.setdefault(group.profile.slot, []).append(group)
    for slot in told.frame.slots:
        if told.scope.day and days.get(slot.day) != told.scope.day:
            continue
        mine = by_slot.get(slot.id, [])
        announced = counts.heads(definitions.expected(mine), "expected", "class", f"slot={slot.id}")
        there = counts.heads(sum(group.sums.there for group in mine), "present", "class", f"slot={slot.id}")
        full = _share(round(100 * announced.value / slot.persons, 1) if slot.persons else None, announced)
        coaches = sum(group.sums.coaches for group in mine)
        rows.append((slot.starts_at, slot.gate, slot.persons, announced, full, there, coaches, slot.coaches))
    without = [group for group in by_slot.get(None, []) if group.sums.came or group.sums.expected]
    if without:
        missed = counts.heads(definitions.expected(without), "expected", "class", "slot=none")
        there = counts.heads(sum(group.sums.there for group in without), "present", "class", "slot=none")
        rows.append(("Autre jour ou créneau", "", None, missed if missed.value else None, None, there, None, None))
    announced, there = class_totals(told, counts)
    places, coaches, coach_places = (sum(row[at] for row in rows if isinstance(row[at], int)) for at in (2, 6, 7))  # type: ignore[misc]
    full = _share(round(100 * announced.value / places, 1) if places else None, announced)
    foot = ("Tous les créneaux", "", places, announced, full, there, coaches, coach_places)
    _add_up(counts, rows, foot, (3, 5))
    columns = (
        Column("Créneau", "moment" if len(told.frame.days) > 1 else "hour"),
        Column("Porte", "text"),
        Column("Places"),
        Column("Annoncés"),
        Column("Remplissage", "percent"),
        Column("Présents"),
        Column("Cars attendus"),
        Column("Places de car"),
    )
    return Sheet("slots", "Créneaux d’arrivée des classes", said(slots), columns, tuple(rows), foot)


def class_totals(told: Attended, counts: Counts) -> tuple[Heads, Heads]:
    """Pupils and adults of classes together: announced, came."""
    totals = []
    for measure in ("expected", "present"):
        parts = []
        for code, part in (("pupils", 0), ("chaperones", 1)):
            one = definitions.turnout(told, CLASS, part)
            parts.append(counts.heads(getattr(one, measure), measure, code))
        totals.append(counts.sum(counts.heads(sum(p.value for p in parts), measure, "class"), parts))
    return totals[0], totals[1]
