"""How badges look: colours, lines and logos, with every kind shown as it will be printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeAlias
from uuid import UUID

from anyio import to_thread
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin.badges.forms import KINDS, LookForm, PictureForm
from admin.meanwhile import Both, both, seen, shown
from forum.badges import queries, rules, service
from forum.badges.drawing.palette import ROLES
from forum.badges.faces_of import edition_face
from forum.badges.preview import preview
from forum.badges.service.look import held
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.meanwhile import ChangedMeanwhile
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.stands.plan_face import plan_face
from forum.web import page, read_form, see_other, unprocessable

Asked: TypeAlias = Request[Who, str, Any]
HERE = "/admin/badges/modele"
LABELS = {
    "line": "Ligne sous la date",
    "back_line": "Dernière ligne du verso",
    **{f"colour_{kind}": label for kind, label in KINDS},
}


@get("/modele")
async def show_look(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The model of the badges and its preview."""
    now = held(await queries.look(edition.id))
    return page(
        request, "admin-badges/look.html", **await _page(edition, shown(LookForm(_apart(now)), now), PictureForm())
    )


def _apart(now: Mapping[str, Any]) -> dict[str, str]:
    """A look with a colour for each kind: the usual one where none was chosen."""
    chosen = {f"colour_{kind}": code for kind, code in json.loads(now["colours"]).items()}
    return {"line": now["line"], "back_line": now["back_line"], **_usual(), **chosen}


@post("/modele", guards=[staff(ORGANIZER)])
async def change_look(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Keep the colours and lines, or put back the usual ones."""
    form = await read_form(request, LookForm)
    usual = form.ticked("usual")
    line, back_line, colours = ("", "", {}) if usual else (*form.read(), form.colours(_usual()))
    meanwhile: Both = []
    if not form.faults:
        try:
            await service.change_look(edition.id, colours, line, back_line, request.user, seen(form))
        except ChangedMeanwhile as refusal:
            mine = {"colours": json.dumps(colours), "line": line, "back_line": back_line}
            meanwhile = both(form, refusal, mine, LABELS, apart=_apart)
        except Refusal as refusal:
            form.fault(refusal.field or "line", refusal.sentence)
        else:
            kept = "Le modèle est enregistré. Les prochains badges imprimés le suivront."
            return see_other(HERE, "Les badges ont repris leurs couleurs d’origine." if usual else kept)
    told = await _page(edition, form, PictureForm())
    return unprocessable(request, "admin-badges/look.html", meanwhile=meanwhile, **told)


@post("/modele/logos", guards=[staff(ORGANIZER)])
async def add_logo(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """A logo of one's own, or a partner's."""
    form = await read_form(request, PictureForm)
    part, name = form.read()
    sent = (await request.form()).get("picture")
    content = await sent.read() if isinstance(sent, UploadFile) else b""
    if not content:
        form.fault("picture", "Choisissez un fichier.")
    if not form.faults:
        try:
            await service.add_picture(edition.id, part, name, content, request.user)
        except Refusal as refusal:
            form.fault(refusal.field or "picture", refusal.sentence)
        else:
            return see_other(HERE, "Le logo est sur les badges.")
    now = held(await queries.look(edition.id))
    return unprocessable(
        request, "admin-badges/look.html", **await _page(edition, shown(LookForm(_apart(now)), now), form)
    )


@post("/modele/logos/{picture:uuid}/retirer", guards=[staff(ORGANIZER)])
async def remove_logo(request: Asked, edition: NamedDependency[EditionValue], picture: FromPath[UUID]) -> Redirect:
    """Take a logo away."""
    await service.remove_picture(edition.id, picture, request.user)
    return see_other(HERE, "Le logo est retiré.")


@get("/apercu.png")
async def show_preview(request: Asked, edition: NamedDependency[EditionValue]) -> Response[bytes]:
    """The badges as they would be printed with what is typed in the form (in the query), or as they are."""
    look = await queries.look(edition.id)
    form = LookForm(dict(request.query_params.items()))
    if "line" in form.typed:
        line, back_line = form.read()
        try:
            colours = rules.checked_colours(form.colours(_usual()))
        except Refusal:
            colours = dict(look.colours)  # half a colour is typed: as before, until it is whole
        look = replace(look, line=line, back_line=back_line, colours=tuple(sorted(colours.items())))
    face = edition_face(edition, await plan_face(edition.id), look)
    drawn = await to_thread.run_sync(preview, face, form.typed.get("vue", "cards"))
    return Response(drawn, media_type="image/png", headers={"cache-control": "no-store"})


def _usual() -> dict[str, str]:
    """The colours that badges have when nobody chose."""
    return {
        f"colour_{kind}": "#" + "".join(f"{round(255 * part):02x}" for part in ROLES[kind].colour) for kind, _ in KINDS
    }


async def _page(edition: EditionValue, form: LookForm, picture: PictureForm) -> dict[str, Any]:
    return {
        "form": form,
        "picture": picture,
        "kinds": [(kind, ROLES[kind].word, label) for kind, label in KINDS],
        "logos": [(logo_id, part, logo) for logo_id, (part, logo) in await queries.pictures(edition.id)],
    }
