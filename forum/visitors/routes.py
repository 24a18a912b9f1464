"""Visitors over HTTP: the registration page, and one's own space behind the link of the letter."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from forum.badges import queries as badges
from forum.badges.codes import show_code
from forum.drafts import page as drafts
from forum.editions.queries import window_state
from forum.editions.values import Audience, EditionValue
from forum.errors import NotFound, Refusal
from forum.invitations import queries as invitations
from forum.invitations import service as calendars
from forum.people import service as people
from forum.people import sessions
from forum.people.forms import LostForm
from forum.people.guards import everybody, visitors_only
from forum.people.who import Who
from forum.visitors import queries, service
from forum.visitors.forms import VisitorForm, typed_of
from forum.visitors.offered import near, offered
from forum.visitors.reading_over import groups
from forum.web import page, read_form, see_other, unprocessable
from forum.web.kept import same_page

Asked = Request[Who, str, Any]
DRAFT = "visiteurs"
PAGE = "visitors/register.html"
_SENDS = ("Recevoir mon badge", "Votre badge arrive à cette adresse.")
_SENDS_TO_WAIT = ("M’inscrire sur la liste d’attente", "Nous vous écrivons à cette adresse dès qu’une place se libère.")
_slow_down = RateLimitConfig(rate_limit=("minute", 10), store="rl_lost_badge").middleware


@get("/visiteurs")
async def show_registration(
    request: Asked, edition: NamedDependency[EditionValue], brouillon: FromQuery[str] = ""
) -> Template | Response[bytes]:
    """The form, or why it is closed; or a draft, taken up again."""
    form = VisitorForm()
    if not brouillon:
        return same_page(request, PAGE, await _around(edition, form), form=form)
    kept = await drafts.taken_up(edition.id, DRAFT, brouillon, VisitorForm)
    return page(request, PAGE, lost_draft=kept is None, **await _told(edition, kept or form))


@post("/visiteurs")
async def register(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """What the button says (`faire`): reading over, correcting, or sending; without a word, sending."""
    form = await read_form(request, VisitorForm)
    act = form.typed.pop("faire", "")
    if act == "corriger":
        return page(request, PAGE, **await _told(edition, form))
    said = form.read(edition.sectors)
    if not form.faults:
        try:
            if act == "relire":
                slot = await service.look_over(edition, said, form.wait)
                waits = slot is not None and said.heads > slot.left
                send = _SENDS_TO_WAIT if waits else _SENDS
                told = groups(edition, said, slot)
                return drafts.review(request, form, "/visiteurs", told, *send)
            done = await service.register(edition, said, wait=form.wait)
        except service.SlotFull as refusal:
            form.fault("slot", f"{refusal.sentence} {await near(edition, form, said.heads)}")
        except Refusal as refusal:
            form.fault(refusal.field or "form", refusal.sentence)
        else:
            await drafts.sent(form)
            if not done.new:
                return see_other("/visiteurs/merci")
            answer = see_other("/visiteurs/espace", _word(done.state))
            sessions.keep(answer, "visitor", await people.open_session("visitor", done.id, edition.id))
            return answer
    return unprocessable(request, PAGE, **{**await _told(edition, form), "state": "open"})


async def _told(edition: EditionValue, form: VisitorForm) -> dict[str, Any]:
    return {"form": form, **await _around(edition, form)}


async def _around(edition: EditionValue, form: VisitorForm) -> dict[str, Any]:
    return {
        "state": window_state(edition, Audience.VISITORS),
        "draft_link": drafts.link_of(DRAFT, form),
        **await offered(edition, form),
    }


def _word(state: str) -> str:
    """What the first page of the space says of somebody just registered."""
    if state == queries.WAITING:
        return "Vous êtes sur la liste d’attente. Nous vous écrivons dès qu’une place se libère."
    if state == queries.OFFERED:
        return "Une autre heure a la place pour vous\u00a0: confirmez-la ci-dessous."
    return "Vous êtes inscrit. Votre badge part aussi par courriel."


@get("/visiteurs/merci")
async def thank(request: Asked) -> Template:
    """Said to somebody who was registered already: the letter went to the address, and only there."""
    return page(request, "visitors/thanks.html")


@get("/visiteurs/badge-perdu")
async def show_lost(request: Asked) -> Template:
    return page(request, "visitors/lost.html", form=LostForm())


@post("/visiteurs/badge-perdu", middleware=[_slow_down])
async def find_lost(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    form = await read_form(request, LostForm)
    email = form.read()
    if form.faults:
        return unprocessable(request, "visitors/lost.html", form=form)
    await service.send_way_in(edition, email)
    return see_other("/visiteurs/merci")


@get("/visiteurs/espace")
async def show_space(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """One's own registration: badge, calendar entry, change, cancel; or the rank on the waiting list."""
    mine = await queries.visitor(edition.id, request.user.id)
    held = await badges.badges_of(mine.id)
    live = [badge for badge in held if badge.valid]
    return page(
        request,
        "visitors/space.html",
        mine=mine,
        badge=live[0] if live else None,
        code=show_code(live[0].code) if live else "",
        feed=await calendars.share_feed(edition, mine.email) if mine.email else "",
        sectors=[edition.sector(one) for one in await queries.sectors_of(mine.id)],
        rank=await queries.rank(edition.id, mine.id) if mine.state == queries.WAITING else 0,
    )


