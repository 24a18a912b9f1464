"""A day that took place, with everybody who may ask to be erased."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from forum import clock
from forum.consents import service as consents
from forum.consents.rules import NEXT_EDITION
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.privacy.service import register
from tests import builders
from tests.attendance.test_read_a_day import Door, dora

__all__ = ["dora"]


@dataclass
class Past:
    """The edition and its people: Ada came, Bea did not, Cy wants to hear of the next edition."""

    edition: EditionValue
    ada: uuid.UUID
    bea: uuid.UUID
    cy: uuid.UUID
    visit: uuid.UUID
    acme: uuid.UUID
    door: Door

    def on(self, kind: str) -> datetime:
        """Noon of the day on which that kind is erased."""
        day = self.edition.erase_on[kind]
        return datetime(day.year, day.month, day.day, 12, tzinfo=clock.PARIS)


@pytest.fixture
async def past(dora: Door, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Past:
    monkeypatch.setattr(register, "path", lambda: tmp_path / "effacements.jsonl")  # type: ignore[operator]
    edition = dora.edition
    acme = await builders.an_exhibitor(edition)
    visit = await builders.a_class(edition)
    ada = await builders.a_visitor(edition, adults=2, children=1)
    bea = await builders.a_visitor(
        edition, first_name="Bea", last_name="Byron", email="bea@exemple.fr", elsewhere="Lyon"
    )
    cy = await builders.a_visitor(edition, first_name="Cy", last_name="King", email="cy@exemple.fr")
    await consents.say(edition.id, cy, NEXT_EDITION, True)
    await dora.scan(dora.at(10), ada)
    await dora.count(dora.at(9, 6), visit, 26, 2)
    return Past(await editions.edition(edition.id), ada, bea, cy, visit, acme, dora)


def after(edition: EditionValue, days: int = 1) -> datetime:
    return edition.last_day.closes_at + timedelta(days=days)
