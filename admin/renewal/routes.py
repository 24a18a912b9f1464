"""Copy an edition into the next one; ask its exhibitors back."""

from __future__ import annotations

from typing import Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from admin.renewal.forms import CopyForm, ReturnForm
from forum import clock
from forum.editions import queries as editions
from forum.editions.values import Audience, EditionValue
from forum.errors import NotFound, Refusal
from forum.people.guards import staff
from forum.people.service import look_at
from forum.people.who import ORGANIZER, Who
from forum.renewal import queries, service
from forum.renewal.rules import other_weekday, same_weekday_next_year
from forum.territory.holidays import notes_on
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
HOME = "/admin/edition"


@get("/copie")
async def show_copy(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """What the next edition would bring along, and the day proposed for it."""
    on = same_weekday_next_year(edition.first_day.date)
    return page(request, "admin-renewal/copie.html", form=CopyForm({"date": f"{on:%Y-%m-%d}"}), **await _told(edition))


@post("/copie")
async def copy(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Make it, and work on it from now on; the public sees nothing of it yet."""
    form = await read_form(request, CopyForm)
    on = form.read()
    if on is not None:
        try:
            made = await service.copy_edition(edition, on, request.user)
        except Refusal as refusal:
            form.fault(refusal.field or "date", refusal.sentence)
        else:
            await look_at(request.auth, made)
            notes = [other_weekday(edition.first_day.date, on), *notes_on(on)]
            word = " ".join(["L’édition est copiée, à vous de la relire.", *(note for note in notes if note)])
            return see_other(HOME, word, "warn" if any(notes) else "done")
    return unprocessable(request, "admin-renewal/copie.html", form=form, **await _told(edition))


async def _told(edition: EditionValue) -> dict[str, Any]:
    return {"copied": await queries.what_is_copied(edition.id)}


@get("/anciens")
async def show_return(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The exhibitors of the edition before, those who are not back ticked. Raises NotFound."""
    told = await _former(edition)
    away = [str(one.id) for one in told["former"] if not one.back]
    return page(request, "admin-renewal/anciens.html", form=ReturnForm(many={"exhibitor": away}), **told)


@post("/anciens")
async def invite_back(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """A draft and a letter for each that is ticked. Raises NotFound."""
    form = await read_form(request, ReturnForm)
    chosen = form.read()
    if not form.faults:
        try:
            asked = await service.invite_back(edition, chosen, request.user)
        except NotFound:
            raise
        except Refusal as refusal:
            form.fault(refusal.field or "exhibitor", refusal.sentence)
        else:
            word = f"{asked} courriers partent." if asked > 1 else "1 courrier part." if asked else "Tous sont déjà là."
            return see_other(f"{HOME}/suivante/anciens", word)
    return unprocessable(request, "admin-renewal/anciens.html", form=form, **await _former(edition))


async def _former(edition: EditionValue) -> dict[str, Any]:
    if edition.copied_from is None:
        raise NotFound("Cette édition n’a pas été copiée d’une autre\u00a0: personne à inviter de nouveau.")
    window = edition.window(Audience.EXHIBITORS)
    return {
        "before": await editions.edition(edition.copied_from),
        "former": await queries.former_exhibitors(edition.copied_from, edition.id),
        "open": edition.published_at is not None and window.state(clock.now()) == "open",
        "opens_at": window.opens_at,
    }


router = Router(
    "/edition/suivante", guards=[staff(ORGANIZER)], route_handlers=[show_copy, copy, show_return, invite_back]
)
