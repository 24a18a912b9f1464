"""Reading in a process of its own: whatever a file does to its reader, the forum goes on."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from pathlib import Path

import msgspec

from forum.errors import Refusal
from forum.imports.reading.table import NoTable, Sheet, Table, find_table

MOST_BYTES = 10_000_000
SECONDS = 45.0
_ROOT = Path(__file__).resolve().parents[3]


class FileRefused(Refusal):
    """Not a list that can be read; the sentence says what it is, and what to do."""

    sentence = (
        "Ce fichier n’est ni un classeur (Excel, LibreOffice) ni un CSV. Enregistrez votre liste en XLSX, ODS ou CSV."
    )
    field = "file"


class _Answer(msgspec.Struct):
    """What the child says: its sheets, or why not."""

    sheets: list[tuple[str, list[list[str]]]] = []
    fault: str = ""


async def read(sent: bytes, known: frozenset[str], sheet: str = "") -> Table:
    """The table in a file that was sent, told by its content and never by its name. Raises FileRefused."""
    if not sent:
        raise FileRefused("Choisissez d’abord un fichier.")
    if len(sent) > MOST_BYTES:
        raise FileRefused(
            f"Ce fichier pèse {len(sent) / 1e6:.0f}\u00a0Mo\u00a0: 10\u00a0Mo au plus. Retirez les images et les feuilles inutiles."
        )
    answer = await _in_a_child(sent)
    if answer.fault:
        raise FileRefused(answer.fault)
    sheets = [Sheet(name, tuple(tuple(row) for row in rows)) for name, rows in answer.sheets]
    try:
        return await asyncio.to_thread(find_table, sheets, known, sheet)
    except NoTable as nothing:
        raise FileRefused(str(nothing)) from None


async def _in_a_child(sent: bytes) -> _Answer:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "forum.imports.reading.child"),
        cwd=_ROOT,
        env={"LANG": "C.UTF-8"},  # nothing of ours, the secret least of all
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        said, _ = await asyncio.wait_for(child.communicate(sent), SECONDS)
    except TimeoutError:
        raise FileRefused(
            "Ce fichier est trop long à lire. Gardez la seule feuille utile, sans mise en forme."
        ) from None
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    try:
        return msgspec.json.decode(said, type=_Answer)
    except msgspec.DecodeError:  # it died: no memory left for what the file says it holds
        raise FileRefused(
            "Ce classeur se déplie en un tableau démesuré. Copiez les seules lignes utiles dans un classeur neuf."
        ) from None
