"""One act on many registrations: the filtered list, looked at and unticked where need be, then done one by one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from admin.visitors.forms import TogetherForm, TogetherSaid
from admin.visitors.seeking import STATE_WORDS, asked_for, sought
from forum.audit import service as audit
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.undoing.service import REGISTRATIONS
from forum.visitors import queries, service
from forum.visitors.queries import VisitorLine
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
MOST = 500
"""At once: more would keep the page waiting for a minute. The next ones come with the next look at the list."""
ACTS = {
    "badge": ("Renvoyer le badge", "reçoivent leur badge de nouveau"),
    "letter": ("Écrire un courriel", "reçoivent ce courriel"),
    "move": ("Changer l’heure d’arrivée", "changent d’heure et sont prévenues"),
    "cancel": ("Annuler les inscriptions", "voient leur inscription annulée et sont prévenues"),
}
UNDOABLE = {"move": "move-visitors", "cancel": "cancel-visitors"}
"""What the journal calls those of them that it can take back."""
organizers_only = staff(ORGANIZER)


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom an act would reach, and whom not and why."""

    reached: list[VisitorLine]
    left: list[tuple[VisitorLine, str]]


@get("/ensemble", guards=[organizers_only])
async def choose(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """What to do with the registrations of the list."""
    return page(request, "admin-visitors/together.html", form=TogetherForm(), **await _told(request, edition))


@post("/ensemble/apercu", guards=[organizers_only])
async def preview(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Whom it would reach, ticked; nothing is done yet."""
    form = await read_form(request, TogetherForm)
    told = await _told(request, edition)
    said = form.read(ACTS, [slot.id for slot in told["slots"]])
    if form.faults:
        return unprocessable(request, "admin-visitors/together.html", form=form, **told)
    found = await queries.sought_visitors(edition.id, sought(request, told["asked"]))
    looked = _sorted(found, said.act)
    return page(request, "admin-visitors/preview.html", form=form, said=said, looked=looked, most=MOST, **told)


@post("/ensemble", guards=[organizers_only])
async def act(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Do it to those that stayed ticked; each on its own, so that one refusal stops nobody else."""
    form = await read_form(request, TogetherForm)
    told = await _told(request, edition)
    said = form.read(ACTS, [slot.id for slot in told["slots"]])
    if form.faults:
        return unprocessable(request, "admin-visitors/together.html", form=form, **told)
    ticked = set(form.many("visitor"))
    found = await queries.sought_visitors(edition.id, sought(request, told["asked"]))
    lines = [line for line in _sorted(found, said.act).reached if str(line.id) in ticked][:MOST]
    done: list[VisitorLine] = []
    refused = 0
    for line in lines:
        try:
            await _verb(edition, said, request.user)(line.id)
        except Refusal:
            refused += 1
        else:
            done.append(line)
    word = f"{len(done)} inscription{'s' if len(done) > 1 else ''}\u00a0: c’est fait."
    if said.act in UNDOABLE and len(done) > 1:
        await _note(edition, said, done, request.user)
        word += " Le journal peut tout défaire d’un coup."
    if refused:
        word += f" {refused} n’ont pas pu changer\u00a0: plus de place, ou changées entre-temps."
    return see_other(f"/admin/visiteurs{told['asked'].href()}", word, "warn" if refused else "done")


async def _note(edition: EditionValue, said: TogetherSaid, done: Sequence[VisitorLine], by: Who) -> None:
    """The whole of it is one act in the journal, too, which takes it back."""
    was = [f"{line.id} {line.slot or ''}".strip() for line in done]
    told = f"{len(done)} inscriptions\u00a0: {ACTS[said.act][0].lower()}"
    changes = {REGISTRATIONS: (was, said.slot if said.act == "move" else None)}
    await audit.note(edition.id, by, UNDOABLE[said.act], "visitors", said.act, told, changes)


def _verb(edition: EditionValue, said: TogetherSaid, by: Who) -> Callable[[UUID], Awaitable[object]]:
    if said.act == "badge":
        return lambda one: service.send_badge(edition, one, by)
    if said.act == "letter":
        return lambda one: service.write_to(edition, one, said.title, said.text, by)
    if said.act == "move":
        return lambda one: service.move(edition, one, said.slot, by)
    return lambda one: service.cancel(edition, one, by, said.text)


def _sorted(found: Sequence[VisitorLine], act: str) -> Preview:
    """Those whom the act concerns, and the others with the reason."""
    reached, left = [], []
    for line in found:
        if line.cancelled_at:
            left.append((line, "déjà annulé"))
        elif act in ("badge", "letter") and not line.email:
            left.append((line, "sans adresse"))
        elif act == "badge" and not line.expected:
            left.append((line, STATE_WORDS[line.state]))
        else:
            reached.append(line)
    return Preview(reached, left)


async def _told(request: Asked, edition: EditionValue) -> dict[str, Any]:
    asked = asked_for(request)
    found = await queries.visitors(edition.id, sought(request, asked))
    slots = await queries.slots(edition.id)
    acts = [(code, words[0]) for code, words in ACTS.items() if code != "move" or slots]
    return {"asked": asked, "total": found.total, "slots": slots, "acts": acts, "act_words": ACTS, "undoable": UNDOABLE}


handlers = [choose, preview, act]
