"""Class visits over HTTP: the registration page, and the teacher's space behind the link of the letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from forum.badges import queries as badges
from forum.badges.codes import show_code
from forum.class_visits import queries, service
from forum.class_visits.confirming import lead_to_confirming
from forum.class_visits.confirming import router as confirming
from forum.class_visits.forms import ClassForm, RegistrationForm
from forum.class_visits.rules import PHOTOS, TRANSPORTS, ClassSaid, ReferentSaid, advice, coaches_of
from forum.class_visits.space_routes import router as own_decisions
from forum.editions.queries import SlotPlaces, slots, window_state
from forum.editions.service import SlotFull
from forum.editions.values import Audience, EditionValue
from forum.errors import NotFound, Refusal
from forum.invitations import queries as invitations
from forum.invitations import service as calendars
from forum.people import service as people
from forum.people import sessions
from forum.people.forms import LostForm
from forum.people.guards import NotConfirmed, confirmed_only, everybody, teachers_only
from forum.people.who import Who
from forum.territory import queries as territory
from forum.territory.grades import GradeLevel
from forum.web import page, read_form, see_other, unprocessable
from forum.web.words import say_hour

Asked = Request[Who, str, Any]
_slow_down = RateLimitConfig(rate_limit=("minute", 10), store="rl_lost_space").middleware
WAITS = [
    ("", "Choisir une autre heure", "Changez l’heure d’arrivée ci-dessus."),
    ("slot", "Attendre cette heure", "La classe attend entière, à son rang."),
    ("any", "Attendre, à n’importe quelle heure", "La première qui peut recevoir toute la classe."),
]
LEVELS = [(level.value, level.label) for level in GradeLevel]


@get("/classes")
async def show_registration(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The form, with the places left in each slot, or why it is closed."""
    state = window_state(edition, Audience.CLASSES)
    form = RegistrationForm({"adults": "2", "transport": "coach", "photo": "no"})
    return page(request, "class_visits/register.html", form=form, state=state, **await _lists(edition, form))


