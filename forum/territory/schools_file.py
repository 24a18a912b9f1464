"""Reading a CSV file of schools: the ministry's « annuaire de l'éducation », our starter list, or a table of one's own.

The ministry's export has semicolons, a BOM and column names such as Identifiant_de_l_etablissement; spreadsheets turn
it into Latin-1 and drop the leading zeros of codes. Names, telephone numbers and addresses of people in it are not read.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from forum.errors import Refusal
from forum.territory.communes import DEPARTMENTS, Commune, communes, find_commune
from forum.territory.folding import fold
from forum.territory.kinds import SchoolKind, kind_of_nature, read_kind
from forum.territory.uai import read_uai

LONGEST_NAME = 160

_COLUMNS = {  # ours: folded column names, the ministry's first
    "uai": ("identifiant de l etablissement", "uai", "numero uai", "numero d uai"),
    "name": ("nom etablissement", "appellation officielle", "nom", "name"),
    "nature": ("code nature", "code nature de l uai"),
    "kind": ("type code", "kind"),
    "insee": ("code commune", "code insee", "insee code"),
    "municipality": ("nom commune", "libelle de la commune", "commune"),
    "state": ("etat", "etat de l etablissement", "libelle de l etat de l etablissement"),
}


class UnreadableFile(Refusal):
    """Not a table of schools."""

    sentence = "Ce fichier n’est pas un tableau d’établissements."
    field = "file"


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school as the file tells it; `line` is where a spreadsheet shows it."""

    line: int
    uai: str | None
    name: str
    kind: SchoolKind
    insee_code: str | None
    municipality_name: str


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that tells no school, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class SchoolsRead:
    """What a file holds; `set_aside` counts, by reason, the lines that are right but none of our business."""

    schools: tuple[SchoolLine, ...]
    refused: tuple[RefusedLine, ...]
    set_aside: tuple[tuple[str, int], ...]


class _SetAside(Exception):
    """A school that we do not keep: the sentence says why."""


class _Refused(Exception):
    """A line that cannot be kept: the sentence says why."""


def read_schools(content: bytes) -> SchoolsRead:
    """Read a whole file.

    Raises:
        UnreadableFile: it has no column for the UAI or none for the name.
    """
    schools: list[SchoolLine] = []
    refused: list[RefusedLine] = []
    aside: Counter[str] = Counter()
    seen: dict[str, int] = {}
    for line, cells in _lines(_text(content)):
        try:
            school = _school(line, cells)
            if school.uai and school.uai in seen:
                raise _Refused(f"l’UAI {school.uai} est déjà à la ligne {seen[school.uai]}")
        except _SetAside as reason:
            aside[str(reason)] += 1
        except _Refused as reason:
            refused.append(RefusedLine(line, str(reason)))
        else:
            if school.uai:
                seen[school.uai] = line
            schools.append(school)
    return SchoolsRead(tuple(schools), tuple(refused), tuple(sorted(aside.items())))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers and cells under our column names."""
    if "\0" in text:
        raise UnreadableFile
    header = text.partition("\n")[0]
    separator = max(";,\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    titles = [fold(title) for title in next(reader, [])]
    places = {
        ours: titles.index(title) for ours, known in _COLUMNS.items() for title in reversed(known) if title in titles
    }
    for wanted, said in ({"uai"}, "l’UAI"), ({"name"}, "le nom"), ({"nature", "kind"}, "la nature de l’établissement"):
        if not wanted & places.keys():
            raise UnreadableFile(f"Ce fichier n’a pas de colonne pour {said}.")
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, {ours: cells[place].strip() for ours, place in places.items() if place < len(cells)}


def _school(line: int, cells: dict[str, str]) -> SchoolLine:
    if fold(cells.get("state", "")).startswith("ferme"):
        raise _SetAside("établissement fermé")
    kind = kind_of_nature(cells["nature"]) if cells.get("nature") else read_kind(cells.get("kind", ""))
    if kind is None and cells.get("nature"):
        raise _SetAside("ni collège ni lycée")
    uai, insee = cells.get("uai", ""), cells.get("insee", "")
    department = insee.zfill(5)[:2] if insee else uai.zfill(8)[1:3]
    if department not in DEPARTMENTS:
        raise _SetAside("hors de l’Ain, du Doubs et du Jura")
    if kind is None:
        raise _Refused(f"nature inconnue\u00a0: «\u00a0{cells.get('kind', '')}\u00a0»")
    reading = read_uai(uai) if uai else None
    if reading and not reading.code:
        raise _Refused(f"UAI «\u00a0{uai}\u00a0»\u00a0: {reading.sentence}")
    name = " ".join(cells["name"].split()) if cells.get("name") else ""
    if not name:
        raise _Refused("nom absent")
    here = find_commune(insee.zfill(5)) or _named(cells.get("municipality", ""), department)
    municipality = here.name if here else cells.get("municipality", "")
    if not municipality:
        raise _Refused("commune absente ou inconnue")
    return SchoolLine(
        line,
        reading.code if reading else None,
        name[:LONGEST_NAME],
        kind,
        here.insee_code if here else None,
        municipality,
    )


def _named(name: str, department: str) -> Commune | None:
    """The only commune of the département with that name, today's or former; the directory lags behind mergers."""
    wanted = fold(name.upper().partition(" CEDEX")[0])
    found = [
        one
        for one in communes()
        if wanted and one.department == department and wanted in {fold(known) for known in (one.name, *one.delegated)}
    ]
    return found[0] if len(found) == 1 else None
