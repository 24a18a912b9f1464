"""Who did what, searched, paged and exported."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Request, Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Stream, Template

from admin.listing import exports, files_of
from forum.audit import queries
from forum.editions.values import EditionValue
from forum.people.guards import staff
from forum.people.who import ORGANIZER
from forum.web import page
from forum.web.sheets import list_file

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
    files = exports("/admin/journal/export", "?" + urlencode({"q": q, "qui": qui}))
    return page(request, "admin-audit/journal.html", found=found, q=q, qui=qui, actors=ACTORS, exports=files)


@get(files_of())
async def export_journal(
    request: Asked,
    edition: NamedDependency[EditionValue],
    q: FromQuery[str] = "",
    qui: FromQuery[str] = "",
) -> Stream:
    """What the search finds, as a spreadsheet."""
    found = queries.each_entry(edition.id, q, qui)
    heads = ["Date et heure", "Qui", "Nom", "Acte", "Sur quoi", "Référence", "Détail"]
    rows = (
        (e.at, ACTORS.get(e.actor_kind, e.actor_kind), e.actor_name, e.act, e.subject_kind, e.subject, e.summary)
        async for e in found
    )
    return list_file(request, f"journal-{edition.slug}", "Journal", heads, rows)


router = Router(
    "/journal", guards=[staff(ORGANIZER)], route_handlers=[show_journal, export_journal], include_in_schema=False
)
