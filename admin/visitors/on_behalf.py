"""A visitor registered by an organiser, for somebody who telephones."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from admin.reach import keep_within_reach, own_new, within_reach
from admin.visitors.forms import OnBehalfForm
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.who import Who
from forum.visitors import queries, service
from forum.visitors.offered import near, offered
from forum.visitors.rules import name_key
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]


@get("/nouveau", guards=[own_new])
async def show_new(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The visitors' own form, its address left free."""
    form = OnBehalfForm()
    return page(request, "admin-visitors/new.html", form=form, twins=[], **await offered(edition, form))


@post("/nouveau", guards=[own_new])
async def register(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Registered at any date; whoever gave no address has a badge to be printed."""
    form = await read_form(request, OnBehalfForm)
    said = form.read(edition.sectors)
    keep_within_reach(request.user, form, "commune", said.insee_code)
    twins: list[queries.VisitorLine] = []
    if not form.faults:
        try:
            done = await service.register(edition, said, request.user, form.wait, anyway=form.anyway)
        except service.SlotFull as refusal:
            form.fault("slot", f"{refusal.sentence} {await near(edition, form, said.heads)}")
        except service.NameKnown as refusal:
            form.fault(refusal.field, refusal.sentence)
            known = await queries.twins(edition.id, name_key(said.first_name, said.last_name))
            twins = within_reach(request.user, known)
            form.typed.setdefault("anyway", "")
        except Refusal as refusal:
            form.fault(refusal.field or "form", refusal.sentence)
        else:
            return see_other(f"/admin/visiteurs/{done.id}", _word(done, bool(said.email)))
    return unprocessable(request, "admin-visitors/new.html", form=form, twins=twins, **await offered(edition, form))


def _word(done: service.Registered, has_address: bool) -> str:
    if not done.new:
        return "Cette personne était déjà inscrite\u00a0: son badge lui est renvoyé."
    if done.state != queries.EXPECTED:
        return "La personne est sur la liste d’attente."
    return (
        "C’est inscrit. Le badge part par courriel." if has_address else "C’est inscrit. Imprimez le badge ci-dessous."
    )


handlers = [show_new, register]
