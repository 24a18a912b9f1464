"""The journal of the door in the back office: searched, read page by page, taken away as a file, one line erased."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from admin.listing import exports, files_of, wanted
from forum import clock
from forum.door import queries, service
from forum.door.words import KIND_NAMES, VERDICT_NAMES
from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.web import page, see_other
from forum.web.sheets import list_file

Asked = Request[Who, str, Any]
SORTS = {
    "": "Tous les passages",
    "badges": "Badges",
    "classes": "Classes comptées",
    "sans-badge": "Sans badge et compteur",
    "refuses": "Refusés",
    "deja-passes": "Déjà passés",
    "corrections": "Corrections et effacements",
    "hors-ligne": "Notés hors ligne",
    "effaces": "Effacés",
}
HEADS = (
    "Heure",
    "Reçu",
    "Porte",
    "Signé par",
    "Passage",
    "Sens",
    "Élèves",
    "Adultes",
    "Réponse",
    "Raison",
    "Effacé",
    "Effacé par",
    "Efface le passage de",
    "Présents après",
)


def _sought(request: Asked, edition: EditionValue) -> queries.Sought:
    """What the address asks for; anything odd is read as « everything »."""
    asked = wanted(request)
    gate = str(request.query_params.get("porte", ""))
    known = next((one.id for one in edition.gates if str(one.id) == gate), None)
    return queries.Sought(asked.q, known, asked.state if asked.state in SORTS else "")


def _address(sought: queries.Sought) -> str:
    said = {"q": sought.words, "porte": sought.gate or "", "etat": sought.sort}
    return urlencode({name: value for name, value in said.items() if value})


@get("/passages")
async def show_lines(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """A page of the journal, the newest received first."""
    sought = _sought(request, edition)
    found = await queries.passages(edition.id, sought, wanted(request).page)
    return page(
        request,
        "admin-door/lines.html",
        found=found,
        sought=sought,
        address=_address(sought),
        sorts=SORTS,
        today=clock.now(),
        gates=edition.gates,
        exports=exports("/admin/porte/passages/export", f"?{_address(sought)}"),
        verdicts=VERDICT_NAMES,
        kinds=KIND_NAMES,
    )


@get(files_of("/passages/export"))
async def export_lines(request: Asked, edition: NamedDependency[EditionValue]) -> Stream:
    """The signed log of what the search finds: in order of time, and how many people were in after each line."""
    rows = (
        (
            line.at,
            line.received_at,
            line.gate,
            line.device,
            KIND_NAMES[line.kind],
            "entrée" if line.direction == "in" else "sortie",
            line.pupils,
            line.adults,
            VERDICT_NAMES[line.verdict],
            line.note,
            line.erased_by.at if line.erased_by else "oui" if line.undone else "",
            line.erased_by.device if line.erased_by else "",
            line.erases.at if line.erases else "",
            present,
        )
        for line, present in await queries.log_of(edition.id, _sought(request, edition))
    )
    return list_file(request, f"porte-{edition.slug}", "Passages", HEADS, rows)


@post("/passages/{line:uuid}/effacement")
async def erase(request: Asked, edition: NamedDependency[EditionValue], line: FromPath[UUID]) -> Redirect:
    """Erase one line; it stays in the journal, and no longer counts. The search that it was found by is shown again."""
    await service.undo(edition.id, line, request.user)
    back = _address(_sought(request, edition))
    number = wanted(request).page
    return see_other(
        f"/admin/porte/passages?{back}&page={number}" if back or number > 1 else "/admin/porte/passages",
        "Le passage ne compte plus.",
    )
