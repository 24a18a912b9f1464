"""Stands over HTTP: the plan, the booking page, the catalogue, and the exhibitor's space behind the link of the letter."""

from __future__ import annotations

from litestar import Router

from forum.people.guards import everybody, exhibitors_only
from forum.stands.routes import booking, catalogue, complete, contacts, documents, lost, plan, space, twice

open_to_all = Router(
    "/",
    guards=[everybody],
    route_handlers=[
        plan.show_offer,
        plan.show_plan,
        plan.suggest,
        plan.paper,
        booking.show_booking,
        booking.keep,
        booking.extend,
        booking.let_go,
        booking.book,
        booking.show_waiting,
        booking.wait,
        lost.show_lost,
        lost.find_lost,
        catalogue.show_catalogue,
        catalogue.show_exhibitor,
        catalogue.programme,
        catalogue.logo,
    ],
    include_in_schema=False,
)
own_space = Router(
    "/",
    guards=[exhibitors_only],
    route_handlers=[
        space.show_space,
        space.show_needs,
        space.correct_needs,
        space.add_person,
        space.remove_person,
        space.cancel,
        twice.correct,
        space.take_stand,
        space.accept,
        space.decline,
        space.renew_feed,
        space.calendar,
        complete.show_details,
        complete.complete,
        complete.show_machine,
        complete.declare,
        complete.machine_pdf,
        complete.show_shown,
        complete.show,
        complete.set_logo,
        complete.remove_logo,
        contacts.show_organisation,
        contacts.correct_organisation,
        contacts.show_contacts,
        contacts.add_contact,
        contacts.put_first,
        contacts.remove_contact,
        documents.sign,
        documents.setup_sheet,
        documents.badges,
    ],
    include_in_schema=False,
)
router = Router("/", route_handlers=[open_to_all, own_space], include_in_schema=False)
