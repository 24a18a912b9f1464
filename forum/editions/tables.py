"""Nouns of the edition. Everything else in the forum belongs to one edition."""

from piccolo.columns import Date, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table


class Edition(Table):
    """One year's forum: its name, its place, who answers for it, and when each door of the site opens.

    `copied_from` is the edition that it was made after, if any; `own_sectors` see `sectors.py`."""

    id: Serial
    slug = Varchar(length=40, unique=True)
    name = Varchar(length=120)
    tagline = Varchar(length=200)
    place = Varchar(length=120)
    address = Varchar(length=200)
    postal_code = Varchar(length=5)
    city = Varchar(length=80)
    latitude = Varchar(length=12)
    longitude = Varchar(length=12)
    access = Text()
    contact_email = Varchar(length=254)
    contact_phone = Varchar(length=20)
    emergency_phone = Varchar(length=20)
    controller_name = Varchar(length=160)
    controller_address = Varchar(length=240)
    dpo_email = Varchar(length=254)
    publication_director = Varchar(length=160)
    host = Varchar(length=240)
    notice = Varchar(length=600)
    stands_open_at = Timestamptz(null=True, default=None)
    stands_close_at = Timestamptz(null=True, default=None)
    classes_open_at = Timestamptz(null=True, default=None)
    classes_close_at = Timestamptz(null=True, default=None)
    visitors_open_at = Timestamptz(null=True, default=None)
    visitors_close_at = Timestamptz(null=True, default=None)
    visitors_erase_on = Date(null=True, default=None)
    scans_erase_on = Date(null=True, default=None)
    classes_erase_on = Date(null=True, default=None)
    exhibitors_erase_on = Date(null=True, default=None)
    contacts_erase_on = Date(null=True, default=None)
    journal_erase_on = Date(null=True, default=None)
    published_at = Timestamptz(null=True, default=None)
    archived_at = Timestamptz(null=True, default=None)
    copied_from = Integer(null=True, default=None)
    own_sectors = Varchar(length=2000, null=True, default=None)


class Day(Table):
    """A day of the edition, with the hours of its public."""

    id: Serial
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    date = Date()
    setup_at = Timestamptz()
    opens_at = Timestamptz()
    closes_at = Timestamptz()
    teardown_until = Timestamptz()


class Hall(Table):
    """A room open to the public, drawn in centimetres; its limit counts public and staff together (ERP type T).

    `aisle_cm` is the width below which the layout's warnings call an aisle too narrow."""

    id: Serial
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=80)
    width_cm = Integer()
    depth_cm = Integer()
    capacity_limit = Integer()
    aisle_cm = Integer(default=240)


class Gate(Table):
    """A door of a hall where badges are scanned, at a place on the hall's drawing.

    `pace` is how many persons it lets in per minute, as organisers set it."""

    id: Serial
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    hall = ForeignKey(Hall, null=False, on_delete=OnDelete.restrict)
    code = Varchar(length=4)
    name = Varchar(length=60)
    x_cm = Integer()
    y_cm = Integer()
    pace = Integer(default=20)


class ArrivalSlot(Table):
    """A quarter of an hour during which classes arrive at a gate; persons and coaches are counted apart."""

    id: Serial
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    day = ForeignKey(Day, null=False, on_delete=OnDelete.restrict)
    gate = ForeignKey(Gate, null=False, on_delete=OnDelete.restrict)
    starts_at = Timestamptz()
    ends_at = Timestamptz()
    capacity_persons = Integer()
    capacity_coaches = Integer()
    taken_persons = Integer(default=0)
    taken_coaches = Integer(default=0)
