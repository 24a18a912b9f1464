"""Writing everything: one ZIP, streamed to the disk, of one moment of the database. Slow: for a thread of its own."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from forum.database.snapshot import Reader, snapshot
from forum.errors import Refusal
from forum.exchange import dictionary
from forum.exchange.rules import FORMAT, STAYS, out
from forum.web.sheets.csv_text import csv_lines, csv_text

Progress = Callable[[int, int], None]
"""Told how many rows are written, and of how many."""
MANIFEST = "forum.json"
_EVERY = 500


class ExportRefused(Refusal):
    """The file is there already, or cannot be written."""


class Counted(msgspec.Struct):
    """A table in the manifest."""

    table: str
    rows: int


class Manifest(msgspec.Struct):
    """What the file says of itself."""

    format: int
    made_at: datetime
    migrations: list[str]
    editions: list[str]
    tables: list[Counted]


def export(to: Path, at: datetime, told: Progress | None = None) -> Manifest:
    """Write everything to a new file. Raises ExportRefused; one that fails half-way leaves nothing under this name."""
    if to.exists():
        raise ExportRefused(f"Le fichier {to} existe déjà.")
    if not to.absolute().parent.is_dir():
        raise ExportRefused(f"Le dossier {to.absolute().parent} n’existe pas.")
    partial = to.with_name(f".{to.name}.{os.getpid()}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            made = _write(file, partial.parent, at, told or (lambda done, of: None))
            file.flush()
            os.fsync(file.fileno())
        os.link(partial, to)
    except FileExistsError:
        raise ExportRefused(f"Le fichier {to} existe déjà.") from None
    except OSError as full:
        raise ExportRefused(f"L’export n’a pas pu être écrit\u00a0: {full.strerror}. Rien n’a été gardé.") from full
    finally:
        partial.unlink(missing_ok=True)
    return made


def _write(file: BinaryIO, beside: Path, at: datetime, told: Progress) -> Manifest:
    tables = dictionary.dictionary()
    with snapshot() as read, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as packed:
        counts = {
            table.name: int(next(read(f'SELECT count(*) FROM "{table.name}"'))[0])  # noqa: S608 - our own
            for table in tables
        }
        whole, done = sum(counts.values()), 0
        for table in tables:
            for rows in _table(packed, beside, read, table):
                done += rows
                told(done, whole)
        made = Manifest(
            FORMAT,
            at,
            sorted(str(name) for (name,) in read("SELECT name FROM migration WHERE app_name = 'forum'")),
            [str(name) for (name,) in read("SELECT name FROM edition ORDER BY id")],
            [Counted(name, rows) for name, rows in counts.items()],
        )
        packed.writestr("dictionnaire.csv", _dictionary_csv(tables).encode())
        packed.writestr("dictionnaire.json", _pretty([asdict(table) for table in tables]))
        packed.writestr("LISEZMOI.txt", _readme(made).encode())
        packed.writestr(MANIFEST, _pretty(made))
    return made


def _table(packed: zipfile.ZipFile, beside: Path, read: Reader, table: dictionary.TableTold) -> Iterator[int]:
    """One table as JSON, a row a line, and as CSV; answers how many rows after each piece."""
    names = ", ".join(f'"{field.name}"' for field in table.fields)
    with tempfile.TemporaryFile("w+b", dir=beside) as spool, io.TextIOWrapper(spool, "utf-8", newline="") as text:
        text.write(csv_text([field.name for field in table.fields], []))
        with packed.open(f"json/{table.name}.json", "w", force_zip64=True) as json:
            json.write(b"[")
            first, lines = True, []
            order = table.fields[0].name
            for row in read(f'SELECT {names} FROM "{table.name}" ORDER BY "{order}"'):  # noqa: S608 - names of our own tables
                said = {field.name: out(field.kind, value) for field, value in zip(table.fields, row, strict=True)}
                json.write(b"\n" if first else b",\n")
                json.write(msgspec.json.encode(said))
                first = False
                lines.append(_cells(table, said))
                if len(lines) == _EVERY:
                    _spread(text, lines)
                    yield len(lines)
                    lines = []
            json.write(b"\n]\n")
        _spread(text, lines)
        yield len(lines)
        text.flush()
        spool.seek(0)
        with packed.open(f"csv/{table.name}.csv", "w", force_zip64=True) as kept:
            while piece := spool.read(1_000_000):
                kept.write(piece)


def _spread(text: io.TextIOWrapper, lines: Sequence[Sequence[Any]]) -> None:
    text.write(csv_lines(lines))


def _cells(table: dictionary.TableTold, said: dict[str, Any]) -> list[Any]:
    """A row for a spreadsheet: files are named only, yes and no are words."""
    cells: list[Any] = []
    for field in table.fields:
        value = said[field.name]
        if value is not None and field.kind == "bytes":
            value = "(voir le JSON)"
        cells.append({True: "oui", False: "non"}[value] if isinstance(value, bool) else value)
    return cells


def _dictionary_csv(tables: Sequence[dictionary.TableTold]) -> str:
    heads = ("Table", "Champ", "Sens", "Type", "Unité", "Peut être vide", "Renvoie à")
    rows: list[tuple[str, ...]] = []
    for table in tables:
        rows.append((table.name, "", table.meaning, "", "", "", ""))
        for field in table.fields:
            empty = "oui" if field.empty else "non"
            rows.append((table.name, field.name, field.meaning, field.type, field.unit, empty, field.refers_to))
    return csv_text(heads, rows)


def _readme(made: Manifest) -> str:
    left = "\n".join(f"  - {what}" for what in STAYS.values())
    return (
        f"Export ouvert du forum, format {made.format}, fait le {made.made_at:%d/%m/%Y à %H:%M} (temps universel).\n\n"
        f"Éditions\u00a0: {', '.join(made.editions) or 'aucune'}.\n\n"
        "csv/\u00a0: une table par fichier, pour un tableur (points-virgules, UTF-8).\n"
        "json/\u00a0: les mêmes tables, exactes\u202f; ce sont elles que «\u00a0scripts/forum import\u00a0» relit.\n"
        "dictionnaire.csv, dictionnaire.json\u00a0: le sens, le type et l’unité de chaque champ.\n"
        "forum.json\u00a0: la version du format et le nombre de lignes de chaque table.\n\n"
        "Ce fichier contient les données personnelles de tous les inscrits\u00a0: gardez-le comme la base elle-même, et effacez-le\n"
        "dès qu’il a servi. Il ne contient ni mot de passe, ni code à usage unique, ni lien d’accès. Ne sont pas dedans :\n"
        f"{left}\n  - les fichiers PDF de badges déjà imprimés, qui se refont\n\n"
        "Après une reprise dans un forum vide\u00a0: chacun choisit un nouveau mot de passe, les téléphones de l’accueil\n"
        "s’inscrivent de nouveau, les exposants et les enseignants demandent un nouveau lien par leur adresse.\n"
    )


def _pretty(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1)
