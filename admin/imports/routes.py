"""Importing a list, step by step; the slow parts go on in the background and the page follows them."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from admin.imports.forms import ChoiceForm, ColumnsForm, CorrectionForm, SendForm
from admin.listing import files_of, wanted
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.exhibitors.rules import KINDS
from forum.forms import Typed
from forum.imports import queries, service
from forum.imports.queries import ListLine
from forum.imports.reading import FileRefused, read
from forum.imports.rules.columns import FIELDS, KIND_NAMES, known_heads
from forum.imports.service.choosing import CHOICES
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.web import page, read_form, see_other, unprocessable
from forum.web.sheets import Cell, list_file

Asked = Request[Who, str, Any]
HOME = "/admin/imports"
MOST_SENT = 70_000_000
"""A file much too heavy is still answered next to its field; above that the door is shut before it is read."""
STATES = {
    "naming": ("warn", "Colonnes à vérifier"),
    "checking": ("info", "Vérification en cours"),
    "checked": ("warn", "À relire avant d’importer"),
    "running": ("info", "Import en cours"),
    "finished": ("good", "Importé"),
    "undoing": ("info", "Annulation en cours"),
    "undone": ("off", "Annulé"),
}
WHERE = {
    "book": "dans le carnet",
    "forum": "déjà inscrit",
    "before": "exposant de l’édition précédente",
    "file": "dans ce fichier",
}
FILTERS = {
    "": "Toutes",
    queries.FAULTY: "Fautives",
    queries.UNDECIDED: "Doublons à décider",
    queries.TWINS: "Doublons",
    queries.GOOD: "Nouvelles",
    queries.LEFT: "Laissées de côté",
}


@get("/")
async def show_imports(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The lists that were sent, and the form for another."""
    form = SendForm({"kind": str(request.query_params.get("quoi", ""))})
    return page(request, "admin-imports/imports.html", form=form, **await _lists(edition))


