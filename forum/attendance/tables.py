"""Nouns of the figures."""

from piccolo.columns import Bytea, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition


class FrozenFigures(Table):
    """The figures of an edition as they stood when it was closed, kept for ever: counts only, nobody's name.

    `last_number` is the journal's line they reach; `waiting` the phones that still held passages then; `content` the
    report with the version of its definitions.
    """

    edition = ForeignKey(Edition, null=False, primary_key=True, on_delete=OnDelete.restrict)
    version = Integer()
    last_number = Integer()
    waiting = Varchar(length=300)
    frozen_at = Timestamptz()
    frozen_by = Varchar(length=120)
    content = Text()


class StandingFigures(Table):
    """The figures of an edition as they were last counted: a copy, so that a server that starts need not count first.

    `mark` says what had been written then; another mark, or another `version` of the definitions, and it is counted again.
    `reached` is the count itself, to go on with, and `made_by` the program that can.
    """

    edition = ForeignKey(Edition, null=False, primary_key=True, on_delete=OnDelete.cascade)
    version = Integer()
    mark = Varchar(length=40)
    counted_at = Timestamptz()
    content = Text()
    reached = Bytea(null=True, default=None)
    made_by = Varchar(length=32, null=True, default=None)
