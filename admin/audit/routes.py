"""Who did what, searched, paged and exported."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Template

from forum.audit import queries
from forum.editions.values import EditionValue
from forum.people.guards import staff
from forum.people.who import ORGANIZER
from forum.web import page
from forum.web.spreadsheet import csv_answer

Asked = Request[Any, Any, Any]
ACTORS = {
    "staff": "Équipe",
    "exhibitor": "Exposants",
    "teacher": "Enseignants",
    "visitor": "Visiteurs",
    "device": "Téléphones de l’accueil",
    "system": "Programme",
}


@get("/")
async def show_journal(
    request: Asked,
    edition: NamedDependency[EditionValue],
    q: FromQuery[str] = "",
    qui: FromQuery[str] = "",
    p: FromQuery[int] = 1,
) -> Template:
    """A page of the journal, newest first."""
    found = await queries.entries(edition.id, q, qui, p)
    return page(request, "admin-audit/journal.html", found=found, q=q, qui=qui, actors=ACTORS)


@get("/export.csv")
async def export_journal(
    edition: NamedDependency[EditionValue], q: FromQuery[str] = "", qui: FromQuery[str] = ""
) -> Response[bytes]:
    """What the search finds, as a spreadsheet."""
    found = await queries.all_entries(edition.id, q, qui)
    heads = ["Date et heure", "Qui", "Nom", "Acte", "Sur quoi", "Référence", "Détail"]
    rows = (
        (e.at, ACTORS.get(e.actor_kind, e.actor_kind), e.actor_name, e.act, e.subject_kind, e.subject, e.summary)
        for e in found
    )
    return csv_answer(f"journal-{edition.slug}.csv", heads, rows)


router = Router(
    "/journal", guards=[staff(ORGANIZER)], route_handlers=[show_journal, export_journal], include_in_schema=False
)
