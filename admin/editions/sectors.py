"""The sectors of an edition, for organisers: which there are, and what they are called."""

from __future__ import annotations

from typing import Any, ClassVar

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from admin.editions.words import WordsForm, both
from forum.audit import service as audit
from forum.editions import service
from forum.editions.sectors import MOST_NAME, say_sectors, still_used, write_sectors
from forum.editions.service import ChangedMeanwhile
from forum.editions.values import EditionValue
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


class SectorsForm(WordsForm):
    """A box and a name for each sector that ships."""

    title = "Filières"
    labels: ClassVar = {"own_sectors": "Filières"}

    @classmethod
    def of(cls, edition: EditionValue) -> SectorsForm:
        """The page as it stands."""
        usual = {one.code: one.name for one in SECTORS}
        named = {f"name_{one.code}": one.name for one in edition.sectors if one.name != usual[one.code]}
        form = cls({**named, "seen": cls.fingerprint(cls.columns(edition))})
        form.set_many("sectors", [one.code for one in edition.sectors])
        return form

    @classmethod
    def told(cls, values: dict[str, Any]) -> dict[str, str]:  # type: ignore[override]
        return {"own_sectors": say_sectors(values["own_sectors"])}

    def read(self) -> dict[str, Any]:
        """The column; one sector at least, and no two of one name."""
        kept = [one for one in SECTORS if one.code in self.many("sectors")]
        chosen = {one.code: self.text(f"name_{one.code}", most=MOST_NAME).replace("|", " ") or one.name for one in kept}
        if not chosen:
            self.fault("sectors", "Gardez au moins une filière.")
        for code, name in chosen.items():
            if [other.casefold() for other in chosen.values()].count(name.casefold()) > 1:
                self.fault(f"name_{code}", "Deux filières porteraient ce nom.")
        return {"own_sectors": write_sectors(chosen)}


@get("/filieres", guards=[organizers_only])
async def show_sectors(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Each sector that ships, with who is in it."""
    form = SectorsForm.of(edition)
    return page(request, "admin-editions/filieres.html", form=form, meanwhile=None, **await _told(edition))


@post("/filieres", guards=[organizers_only])
async def set_sectors(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Keep them: a sector that somebody is in stays, and whoever wrote meanwhile is not overwritten unseen."""
    form, meanwhile, told = await read_form(request, SectorsForm), None, await _told(edition)
    values = form.read()
    if kept := still_used(dict.fromkeys(form.many("sectors"), ""), told["used"]):
        form.fault("sectors", " ".join(kept))
    if not form.faults:
        try:
            changed = await service.set_words(edition.id, values, form.typed.get("seen", ""))
        except ChangedMeanwhile as refusal:
            form.typed["own_sectors"] = say_sectors(values["own_sectors"])
            meanwhile = both(form, refusal)
            form.typed["seen"] = form.fingerprint(refusal.now)
            form.fault("form", refusal.sentence)
        else:
            if not changed:
                return see_other(HOME, "Rien n’a changé.")
            await audit.note(edition.id, request.user, "set-edition", "edition", edition.id, form.title, changed)
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
