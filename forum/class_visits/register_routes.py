"""Registering classes over HTTP: one page for one class or several, kept while it is filled, read over, then sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from forum.class_visits import queries, service
from forum.class_visits.choices import closings, form_of, offered
from forum.class_visits.confirming import lead_to_confirming
from forum.class_visits.filling import arranged, looked_over, registered
from forum.class_visits.forms import RegistrationForm, SeveralForm
from forum.class_visits.reading_over import groups, sending
from forum.class_visits.rules import ReferentSaid, advice
from forum.drafts import page as drafts
from forum.editions.queries import slots, window_state
from forum.editions.values import Audience, EditionValue
from forum.errors import NotFound
from forum.people import service as people
from forum.people import sessions
from forum.people.guards import NotConfirmed, confirmed_only, everybody, teachers_only
from forum.people.who import Who
from forum.territory import queries as territory
from forum.web import page, read_form, see_other, unprocessable
from forum.web.kept import same_page

Asked = Request[Who, str, Any]
DRAFT = "classes"
PAGE = "class_visits/register.html"
ANOTHER = "class_visits/another.html"


@get("/classes")
async def show_registration(
    request: Asked, edition: NamedDependency[EditionValue], brouillon: FromQuery[str] = ""
) -> Template | Response[bytes]:
    """The form, with the places left in each slot, or why it is closed; or a draft, taken up again."""
    form = RegistrationForm({"adults": "2", "transport": "coach", "photo": "no"})
    if not brouillon:
        return same_page(request, PAGE, await _around(edition, form), form=form)
    kept = await drafts.taken_up(edition.id, DRAFT, brouillon, RegistrationForm)
    return page(request, PAGE, lost_draft=kept is None, **await _told(edition, kept or form))


@post("/classes")
async def register(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """What the button says (`faire`): a class more or less, reading over, correcting, or sending; without a word, sending."""
    form = await read_form(request, RegistrationForm)
    act = form.typed.pop("faire", "")
    if arranged(form, act):
        return page(request, PAGE, **await _told(edition, form))
    if form.school_words:
        form.settle_school(await territory.search_schools(form.school_words, 12))
    places = await slots(edition.id)
    said, referent = form.read_all(places, closings(edition), edition.sectors), form.read_referent()
    if form.faults:
        return unprocessable(request, PAGE, **await _told(edition, form))
    if act == "relire":
        waiting = await looked_over(edition, form, said, places)
        if waiting is None:
            return unprocessable(request, PAGE, **await _told(edition, form))
        school = (await territory.school(said[0].school)).label
        told = groups(edition, school, said, form.prefixes, referent, places, waiting)
        return drafts.review(request, form, "/classes", told, *sending(len(said), len(waiting)))
    done = await registered(edition, form, said, referent, None)
    if done is None:
        return unprocessable(request, PAGE, **await _told(edition, form))
    await drafts.sent(form)
    if not done[0].new_referent:
        return see_other("/classes/merci")
    advised = " ".join(dict.fromkeys(word for one in said if (word := advice(one.pupils, one.adults))))
    answer = see_other("/classes/espace", f"{_said_of(done)} {advised}".strip())
    sessions.keep(answer, "teacher", await people.open_session("teacher", done[0].referent, edition.id))
    return answer


async def _told(edition: EditionValue, form: SeveralForm) -> dict[str, Any]:
    return {"form": form, **await _around(edition, form)}


async def _around(edition: EditionValue, form: SeveralForm) -> dict[str, Any]:
    return {
        "state": window_state(edition, Audience.CLASSES),
        "draft_link": drafts.link_of(DRAFT, form),
        **await offered(edition, form),
    }


def _said_of(done: list[service.Registered]) -> str:
    """What the first page of the space says of classes just registered."""
    states = {one.state for one in done}
    if len(done) > 1:
        waiting = sum(one.state != queries.EXPECTED for one in done)
        told = f"{len(done)} classes sont enregistrées."
        if waiting:
            told += f" {waiting} sur la liste d’attente\u00a0: voyez ci-dessous."
        elif not done[0].trusted:
            told += " L’équipe du forum vérifie votre adresse, puis envoie les laissez-passer."
        else:
            told += " Les laissez-passer partent aussi par courriel."
        return told
    if queries.WAITING in states:
        return "La classe est sur la liste d’attente. Nous vous écrivons dès que des places se libèrent."
    if queries.OFFERED in states:
        return "Une autre heure a la place pour toute la classe\u00a0: confirmez-la ci-dessous."
    if not done[0].trusted:
        return "Les places sont gardées. L’équipe du forum vérifie votre adresse, puis envoie le laissez-passer."
    return "La classe est inscrite. Le laissez-passer part aussi par courriel."


@get("/classes/espace/nouvelle")
async def show_another(
    request: Asked, edition: NamedDependency[EditionValue], modele: FromQuery[UUID | None] = None
) -> Template:
    """Another class of the same teacher, filled from one that is registered: only its name and numbers are left to say."""
    model = await _model(request, edition, modele)
    form = form_of(SeveralForm, model)
    for name in ("class_name", "pupils", "special_needs", "girls", "boys"):
        form.typed[name] = ""
    form.typed.pop("grade_level")
    return page(request, ANOTHER, model=model, form=form, **await offered(edition, form))


@post("/classes/espace/nouvelle")
async def register_another(
    request: Asked, edition: NamedDependency[EditionValue], modele: FromQuery[UUID | None] = None
) -> Template | Redirect:
    """One class more of the same teacher, or several: read over as the first one is, since it is as much to say."""
    model = await _model(request, edition, modele)
    form = await read_form(request, SeveralForm)
    form.typed["school"] = str(model.school)
    act = form.typed.pop("faire", "")
    if arranged(form, act):
        return page(request, ANOTHER, model=model, form=form, **await offered(edition, form))
    places = await slots(edition.id)
    said = form.read_all(places, closings(edition), edition.sectors)
    same = ReferentSaid(model.referent_first_name, model.referent_last_name, model.referent_email, model.referent_phone)
    waiting = None if form.faults or act != "relire" else await looked_over(edition, form, said, places)
    if waiting is not None:
        told = groups(edition, "", said, form.prefixes, same, places, waiting)
        action = f"/classes/espace/nouvelle?modele={model.id}"
        return drafts.review(request, form, action, told, *sending(len(said), len(waiting)))
    if act != "relire" and not form.faults:
        done = await registered(edition, form, said, same, request.user)
        if done is not None:
            return see_other("/classes/espace", _said_of(done))
    return unprocessable(request, ANOTHER, model=model, form=form, **await offered(edition, form))


async def _model(request: Asked, edition: EditionValue, modele: UUID | None) -> queries.VisitLine:
    """The class to copy: the one asked for, else the teacher's first. Raises NotFound."""
    if modele is not None:
        return await queries.visit_of(edition.id, request.user.id, modele)
    mine = await queries.visits_of(edition.id, request.user.id)
    if not mine:
        raise NotFound
    return mine[0]


open_to_all = Router("/", guards=[everybody], route_handlers=[show_registration, register], include_in_schema=False)
own_space = Router(
    "/",
    guards=[teachers_only, confirmed_only],
    route_handlers=[show_another, register_another],
    exception_handlers={NotConfirmed: lead_to_confirming},
    include_in_schema=False,
)
router = Router("/", route_handlers=[open_to_all, own_space], include_in_schema=False)
