"""Nouns of the class visits."""

import uuid

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import ArrivalSlot, Edition
from forum.territory.tables import School


class Referent(Table):
    """The teacher who answers for one or several classes; trusted by the address or by an organiser."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    first_name = Varchar(length=80)
    last_name = Varchar(length=80)
    email = Varchar(length=254)
    phone = Varchar(length=20)
    registered_at = Timestamptz()
    trusted_at = Timestamptz(null=True, default=None)
    trusted_by = Varchar(length=120, default="")


class ClassVisit(Table):
    """One class, one pass, one scan, counted heads. `leaves_at` is the hour of departure, `sectors` their codes with commas."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    referent = ForeignKey(Referent, null=False, on_delete=OnDelete.restrict)
    school = ForeignKey(School, null=False, on_delete=OnDelete.restrict)
    slot = ForeignKey(ArrivalSlot, null=False, on_delete=OnDelete.restrict)
    class_name = Varchar(length=40)
    class_folded = Varchar(length=40)
    grade_level = Varchar(length=16)
    pupils = Integer()
    adults = Integer()
    girls = Integer(null=True, default=None)
    boys = Integer(null=True, default=None)
    special_needs = Integer(default=0)
    transport = Varchar(length=12)
    coaches = Integer(default=0)
    lunch = Boolean(default=False)
    photo = Varchar(length=8)
    leaves_at = Timestamptz(null=True, default=None)
    sectors = Varchar(length=200, default="")
    search = Varchar(length=300)
    registered_at = Timestamptz()


class ClassCancellation(Table):
    """The class will not come; its places went back."""

    class_visit = ForeignKey(ClassVisit, null=False, primary_key=True, on_delete=OnDelete.cascade)
    at = Timestamptz()


class ClassWait(Table):
    """The class is not expected yet: it waits for `slot` (or any), or has places offered until a moment, or let them pass."""

    class_visit = ForeignKey(ClassVisit, null=False, primary_key=True, on_delete=OnDelete.cascade)
    slot = ForeignKey(ArrivalSlot, null=False, on_delete=OnDelete.restrict)
    any_slot = Boolean(default=False)
    asked_at = Timestamptz()
    offered_until = Timestamptz(null=True, default=None)
    lapsed_at = Timestamptz(null=True, default=None)


class ClassColleague(Table):
    """Another teacher who answers for the class."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    class_visit = ForeignKey(ClassVisit, null=False, on_delete=OnDelete.cascade)
    referent = ForeignKey(Referent, null=False, on_delete=OnDelete.cascade)
    added_at = Timestamptz()


class ClassNote(Table):
    """What an organiser wants to remember of a class."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    class_visit = ForeignKey(ClassVisit, null=False, on_delete=OnDelete.cascade)
    body = Text()
    author = Varchar(length=120)
    at = Timestamptz()


class ClassDayWord(Table):
    """What was heard of the class on the day: late (and when it comes now), or absent."""

    class_visit = ForeignKey(ClassVisit, null=False, primary_key=True, on_delete=OnDelete.cascade)
    kind = Varchar(length=8)
    expected_at = Timestamptz(null=True, default=None)
    at = Timestamptz()
