"""The open export says what each of its fields means, and holds nothing that opens anything."""

from __future__ import annotations

from forum.exchange import dictionary
from forum.exchange.rules import BLANK


def test_every_field_is_described_and_nothing_else_is() -> None:
    """A new column says here what it means: a line in forum/exchange/dictionary.csv, in French, with its unit."""
    told = dictionary.words()
    fields = {
        (table._meta.tablename, column._meta.db_column_name)
        for table in dictionary.tables()
        for column in dictionary.columns(table)
    }
    names = {table for table, _ in fields}
    assert (
        sorted((table, name) for table, name in fields if (table, name) not in told and ("*", name) not in told) == []
    )
    assert sorted(table for table in names if not told.get((table, ""), ("", ""))[0]) == []
    known = fields | {(name, "") for name in names} | {("*", name) for _, name in fields}
    assert sorted(told.keys() - known) == []


def test_nothing_that_opens_anything_is_described() -> None:
    """A column that sounds like a secret stays behind, or is one of those that somebody has thought about."""
    harmless = {("scan", "code_hash")}
    sounds = ("hash", "secret", "token", "password", "totp", "cookie")
    found = {(table.name, field.name) for table in dictionary.dictionary() for field in table.fields}
    assert {(table, name) for table, name in found if any(word in name for word in sounds)} == harmless
    assert BLANK.keys() <= {table for table, _ in found}
