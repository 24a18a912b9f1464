"""Nouns of the individual visitors."""

import uuid

from piccolo.columns import UUID, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition


class Visitor(Table):
    """Somebody who announced a visit: no birth date, no sex, no phone, no address."""

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
