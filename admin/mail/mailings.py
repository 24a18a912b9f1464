"""Letters to many, for organisers: what leaves by itself, a message to a part or to all, and how far it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import MediaType, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.mail import agendas
from admin.mail.forms import GeneralForm, MessageForm, PlanForm, TrialForm
from admin.mail.frames import FRAMED, FRAMING
from admin.meanwhile import seen, shown
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.forms import Typed
from forum.mailings import queries, rules, service
from forum.mailings.queries import MailingLine
from forum.meanwhile import ChangedMeanwhile
from forum.people.queries import team
from forum.people.who import Who
from forum.settings import settings
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, Any, Any]
HOME = "/admin/letters/envois"
FORMS = {rules.GENERAL: GeneralForm, rules.NOW: MessageForm}
STATES = {
    "draft": ("off", "Brouillon"),
    "planned": ("info", "Prévu"),
    "due": ("info", "Part dans un instant"),
    "off": ("off", "Suspendu"),
    "missed": ("off", "Non envoyé"),
    "sending": ("warn", "En cours"),
    "stopped": ("bad", "Arrêté"),
    "finished": ("good", "Écrit"),
}


@get("/envois")
async def show_mailings(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """What leaves by itself, and every message that was written."""
    sent = [line for line in await queries.mailings(edition.id) if line.kind not in rules.PLANNED]
    form = shown(Typed(), {"notice": edition.notice})
    planned = await queries.planned(edition)
    return page(request, "admin-mail/mailings.html", form=form, planned=planned, sent=sent, states=STATES)


@post("/envois/prevus")
async def switch_planned(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Suspend a planned mailing, or let it leave again."""
    named, on = (await read_form(request, PlanForm)).read()
    for told in await queries.planned(edition):
        if " ".join(str(part) for part in told.plan.key) == named:
            return await _done(service.switch(edition, told.plan, request.user, on=on), HOME, "C’est noté.")
    raise NotFound


