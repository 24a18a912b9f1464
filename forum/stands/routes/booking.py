"""Booking a stand: it is kept while the form is filled, then asked for; or a draft; or the waiting list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from forum.editions.queries import window_state
from forum.editions.values import Audience, EditionValue
from forum.errors import NotFound, Refusal
from forum.exhibitors.rules import OrganisationSaid
from forum.people import service as people
from forum.people import sessions
from forum.stands import queries, service
from forum.stands.forms import BookingForm
from forum.stands.routes.asking import Asked, forget, kept_by, lists, remember
from forum.stands.routes.twice import draft_form, drafted_otherwise, otherwise
from forum.stands.rules import DRAFT, MOST_PEOPLE, POWERS, NeedsSaid, Suggestion, Wanted
from forum.web import page, read_form, see_other, unprocessable
from forum.web.kept import forget_pages
from forum.web.words import say_hour

_HEADS = {str(n) for n in range(1, MOST_PEOPLE + 1)}
_DRAFTED = "{} Le brouillon gardé dans l’autre onglet disait autre chose\u00a0: rien n’en est perdu."
_FIRST = {"people": "2", "tables": "1", "chairs": "2", "panels": "0", "power_watts": "0"}


@get("/plan/{number:str}/reservation")
async def show_booking(request: Asked, edition: NamedDependency[EditionValue], number: FromPath[str]) -> Template:
    """The booking page of one stand: keep it, fill the form, or see what else is free near it."""
    stand = await queries.stand(edition.id, number)
    form = BookingForm({**_FIRST, **_carried(request, edition)})
    return page(request, "stands/book.html", form=form, **await _about(request, edition, stand, form))


def _carried(request: Asked, edition: EditionValue) -> dict[str, str]:
    """What « Dites ce qu’il vous faut » was told already."""
    asked = request.query_params
    found = {
        "sector": next((one.code for one in edition.sectors if one.code == asked.get("filiere")), ""),
        "power_watts": asked.get("watts", "") if asked.get("watts") in POWERS else "",
        "machine": "yes" if asked.get("machine") == "yes" else "",
        "network": "yes" if asked.get("reseau") == "yes" else "",
        "three_phase": "yes" if asked.get("triphase") == "yes" else "",
        "people": asked.get("personnes", "") if asked.get("personnes") in _HEADS else "",
    }
    return {name: value for name, value in found.items() if value}


async def _about(request: Asked, edition: EditionValue, stand: queries.StandValue, form: BookingForm) -> dict[str, Any]:
    kept = await queries.find_hold(edition.id, kept_by(request))
    mine = kept if kept and kept.stand == stand.id else None
    free = stand.free_for(mine.id if mine else None)
    return {
        "stand": stand,
        "kept": mine,
        "free": free,
        "near": [] if free else await queries.alternatives(edition.id, stand, wanted_by(form)),
        "own": await _own(request, edition),
        "carried": f"?{query}" if (query := urlencode(_asked(request))) else "",
        "state": window_state(edition, Audience.EXHIBITORS),
        **lists(edition),
    }


def _asked(request: Asked) -> dict[str, str]:
    asked = request.query_params
    return {
        name: asked[name]
        for name in ("filiere", "watts", "machine", "personnes", "reseau", "triphase")
        if name in asked
    }


def wanted_by(form: BookingForm) -> Wanted:
    """What the form asks of another stand, however far it is filled."""
    watts = form.typed.get("power_watts", "")
    people = form.typed.get("people", "")
    return Wanted(
        sector=form.typed.get("sector", ""),
        power_watts=int(watts) if watts in POWERS else 0,
        machine=form.ticked("machine"),
        network=form.ticked("network"),
        three_phase=form.ticked("three_phase"),
        people=min(int(people), MOST_PEOPLE) if people.isascii() and people.isdigit() and len(people) < 4 else 0,
    )


async def _own(request: Asked, edition: EditionValue) -> queries.BookingLine | None:
    """The living booking of whoever came back by the link, or booked a moment ago in another tab."""
    if request.user is None or request.user.kind != "exhibitor":
        return None
    try:
        line = await queries.booking_of(edition.id, request.user.id)
    except NotFound:
        return None
    return line if line.lives else None


@post("/plan/{number:str}/garde")
async def keep(request: Asked, edition: NamedDependency[EditionValue], number: FromPath[str]) -> Redirect:
    """Keep the stand for a quarter of an hour."""
    try:
        kept = await service.keep(edition, number, kept_by(request))
    except service.StandTaken as refusal:
        word = (
            "Quelqu’un vient de prendre ce stand. Voici les plus proches."
            if not isinstance(refusal, service.StandHeld)
            else "Quelqu’un remplit déjà le formulaire de ce stand. Voici les plus proches."
        )
        return see_other(f"/plan/{number}/reservation", word, "warn")
    forget_pages(request.app)
    query = urlencode(_asked(request))
    answer = see_other(f"/plan/{number}/reservation" + (f"?{query}" if query else ""))
    remember(answer, kept)
    return answer


@post("/plan/{number:str}/garde/prolongation")
async def extend(
    request: Asked, edition: NamedDependency[EditionValue], number: FromPath[str]
) -> Template | Response[dict[str, str]]:
    """Fifteen minutes more; the page comes back with what was typed, or a script reads the hour alone."""
    form = await read_form(request, BookingForm)
    mine = kept_by(request)
    try:
        kept = await (service.extend(edition, number, mine) if mine else service.keep(edition, number))
    except Refusal as refusal:
        form.fault(refusal.field or "stand", refusal.sentence)
        stand = await queries.stand(edition.id, number)
        return unprocessable(request, "stands/book.html", form=form, **await _about(request, edition, stand, form))
    if request.headers.get("accept") == MediaType.JSON:
        return Response({"until": kept.expires_at.isoformat(), "hour": say_hour(kept.expires_at)})
    about = await _about(request, edition, await queries.stand(edition.id, number), form)
    answer = page(request, "stands/book.html", form=form, **{**about, "kept": kept, "free": True, "near": []})
    remember(answer, kept)
    return answer


@post("/plan/{number:str}/garde/fin")
async def let_go(request: Asked, edition: NamedDependency[EditionValue], number: FromPath[str]) -> Redirect:
    """Not that one after all."""
    mine = await queries.find_hold(edition.id, kept_by(request))
    if mine:
        await service.let_go(mine.id)
    answer = see_other("/plan", f"Le stand {number} est de nouveau libre.")
    forget(answer)
    return answer


@post("/plan/{number:str}/reservation")
async def book(request: Asked, edition: NamedDependency[EditionValue], number: FromPath[str]) -> Template | Redirect:
    form = await read_form(request, BookingForm)
    try:
        stand = await queries.stand(edition.id, form.typed.get("stand") or number)
    except NotFound:
        return await _vanished(request, edition, form)
    said, needs = form.read_organisation(edition.sectors), form.read_needs()
    own = await _own(request, edition)
    mine = own if own and (own.exhibitor_name, own.email) == (said.name, said.email) else None
    if mine and (mine.state != DRAFT or form.typed.get("later")):
        has = f"{mine.exhibitor_name} a déjà {_place(mine)}"
        return await otherwise(request, edition, mine, form, f"{has}, avec d’autres réponses.") or see_other(
            "/exposants/espace", f"{has}\u00a0: voici votre espace.", "warn"
        )
    drafted = await draft_form(edition, mine) if mine else None
    if not form.faults:
        try:
            exhibitor = await _take(request, edition, stand.number, form, said, needs, mine)
        except service.KnownAlready as refusal:
            await service.send_way_in(edition, said.email)
            form.fault("name", refusal.sentence)
        except service.StandTaken as refusal:
            if made := await _made_already(request, edition, stand.number):
                word = f"Le stand {made.number} est bien à vous"
                both = await otherwise(request, edition, made, form, f"{word}, avec d’autres réponses.")
                return await _open_space(made.exhibitor, edition, f"{word}.", both)
            form.fault("stand", refusal.sentence)
        except Refusal as refusal:
            form.fault(refusal.field or "form", refusal.sentence)
        else:
            forget_pages(request.app)
            word = f"Le stand {stand.number} est réservé. La confirmation et votre badge partent par courriel."
            told = _DRAFTED.format(word)
            both = await drafted_otherwise(request, edition, mine, drafted, told) if mine and drafted else None
            return await _open_space(
                exhibitor, edition, word if not form.typed.get("later") else "Votre brouillon est gardé.", both
            )
    about = await _about(request, edition, await queries.stand(edition.id, stand.number), form)
    return unprocessable(request, "stands/book.html", form=form, near_options=_options(about["near"]), **about)


async def _take(
    request: Asked,
    edition: EditionValue,
    number: str,
    form: BookingForm,
    said: OrganisationSaid,
    needs: NeedsSaid,
    mine: queries.BookingLine | None,
) -> UUID:
    """Book, or keep a draft; the draft that another tab kept takes the stand. Answers the exhibitor's id."""
    if form.typed.get("later"):
        return await service.draft(edition, said, needs)
    if mine is None:
        return await service.book(edition, number, said, needs, kept=kept_by(request))
    await service.submit_with(edition, mine.id, number, (said, needs), request.user, kept_by(request))
    return mine.exhibitor


