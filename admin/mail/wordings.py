"""Organisers word a letter themselves: its fields listed, checked by making the letter, put back to the default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import MediaType, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from markupsafe import escape

from admin.mail.forms import WordingForm
from admin.mail.frames import FRAMED, FRAMING
from admin.meanwhile import Both, both, seen, shown
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.mail import checking, names, rendering, samples, service
from forum.mail.letterheads import history, letterhead
from forum.mail.rendering import Rendered
from forum.meanwhile import ChangedMeanwhile
from forum.people.who import Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, Any, Any]


@get("/modeles/{concept:str}/{name:str}/texte")
async def show_wording(
    request: Asked, edition: NamedDependency[EditionValue], concept: FromPath[str], name: FromPath[str]
) -> Template:
    """The words of a letter, to change them."""
    template = _template(concept, name)
    now = await service.current_words(edition.id, template)
    form = shown(WordingForm(_whole(now, template)), now)
    return _framing(page(request, "admin-mail/wording.html", form=form, **await _told(edition, concept, name)))


@post("/modeles/{concept:str}/{name:str}/texte")
async def reword(
    request: Asked, edition: NamedDependency[EditionValue], concept: FromPath[str], name: FromPath[str]
) -> Template | Redirect:
    """Keep the words if they make a letter."""
    template = _template(concept, name)
    form, subject, body, _ = await _checked(request, edition, template)
    meanwhile: Both = []
    if not form.faults:
        try:
            await service.reword(edition.id, template, subject, body, request.user, seen(form))
        except ChangedMeanwhile as refusal:
            mine = {"subject": subject, "body": body}
            meanwhile = both(form, refusal, mine, apart=lambda words: _whole(words, template))
        else:
            return see_other(f"/admin/letters/modeles/{concept}/{name}", "Le courrier partira désormais dans ces mots.")
    told = {"meanwhile": meanwhile, **await _told(edition, concept, name)}
    return _framing(unprocessable(request, "admin-mail/wording.html", form=form, **told))


def _whole(words: Mapping[str, Any], template: str) -> dict[str, str]:
    """The words that leave: the organisers' own, else the usual ones."""
    usual = dict(zip(("subject", "body"), rendering.parts_of(rendering.source_of(template)), strict=True))
    return {name: words[name] or usual[name] for name in usual}


@post("/modeles/{concept:str}/{name:str}/essai")
async def preview(
    request: Asked, edition: NamedDependency[EditionValue], concept: FromPath[str], name: FromPath[str]
) -> Response[str]:
    """The letter in the words typed so far, for the frame; nothing is kept."""
    form, _, _, made = await _checked(request, edition, _template(concept, name))
    if made is not None:
        return Response(made.html, status_code=HTTP_200_OK, media_type=MediaType.HTML, headers=FRAMED)
    said = "".join(f"<li>{escape(fault)}</li>" for fault in form.faults.values())
    html = (
        f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>À revoir</title><h1>À revoir</h1><ul>{said}</ul>'
    )
    return Response(html, status_code=HTTP_422_UNPROCESSABLE_ENTITY, media_type=MediaType.HTML, headers=FRAMED)


@post("/modeles/{concept:str}/{name:str}/origine")
async def reset(
    request: Asked, edition: NamedDependency[EditionValue], concept: FromPath[str], name: FromPath[str]
) -> Redirect:
    """Back to the default words."""
    await service.reset_wording(edition.id, _template(concept, name), request.user)
    return see_other(f"/admin/letters/modeles/{concept}/{name}", "Le courrier a retrouvé ses mots d’origine.")


async def _checked(
    request: Asked, edition: EditionValue, template: str
) -> tuple[WordingForm, str, str, Rendered | None]:
    form = await read_form(request, WordingForm)
    subject, body = form.read()
    if form.faults:
        return form, subject, body, None
    made, faults = checking.check(template, subject, body, await letterhead(edition.id))
    for field, sentence in faults.items():
        form.fault(field, sentence)
    return form, subject, body, made


async def _told(edition: EditionValue, concept: str, name: str) -> dict[str, Any]:
    template = _template(concept, name)
    versions = await history(edition.id, template)
    return {
        "concept": concept,
        "called": name,
        "title": rendering.subject_of(template, samples.made_up(template), await letterhead(edition.id)) or name,
        "fields": checking.fields_of(template),
        "versions": versions,
        "own": bool(versions and versions[0].body),
    }


def _template(concept: str, name: str) -> str:
    template = f"{concept}/letters/{name}.md"
    if template not in names.templates():
        raise NotFound
    return template


def _framing(answer: Template) -> Template:
    answer.headers.update(FRAMING)
    return answer


handlers = [show_wording, reword, preview, reset]
