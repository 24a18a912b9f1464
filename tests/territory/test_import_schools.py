"""Importing the directory: what is new comes in, what changed follows, nothing leaves; a dry run writes nothing."""

from __future__ import annotations

import anyio
import pytest

from forum.territory.kinds import SchoolKind
from forum.territory.queries import all_schools, find_school
from forum.territory.schools_file import UnreadableFile
from forum.territory.service import add_school, import_schools, load_starter
from tests.territory.annuaire import export, school, uai


async def test_new_schools_come_in(database: str) -> None:
    report = await import_schools(export(school(1), school(2, "Lycée d'essai", code_nature="306")))
    assert [one.uai for one in report.added] == [uai(1), uai(2)]
    found = await find_school(uai(2).lower())
    assert found is not None
    assert (found.name, found.kind, found.municipality, found.epci_name, found.in_territory) == (
        "Lycée d'essai",
        SchoolKind.LYCEE_POLYVALENT,
        "Saint-Claude",
        "CC Haut-Jura Saint-Claude",
        True,
    )


async def test_a_dry_run_tells_and_writes_nothing(database: str) -> None:
    report = await import_schools(export(school(1), school(2, code_nature="151")), dry_run=True)
    assert report.lines() == [
        "Essai à blanc\u00a0: rien n’a été enregistré.",
        "Établissements ajoutés\u00a0: 1, modifiés\u00a0: 0, inchangés\u00a0: 0, refusés\u00a0: 0, laissés de côté\u00a0: 1.",
        f"+ {uai(1)} Collège d'essai 1 (CLG, Saint-Claude)",
        "- 1\u00a0× ni collège ni lycée",
    ]
    assert await all_schools() == ()


async def test_a_known_school_follows_the_file_and_keeps_its_id(database: str) -> None:
    await import_schools(export(school(1), school(2)))
    before = await find_school(uai(1))
    report = await import_schools(export(school(1, "Collège Rebaptisé", code_commune="39368"), school(2)))
    after = await find_school(uai(1))
    assert before is not None
    assert after is not None
    assert (len(report.added), len(report.changed), report.unchanged) == (0, 1, 1)
    assert report.lines()[1] == (
        f"~ {uai(1)} Collège d'essai 1 (CLG, Saint-Claude) → {uai(1)} Collège Rebaptisé (CLG, Hauts de Bienne)"
    )
    assert (after.id, after.name, after.municipality) == (before.id, "Collège Rebaptisé", "Hauts de Bienne")


async def test_importing_twice_changes_nothing(database: str) -> None:
    content = export(*(school(number) for number in range(1, 6)))
    await import_schools(content)
    before = await all_schools()
    report = await import_schools(content)
    assert (report.added, report.changed, report.unchanged) == ((), (), 5)
    assert await all_schools() == before


async def test_schools_that_the_file_does_not_name_stay(database: str) -> None:
    await add_school("CFA d'essai", SchoolKind.CFA, insee_code="39478")
    await import_schools(export(school(1)))
    await import_schools(export(school(2)))
    assert [one.uai for one in await all_schools()] == [None, uai(1), uai(2)]


async def test_what_is_no_table_changes_nothing(database: str) -> None:
    with pytest.raises(UnreadableFile):
        await import_schools(b"nom;ville\nx;y\n")
    assert await all_schools() == ()


async def test_the_starter_list_is_loaded_once_and_never_undoes_an_import(database: str) -> None:
    assert await load_starter() == 26
    renamed = school(1, "Collège renommé", identifiant_de_l_etablissement="0391035N", code_commune="39286")
    await import_schools(export(renamed))
    assert await load_starter() == 0
    found = await find_school("0391035N")
    assert found is not None
    assert found.name == "Collège renommé"
    assert len(await all_schools()) == 26
    assert all(one.in_territory for one in await all_schools())


async def test_several_starters_at_once_load_each_school_once(database: str) -> None:
    added: list[int] = []

    async def start() -> None:
        added.append(await load_starter())

    async with anyio.create_task_group() as together:
        for _ in range(4):
            together.start_soon(start)
    assert sum(added) == len(await all_schools()) == 26
