"""An organiser adds a place that the directory does not know."""

from __future__ import annotations

from typing import Any

import pytest

from forum.errors import NotFound, Refusal
from forum.territory.kinds import SchoolKind
from forum.territory.queries import SchoolEntry, all_schools, find_school, school
from forum.territory.service import SchoolAlreadyThere, SchoolNowhere, SchoolUnnamed, UaiWrong, add_school


async def test_a_cfa_without_uai_is_placed_by_its_commune(database: str) -> None:
    added = await add_school("  CFA des   métiers ", SchoolKind.CFA, insee_code="39368")
    assert await school(added) == SchoolEntry(
        id=added,
        uai=None,
        name="CFA des métiers",
        kind=SchoolKind.CFA,
        insee_code="39368",
        municipality="Hauts de Bienne",
        department="Jura",
        epci_siren="243900479",
        epci_name="CC Haut-Jura Arcade Communauté",
        in_territory=True,
        campus="39368 ",
    )


async def test_a_school_from_elsewhere_is_placed_by_the_name_of_its_town(database: str) -> None:
    added = await school(await add_school("École technique", SchoolKind.OTHER, municipality_name="Le Sentier (Suisse)"))
    assert (added.municipality, added.department, added.epci_name, added.in_territory) == (
        "Le Sentier (Suisse)",
        "",
        None,
        False,
    )


async def test_a_uai_is_kept_in_its_right_form(database: str) -> None:
    await add_school("Lycée d'essai", SchoolKind.LYCEE_PRO, uai="390786t", insee_code="39478")
    assert await find_school("0390786T") is not None


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        ({"name": " "}, SchoolUnnamed, "name"),
        ({"name": "x" * 161}, SchoolUnnamed, "name"),
        ({"uai": "0390786X"}, UaiWrong, "uai"),
        ({"insee_code": None}, SchoolNowhere, "insee_code"),
        ({"insee_code": "75056", "municipality_name": "Paris"}, SchoolNowhere, "insee_code"),
    ],
)
async def test_what_cannot_stand_is_refused(
    database: str, given: dict[str, Any], refusal: type[Refusal], field: str
) -> None:
    words = {"name": "Lycée d'essai", "kind": SchoolKind.LYCEE_PRO, "insee_code": "39478"} | given
    with pytest.raises(refusal) as refused:
        await add_school(**words)
    assert refused.value.field == field
    assert await all_schools() == ()


async def test_the_same_uai_or_the_same_name_in_the_same_place_is_refused(database: str) -> None:
    await add_school("Lycée d'essai", SchoolKind.LYCEE_PRO, uai="0390786T", insee_code="39478")
    await add_school("MFR d'essai", SchoolKind.MFR, insee_code="39478")
    with pytest.raises(SchoolAlreadyThere):
        await add_school("Un autre nom", SchoolKind.LYCEE_PRO, uai="0390786T", insee_code="39368")
    with pytest.raises(SchoolAlreadyThere):
        await add_school("M.F.R. d’Essai".replace(".", ""), SchoolKind.MFR, insee_code="39478")
    await add_school("MFR d'essai", SchoolKind.MFR, insee_code="39368")
    assert len(await all_schools()) == 3


async def test_a_school_that_is_not_there_is_not_found(database: str) -> None:
    with pytest.raises(NotFound):
        await school(404)
