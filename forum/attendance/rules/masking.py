"""What may leave the organisers: no cell of fewer than five people, and no way to work one out.

First every small cell is hidden. Then, as long as a small one can be worked out from what is still shown, another one is
hidden, the smallest that helps. What a reader may add up is known from the report's own sums (`Sum`), across all tables
at once: two cells about the same group are one unknown. Three ways are closed:

- solving: the sums taken together leave one value, whatever the other unknowns are (`solving`);
- narrowing: a point stands for one person at least and nobody is counted below nought, which may leave one number
  (`narrowing`): two points that are two people together are one each;
- knowing: sums that only happen to hold, and cells that leads of territories and exhibitors have seen (`knowing`).

A larger cell, hidden for the sake of a small one, may be worked out: the small one is looked for with all sums at once, so
that whatever leads to the larger is counted in already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from forum.attendance.rules.knowing import guessed, insiders
from forum.attendance.rules.narrowing import narrowed
from forum.attendance.rules.sheet import HIDDEN, Cell, Curve, Figure, Heads, Point, Rate, Report, Sheet, Sum, round_ten
from forum.attendance.rules.solving import Equation, determined, reduced

SMALL = 5
_WHENEVER = datetime(1970, 1, 1, tzinfo=UTC)
STAYS = ""
"""Stands for a cell that is always shown."""
INSIDE_ONLY = {"quarters": ("Entrées", "Sorties", "Présents à la fin")}
"""Columns that let a reader follow a few people through the doors: kept inside. The others round what they say of the halls."""
NOTE = (
    "Les nombres de moins de cinq personnes sont remplacés par un point (•), ainsi que ceux qui permettraient de les"
    " calculer. Le remplissage des salles, quart d’heure par quart d’heure, est arrondi à la dizaine."
)


def masked(report: Report) -> Report:
    """The report as it may be published. What was worked out of the last few is kept: it takes up to a second."""
    return replace(_masked(replace(report, at=_WHENEVER)), at=report.at)


@lru_cache(maxsize=8)
def _masked(report: Report) -> Report:
    sheets = [_outside(sheet) for sheet in report.sheets]
    values = _published(sheets, report.figures)
    hidden = to_hide(values, [*report.sums, *guessed(values)], _rows(sheets, report.figures), insiders(sheets))
    return replace(
        report,
        sheets=tuple(_hide_in(sheet, hidden) for sheet in sheets),
        figures=tuple(_figure(figure, hidden) for figure in report.figures),
        curves=tuple(_rounded(curve, sheets, hidden) for curve in report.curves),
        sums=(),
        masked=True,
        notes=(*report.notes, NOTE),
    )


def to_hide(
    values: Mapping[str, int],
    sums: Iterable[Sum],
    rows: Sequence[Sequence[str]] = (),
    insiders: Iterable[frozenset[str]] = (),
) -> frozenset[str]:
    """The cells to hide among those published; `sums` may name groups that are published nowhere.

    `rows` are the cells of each row: one in which nobody is shown leaves, and its points are not even seen, unless it `STAYS`.
    """
    kept = [known for known in sums if any(key in values for key in (known.total, *known.parts))]
    hidden = {key for key in values if _small(values, key)}
    readers = [frozenset[str](), *(_all_theirs(values, kept, seen) for seen in insiders)]
    asked: dict[str, int] = {}  # what is hidden for the sake of others, and the reader because of whom
    turn = content = 0
    while content < len(readers):  # until all of them in a row find nothing
        if more := _told(values, kept, rows, hidden, readers[turn]):
            hidden |= more
            asked |= dict.fromkeys(more, turn)
            content = 0
        else:
            turn, content = (turn + 1) % len(readers), content + 1
    for key in sorted(asked, key=lambda key: (-_rank(key), -values[key], key)):  # what later ones made needless
        less = hidden - {key}
        if _rank(key) and not any(_told(values, kept, rows, less, seen) for seen in (readers[asked[key]], *readers)):
            hidden = less
    return frozenset(hidden)


def _all_theirs(values: Mapping[str, int], sums: list[Sum], seen: frozenset[str]) -> frozenset[str]:
    """What they have seen, and what they know by that alone."""
    equations = reduced(sums, {key: values[key] for key in seen})
    sure = {key for key, span in narrowed(equations, {}).items() if span.sure}
    return seen | {key for key in sure | _solved(equations) if key in values}


def _told(
    values: Mapping[str, int], sums: list[Sum], rows: Sequence[Sequence[str]], hidden: set[str], seen: frozenset[str]
) -> set[str]:
    """What must be hidden, too, from a reader who has `seen` those cells; nothing when no small one can be worked out."""
    known = {key: value for key, value in values.items() if key not in hidden or key in seen}
    may_go = known.keys() - hidden - seen
    if not seen and (more := _alone(values, sums, hidden)):
        return more
    equations = reduced(sums, known)
    if any(_small(values, key) for key in _solved(equations)):
        return _worked_out(values, sums, known, may_go)
    return _narrowed(values, equations, rows, hidden, may_go)


def _alone(values: Mapping[str, int], sums: list[Sum], hidden: set[str]) -> set[str]:
    """One more cell for each sum whose hidden parts, taken together, would be worked out and are few."""
    more: set[str] = set()
    for known in sums:
        gone = [part for part in known.parts if part in hidden]
        total_shown = known.total in values and known.total not in hidden
        if not gone or not total_shown or any(part not in values for part in known.parts):
            continue
        together = sum(values[part] for part in gone)
        if 0 < together < SMALL:
            others = [part for part in known.parts if part not in hidden]
            if not any(part in more for part in others):
                more.add(_smallest(values, others) or known.total)
    return more


def _worked_out(values: Mapping[str, int], sums: list[Sum], known: Mapping[str, int], may_go: Set[str]) -> set[str]:
    """For each small cell that all the sums together give away, one of the numbers that it is worked out from."""
    more: set[str] = set()
    for key, made_of in sorted(determined(_equations(sums), frozenset(known)).items()):
        if _small(values, key) and more.isdisjoint(made_of) and (found := _smallest(values, made_of & may_go)):
            more.add(found)
    return more


def _narrowed(
    values: Mapping[str, int],
    equations: Sequence[Equation],
    rows: Sequence[Sequence[str]],
    hidden: Set[str],
    may_go: Set[str],
) -> set[str]:
    """The same for each small cell that can be one number only, since a point that is seen stands for somebody."""
    stay = (row for row in rows if any(key == STAYS or (key not in hidden and values[key]) for key in row))
    points = {key for row in stay for key in row} if rows else hidden
    least = {key: 1 for key in hidden & points if values[key]}
    more: set[str] = set()
    for key, span in sorted(narrowed(equations, least).items()):
        made_of = span.below | span.above
        if span.sure and _small(values, key) and more.isdisjoint(made_of):
            more |= {found} if (found := _smallest(values, made_of & may_go)) else set()
    return more


def _small(values: Mapping[str, int], key: str) -> bool:
    return 0 < values.get(key, 0) < SMALL


def _equations(sums: Iterable[Sum]) -> list[dict[str, int]]:
    equations = []
    for one in sums:
        row: dict[str, int] = {}
        for key, sign in ((one.total, -1), *((part, 1) for part in one.parts)):
            row[key] = row.get(key, 0) + sign
        equations.append(row)
    return equations


def _solved(equations: Iterable[Equation]) -> Set[str]:
    return determined((one.factors for one in equations), frozenset()).keys()


def _smallest(values: Mapping[str, int], keys: Iterable[str]) -> str | None:
    """The cell that costs least to hide: a detail before the total of a public or of a part; an empty one last, it helps little."""
    return min(keys, key=lambda key: (values[key] == 0, _rank(key), values[key], key), default=None)


def _rank(key: str) -> int:
    if key.count("|") < 2:
        return 3
    return 2 if "|zone=" in key else int("|epci=" in key)


def _published(sheets: Iterable[Sheet], figures: Iterable[Figure]) -> dict[str, int]:
    cells = [cell for sheet in sheets for row in sheet.lines for cell in row]
    cells += [figure.value for figure in figures]
    return {cell.key: cell.value for cell in cells if isinstance(cell, Heads)}


def _rows(sheets: Iterable[Sheet], figures: Iterable[Figure]) -> list[list[str]]:
    leave = [row for sheet in sheets for row in sheet.rows]
    stay = [*(sheet.foot for sheet in sheets if sheet.foot), *((figure.value,) for figure in figures)]
    keys = [[cell.key for cell in row if isinstance(cell, Heads)] for row in (*leave, *stay)]
    return [*keys[: len(leave)], *([STAYS, *row] for row in keys[len(leave) :])]


def _outside(sheet: Sheet) -> Sheet:
    """The sheet without its columns that stay inside, halls rounded."""
    dropped = next((names for code, names in INSIDE_ONLY.items() if sheet.code.startswith(code)), ())
    if not dropped:
        return sheet
    kept = [index for index, column in enumerate(sheet.columns) if column.title not in dropped]

    def cut(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(round_ten(cell) if isinstance(cell, int) else cell for cell in (row[index] for index in kept))

    return replace(
        sheet,
        columns=tuple(sheet.columns[index] for index in kept),
        rows=tuple(cut(row) for row in sheet.rows),
        foot=cut(sheet.foot) if sheet.foot else None,
    )


def _hide_in(sheet: Sheet, hidden: frozenset[str]) -> Sheet:
    """The sheet with its cells hidden; a row of which nothing is left leaves altogether."""
    rows = [tuple(_cell(cell, hidden) for cell in row) for row in sheet.rows]
    stay = [index for index, row in enumerate(rows) if not _empty(sheet.rows[index], row)]
    return replace(
        sheet,
        rows=tuple(rows[index] for index in stay),
        depths=tuple(sheet.depth(index) for index in stay) if sheet.depths else (),
        refs=tuple(sheet.ref(index) for index in stay) if sheet.refs else (),
        foot=tuple(_cell(cell, hidden) for cell in sheet.foot) if sheet.foot else None,
    )


def _empty(before: tuple[Cell, ...], after: tuple[Cell, ...]) -> bool:
    """Whether somebody was hidden in the row and nobody is shown in it."""
    counted = [cell for cell in after if isinstance(cell, Heads) and cell.value]
    return before != after and not counted


def _cell(cell: Cell, hidden: frozenset[str]) -> Cell:
    if isinstance(cell, Heads) and cell.key in hidden:
        return HIDDEN
    if isinstance(cell, Rate) and not hidden.isdisjoint(cell.of):
        return HIDDEN
    return cell


def _figure(figure: Figure, hidden: frozenset[str]) -> Figure:
    value = _cell(figure.value, hidden)
    detail = "" if value is HIDDEN else figure.outside or figure.detail
    return replace(figure, value=value, detail=detail, outside="")


def _rounded(curve: Curve, sheets: list[Sheet], hidden: frozenset[str]) -> Curve:
    """The curve says no more than its table: small arrivals and forecasts are left out of it, the halls are rounded."""
    table = next(sheet for sheet in sheets if sheet.code == curve.sheet)
    titles = [column.title for column in table.columns]
    plan, arrived = titles.index("Prévus"), titles.index("Arrivées")
    points = tuple(
        Point(
            point.at,
            arrivals=_left(row[arrived], hidden),
            forecast=_left(row[plan], hidden),
            highest=round_ten(point.highest),
            last=round_ten(point.last),
        )
        for point, row in zip(curve.points, table.rows, strict=True)
    )
    if "peak" in hidden or curve.peak < SMALL:
        return replace(curve, points=points, peak=0, peak_at=None)
    return replace(curve, points=points)


def _left(cell: Cell, hidden: frozenset[str]) -> int | None:
    return cell.value if isinstance(cell, Heads) and cell.key not in hidden else None
