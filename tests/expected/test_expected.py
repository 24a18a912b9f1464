"""« Qui vient ? »: exhibitors read counts by hour and level; nobody else reads the page, and no name stands on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import httpx

from forum.editions.values import EditionValue
from forum.expected import queries
from forum.expected.rules import Coming, LevelCount, gather
from tests import builders
from tests.kit.counting import questions
from tests.kit.web import submit

ORDER = ("6e", "3e", "CAP, 1re année")
THIRD = Coming(datetime(2026, 11, 27, 8, 15, tzinfo=UTC), "3e", 27, 2, "Collège du Plateau", "Hauts de Bienne")


def test_classes_are_counted_by_hour_and_level() -> None:
    later = replace(THIRD, arrives_at=datetime(2026, 11, 27, 9, 30, tzinfo=UTC), level="6e", pupils=20)
    early = replace(THIRD, arrives_at=datetime(2026, 11, 27, 8, 0, tzinfo=UTC), pupils=10)
    told = gather([THIRD, later, early], ORDER, 12)
    assert [(hour.said, hour.pupils, [one.pupils for one in hour.coming]) for hour in told.hours] == [
        ("De 9\u00a0h à 10\u00a0h", 37, [10, 27]),
        ("De 10\u00a0h à 11\u00a0h", 20, [20]),
    ]
    assert told.levels == (LevelCount("6e", 1, 20), LevelCount("3e", 2, 37))
    assert (told.classes, told.pupils, told.visitors) == (3, 57, 12)
    assert gather([], ORDER).hours == ()


async def test_an_exhibitor_reads_who_comes_and_no_teacher_s_name(
    database: str, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    fair = await builders.a_fair()
    acme = another_client()
    with builders.in_time(fair):
        await submit(
            acme,
            "/plan/A1/reservation",
            name="Acme",
            kind="company",
            sector="lunetterie",
            email="alix@acme.example",
            first_name="Alix",
            last_name="Acme",
        )
        empty = await acme.get("/exposants/espace/qui-vient")
        assert "Aucune classe n’est encore inscrite" in empty.text
        await builders.a_class(fair)
        page = await acme.get("/exposants/espace/qui-vient")
    assert all(words in page.text for words in ("De 9\u00a0h à 10\u00a0h", "3ᵉ", "27", "Plateau"))
    assert "Thérèse" not in page.text
    assert (await another_client().get("/exposants/espace/qui-vient")).status_code == 403


async def test_three_classes_cost_no_more_questions_than_one(database: str) -> None:
    fair: EditionValue = await builders.a_fair(persons=200, coaches=9)
    await builders.a_class(fair)
    with questions() as one:
        await queries.expected(fair.id)
    await builders.a_class(fair, class_name="3e C")
    await builders.a_class(fair, class_name="3e D")
    with questions() as three:
        assert (await queries.expected(fair.id)).classes == 3
    assert len(one) == len(three)
