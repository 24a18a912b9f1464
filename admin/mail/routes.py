"""The letters: the list, one letter as it will be or was posted, every template, and another try."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import MediaType, Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Stream, Template

from admin.listing import exports, files_of
from admin.mail import mailings, wordings
from admin.mail.forms import TrialForm
from admin.mail.frames import FRAMED, FRAMING
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.mail import names, queries, samples, service
from forum.mail.letterheads import letterhead
from forum.mail.rendering import BrokenLetter
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.settings import settings
from forum.web import page, read_form, see_other, unprocessable
from forum.web.sheets import list_file

Asked = Request[Who, Any, Any]
STATES = {
    "waiting": ("info", "En attente"),
    "later": ("warn", "Sera réessayé"),
    "posted": ("good", "Parti"),
    "failed": ("bad", "Non distribué"),
}


@get("/")
async def show_letters(
    request: Asked,
    edition: NamedDependency[EditionValue],
    q: FromQuery[str] = "",
    etat: FromQuery[str] = "",
    p: FromQuery[int] = 1,
) -> Template:
    """The letters of the edition, newest first."""
    return page(request, "admin-mail/letters.html", form=TrialForm(), **await _list(edition, q, etat, p))


async def _list(edition: EditionValue, q: str = "", etat: str = "", p: int = 1) -> dict[str, Any]:
    return {
        "found": await queries.letters(edition.id, q, etat, p),
        "counts": await queries.counts(edition.id),
        "stuck": await queries.stuck(edition.id),
        "can_post": settings().smtp_url is not None,
        "q": q,
        "etat": etat,
        "states": STATES,
        "exports": exports("/admin/letters/export", "?" + urlencode({"q": q, "etat": etat})),
    }


@get(files_of())
async def export(
    request: Asked, edition: NamedDependency[EditionValue], q: FromQuery[str] = "", etat: FromQuery[str] = ""
) -> Stream:
    """What the search finds, as a file sent as it is read."""
    heads = ("Écrit", "Nom", "Adresse", "Objet", "Modèle", "État", "Parti", "Essais", "Réponse du serveur")
    rows = (
        (
            line.written_at,
            line.to_name,
            line.to_address,
            line.subject,
            names.title(line.template),
            STATES[line.state][1],
            line.posted_at,
            line.tries,
            line.reason,
        )
        async for line in queries.each_letter(edition.id, q, etat)
    )
    return list_file(request, "courriers", "Courriers", heads, rows)


@get("/{letter:uuid}")
async def show_letter(request: Asked, letter: FromPath[UUID]) -> Template:
    """One letter, its attempts, and the way to try again."""
    answer = page(request, "admin-mail/letter.html", letter=await queries.letter(letter), states=STATES)
    answer.headers.update(FRAMING)
    return answer


@get("/{letter:uuid}/apercu")
async def show_html(letter: FromPath[UUID]) -> Response[str]:
    """The HTML part alone, for the frame."""
    return Response((await queries.letter(letter)).html, media_type=MediaType.HTML, headers=FRAMED)


@post("/{letter:uuid}/essais")
async def retry(request: Asked, letter: FromPath[UUID]) -> Redirect:
    """Post one letter again, as soon as possible."""
    try:
        await service.retry(letter, request.user)
    except NotFound:
        raise
    except Refusal as refusal:
        return see_other(f"/admin/letters/{letter}", refusal.sentence, "bad")
    return see_other(f"/admin/letters/{letter}", "Le courrier va être présenté de nouveau.")


@post("/essais")
async def retry_failed(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Post again everything that failed."""
    count = await service.retry_failed(edition.id, request.user)
    word = {0: "Aucun courrier à réessayer.", 1: "Un courrier va être présenté de nouveau."}
    return see_other("/admin/letters", word.get(count, f"{count} courriers vont être présentés de nouveau."))


@post("/essai-a-soi")
async def write_trial(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """A letter to oneself, to see that letters arrive."""
    form = await read_form(request, TrialForm)
    address = form.read()
    if form.faults:
        return unprocessable(request, "admin-mail/letters.html", form=form, **await _list(edition))
    letter = await service.write_trial(edition.id, address, request.user)
    return see_other(
        f"/admin/letters/{letter}", "Le courrier d’essai est écrit. Rechargez cette page pour voir s’il est parti."
    )


@get("/modeles")
async def show_templates(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Every letter that the forum can write, with made-up people."""
    head = await letterhead(edition.id)
    return page(request, "admin-mail/templates.html", samples=samples.all_samples(head), worded=set(head.wordings))


@get("/modeles/{concept:str}/{name:str}")
async def show_template(
    request: Asked, edition: NamedDependency[EditionValue], concept: FromPath[str], name: FromPath[str]
) -> Template:
    """One template: its HTML and its plain text."""
    template, found, broken = f"{concept}/letters/{name}.md", None, None
    try:
        found = samples.sample(template, await letterhead(edition.id))
    except BrokenLetter as fault:
        broken = str(fault)
        if template not in names.templates():
            raise NotFound from fault
    answer = page(request, "admin-mail/template.html", concept=concept, called=name, found=found, broken=broken)
    answer.headers.update(FRAMING)
    return answer


@get("/modeles/{concept:str}/{name:str}/apercu")
async def show_template_html(
    edition: NamedDependency[EditionValue], concept: FromPath[str], name: FromPath[str]
) -> Response[str]:
    """The HTML part of a template alone, for the frame."""
    try:
        found = samples.sample(f"{concept}/letters/{name}.md", await letterhead(edition.id))
    except BrokenLetter as fault:
        raise NotFound from fault
    return Response(found.html, media_type=MediaType.HTML, headers=FRAMED)


router = Router(
    "/letters",
    guards=[staff(ORGANIZER)],
    include_in_schema=False,
    route_handlers=[
        show_letters,
        export,
        show_letter,
        show_html,
        retry,
        retry_failed,
        write_trial,
        show_templates,
        show_template,
        show_template_html,
        *mailings.handlers,
        *wordings.handlers,
    ],
)
