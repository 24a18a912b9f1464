"""Registering classes for a teacher who telephones: at any date, and the organiser vouches for the address."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from admin.reach import keep_within_reach, own_new
from forum.class_visits.choices import closings, offered
from forum.class_visits.filling import arranged, registered
from forum.class_visits.forms import RegistrationForm
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.territory import queries as territory
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
HERE = "admin-class_visits/new.html"


@get("/nouvelle", guards=[own_new])
async def show_new(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The teacher's own form, for somebody who listens."""
    form = RegistrationForm({"adults": "2", "transport": "coach", "photo": "no"})
    return page(request, HERE, form=form, **await offered(edition, form))


@post("/nouvelle", guards=[own_new])
async def register(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """The classes are registered, and the teacher gets the letter and the passes as if by their own hand."""
    form = await read_form(request, RegistrationForm)
    if arranged(form, form.typed.pop("faire", "")):
        return page(request, HERE, form=form, **await offered(edition, form))
    if form.school_words:
        form.settle_school(await territory.search_schools(form.school_words, 12))
    said = form.read_all(await slots(edition.id), closings(edition), edition.sectors)
    referent = form.read_referent()
    school = (await territory.schools([said[0].school])).get(said[0].school)
    keep_within_reach(request.user, form, "school", school.insee_code if school else None)
    if not form.faults:
        done = await registered(edition, form, said, referent, request.user)
        if done is not None:
            told = "La classe est inscrite" if len(done) == 1 else f"{len(done)} classes sont inscrites"
            if any(one.state != "expected" for one in done):
                told += " ou sur la liste d’attente"
            return see_other(f"/admin/classes/{done[0].id}", f"{told}. L’enseignant reçoit le courriel.")
    return unprocessable(request, HERE, form=form, **await offered(edition, form))


handlers = [show_new, register]
