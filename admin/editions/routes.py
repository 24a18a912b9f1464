"""The edition: founded, set up step by step, published, looked at on any day, archived."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.editions import days, halls, sectors, slots
from admin.editions.checking import standing
from admin.editions.forms import MomentForm
from admin.editions.founding import FoundingForm
from admin.editions.words import DatesForm, IdentityForm, LegalForm, WordsForm
from admin.mail.agendas import saved
from admin.meanwhile import Both, both, seen
from forum import clock
from forum.audit.rules import Changes
from forum.audit.service import Told, noted
from forum.editions import queries, service
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.mailings.queries import drifts
from forum.meanwhile import ChangedMeanwhile
from forum.people import preview
from forum.people.guards import staff
from forum.people.service import look_at
from forum.people.who import ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.settings import settings
from forum.territory.holidays import notes_on
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
HOME = "/admin/edition"
organizers_only = staff(ORGANIZER)


@get("/")
async def show_edition(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Where the edition stands, what is missing, and the way to each step."""
    return await _home(request, edition, MomentForm({"date": f"{edition.first_day.date:%Y-%m-%d}", "hour": "09:00"}))


async def _home(request: Asked, edition: EditionValue, moment: MomentForm) -> Template:
    answer = unprocessable if moment.faults else page
    told, behind = await standing(edition), len(await drifts(edition))
    may = request.user.is_a(ORGANIZER)
    return answer(request, "admin-editions/edition.html", told=told, form=moment, may=may, behind=behind)


# ── Founding, choosing, publishing ──────────────────────────────────────────────────────────────────────────────────


@get("/nouvelle", guards=[organizers_only])
async def show_founding(request: Asked) -> Template:
    """A new edition in one page, filled with what is usual."""
    last = await queries.edition_for_office(request.user.edition)
    form = FoundingForm.proposed(last, clock.local(clock.now()).date())
    return page(request, "admin-editions/new.html", form=form, edition=last)


@post("/nouvelle", guards=[organizers_only])
async def found(request: Asked) -> Template | Redirect:
    """Make it, and work on it from now on; the public sees nothing of it yet."""
    form = await read_form(request, FoundingForm)
    said = form.read_all()
    if said is not None:
        try:
            made = await noted(
                request.user,
                service.found(*said),
                lambda made: Told(made, "found-edition", "edition", made, f"Édition créée\u00a0: {said[0].name}"),
            )
        except Refusal as refusal:
            form.fault(refusal.field or "date", refusal.sentence)
        else:
            await look_at(request.auth, made)
            word = " ".join(notes_on(said[1].date)) or "Voici ce qu’il reste à préparer."
            return see_other(HOME, f"L’édition est créée. {word}", "warn" if notes_on(said[1].date) else "done")
    last = await queries.edition_for_office(request.user.edition)
    return unprocessable(request, "admin-editions/new.html", form=form, edition=last)


@post("/choix/{chosen:int}")
async def choose(request: Asked, chosen: FromPath[int]) -> Redirect:
    """Work on another edition from now on. Raises NotFound."""
    found = await queries.edition(chosen)
    await look_at(request.auth, found.id)
    return see_other(HOME, f"Vous travaillez sur «\u00a0{found.name}\u00a0» du {found.first_day.date:%d/%m/%Y}.")


@post("/publication", guards=[organizers_only])
async def publish(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """The public site shows this edition, once nothing is missing that it must say."""
    if not (await standing(edition)).publishable:
        return see_other(HOME, "Il manque encore ce que le public doit pouvoir lire\u00a0: voyez la liste.", "bad")
    told = Told(edition.id, "publish-edition", "edition", edition.id, "Édition publiée")
    await noted(request.user, service.publish(edition.id), lambda _: told)
    return see_other(HOME, "L’édition est en ligne.")


@post("/archive", guards=[organizers_only])
async def archive(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Nothing more happens in this edition; it may be taken back."""
    if clock.now() < edition.last_day.closes_at:
        return see_other(HOME, "On n’archive une édition qu’après sa fermeture.", "bad")
    told = Told(edition.id, "archive-edition", "edition", edition.id, "Édition archivée")
    await noted(request.user, service.archive(edition.id), lambda _: told)
    return see_other(HOME, "L’édition est archivée.")


@post("/archive/fin", guards=[organizers_only])
async def reopen(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Back from the archive."""
    told = Told(edition.id, "reopen-edition", "edition", edition.id, "Édition sortie des archives")
    await noted(request.user, service.reopen(edition.id), lambda _: told)
    return see_other(HOME, "L’édition est sortie des archives.")


# ── The site on another day ─────────────────────────────────────────────────────────────────────────────────────────


@post("/apercu")
async def begin_preview(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Look at the public site as it will be at a moment."""
    form = await read_form(request, MomentForm)
    moment = form.read()
    if moment is None:
        return await _home(request, edition, form)
    answer = see_other("/")
    answer.set_cookie(
        key=preview.COOKIE,
        value=preview.cookie_of(edition.id, moment),
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings().https,
        max_age=3600,
    )
    return answer


@post("/apercu/fin")
async def end_preview(request: Asked) -> Redirect:
    """Back to today."""
    answer = see_other(HOME, "Le site est de nouveau à l’heure.")
    answer.delete_cookie(preview.COOKIE, path="/")
    return answer


# ── The edition's words ─────────────────────────────────────────────────────────────────────────────────────────────

WORDS: dict[str, type[WordsForm]] = {"identite": IdentityForm, "mentions": LegalForm, "dates": DatesForm}


@get("/{step:str}", guards=[organizers_only])
async def show_words(request: Asked, edition: NamedDependency[EditionValue], step: FromPath[str]) -> Template:
    """One of the pages of words. Raises NotFound."""
    if step not in WORDS:
        raise NotFound
    return page(request, f"admin-editions/{step}.html", form=WORDS[step].of(edition))


@post("/{step:str}", guards=[organizers_only])
async def set_words(request: Asked, edition: NamedDependency[EditionValue], step: FromPath[str]) -> Template | Redirect:
    """Keep it, unless somebody else wrote meanwhile: then both are shown."""
    if step not in WORDS:
        raise NotFound
    form = await read_form(request, WORDS[step])
    values = form.read()
    meanwhile: Both = []
    if not form.faults:
        try:
            changed = await noted(
                request.user, service.set_words(edition.id, values, seen(form)), partial(_told, edition, form)
            )
        except ChangedMeanwhile as refusal:
            meanwhile = both(form, refusal, values, form.labels)
        else:
            if not changed:
                return see_other(HOME, "Rien n’a changé.")
            return await saved(edition.id, HOME, "C’est enregistré.")
    return unprocessable(request, f"admin-editions/{step}.html", form=form, meanwhile=meanwhile)


def _told(edition: EditionValue, form: WordsForm, changed: Changes) -> Told | None:
    words = f"{form.title}\u00a0: {', '.join(form.labels[name] for name in changed)}"
    return Told(edition.id, "set-edition", "edition", edition.id, words, changed) if changed else None


router = Router(
    "/edition",
    guards=[staff(ORGANIZER, TERRITORY_LEAD, VIEWER)],
    route_handlers=[
        show_edition,
        show_founding,
        found,
        choose,
        publish,
        archive,
        reopen,
        begin_preview,
        end_preview,
        *days.handlers,
        *halls.handlers,
        *slots.handlers,
        *sectors.handlers,
        show_words,
        set_words,
    ],
)