def _place(mine: queries.BookingLine) -> str:
    if mine.state == DRAFT:
        return "un brouillon"
    return f"le stand {mine.number}" if mine.number else "une place sur la liste d’attente"


async def _made_already(request: Asked, edition: EditionValue, number: str) -> queries.BookingLine | None:
    """The same form sent twice, by two clicks or two tabs of one browser: its first sending took the stand."""
    for line in (await queries.booked_under(edition.id, kept_by(request)), await _own(request, edition)):
        if line and line.stands and line.number == number:
            return line
    return None


async def _vanished(request: Asked, edition: EditionValue, form: BookingForm) -> Template:
    """The stand went from the plan between page and click: the same form, and the stands that are free. Raises NotFound."""
    free = [one for one in await queries.plan(edition.id) if one.free]
    if not free:
        raise NotFound("Ce stand n’existe plus, et aucun autre n’est libre.")
    form.typed.pop("stand", None)
    form.fault("stand", "Ce stand n’existe plus. Ce que vous avez écrit est gardé\u00a0: choisissez un autre stand.")
    about = await _about(request, edition, free[0], form)
    near = await queries.suggestions(edition.id, wanted_by(form)) or await queries.suggestions(edition.id, Wanted())
    return unprocessable(request, "stands/book.html", form=form, **{**about, "near_options": _options(near)})


