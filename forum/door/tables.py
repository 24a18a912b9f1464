"""Nouns of the door. The journal of scans is append-only: corrections and undos are entries too."""

import uuid

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.badges.tables import Badge
from forum.editions.tables import Edition, Gate
from forum.people.tables import AccessLink


class DoorEnrolment(Table):
    """A phone was invited to a gate, with these rights; the link it follows serves once."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    gate = ForeignKey(Gate, null=False, on_delete=OnDelete.restrict)
    rights = Varchar(length=12)
    link = ForeignKey(AccessLink, null=True, default=None, on_delete=OnDelete.set_null)
    offered_by = UUID(null=True, default=None)
    offered_at = Timestamptz()


class DoorDevice(Table):
    """A volunteer's phone at a gate, known by the hash of its token."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    gate = ForeignKey(Gate, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=60)
    rights = Varchar(length=12)
    token_hash = Varchar(length=64, unique=True)
    enrolment = ForeignKey(DoorEnrolment, null=True, default=None, unique=True, on_delete=OnDelete.restrict)
    enrolled_at = Timestamptz()
    enrolled_by = UUID(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
    seen_at = Timestamptz(null=True, default=None)
    queued = Integer(default=0)


class Scan(Table):
    """One line of the journal, with an id made on the phone and the answer that was given.

    `number` grows by one in the order of the commits of its edition: whoever has read up to a number has missed nothing
    before it. `admitted` says whether the line by itself lets heads through; `supervised` whether a supervisor's hand
    signed it; `shown` what an offline phone had answered by itself; `fingerprint` what the phone had sent, so that the
    same id with other content is noticed. A line without device was written in the back office by `author`.
    """

    id = UUID(primary_key=True)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    number = Integer()
    device = ForeignKey(DoorDevice, null=True, default=None, on_delete=OnDelete.restrict)
    author = UUID(null=True, default=None)
    supervised = Boolean(default=False)
    gate = ForeignKey(Gate, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=12)
    direction = Varchar(length=4)
    badge = ForeignKey(Badge, null=True, default=None, on_delete=OnDelete.set_null)
    badge_kind = Varchar(length=12, null=True, default=None)
    code_hash = Varchar(length=64, null=True, default=None)
    pupils = Integer(default=0)
    adults = Integer(default=0)
    target = UUID(null=True, default=None)
    status = Varchar(length=20, null=True, default=None)
    insee_code = Varchar(length=5, null=True, default=None)
    note = Varchar(length=200)
    verdict = Varchar(length=16)
    admitted = Boolean(default=False)
    answer = Text()
    fingerprint = Varchar(length=32)
    device_at = Timestamptz()
    offset_ms = BigInt(default=0)
    corrected_at = Timestamptz()
    received_at = Timestamptz()
    offline = Boolean(default=False)
    shown = Varchar(length=16, null=True, default=None)