@post("/classes")
async def register(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    form = await read_form(request, RegistrationForm)
    if form.school_words:
        form.settle_school(await territory.search_schools(form.school_words, 12))
    said, referent = form.read(), form.read_referent()
    if not form.faults:
        try:
            done = await service.register(edition, said, referent, wait=form.wait)
        except SlotFull as refusal:
            form.fault("slot", f"{refusal.sentence} {await _near(edition, said)}".strip())
        except Refusal as refusal:
            form.fault(refusal.field or "form", refusal.sentence)
        else:
            if not done.new_referent:
                return see_other("/classes/merci")
            answer = see_other("/classes/espace", f"{_said_of(done)} {advice(said.pupils, said.adults) or ''}".strip())
            sessions.keep(answer, "teacher", await people.open_session("teacher", done.referent, edition.id))
            return answer
    return unprocessable(request, "class_visits/register.html", form=form, state="open", **await _lists(edition, form))


def _said_of(done: service.Registered) -> str:
    """What the first page of the space says of a class just registered."""
    if done.state == queries.WAITING:
        return "La classe est sur la liste d’attente. Nous vous écrivons dès que des places se libèrent."
    if done.state == queries.OFFERED:
        return "Une autre heure a la place pour toute la classe\u00a0: confirmez-la ci-dessous."
    if not done.trusted:
        return "Les places sont gardées. L’équipe du forum vérifie votre adresse, puis envoie le laissez-passer."
    return "La classe est inscrite. Le laissez-passer part aussi par courriel."


@get("/classes/merci")
async def thank(request: Asked) -> Template:
    """Said to an address that is known already: the letter went there, and only there."""
    return page(request, "class_visits/thanks.html")


@get("/classes/lien-perdu")
async def show_lost(request: Asked) -> Template:
    return page(request, "class_visits/lost.html", form=LostForm())


@post("/classes/lien-perdu", middleware=[_slow_down])
async def find_lost(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    form = await read_form(request, LostForm)
    email = form.read()
    if form.faults:
        return unprocessable(request, "class_visits/lost.html", form=form)
    await service.send_way_in(edition, email)
    return see_other("/classes/merci")


@get("/classes/espace")
async def show_space(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Every class of the teacher, its state and its pass."""
    mine = await queries.visits_of(edition.id, request.user.id)
    held = await badges.live_badges([line.id for line in mine])
    passes = {holder: (badge.id, show_code(badge.code)) for holder, badge in held.items()}
    feed = await calendars.share_feed(edition, mine[0].referent_email) if mine and request.user.confirmed else ""
    ranks = await queries.ranks(edition.id)
    return page(request, "class_visits/space.html", visits=mine, passes=passes, feed=feed, ranks=ranks)


async def _near(edition: EditionValue, said: ClassSaid) -> str:
    """The three slots nearest to the full one that still hold the class, in words."""
    every = await slots(edition.id)
    full = next((slot for slot in every if slot.id == said.slot), None)
    room = [slot for slot in every if slot.holds(said.pupils + said.adults, coaches_of(said.transport))]
    if full is None or not room:
        return ""
    room.sort(key=lambda slot: abs(slot.starts_at - full.starts_at))
    near = ", ".join(f"{say_hour(slot.starts_at)} porte {slot.gate_code}" for slot in room[:3])
    return f"Les plus proches qui ont la place\u00a0: {near}."


@get("/classes/espace/nouvelle")
async def show_another(
    request: Asked, edition: NamedDependency[EditionValue], modele: FromQuery[UUID | None] = None
) -> Template:
    """Another class of the same teacher, filled from one that is registered: only its name and numbers are left to say."""
    model = await _model(request, edition, modele)
    form = ClassForm({**_typed_of(model), "class_name": "", "pupils": "", "special_needs": "", "girls": "", "boys": ""})
    form.typed.pop("grade_level")
    return page(request, "class_visits/another.html", form=form, model=model, **await _lists(edition, form))


@post("/classes/espace/nouvelle")
async def register_another(
    request: Asked, edition: NamedDependency[EditionValue], modele: FromQuery[UUID | None] = None
) -> Template | Redirect:
    model = await _model(request, edition, modele)
    form = await read_form(request, ClassForm)
    form.typed["school"] = str(model.school)
    said = form.read()
    if not form.faults:
        same = ReferentSaid(
            model.referent_first_name, model.referent_last_name, model.referent_email, model.referent_phone
        )
        try:
            done = await service.register(edition, said, same, request.user, form.wait)
        except SlotFull as refusal:
            form.fault("slot", f"{refusal.sentence} {await _near(edition, said)}".strip())
        except Refusal as refusal:
            form.fault(refusal.field or "form", refusal.sentence)
        else:
            return see_other("/classes/espace", _said_of(done))
    return unprocessable(request, "class_visits/another.html", form=form, model=model, **await _lists(edition, form))


async def _model(request: Asked, edition: EditionValue, modele: UUID | None) -> queries.VisitLine:
    """The class to copy: the one asked for, else the teacher's first. Raises NotFound."""
    if modele is not None:
        return await queries.visit_of(edition.id, request.user.id, modele)
    mine = await queries.visits_of(edition.id, request.user.id)
    if not mine:
        raise NotFound
    return mine[0]


def _typed_of(visit: queries.VisitLine) -> dict[str, str]:
    return {
        "school": str(visit.school),
        "school_text": visit.school_name,
        "class_name": visit.class_name,
        "grade_level": visit.grade_level,
        "pupils": str(visit.pupils),
        "adults": str(visit.adults),
        "special_needs": str(visit.special_needs or ""),
        "transport": visit.transport,
        "slot": str(visit.slot),
        "photo": visit.photo,
        "lunch": "yes" if visit.lunch else "",
        "girls": "" if visit.girls is None else str(visit.girls),
        "boys": "" if visit.boys is None else str(visit.boys),
    }


@get("/classes/espace/{visit_id:uuid}")
async def show_change(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Template:
    """One class: its numbers and slot, to be corrected."""
    mine = await queries.visit_of(edition.id, request.user.id, visit_id)
    form = ClassForm(_typed_of(mine))
    return page(request, "class_visits/change.html", form=form, visit=mine, **await _lists(edition, form, mine))


@post("/classes/espace/{visit_id:uuid}")
async def change(
    request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]
) -> Template | Redirect:
    mine = await queries.visit_of(edition.id, request.user.id, visit_id)
    form = await read_form(request, ClassForm)
    form.typed["school"] = str(mine.school)
    said = form.read()
    if not form.faults:
        try:
            await service.change(edition, visit_id, said, request.user)
        except Refusal as refusal:
            form.fault(refusal.field or "form", refusal.sentence)
        else:
            return see_other("/classes/espace", "C’est à jour. Un courriel et l’invitation d’agenda suivent.")
    return unprocessable(
        request, "class_visits/change.html", form=form, visit=mine, **await _lists(edition, form, mine)
    )


@post("/classes/espace/{visit_id:uuid}/annulation")
async def cancel(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    await queries.visit_of(edition.id, request.user.id, visit_id)
    await service.cancel(edition, visit_id, request.user)
    return see_other("/classes/espace", "La visite est annulée et ses places sont rendues.")


@post("/classes/espace/agenda")
async def renew_feed(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Another address for the subscribed calendar: the old one was seen by somebody else."""
    mine = await queries.visits_of(edition.id, request.user.id)
    if mine:
        await calendars.renew_feed(edition, mine[0].referent_email)
    return see_other("/classes/espace", "L’adresse de votre agenda est changée.")


@get("/classes/espace/{visit_id:uuid}/invitation.ics")
async def calendar(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Response[bytes]:
    """The plain calendar file, for those whose mail does not open invitations."""
    await queries.visit_of(edition.id, request.user.id, visit_id)
    return Response(
        await invitations.ics_of(visit_id),
        media_type="text/calendar",
        headers={"content-disposition": 'attachment; filename="visite.ics"', "cache-control": "no-store"},
    )


async def _lists(edition: EditionValue, form: ClassForm, mine: queries.VisitLine | None = None) -> dict[str, Any]:
    """What the page offers: slots with their places, levels, ways to come."""
    return {
        "slots": [_choice(slot, edition, mine) for slot in await slots(edition.id)],
        "levels": LEVELS,
        "transports": list(TRANSPORTS.items()),
        "photos": list(PHOTOS.items()),
        "waits": WAITS if mine is None and (form.wait or "slot" in form.faults) and form.typed.get("slot") else [],
        "candidates": [(str(one.id), one.label) for one in form.candidates],
    }


def _choice(slot: SlotPlaces, edition: EditionValue, mine: queries.VisitLine | None) -> tuple[str, str, str, str]:
    """A slot as a card: hour and places left; one's own places count as free.

    A full one is « off » for a class that is registered, and can be taken by a new one, which then may wait.
    """
    own = mine is not None and mine.slot == slot.id
    persons = slot.persons_left + (mine.heads if own and mine else 0)
    coaches = slot.coaches_left + (mine.coaches if own and mine else 0)
    cars = "plus de place de car" if coaches == 0 else f"{coaches} place{'s' if coaches > 1 else ''} de car"
    full = "Complet" if mine else "Complet, liste d’attente"
    detail = f"{full} · porte {slot.gate_code}" if persons < 2 else f"{persons} places, {cars} · porte {slot.gate_code}"
    day = f"{slot.starts_at:%d/%m} " if len(edition.days) > 1 else ""
    return str(slot.id), f"{day}{say_hour(slot.starts_at)}", detail, "off" if persons < 2 and mine else ""


open_to_all = Router(
    "/",
    guards=[everybody],
    route_handlers=[show_registration, register, thank, show_lost, find_lost],
    include_in_schema=False,
)
shown = Router(
    "/",
    guards=[teachers_only],
    route_handlers=[show_space, calendar],
    include_in_schema=False,
)
own_space = Router(
    "/",
    guards=[teachers_only, confirmed_only],
    route_handlers=[show_another, register_another, show_change, change, cancel, renew_feed],
    include_in_schema=False,
)
router = Router(
    "/",
    route_handlers=[open_to_all, shown, own_space, own_decisions, confirming],
    exception_handlers={NotConfirmed: lead_to_confirming},
    include_in_schema=False,
)
