"""Personal data in the back office: what is still kept and until when, the proofs, and « tout sur une personne »."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from admin.listing import exports, files_of
from admin.meanwhile import Both, both, seen, shown
from forum import clock
from forum.editions import queries as editions
from forum.editions.retention import KINDS
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.forms import Typed
from forum.meanwhile import ChangedMeanwhile
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.privacy import service
from forum.privacy.forms import DatesForm, ErasureForm
from forum.privacy.queries import addresses, held, kept, search
from forum.privacy.routes import json_file
from forum.privacy.rules import COUNT_NAMES
from forum.web import page, read_form, see_other, unprocessable
from forum.web.sheets import list_file

Asked = Request[Who, str, Any]


@get("/")
async def show_kept(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """What is still kept, at any time."""
    form = shown(DatesForm.showing(edition.erase_on), edition.erase_on)
    return page(request, "admin-privacy/kept.html", **await _shown(edition, form))


@post("/recherche", status_code=200)
async def search_person(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Whoever is searched for. The words are sent, not written in the address: a name stays out of histories and logs."""
    q = (await read_form(request, Typed)).typed.get("q", "").strip()[:80]
    answers = await search.anybody(q) if q else search.Answers(())
    return page(request, "admin-privacy/found.html", q=q, found=answers.found, near=answers.near, most=search.MOST)


async def _shown(edition: EditionValue, form: DatesForm) -> dict[str, Any]:
    return {
        "form": form,
        "exports": exports("/admin/donnees/effacements"),
        "kinds": KINDS,
        "editions": await kept.kept(),
        "records": await kept.records(50),
    }


@post("/dates")
async def set_dates(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """When each kind of data of the current edition is erased."""
    form = await read_form(request, DatesForm)
    wanted = form.read()
    meanwhile: Both = []
    if not form.faults:
        try:
            changed = await service.set_dates(edition, wanted, request.user, seen(form))
        except ChangedMeanwhile as refusal:
            meanwhile = both(form, refusal, wanted, {kind.code: kind.name for kind in KINDS.values()})
        except service.DateRefused as refusal:
            form.fault(refusal.field or "form", refusal.sentence)
        else:
            return see_other("/admin/donnees", "Les dates sont enregistrées." if changed else "Rien n’a changé.")
    return unprocessable(request, "admin-privacy/kept.html", meanwhile=meanwhile, **await _shown(edition, form))


@get(files_of("/effacements"))
async def export_records(request: Asked) -> Stream:
    """Every proof, as a spreadsheet."""
    lines = await kept.records(50_000)
    return list_file(
        request,
        "effacements",
        "Effacements",
        (
            "Édition",
            "Données",
            "Raison",
            "Échéance",
            "Début",
            "Fin",
            "Par",
            *COUNT_NAMES.values(),
            "Chiffres avant et après",
        ),
        (
            (
                one.edition_name,
                one.kind_name,
                one.reason_name,
                one.due,
                one.begun_at,
                one.finished_at,
                one.by_name,
                *[one.counts.get(name, 0) for name in COUNT_NAMES],
                one.figures,
            )
            for one in lines
        ),
    )


@get("/effacements/{record_id:uuid}/preuve.json")
async def show_record(record_id: FromPath[UUID]) -> Response[str]:
    """One proof, with the digests of the figures."""
    one = await kept.record(record_id)
    held_then, days = KINDS.get(one.kind), (await editions.edition(one.edition)).days
    said = {
        "procès-verbal": str(one.id),
        "édition": one.edition_name,
        "jours du forum": [day.date.isoformat() for day in days],
        "données": one.kind_name,
        "ce que c’était": held_then.what if held_then else "tout ce qui concernait cette personne",
        "ce qui reste": held_then.after if held_then else "ce qui se compte, sans nom",
        "raison": one.reason_name,
        "échéance": one.due.isoformat() if one.due else None,
        "début": clock.local(one.begun_at).isoformat(timespec="seconds"),
        "fin": clock.local(one.finished_at).isoformat(timespec="seconds") if one.finished_at else None,
        "par": one.by_name,
        "effacé": {COUNT_NAMES[name]: number for name, number in one.counts.items() if name in COUNT_NAMES},
        "chiffres de fréquentation": one.figures,
        "empreinte des chiffres avant (SHA-256)": one.figures_before or None,
        "empreinte des chiffres après (SHA-256)": one.figures_after or None,
        "sauvegardes": "celles qui connaissaient encore ces données sont remplacées, à la demande de quelqu’un sous 30 jours",
    }
    name = f"effacement-{_day(one.begun_at)}-{str(one.id)[:8]}.json"
    return Response(
        json.dumps(said, ensure_ascii=False, indent=2),
        media_type="application/json; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"},
    )


def _day(at: datetime) -> str:
    return f"{at:%Y%m%d}"


@get("/{edition_id:int}/{source:str}/{holder:uuid}")
async def show_person(
    request: Asked, edition_id: FromPath[int], source: FromPath[str], holder: FromPath[UUID]
) -> Template:
    """Everything about one person. Reading it is noted in the journal."""
    await service.looked_up(edition_id, source, holder, request.user)
    mine = await held.held(edition_id, source, holder)
    return page(request, "admin-privacy/person.html", mine=mine, form=ErasureForm())


@get("/{edition_id:int}/{source:str}/{holder:uuid}/donnees.json")
async def download_person(
    request: Asked, edition_id: FromPath[int], source: FromPath[str], holder: FromPath[UUID]
) -> Response[str]:
    """The same as a file, to join to the answer."""
    await service.looked_up(edition_id, source, holder, request.user)
    return json_file(await held.held(edition_id, source, holder))


@post("/{edition_id:int}/{source:str}/{holder:uuid}/effacement")
async def erase_person(
    request: Asked, edition_id: FromPath[int], source: FromPath[str], holder: FromPath[UUID]
) -> Template | Redirect:
    """Erase somebody who asked for it by letter or telephone."""
    form = await read_form(request, ErasureForm)
    if await addresses.address(edition_id, source, holder) is None:
        raise NotFound
    if not form.read():
        mine = await held.held(edition_id, source, holder)
        return unprocessable(request, "admin-privacy/person.html", mine=mine, form=form)
    await service.erase(await editions.edition(edition_id), source, holder, request.user)
    return see_other("/admin/donnees", "Les données de cette personne sont effacées.")


router = Router(
    "/donnees",
    guards=[staff(ORGANIZER)],
    route_handlers=[
        show_kept,
        search_person,
        set_dates,
        export_records,
        show_record,
        show_person,
        download_person,
        erase_person,
    ],
)
