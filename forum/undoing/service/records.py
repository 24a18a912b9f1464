"""Bookings, classes and visitors put back; letters, badges and calendar entries follow."""

from __future__ import annotations

import uuid
from dataclasses import fields

from forum.audit.queries import Entry
from forum.class_visits import queries as class_queries
from forum.class_visits import service as class_visits
from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.rules import OrganisationSaid
from forum.people.who import Who
from forum.stands import queries as stand_queries
from forum.stands import service as stands
from forum.stands.rules import NeedsSaid
from forum.undoing.service.moved import MovedOn, before
from forum.visitors import queries as visitor_queries
from forum.visitors import service as visitors


async def cancelled_booking(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The booking stands again. Raises what `stands.reinstate` raises."""
    await stands.reinstate(edition, uuid.UUID(entry.subject), str(entry.changes["state"][0]), by)


async def moved_booking(edition: EditionValue, entry: Entry, by: Who) -> None:
    """Back on the stand of before. Raises MovedOn, and what `stands.move` raises."""
    line = await stand_queries.booking(edition.id, uuid.UUID(entry.subject))
    old, new = entry.changes["number"]
    if line.number != new or not line.stands:
        raise MovedOn
    await stands.move(edition, line.id, old, by)


async def needs(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The needs of before. Raises MovedOn, and what `stands.correct_needs` raises."""
    line = await stand_queries.booking(edition.id, uuid.UUID(entry.subject))
    now = NeedsSaid(**{one.name: getattr(line, one.name) for one in fields(NeedsSaid)})
    await stands.correct_needs(edition, line.id, before(entry, now), by)


async def organisation(edition: EditionValue, entry: Entry, by: Who) -> None:
    """Name, sector, commune … of before; whom to write to was not kept. Raises MovedOn, and what the verb raises."""
    line = await stand_queries.booking(edition.id, uuid.UUID(entry.subject))
    now = await exhibitors.exhibitor(edition.id, line.exhibitor)
    was = before(entry, now)
    said = {
        one.name: getattr(was, "sector_code" if one.name == "sector" else one.name) for one in fields(OrganisationSaid)
    }
    await stands.correct_organisation(edition, line.id, OrganisationSaid(**said), by)


async def cancelled_class(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The class is expected again. Raises what `class_visits.reinstate` raises."""
    await class_visits.reinstate(edition, uuid.UUID(entry.subject), by)


async def changed_class(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The hour and the numbers of before. Raises MovedOn, and what `class_visits.change` raises."""
    line = await class_queries.visit(edition.id, uuid.UUID(entry.subject))
    await class_visits.change(edition, line.id, before(entry, class_visits.said_of(line)), by)


async def cancelled_visitor(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The registration stands again. Raises what `visitors.reinstate` raises."""
    await visitors.reinstate(edition, uuid.UUID(entry.subject), by)


async def changed_visitor(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The registration of before. Raises MovedOn, NotFound."""
    line = await visitor_queries.visitor(edition.id, uuid.UUID(entry.subject))
    sectors = [one.code for one in await visitor_queries.sectors_of(line.id)]
    await visitors.change(edition, line.id, before(entry, visitors.said_of(line, sectors)), by)