@post("/envois/bandeau")
async def clear_notice(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Take the banner off the public pages, unless it is no more the one that was read."""
    form = await read_form(request, Typed)
    try:
        await service.clear_notice(edition, request.user, seen(form))
    except ChangedMeanwhile:
        return see_other(
            HOME, "Le bandeau a changé entre-temps\u00a0: lisez celui qui est affiché avant de le retirer.", "bad"
        )
    return see_other(HOME, "Le bandeau est retiré du site.")


@get("/envois/nouveau/{kind:str}")
async def show_new(request: Asked, edition: NamedDependency[EditionValue], kind: FromPath[str]) -> Template:
    """An empty message."""
    if kind not in FORMS:
        raise NotFound
    form = FORMS[kind]({"sense": rules.INFO}, {"segments": rules.EVERYBODY if kind == rules.GENERAL else ()})
    return page(request, "admin-mail/message.html", form=form, kind=kind, **await _offers(edition))


@post("/envois/nouveau/{kind:str}")
async def write_new(request: Asked, edition: NamedDependency[EditionValue], kind: FromPath[str]) -> Template | Redirect:
    """Keep a message as a draft; its page shows it before anybody gets it."""
    if kind not in FORMS:
        raise NotFound
    form = await read_form(request, FORMS[kind])
    said = form.read()
    if said is None:
        return unprocessable(request, "admin-mail/message.html", form=form, kind=kind, **await _offers(edition))
    subject = said.subject or rules.headline(said.sense, edition.name)
    draft = await service.draft_message(edition, kind, said.segments, said.sense, subject, said.text, request.user)
    return see_other(f"{HOME}/{draft}")


@get("/envois/{mailing:uuid}")
async def show_mailing(request: Asked, edition: NamedDependency[EditionValue], mailing: FromPath[UUID]) -> Template:
    """One mailing: its letter, its people, how far it is."""
    own = next((line.email for line in await team() if line.id == request.user.id), "")
    form = TrialForm({"email": own})
    return _framing(page(request, "admin-mail/mailing.html", form=form, **await _mailing(edition, mailing)))


@get("/envois/{mailing:uuid}/apercu")
async def show_mailing_html(edition: NamedDependency[EditionValue], mailing: FromPath[UUID]) -> Response[str]:
    """The letter alone, for the frame."""
    found = await queries.preview(edition, await _of(edition, mailing))
    return Response(found.html, media_type=MediaType.HTML, headers=FRAMED)


@get("/envois/{mailing:uuid}/texte")
async def show_rewording(request: Asked, edition: NamedDependency[EditionValue], mailing: FromPath[UUID]) -> Template:
    """The words of a draft, to change them."""
    line = await _of(edition, mailing)
    if line.kind not in FORMS:
        raise NotFound
    typed = {"sense": line.sense, "subject": line.subject, "text": line.text}
    form = FORMS[line.kind](typed, {"segments": line.segments})
    return page(request, "admin-mail/message.html", form=form, kind=line.kind, **await _offers(edition))


@post("/envois/{mailing:uuid}/texte")
async def reword(
    request: Asked, edition: NamedDependency[EditionValue], mailing: FromPath[UUID]
) -> Template | Redirect:
    """Other words for a draft."""
    line = await _of(edition, mailing)
    if line.kind not in FORMS:
        raise NotFound
    form = await read_form(request, FORMS[line.kind])
    said = form.read()
    if said is None:
        return unprocessable(request, "admin-mail/message.html", form=form, kind=line.kind, **await _offers(edition))
    subject = said.subject or rules.headline(said.sense, edition.name)
    changing = service.reword_message(mailing, said.segments, said.sense, subject, said.text)
    return await _done(changing, f"{HOME}/{mailing}", "Le message est à jour.")


@post("/envois/{mailing:uuid}/essai")
async def try_on(
    request: Asked, edition: NamedDependency[EditionValue], mailing: FromPath[UUID]
) -> Template | Redirect:
    """The letter to oneself first."""
    await _of(edition, mailing)
    form = await read_form(request, TrialForm)
    address = form.read()
    if form.faults:
        told = await _mailing(edition, mailing)
        return _framing(unprocessable(request, "admin-mail/mailing.html", form=form, **told))
    await service.try_on(edition, mailing, address, request.user)
    return see_other(f"{HOME}/{mailing}", f"L’essai part vers {address}. Lisez-le avant d’envoyer à tous.")


@post("/envois/{mailing:uuid}/depart")
async def begin(request: Asked, edition: NamedDependency[EditionValue], mailing: FromPath[UUID]) -> Redirect:
    """Send it to everybody it is for."""
    beginning = service.begin(edition, mailing, request.user)
    return await _done(beginning, f"{HOME}/{mailing}", "L’envoi a commencé.")


@post("/envois/{mailing:uuid}/arret")
async def stop(request: Asked, edition: NamedDependency[EditionValue], mailing: FromPath[UUID]) -> Redirect:
    """Write no more of it, take back what has not left."""
    await _of(edition, mailing)
    return await _done(service.stop(mailing, request.user), f"{HOME}/{mailing}", "L’envoi est arrêté.", "warn")


@post("/envois/{mailing:uuid}/reprise")
async def resume(request: Asked, edition: NamedDependency[EditionValue], mailing: FromPath[UUID]) -> Redirect:
    """Go on where it was stopped."""
    await _of(edition, mailing)
    return await _done(service.resume(mailing, request.user), f"{HOME}/{mailing}", "L’envoi reprend.")


@post("/envois/{mailing:uuid}/corbeille")
async def discard(edition: NamedDependency[EditionValue], mailing: FromPath[UUID]) -> Redirect:
    """Throw a draft away."""
    await _of(edition, mailing)
    return await _done(service.discard(mailing), HOME, "Le brouillon est jeté.")


async def _done(verb: Any, path: str, word: str, tone: str = "done") -> Redirect:
    """Await the verb; its refusal is shown where the person comes from."""
    try:
        await verb
    except NotFound:
        raise
    except Refusal as refusal:
        return see_other(path, refusal.sentence, "bad")
    return see_other(path, word, tone)


async def _of(edition: EditionValue, mailing: UUID) -> MailingLine:
    line = await queries.mailing(mailing)
    if line.edition != edition.id:
        raise NotFound
    return line


async def _mailing(edition: EditionValue, mailing: UUID) -> dict[str, Any]:
    line = await _of(edition, mailing)
    about = line.about if line.kind in (rules.WEEK, rules.DAY, rules.MISSING) else None
    if line.kind == rules.FOLLOW:
        behind = [drift.segment for drift in await queries.drifts(edition)]
        counts = [(rules.SEGMENTS[part], behind.count(part)) for part in line.segments]
    else:
        counts = [(rules.SEGMENTS[part], await queries.count(edition, [part], about)) for part in line.segments]
    return {
        "line": line,
        "counts": counts,
        "letters": sum(count for _, count in counts)
        if line.kind == rules.FOLLOW
        else await queries.count(edition, line.segments, about, once=line.once),
        "preview": await queries.preview(edition, line),
        "states": STATES,
        "can_post": settings().smtp_url is not None,
    }


async def _offers(edition: EditionValue) -> dict[str, Any]:
    counts = {code: await queries.count(edition, [code]) for code in rules.SEGMENTS}
    return {"counts": counts, "segments": rules.SEGMENTS, "everybody": rules.EVERYBODY, "senses": rules.SENSES}


def _framing(answer: Template) -> Template:
    answer.headers.update(FRAMING)
    return answer


handlers = [
    *agendas.handlers,
    show_mailings,
    switch_planned,
    clear_notice,
    show_new,
    write_new,
    show_mailing,
    show_mailing_html,
    show_rewording,
    reword,
    try_on,
    begin,
    stop,
    resume,
    discard,
]
