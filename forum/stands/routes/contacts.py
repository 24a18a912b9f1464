"""Who the exhibitor is and whom to write to, corrected by itself."""

from __future__ import annotations

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitors
from forum.exhibitors import service as exhibitor_verbs
from forum.exhibitors.forms import ContactForm, OrganisationForm
from forum.people import service as people
from forum.people import sessions
from forum.stands import queries, service
from forum.stands.routes.asking import Asked, lists
from forum.stands.routes.own import own_file
from forum.stands.routes.parts import ORGANISATION, filled_form, save
from forum.web import page, read_form, see_other, unprocessable
from forum.web.kept import forget_pages

HERE = "/exposants/espace/contacts"


@get("/exposants/espace/organisation")
async def show_organisation(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The name on the sign, the sector, the main contact."""
    form = await filled_form(ORGANISATION, await own_file(request, edition))
    return page(request, "stands/organisation.html", form=form, **lists(edition))


@post("/exposants/espace/organisation")
async def correct_organisation(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    file = await own_file(request, edition)
    form = await read_form(request, OrganisationForm)
    versions = await save(ORGANISATION, file, form, request.user)
    if form.faults:
        return unprocessable(request, "stands/organisation.html", form=form, versions=versions, **lists(edition))
    forget_pages(request.app)
    return see_other("/exposants/espace", "Votre fiche est à jour, vos badges aussi.")


@get("/exposants/espace/contacts")
async def show_contacts(request: Asked) -> Template:
    contacts = await exhibitors.contacts_of(request.user.id)
    return page(request, "stands/contacts.html", form=ContactForm(), contacts=contacts)


@post("/exposants/espace/contacts")
async def add_contact(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    form = await read_form(request, ContactForm)
    said = form.read()
    if not form.faults:
        try:
            booking = await queries.booking_of(edition.id, request.user.id)
            await service.add_contact(edition, booking.id, said, request.user)
        except Refusal as refusal:
            form.fault(refusal.field or "email", refusal.sentence)
        else:
            return see_other(HERE, f"Le lien de cet espace part à {said.first_name} {said.last_name}.")
    contacts = await exhibitors.contacts_of(request.user.id)
    return unprocessable(request, "stands/contacts.html", form=form, contacts=contacts)


@post("/exposants/espace/contacts/{contact_id:uuid}/principal")
async def put_first(request: Asked, edition: NamedDependency[EditionValue], contact_id: FromPath[UUID]) -> Redirect:
    """The letters go to that one from now on."""
    booking = await queries.booking_of(edition.id, request.user.id)
    await service.put_first(edition, booking.id, contact_id, request.user)
    return see_other(HERE, "Nos courriels iront à cette personne.")


@post("/exposants/espace/contacts/{contact_id:uuid}/retrait")
async def remove_contact(
    request: Asked, edition: NamedDependency[EditionValue], contact_id: FromPath[UUID]
) -> Redirect:
    """Whoever clicks stays signed in; every other way in of before is closed."""
    booking = await queries.booking_of(edition.id, request.user.id)
    try:
        await service.remove_contact(edition, booking.id, contact_id, request.user)
    except exhibitor_verbs.OnlyContact as refusal:
        return see_other(HERE, refusal.sentence, "warn")
    answer = see_other(
        HERE, "Ce contact est retiré. Un nouveau lien part à ceux qui restent, les anciens ne valent plus."
    )
    sessions.keep(answer, "exhibitor", await people.open_session("exhibitor", request.user.id, edition.id))
    return answer
