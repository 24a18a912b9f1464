"""Who did what: searched, paged, exported, looked at with what changed, and taken back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from admin.audit.forms import SearchForm
from admin.audit.showing import differences, names_of, place_of
from admin.audit.words import ACTORS, RECORDS
from admin.listing import exports, files_of, wanted
from forum.audit import queries
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.undoing import service as undoing
from forum.undoing.rules import why_not
from forum.web import page, see_other
from forum.web.sheets import list_file

Asked = Request[Who, Any, Any]
HOME = "/admin/journal"


def _form(request: Asked) -> SearchForm:
    return SearchForm({name: str(request.query_params.get(name, "")) for name in ("q", "qui", "quoi", "du", "au")})


@get("/")
async def show_journal(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """A page of the journal, newest first."""
    form = _form(request)
    found = await queries.entries(edition.id, form.read(), wanted(request).page)
    names = await names_of(edition)
    asked = urlencode({name: value for name, value in form.typed.items() if value})
    return page(
        request,
        "admin-audit/journal.html",
        found=found,
        form=form,
        asked=asked,
        exports=exports("/admin/journal/export", f"?{asked}" if asked else ""),
        actors=ACTORS,
        records=RECORDS,
        differences={entry.id: differences(entry, names) for entry in found.entries},
        places={entry.id: place_of(entry) for entry in found.entries},
    )


@get(files_of())
async def export_journal(request: Asked, edition: NamedDependency[EditionValue]) -> Stream:
    """What the search finds, as a spreadsheet."""
    found = queries.each_entry(edition.id, _form(request).read())
    names = await names_of(edition)
    heads = ["Date et heure", "Qui", "Nom", "Acte", "Sur quoi", "Référence", "Détail", "Avant et après"]
    rows = (
        (
            *(e.at, ACTORS.get(e.actor_kind, e.actor_kind), e.actor_name, e.act),
            *(RECORDS.get(e.subject_kind, e.subject_kind), e.subject, e.summary),
            "\u202f; ".join(f"{d.name}\u00a0: {d.before or '–'} → {d.after or '–'}" for d in differences(e, names)),
        )
        async for e in found
    )
    return list_file(request, f"journal-{edition.slug}", "Journal", heads, rows)


@get("/{entry:uuid}")
async def show_entry(request: Asked, edition: NamedDependency[EditionValue], entry: FromPath[UUID]) -> Template:
    """One act: what changed, the record, the other acts about it, and the way back. Raises NotFound."""
    found = await queries.entry(edition.id, entry)
    return page(
        request,
        "admin-audit/entry.html",
        entry=found,
        actor=ACTORS.get(found.actor_kind, found.actor_kind),
        record=RECORDS.get(found.subject_kind, found.subject_kind),
        told=differences(found, await names_of(edition)),
        place=place_of(found),
        history=[one for one in await queries.entries_about(found.subject, found.subject_kind) if one.id != found.id],
        why_not=why_not(found),
    )


@post("/{entry:uuid}/retour")
async def undo(request: Asked, edition: NamedDependency[EditionValue], entry: FromPath[UUID]) -> Redirect:
    """Put the record back as it was before the act, unless something followed. Raises NotFound."""
    try:
        done = await undoing.undo(edition, entry, request.user)
    except Refusal as refusal:
        return see_other(f"{HOME}/{entry}", refusal.sentence, "bad")
    word = f"C’est défait\u00a0: {done.act.summary}"
    if done.left:
        word += f". {done.left} n’ont pas pu suivre\u00a0: plus de place, ou changées depuis."
    return see_other(place_of(done.act) or HOME, word, "warn" if done.left else "done")


router = Router(
    "/journal",
    guards=[staff(ORGANIZER)],
    route_handlers=[show_journal, export_journal, show_entry, undo],
    include_in_schema=False,
)
