"""Class visits in the back office: the list, one visit, and what is decided of it for a teacher who called."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import timedelta
from typing import Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from admin.class_visits.seeking import STATE_WORDS, STATES, asked_for, sought
from admin.class_visits.telephone import handlers as telephone
from admin.class_visits.together import handlers as together
from admin.listing import files_of
from admin.reach import bound_to, may_change, own_visit, own_visit_or_door, within_reach
from forum.audit import queries as audit
from forum.badges import queries as badges
from forum.badges.codes import show_code
from forum.class_visits import queries, service
from forum.class_visits.rules import PHOTOS, TRANSPORTS
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.errors import Forbidden, NotFound, Refusal
from forum.mail import queries as mail
from forum.people.guards import staff
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.territory.grades import GradeLevel
from forum.web import page, see_other
from forum.web.sheets import Digits, list_file

Asked = Request[Who, str, Any]
LATE = ("15", "30", "45", "60")
MINUTE = timedelta(minutes=1)


class TaughtElsewhere(Forbidden):
    """A territory lead speaks for no class of another territory."""

    sentence = (
        "Cet enseignant a aussi des classes d’une autre communauté de communes\u00a0: demandez à un organisateur."
    )


@get("/")
async def show_list(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Visits by arrival, searched and sorted, above the slots they fill."""
    asked = asked_for(request)
    found = await queries.visits(
        edition.id,
        sort=asked.sort,
        descending=asked.descending,
        page=asked.page,
        wanted=sought(request, asked),
    )
    return page(
        request,
        "admin-class_visits/list.html",
        asked=asked,
        found=found,
        states=STATES,
        counts=await queries.counts(edition.id, bound_to(request.user)),
        ranks=await queries.ranks(edition.id),
        slots=await slots(edition.id),
        transports=TRANSPORTS,
        levels=[(one.value, one.label) for one in GradeLevel],
        undelivered=await mail.undelivered([line.id for line in found.lines]),
    )


@get(files_of())
async def export(request: Asked, edition: NamedDependency[EditionValue]) -> Stream:
    """The same list as a file."""
    lines = await queries.all_visits(edition.id, wanted=sought(request, asked_for(request)))
    head = (
        "Arrivée",
        "Porte",
        "Établissement",
        "UAI",
        "Commune",
        "Classe",
        "Niveau",
        "Élèves",
        "Adultes",
        "Besoins particuliers",
    )
    return list_file(
        request,
        "classes",
        "Classes",
        (*head, "Transport", "Cars", "Repas", "Photos", "Référent", "Courriel", "Mobile", "État"),
        (
            (
                line.starts_at,
                line.gate_code,
                line.school_name,
                line.uai,
                line.commune,
                line.class_name,
                line.level,
                line.pupils,
                line.adults,
                line.special_needs,
                line.transport_name,
                line.coaches,
                "oui" if line.lunch else "non",
                line.photo,
                line.referent_name,
                line.referent_email,
                Digits(line.referent_phone),
                STATE_WORDS[line.state],
            )
            for line in lines
        ),
    )