@post("/", request_max_body_size=MOST_SENT)
async def send(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """A file comes in; it is read apart, and its columns are guessed."""
    form = await read_form(request, SendForm)
    kind, sheet = form.read()
    sent = (await request.form()).get("file")
    try:
        raw = await sent.read() if isinstance(sent, UploadFile) else b""
        table = await read(raw, known_heads(kind), sheet) if kind else None
    except FileRefused as refused:
        form.fault("file", refused.sentence)
    if form.faults or table is None or not isinstance(sent, UploadFile):
        return unprocessable(request, "admin-imports/imports.html", form=form, **await _lists(edition))
    made = await service.send(edition.id, kind, sent.filename or "", table, request.user)
    return see_other(f"{HOME}/{made}")


async def _lists(edition: EditionValue) -> dict[str, Any]:
    return {"lists": await queries.lists(edition.id), "kinds": KIND_NAMES, "states": STATES}


@get("/{list_id:uuid}")
async def show_import(request: Asked, edition: NamedDependency[EditionValue], list_id: FromPath[UUID]) -> Template:
    """One list at the step where it is: its columns, its rows, or what became of it."""
    one = await _of(edition, list_id)
    if one.state == "naming":
        return page(request, "admin-imports/columns.html", **await _columns(edition, one, _typed(one)))
    return page(request, "admin-imports/import.html", **await _told(request, one))


@get("/{list_id:uuid}/colonnes")
async def show_columns(request: Asked, edition: NamedDependency[EditionValue], list_id: FromPath[UUID]) -> Template:
    """The columns again, to name them otherwise."""
    one = await _of(edition, list_id)
    return page(request, "admin-imports/columns.html", **await _columns(edition, one, _typed(one)))


@post("/{list_id:uuid}/colonnes")
async def name_columns(
    request: Asked, edition: NamedDependency[EditionValue], list_id: FromPath[UUID]
) -> Template | Redirect:
    """Which column is what; then every row is tried."""
    one = await _of(edition, list_id)
    form = await read_form(request, ColumnsForm)
    mapping, defaults = form.read(one.kind, len(one.heads), edition.sectors)
    if not form.faults:
        try:
            await service.name_columns(one, mapping, defaults)
            return see_other(f"{HOME}/{list_id}")
        except service.MappingRefused as refused:
            form.fault(refused.field or "name", refused.sentence)
        except Refusal as refused:
            return see_other(f"{HOME}/{list_id}", refused.sentence, "bad")
    return unprocessable(request, "admin-imports/columns.html", **await _columns(edition, one, form))


@post("/{list_id:uuid}/choix")
async def choose(request: Asked, edition: NamedDependency[EditionValue], list_id: FromPath[UUID]) -> Redirect:
    """What becomes of one row that resembles somebody, or of all that are not decided."""
    one = await _of(edition, list_id)
    choice, line = (await read_form(request, ChoiceForm)).read()
    back = f"{HOME}/{list_id}?etat={queries.TWINS}"
    if not choice:
        return see_other(back, "Choisissez ce que devient la ligne.", "bad")
    if line is None:
        return await _done(service.choose_all(one, choice, only_open=True), back, "C’est noté pour tous.")
    return await _done(service.choose(one, line, choice), f"{back}#ligne-{line}")


@get("/{list_id:uuid}/lignes/{line:int}")
async def show_row(
    request: Asked, edition: NamedDependency[EditionValue], list_id: FromPath[UUID], line: FromPath[int]
) -> Template:
    """One row, to say it better."""
    one = await _of(edition, list_id)
    row = await queries.row(one, line)
    form = CorrectionForm(row.said)
    form.faults.update(row.faults)
    return page(request, "admin-imports/row.html", one=one, row=row, form=form, fields=FIELDS[one.kind])


@post("/{list_id:uuid}/lignes/{line:int}")
async def correct(
    request: Asked, edition: NamedDependency[EditionValue], list_id: FromPath[UUID], line: FromPath[int]
) -> Template | Redirect:
    """The row said better, and tried again at once: what is still wrong is told next to its field."""
    one = await _of(edition, list_id)
    row = await queries.row(one, line)
    form = await read_form(request, CorrectionForm)
    said = form.read(one.kind, {})
    if not form.faults:
        form.faults.update(await service.try_row(one, said))
    if form.faults:
        return unprocessable(request, "admin-imports/row.html", one=one, row=row, form=form, fields=FIELDS[one.kind])
    return await _done(service.correct(one, row, said), f"{HOME}/{list_id}", f"La ligne {line} est corrigée.")


@post("/{list_id:uuid}/depart")
async def begin(request: Asked, edition: NamedDependency[EditionValue], list_id: FromPath[UUID]) -> Redirect:
    """Write it."""
    return await _done(service.begin(await _of(edition, list_id), request.user), f"{HOME}/{list_id}")


@post("/{list_id:uuid}/reprise")
async def take_back(request: Asked, edition: NamedDependency[EditionValue], list_id: FromPath[UUID]) -> Redirect:
    """Undo it."""
    return await _done(service.take_back(await _of(edition, list_id), request.user), f"{HOME}/{list_id}")


@post("/{list_id:uuid}/corbeille")
async def discard(request: Asked, edition: NamedDependency[EditionValue], list_id: FromPath[UUID]) -> Redirect:
    """Throw away a list of which nothing was written."""
    return await _done(service.discard(await _of(edition, list_id)), HOME, "La liste est jetée, rien n’a été importé.")


@get(files_of("/{list_id:uuid}/fautives"))
async def export_faulty(request: Asked, edition: NamedDependency[EditionValue], list_id: FromPath[UUID]) -> Stream:
    """The rows that cannot be imported, with what is wrong, to correct in the spreadsheet and send again."""
    one = await _of(edition, list_id)
    fields = [field for field in FIELDS[one.kind] if field.code in one.mapping]
    names = {field.code: field.name for field in FIELDS[one.kind]}
    rows: list[Sequence[Cell]] = [
        (
            row.line,
            *(row.said.get(field.code, "") for field in fields),
            " ".join(f"{names.get(code, code)}\u00a0: {sentence}" for code, sentence in row.faults.items()),
        )
        for row in await queries.all_rows(one, queries.FAULTY)
    ]
    heads = ("Ligne", *(one.heads[one.mapping[field.code]] for field in fields), "Fautes")
    return list_file(request, "lignes-fautives", "Lignes fautives", heads, rows)


async def _of(edition: EditionValue, list_id: UUID) -> ListLine:
    one = await queries.list_line(list_id)
    if one.edition != edition.id:
        raise NotFound
    return one


async def _done(verb: Coroutine[Any, Any, object], path: str, word: str = "") -> Redirect:
    """Await the verb; its refusal is shown where the person comes from."""
    try:
        await verb
    except NotFound:
        raise
    except Refusal as refusal:
        return see_other(path, refusal.sentence, "bad")
    return see_other(path, word) if word else see_other(path)


def _typed(one: ListLine) -> Typed:
    typed = {code: str(place) for code, place in one.mapping.items()}
    return ColumnsForm({**typed, **{f"default_{name}": told for name, told in one.defaults.items()}})


async def _columns(edition: EditionValue, one: ListLine, form: Typed) -> dict[str, Any]:
    rows = await queries.samples(one.id)
    held = [[row[place] for row in rows if place < len(row) and row[place]][:2] for place in range(len(one.heads))]
    columns = [
        (str(place), f"{head}{' – ' + ', '.join(cell[:24] for cell in held[place]) if held[place] else ' – (vide)'}")
        for place, head in enumerate(one.heads)
    ]
    left = [head for place, head in enumerate(one.heads) if held[place] and str(place) not in form.typed.values()]
    return {
        "one": one,
        "form": form,
        "fields": FIELDS[one.kind],
        "columns": columns,
        "left": left,
        "genres": list(KINDS.items()),
        "sectors": [(sector.code, sector.name) for sector in edition.sectors],
        "states": STATES,
    }


async def _told(request: Asked, one: ListLine) -> dict[str, Any]:
    asked = wanted(request)
    state = asked.state or (queries.FAULTY if one.state == "checked" and one.faulty else "")
    state = "" if asked.state == "toutes" else state
    return {
        "one": one,
        "found": await queries.rows_of(one, state, asked.page),
        "asked": asked,
        "filter": state,
        "filters": FILTERS,
        "fields": FIELDS[one.kind],
        "names": {field.code: field.name for field in FIELDS[one.kind]},
        "states": STATES,
        "where": WHERE,
        "choices": CHOICES,
    }


router = Router(
    "/imports",
    guards=[staff(ORGANIZER)],
    route_handlers=[
        show_imports,
        send,
        show_import,
        show_columns,
        name_columns,
        choose,
        show_row,
        correct,
        begin,
        take_back,
        discard,
        export_faulty,
    ],
    include_in_schema=False,
)
