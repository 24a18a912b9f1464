"""The sectors of an edition, for organisers: which there are, and what they are called."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from admin.editions.words import SectorsForm
from admin.meanwhile import Both, both, seen
from forum.audit.service import Told, noted
from forum.editions import service
from forum.editions.sectors import MOST_NAME, still_used
from forum.editions.values import EditionValue
from forum.meanwhile import ChangedMeanwhile
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.stands import queries as stands
from forum.stands.queries.floor import things
from forum.territory.sectors import SECTORS
from forum.web import page, read_form, see_other, unprocessable
from forum.web.kept import forget_pages

Asked = Request[Who, str, Any]
HOME = "/admin/edition"
organizers_only = staff(ORGANIZER)


@get("/filieres", guards=[organizers_only])
async def show_sectors(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Each sector that ships, with who is in it."""
    form = SectorsForm.of(edition)
    return page(request, "admin-editions/filieres.html", form=form, **await _told(edition))


@post("/filieres", guards=[organizers_only])
async def set_sectors(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Keep them: a sector that somebody is in stays, and whoever wrote meanwhile is not overwritten unseen."""
    form, told = await read_form(request, SectorsForm), await _told(edition)
    values = form.read()
    meanwhile: Both = []
    if kept := still_used(dict.fromkeys(form.many("sectors"), ""), told["used"]):
        form.fault("sectors", " ".join(kept))
    if not form.faults:
        try:
            changed = await noted(
                request.user,
                service.set_words(edition.id, values, seen(form)),
                lambda changed: (
                    Told(edition.id, "set-edition", "edition", edition.id, form.title, changed) if changed else None
                ),
            )
        except ChangedMeanwhile as refusal:
            meanwhile = both(form, refusal, values)
        else:
            if not changed:
                return see_other(HOME, "Rien n’a changé.")
            forget_pages(request.app)
            return see_other(HOME, "Les filières sont enregistrées.")
    return unprocessable(request, "admin-editions/filieres.html", form=form, meanwhile=meanwhile, **told)


async def _told(edition: EditionValue) -> dict[str, Any]:
    """Every sector that ships, and by code who is in it: exhibitors of living bookings, zones of the plan."""
    used: dict[str, list[str]] = {}
    for line in await stands.all_bookings(edition.id):
        if line.lives:
            used.setdefault(line.sector_code, []).append(line.exhibitor_name)
    for inside in (await things(edition.id)).values():
        for zone in inside.zones:
            if zone.sector:
                used.setdefault(zone.sector, []).append(f"zone {zone.name}")
    return {"sectors": SECTORS, "used": used, "most": MOST_NAME}


handlers = [show_sectors, set_sectors]
