"""Verbs of the territory: schools are added one by one, or from a file."""

from forum import clock
from forum.database import AlreadyThere, transaction
from forum.errors import Refusal
from forum.territory.communes import find_commune
from forum.territory.folding import fold
from forum.territory.import_report import ImportReport
from forum.territory.kinds import SchoolKind
from forum.territory.queries import forget
from forum.territory.reference import DATA
from forum.territory.schools_file import LONGEST_NAME, SchoolLine, read_schools
from forum.territory.tables import School
from forum.territory.uai import read_uai

_LONGEST_SEARCH = 400
_LOT = 500
"""Rows to a statement: SQLite takes 32,766 values in one."""


class SchoolUnnamed(Refusal):
    """No name was given, or one too long to keep."""

    sentence = f"Indiquez le nom de l’établissement, en {LONGEST_NAME} caractères au plus."
    field = "name"


class UaiWrong(Refusal):
    """The UAI is not one; the sentence is the reader's own, with its suggestion."""

    field = "uai"


class SchoolNowhere(Refusal):
    """Neither a commune of the list nor the name of another."""

    sentence = "Indiquez la commune de l’établissement."
    field = "insee_code"


class SchoolAlreadyThere(Refusal):
    """A school with this UAI, or this name in this commune, is in the list."""

    sentence = "Cet établissement est déjà dans la liste."
    field = "name"


async def add_school(
    name: str, kind: SchoolKind, *, uai: str = "", insee_code: str | None = None, municipality_name: str = ""
) -> int:
    """Add a place that the directory does not know (CFA, MFR, abroad …); answers its id.

    Raises:
        SchoolUnnamed, UaiWrong, SchoolNowhere, SchoolAlreadyThere
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise SchoolUnnamed
    reading = read_uai(uai) if uai.strip() else None
    if reading and not reading.valid:
        raise UaiWrong(reading.sentence)
    here = find_commune(insee_code)
    municipality = here.name if here else " ".join(municipality_name.split())[:80]
    if not municipality or (insee_code and not here):
        raise SchoolNowhere
    line = SchoolLine(0, reading.code if reading else None, name, kind, insee_code or None, municipality)
    try:
        async with transaction():
            if _key(line) in {_key(_line(row)) for row in await _all_schools()}:
                raise SchoolAlreadyThere
            school = _row(line)
            await school.save()
    except AlreadyThere:
        raise SchoolAlreadyThere(field="uai") from None
    forget()
    return int(school.id)


async def import_schools(content: bytes, *, dry_run: bool = False) -> ImportReport:
    """Take over a file of schools: new ones are added, known ones (same UAI) follow the file; none is ever removed.

    With `dry_run` nothing is written and the report says what would be. Which files: see `schools_file`.

    Raises:
        UnreadableFile: the file is no table of schools.
    """
    read = read_schools(content)
    async with transaction():
        known = {_key(_line(row)): row for row in await _all_schools()}
        new = [line for line in read.schools if _key(line) not in known]
        # Same key, other words: the file is right.
        different = [line for line in read.schools if _key(line) in known and _differs(line, known[_key(line)])]
        changed = [(_line(known[_key(line)]), line) for line in different]
        if not dry_run:
            await _insert(new)
            for line in different:
                await _follow(known[_key(line)], line)
    forget()
    unchanged = len(read.schools) - len(new) - len(changed)
    return ImportReport(dry_run, tuple(new), tuple(changed), unchanged, read.refused, read.set_aside)


async def load_starter() -> int:
    """Add the shipped schools that are not there yet, and change none; answers how many were added."""
    read = read_schools((DATA / "schools_starter.csv").read_bytes())
    async with transaction():
        known = {row.uai for row in await _all_schools()}
        added = await _insert([line for line in read.schools if line.uai not in known])
    forget()
    return added


async def _all_schools() -> list[School]:
    return list(await School.objects())


async def _insert(lines: list[SchoolLine]) -> int:
    """Insert these, by lots; one that a neighbour added meanwhile is left as it is. Answers how many were added."""
    added = 0
    for first in range(0, len(lines), _LOT):
        rows = [_row(line) for line in lines[first : first + _LOT]]
        added += len(await School.insert(*rows).on_conflict(action="DO NOTHING").returning(School.id))
    return added


async def _follow(row: School, line: SchoolLine) -> None:
    after = _row(line)
    await School.update(
        {
            School.name: after.name,
            School.kind: after.kind,
            School.insee_code: after.insee_code,
            School.municipality_name: after.municipality_name,
            School.search: after.search,
        }
    ).where(School.id == row.id)


def _row(line: SchoolLine) -> School:
    return School(
        uai=line.uai,
        name=line.name,
        kind=line.kind.value,
        insee_code=line.insee_code,
        municipality_name=line.municipality_name,
        search=searched_words(line),
        added_at=clock.now(),
    )


def _line(row: School) -> SchoolLine:
    return SchoolLine(0, row.uai, row.name, SchoolKind(row.kind), row.insee_code, row.municipality_name)


def _key(line: SchoolLine) -> str:
    """What makes two lines the same school: the UAI, else the name and the commune."""
    return line.uai or fold(f"{line.name} {line.insee_code or line.municipality_name}")


def _differs(line: SchoolLine, row: School) -> bool:
    after = _row(line)
    return any(getattr(after, name) != getattr(row, name) for name in ("name", "kind", "insee_code", "search"))


def searched_words(line: SchoolLine) -> str:
    """The words that find a school: its name, kind, UAI, commune (old names too) and postal codes, each after a space."""
    here = find_commune(line.insee_code)
    places = (here.name, *here.postal_codes, *here.delegated) if here else (line.municipality_name,)
    words = fold(" ".join((line.uai or "", line.name, line.kind, line.kind.label, *places))).split()
    return f" {' '.join(dict.fromkeys(words))}"[:_LONGEST_SEARCH]
