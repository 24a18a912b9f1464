"""The arrival plan in the back office: every slot against its gate's pace, a class moved, the sheets on paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from anyio import to_thread
from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from admin.arrivals.forms import MoveForm, PaceForm
from forum import clock
from forum.arrivals import queries
from forum.arrivals.sheets import draw_schools, draw_slots
from forum.audit.service import Told, noted
from forum.class_visits import queries as class_visits
from forum.class_visits import service
from forum.editions import queries as editions_now
from forum.editions import service as editions
from forum.editions.values import DayValue, EditionValue
from forum.errors import NotFound, Refusal
from forum.meanwhile import ChangedMeanwhile, fingerprint
from forum.people.guards import staff
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, VIEWER, Who
from forum.web import page, read_form, see_other, unprocessable
from forum.web.words import say_class, say_hour

Asked = Request[Who, str, Any]
HERE = "/admin/classes/arrivees"


@get("/")
async def show_plan(request: Asked, edition: NamedDependency[EditionValue], jour: FromQuery[str] = "") -> Template:
    """Every slot of a day: persons, coaches, and how long its people stand before the gate."""
    return page(request, "admin-arrivals/plan.html", **await _told(edition, _day(edition, jour)))


async def _told(edition: EditionValue, day: DayValue, form: PaceForm | None = None) -> dict[str, Any]:
    return {
        "plan": await queries.plan(edition, day),
        "day": day,
        "form": form,
        "today": edition.day_of(clock.now()) == day,
    }


def _day(edition: EditionValue, asked: str) -> DayValue:
    """The day asked for, else today, else the first."""
    known = next((day for day in edition.days if str(day.id) == asked), None)
    return known or edition.day_of(clock.now()) or edition.first_day


@post("/portes/{gate:int}", guards=[staff(ORGANIZER)])
async def set_pace(request: Asked, edition: NamedDependency[EditionValue], gate: FromPath[int]) -> Template | Redirect:
    """Another pace for a gate: the plan is held against it."""
    known = edition.gate(gate)
    if known is None:
        raise NotFound
    form = await read_form(request, PaceForm)
    pace = form.read()
    told = f"Porte {known.code}\u00a0: {pace} personnes par minute (avant\u00a0: {known.pace})"
    if not form.faults:
        try:
            await noted(
                request.user,
                editions.set_pace(edition.id, gate, pace, fingerprint({"pace": form.typed.get("seen", "")})),
                lambda _: Told(edition.id, "set-pace", "gate", gate, told),
            )
        except ChangedMeanwhile as refusal:
            form.fault(
                "pace",
                f"Quelqu’un l’a réglée à {refusal.now['pace']} entre-temps. Réglez de nouveau pour garder la vôtre.",
            )
    if form.faults:
        form.typed["gate"] = str(gate)
        edition = await editions_now.edition(edition.id)
        return unprocessable(request, "admin-arrivals/plan.html", **await _told(edition, _day(edition, ""), form))
    return see_other(HERE, f"La porte {known.code} est comptée à {pace} personnes par minute.")


@get("/{visit_id:uuid}", guards=[staff(ORGANIZER, DOOR_SUPERVISOR)])
async def show_move(
    request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID], creneau: FromQuery[str] = ""
) -> Template:
    """A class, and what each slot would be with it."""
    form = MoveForm({"slot": creneau})
    return page(request, "admin-arrivals/move.html", form=form, **await _choices(edition, visit_id))


@post("/{visit_id:uuid}", guards=[staff(ORGANIZER)])
async def move(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Template | Redirect:
    """The class goes to another slot; its teacher is told and the calendar entry follows."""
    form = await read_form(request, MoveForm)
    slot, word = form.read()
    visit = await class_visits.visit(edition.id, visit_id)
    if not form.faults:
        try:
            await service.move(edition, visit_id, slot, request.user, word)
        except NotFound:
            raise
        except Refusal as refusal:
            form.fault("slot", refusal.sentence)
        else:
            now = await class_visits.visit(edition.id, visit_id)
            where = f"{say_hour(now.starts_at)}, porte {now.gate_code}"
            told = f"La {say_class(now.class_name)} arrive maintenant à {where}. L’enseignant est prévenu, l’invitation suit."
            if now.slot == visit.slot:
                told = f"La {say_class(now.class_name)} reste à {where}."
            return see_other(f"{HERE}?jour={now.day}", told)
    return unprocessable(request, "admin-arrivals/move.html", form=form, **await _choices(edition, visit_id))


async def _choices(edition: EditionValue, visit_id: UUID) -> dict[str, Any]:
    visit = await class_visits.visit(edition.id, visit_id)
    return {"visit": visit, "effects": await queries.effects(edition, visit)}


@get("/feuilles.pdf", guards=[staff(ORGANIZER, DOOR_SUPERVISOR)])
async def slot_sheets(
    request: Asked, edition: NamedDependency[EditionValue], jour: FromQuery[str] = "", creneau: FromQuery[str] = ""
) -> Response[bytes]:
    """A sheet for each slot that expects a class, or for the one asked for."""
    plan = await queries.plan(edition, _day(edition, jour))
    chosen = [one for one in plan.slots if (str(one.slot.id) == creneau if creneau else one.classes)]
    if not chosen:
        raise NotFound("Aucune classe n’est attendue\u00a0: il n’y a pas de feuille à imprimer.")
    return _pdf("arrivees", await to_thread.run_sync(draw_slots, edition, chosen))


@get("/etablissements.pdf", guards=[staff(ORGANIZER, DOOR_SUPERVISOR)])
async def school_sheets(
    request: Asked, edition: NamedDependency[EditionValue], etablissement: FromQuery[str] = ""
) -> Response[bytes]:
    """A sheet for each school that comes, or for the one asked for."""
    visits = [one for one in await class_visits.all_visits(edition.id) if etablissement in ("", str(one.school))]
    if not visits:
        raise NotFound("Aucune classe n’est attendue\u00a0: il n’y a pas de feuille à imprimer.")
    return _pdf("etablissements", await to_thread.run_sync(draw_schools, edition, visits))


def _pdf(name: str, file: bytes) -> Response[bytes]:
    return Response(
        file,
        media_type="application/pdf",
        headers={"content-disposition": f'inline; filename="{name}.pdf"', "cache-control": "no-store"},
    )


router = Router(
    "/classes/arrivees",
    guards=[staff(ORGANIZER, VIEWER, DOOR_SUPERVISOR)],
    route_handlers=[show_plan, set_pace, show_move, move, slot_sheets, school_sheets],
)
