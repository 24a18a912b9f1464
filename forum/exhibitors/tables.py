"""Nouns of the exhibitors."""

import uuid

from piccolo.columns import UUID, Boolean, Bytea, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.badges.tables import Badge
from forum.editions.tables import Edition


class Exhibitor(Table):
    """An organisation that shows its jobs in one edition."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=120)
    kind = Varchar(length=20)
    sector = Varchar(length=20)
    siret = Varchar(length=14, null=True, default=None)
    insee_code = Varchar(length=5, null=True, default=None)
    website = Varchar(length=200)
    pitch = Text()
    for_college = Boolean(default=False)
    for_lycee = Boolean(default=False)
    for_adults = Boolean(default=False)
    search = Varchar(length=2000)
    registered_at = Timestamptz()


class ExhibitorJob(Table):
    """A job shown on the stand: of the shipped ROME list, or in free words."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    exhibitor = ForeignKey(Exhibitor, null=False, on_delete=OnDelete.cascade)
    rank = Integer(default=0)
    rome_code = Varchar(length=5, null=True, default=None)
    words = Varchar(length=120)


class ExhibitorOffer(Table):
    """How many placements or jobs of one kind an organisation offers."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    exhibitor = ForeignKey(Exhibitor, null=False, on_delete=OnDelete.cascade)
    kind = Varchar(length=12)
    number = Integer()


class ExhibitorLogo(Table):
    """The logo, drawn anew by us from what was sent: always a PNG."""

    exhibitor = ForeignKey(Exhibitor, primary_key=True, null=False, on_delete=OnDelete.cascade)
    image = Bytea()
    width = Integer()
    height = Integer()
    made_at = Timestamptz()


class ExhibitorContact(Table):
    """A person to write to; rank 0 is the main contact."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    exhibitor = ForeignKey(Exhibitor, null=False, on_delete=OnDelete.cascade)
    rank = Integer(default=0)
    first_name = Varchar(length=80)
    last_name = Varchar(length=80)
    email = Varchar(length=254)
    phone = Varchar(length=20)


class StandPerson(Table):
    """Somebody who stands on the stand and wears a badge."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    exhibitor = ForeignKey(Exhibitor, null=False, on_delete=OnDelete.cascade)
    badge = ForeignKey(Badge, null=False, on_delete=OnDelete.restrict)
    first_name = Varchar(length=80)
    last_name = Varchar(length=80)