@get("/{visit_id:uuid}")
async def show_one(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Template:
    """One visit with its pass, its letters and its history."""
    visit = await _seen(request, edition, visit_id)
    live = [badge for badge in await badges.badges_of(visit.id) if badge.valid]
    return page(
        request,
        "admin-class_visits/visit.html",
        visit=visit,
        may=may_change(request.user, visit),
        badge=live[0] if live else None,
        code=show_code(live[0].code) if live else "",
        letters=await mail.letters_to(visit.id),
        history=await audit.entries_about(visit.id),
        notes=await queries.notes(visit.id),
        colleagues=(await queries.colleagues([visit.id])).get(visit.id, []),
        slots=await slots(edition.id),
        photos=PHOTOS,
        late_by=(visit.day_word_expected_at - visit.starts_at) // MINUTE if visit.day_word_expected_at else 0,
    )


async def _seen(request: Asked, edition: EditionValue, visit_id: UUID) -> queries.VisitLine:
    visit = await queries.visit(edition.id, visit_id)
    if not within_reach(request.user, [visit]):
        raise NotFound
    return visit


@post("/{visit_id:uuid}/annulation", guards=[own_visit])
async def cancel(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    await service.cancel(edition, visit_id, request.user)
    return see_other(f"/admin/classes/{visit_id}", "La visite est annulée et l’enseignant prévenu.", "warn")


@post("/{visit_id:uuid}/validation", guards=[own_visit])
async def trust(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    """An organiser vouches for the teacher: every class of theirs gets its pass."""
    visit = await _whole_teacher(request, edition, visit_id)
    await service.trust(edition, visit.referent, request.user)
    return see_other(f"/admin/classes/{visit_id}", "L’enseignant est validé. Les laissez-passer partent par courriel.")


@post("/{visit_id:uuid}/refus", guards=[own_visit])
async def distrust(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    """Nobody of that name teaches there: every class of theirs is cancelled."""
    visit = await _whole_teacher(request, edition, visit_id)
    word = "Nous n’avons pas pu vérifier votre adresse auprès de l’établissement."
    await service.distrust(edition, visit.referent, request.user, word)
    return see_other(f"/admin/classes/{visit_id}", "L’inscription est refusée et la personne prévenue.", "warn")


async def _whole_teacher(request: Asked, edition: EditionValue, visit_id: UUID) -> queries.VisitLine:
    """A visit of a teacher all of whose classes this person may change: what is said of one holds for all. Raises TaughtElsewhere."""
    visit = await queries.visit(edition.id, visit_id)
    if not all(may_change(request.user, one) for one in await queries.visits_of(edition.id, visit.referent)):
        raise TaughtElsewhere
    return visit


@post("/{visit_id:uuid}/laissez-passer", guards=[own_visit])
async def send_pass(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    """The pass again, for a teacher who cannot find it."""
    return await _done(
        visit_id, service.send_pass(edition, visit_id, request.user), "Le laissez-passer est renvoyé par courriel."
    )


@post("/{visit_id:uuid}/creneau", guards=[own_visit])
async def move(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    """Another arrival slot, before the day or on it; the teacher is told and the invitation follows."""
    slot = str((await request.form()).get("slot", ""))
    return await _done(
        visit_id,
        service.move(edition, visit_id, int(slot) if slot.isdecimal() and len(slot) < 10 else 0, request.user),
        "La classe est déplacée et l’enseignant prévenu.",
    )


@post("/{visit_id:uuid}/jour", guards=[own_visit_or_door])
async def note_day(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    """What was heard of the class on the day: late by so many minutes, absent, or on time after all."""
    sent = await request.form()
    word = str(sent.get("word", ""))
    to = "/admin/classes/arrivees" if sent.get("retour") == "plan" else None
    if word == "absent":
        verb, told = service.note_absent(edition, visit_id, request.user), "La classe est notée absente."
    elif word in LATE:
        verb = service.note_late(edition, visit_id, int(word), request.user)
        told = f"Retard de {word} minutes noté\u00a0: l’entrée le sait."
    else:
        verb, told = service.note_on_time(edition, visit_id, request.user), "La classe est attendue à l’heure."
    return await _done(visit_id, verb, told, to)


@post("/{visit_id:uuid}/notes", guards=[own_visit])
async def add_note(request: Asked, edition: NamedDependency[EditionValue], visit_id: FromPath[UUID]) -> Redirect:
    body = str((await request.form()).get("body", ""))[:2000]
    return await _done(visit_id, service.add_note(edition, visit_id, body, request.user), "La note est enregistrée.")


async def _done(visit_id: UUID, verb: Awaitable[None], word: str, to: str | None = None) -> Redirect:
    """Back to the class (or `to`), with what was done or the sentence why not."""
    back = to or f"/admin/classes/{visit_id}"
    try:
        await verb
    except NotFound:
        raise
    except Refusal as refusal:
        return see_other(back, refusal.sentence, "warn")
    return see_other(back, word)


router = Router(
    "/classes",
    guards=[staff(ORGANIZER, TERRITORY_LEAD, VIEWER, DOOR_SUPERVISOR)],
    route_handlers=[
        *telephone,
        *together,
        show_list,
        export,
        show_one,
        cancel,
        trust,
        distrust,
        send_pass,
        move,
        note_day,
        add_note,
    ],
)
