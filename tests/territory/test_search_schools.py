"""A school is found by its name, its commune, its postal code or its UAI; those of a campus stay together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from forum.database import engine
from forum.territory.kinds import SchoolKind
from forum.territory.queries import all_schools, schools, search_schools
from forum.territory.service import add_school, load_starter

PRE_SAINT_SAUVEUR = ["0390924T", "0390786T", "0390056Z", "0390930Z"]


async def uais(q: str, limit: int = 10) -> list[str | None]:
    return [one.uai for one in await search_schools(q, limit)]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("collège du plateau", "0391035N"),
        ("PLATEAU", "0391035N"),
        ("0391035n", "0391035N"),
        ("391035N", "0391035N"),
        ("0391035X", "0391035N"),
        ("lycée morez", "0390027T"),
        ("lycee hauts de bienne", "0390027T"),
        ("Cazaux", "0390028U"),
        ("emile victor", "0391092A"),
        ("saint lupicin", None),
        ("39150", "0390916J"),
    ],
)
async def test_however_it_is_typed(database: str, typed: str, best: str | None) -> None:
    await load_starter()
    assert [*await uais(typed), None][0] == best


async def test_the_schools_of_one_campus_stand_side_by_side(database: str) -> None:
    await load_starter()
    assert await uais("pré st sauveur") == PRE_SAINT_SAUVEUR
    places = [uai for uai in await uais("saint claude") if uai in PRE_SAINT_SAUVEUR]
    found = await uais("saint claude")
    start = found.index(PRE_SAINT_SAUVEUR[0])
    assert places == found[start : start + 4] == PRE_SAINT_SAUVEUR


async def test_what_is_on_the_spot_comes_before_what_bears_its_name(database: str) -> None:
    await load_starter()
    found = await search_schools("saint claude", 20)
    communes = [one.municipality for one in found]
    assert communes[:5] == ["Saint-Claude"] * 5
    assert "Lavans-lès-Saint-Claude" in communes


async def test_no_more_than_asked_for(database: str) -> None:
    await load_starter()
    assert len(await uais("college", 3)) == 3


@pytest.mark.parametrize("typed", ["", "x", "%", "_", "' OR 1=1", "zzzz", "🎉", "a" * 500])
async def test_nothing_is_found_for_nothing(database: str, typed: str) -> None:
    await load_starter()
    assert await uais(typed) == []


async def test_places_without_uai_are_found_too(database: str) -> None:
    await add_school("MFR des Sapins", SchoolKind.MFR, insee_code="39491")
    assert [one.label for one in await search_schools("saint lupicin")] == ["MFR des Sapins, Coteaux du Lizon"]
    assert [one.label for one in await search_schools("maison familiale")] == ["MFR des Sapins, Coteaux du Lizon"]


async def test_several_are_answered_by_id_at_once(database: str) -> None:
    await load_starter()
    everything = await all_schools()
    assert await schools([one.id for one in everything[:3]]) == {one.id: one for one in everything[:3]}
    assert await schools([]) == {}
    assert await schools([40_404]) == {}


async def test_many_schools_cost_no_more_questions_than_one(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    here = engine()
    run = here.run

    async def heard(sql: str, args: Sequence[Any] = ()) -> Any:
        asked.append(sql)
        return await run(sql, args)

    async def questions() -> int:
        asked.clear()
        found = await search_schools("college")
        await schools([one.id for one in await all_schools()])
        assert found
        return len(asked)

    await add_school("Collège seul", SchoolKind.COLLEGE, insee_code="39478")
    monkeypatch.setattr(here, "run", heard)
    with_one = await questions()
    await load_starter()
    assert await questions() == with_one == 3