def _options(near: list[tuple[queries.StandValue, Suggestion]]) -> list[tuple[str, str, str]]:
    """Cards to choose from, each with the reasons for it."""
    return [(one.number, f"Stand {one.number}", ", ".join(why.reasons)) for one, why in near]


async def _open_space(
    exhibitor: UUID, edition: EditionValue, word: str, first: Template | None = None
) -> Template | Redirect:
    """On to the own space, with a word; or `first` to a page that is to be read before."""
    answer = first or see_other("/exposants/espace", word)
    sessions.keep(answer, "exhibitor", await people.open_session("exhibitor", exhibitor, edition.id))
    forget(answer)
    return answer


@get("/exposants/attente")
async def show_waiting(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The waiting list's form, and whether there is any need for it."""
    free = sum(one.free for one in await queries.plan(edition.id))
    state = window_state(edition, Audience.EXHIBITORS)
    return page(
        request, "stands/wait.html", form=BookingForm(_FIRST), free=free, state=state, open_needs=True, **lists(edition)
    )


@post("/exposants/attente")
async def wait(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    form = await read_form(request, BookingForm)
    said, needs = form.read_organisation(edition.sectors), form.read_needs()
    if not form.faults:
        try:
            exhibitor = await service.wait_for_one(edition, said, needs)
        except service.KnownAlready as refusal:
            await service.send_way_in(edition, said.email)
            form.fault("name", refusal.sentence)
        except Refusal as refusal:
            form.fault(refusal.field or "power_watts", refusal.sentence)
        else:
            return await _open_space(
                exhibitor, edition, "Vous êtes sur la liste d’attente. La confirmation part par courriel."
            )
    return unprocessable(
        request, "stands/wait.html", form=form, free=0, state="open", open_needs=True, **lists(edition)
    )
