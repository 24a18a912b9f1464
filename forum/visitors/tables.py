"""Nouns of the individual visitors."""

import uuid

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Day, Edition


class VisitorSlot(Table):
    """A time during which the public arrives, with its places; an edition without any lets its public come when it likes."""

    id: Serial
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    day = ForeignKey(Day, null=False, on_delete=OnDelete.restrict)
    starts_at = Timestamptz()
    ends_at = Timestamptz()
    capacity = Integer()
    taken = Integer(default=0)


class Visitor(Table):
    """Somebody who announced a visit: no birth date, no sex, no phone, no address. Who came by the poster says no name either.

    `name_key` is the name without accents nor case; `channel` how the registration came in."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    first_name = Varchar(length=80)
    last_name = Varchar(length=80)
    email = Varchar(length=254)
    status = Varchar(length=20)
    postal_code = Varchar(length=10)
    insee_code = Varchar(length=5, null=True, default=None)
    elsewhere = Varchar(length=80, null=True, default=None)
    adults = Integer(default=1)
    children = Integer(default=0)
    slot = ForeignKey(VisitorSlot, null=True, default=None, on_delete=OnDelete.restrict)
    channel = Varchar(length=8, default="site")
    name_key = Varchar(length=170, default="")
    search = Varchar(length=300)
    registered_at = Timestamptz()


class VisitorCancellation(Table):
    """A visitor gave the place back."""

    visitor = ForeignKey(Visitor, null=False, primary_key=True, on_delete=OnDelete.cascade)
    at = Timestamptz()


class VisitorSector(Table):
    """A family of jobs that a visitor comes for."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    visitor = ForeignKey(Visitor, null=False, on_delete=OnDelete.cascade)
    sector = Varchar(length=20)


class VisitorWait(Table):
    """Not expected yet: waits for `slot` (or any), or has places offered until a moment, or let them pass."""

    visitor = ForeignKey(Visitor, null=False, primary_key=True, on_delete=OnDelete.cascade)
    slot = ForeignKey(VisitorSlot, null=False, on_delete=OnDelete.restrict)
    any_slot = Boolean(default=False)
    asked_at = Timestamptz()
    offered_until = Timestamptz(null=True, default=None)
    lapsed_at = Timestamptz(null=True, default=None)


class VisitorNote(Table):
    """What an organiser wants to remember of a registration."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    visitor = ForeignKey(Visitor, null=False, on_delete=OnDelete.cascade)
    body = Text()
    author = Varchar(length=120)
    at = Timestamptz()


class VisitorNeed(Table):
    """How many people announced a need: a count of the edition, tied to nobody."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    need = Varchar(length=12)
    people = Integer()