@get("/visiteurs/espace/corriger")
async def show_change(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    mine = await queries.visitor(edition.id, request.user.id)
    form = VisitorForm(typed_of(mine), {"sectors": [sector.code for sector in await queries.sectors_of(mine.id)]})
    return page(request, "visitors/change.html", form=form, mine=mine, **await offered(edition, form, mine))


@post("/visiteurs/espace/corriger")
async def change(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    mine = await queries.visitor(edition.id, request.user.id)
    form = await read_form(request, VisitorForm)
    said = form.read(edition.sectors)
    if not form.faults:
        try:
            await service.change(edition, request.user.id, said, request.user)
        except NotFound:
            raise
        except Refusal as refusal:
            form.fault(refusal.field or "form", refusal.sentence)
        else:
            now = await queries.visitor(edition.id, mine.id)
            followed = now.slot != mine.slot or now.email != mine.email
            word = "Un courriel et l’invitation d’agenda suivent." if followed else "Votre badge est à jour."
            return see_other("/visiteurs/espace", f"C’est corrigé. {word}" if now.expected else "C’est corrigé.")
    return unprocessable(request, "visitors/change.html", form=form, mine=mine, **await offered(edition, form, mine))


@post("/visiteurs/espace/confirmation")
async def confirm(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """The places that were offered are taken; too late is said in the space."""
    try:
        await service.confirm(edition, request.user.id, request.user)
    except service.OfferOver as refusal:
        return see_other("/visiteurs/espace", refusal.sentence, "warn")
    return see_other("/visiteurs/espace", "C’est confirmé\u00a0: nous vous attendons.")


@post("/visiteurs/espace/attente")
async def wait_again(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    await service.wait_again(edition, request.user.id, request.user)
    return see_other("/visiteurs/espace", "Vous êtes de nouveau sur la liste d’attente.")


@post("/visiteurs/espace/annulation")
async def cancel(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    await service.cancel(edition, request.user.id, request.user)
    return see_other("/visiteurs/espace", "Votre visite est annulée. Merci de nous avoir prévenus.")


@post("/visiteurs/espace/agenda")
async def renew_feed(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Another address for the subscribed calendar: the old one was seen by somebody else."""
    mine = await queries.visitor(edition.id, request.user.id)
    await calendars.renew_feed(edition, mine.email)
    return see_other("/visiteurs/espace", "L’adresse de votre agenda est changée.")


@get("/visiteurs/espace/invitation.ics")
async def calendar(request: Asked) -> Response[bytes]:
    """The plain calendar file, for those whose mail does not open invitations."""
    return Response(
        await invitations.ics_of(request.user.id),
        media_type="text/calendar",
        headers={"content-disposition": 'attachment; filename="forum.ics"', "cache-control": "no-store"},
    )


open_to_all = Router(
    "/",
    guards=[everybody],
    route_handlers=[show_registration, register, thank, show_lost, find_lost],
    include_in_schema=False,
)
own_space = Router(
    "/",
    guards=[visitors_only],
    route_handlers=[show_space, show_change, change, confirm, wait_again, cancel, renew_feed, calendar],
    include_in_schema=False,
)
router = Router("/", route_handlers=[open_to_all, own_space], include_in_schema=False)
