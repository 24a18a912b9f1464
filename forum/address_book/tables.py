"""Nouns of the address book."""

import uuid

from piccolo.columns import UUID, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition
from forum.exhibitors.tables import Exhibitor
from forum.territory.tables import School


class Prospect(Table):
    """An organisation that may be invited, with whom to write to; it holds no stand and nobody sees it on the site.

    `near` is its name without accents and legal form, `also` (JSON) who else may be written to. `former` is what it was in an
    edition before, `exhibitor` what it became in this one, `asked_at` when an organiser wanted it invited.
    """

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=120)
    kind = Varchar(length=20)
    sector = Varchar(length=20)
    siret = Varchar(length=14, null=True, default=None)
    insee_code = Varchar(length=5, null=True, default=None)
    website = Varchar(length=200)
    pitch = Text()
    first_name = Varchar(length=80)
    last_name = Varchar(length=80)
    email = Varchar(length=254)
    phone = Varchar(length=20)
    also = Text()
    near = Varchar(length=120)
    search = Varchar(length=600)
    former = ForeignKey(Exhibitor, null=True, default=None, on_delete=OnDelete.set_null)
    exhibitor = ForeignKey(Exhibitor, null=True, default=None, on_delete=OnDelete.set_null)
    added_at = Timestamptz()
    asked_at = Timestamptz(null=True, default=None)
    invited_at = Timestamptz(null=True, default=None)


class SchoolContact(Table):
    """Somebody of a school who may be invited to bring a class: a head, a librarian, a teacher, or the school's own mailbox."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    school = ForeignKey(School, null=False, on_delete=OnDelete.restrict)
    first_name = Varchar(length=80)
    last_name = Varchar(length=80)
    duty = Varchar(length=80)
    email = Varchar(length=254)
    phone = Varchar(length=20)
    search = Varchar(length=600)
    added_at = Timestamptz()
    asked_at = Timestamptz(null=True, default=None)
    invited_at = Timestamptz(null=True, default=None)
