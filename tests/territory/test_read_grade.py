"""Levels are read as teachers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.territory.grades import GradeLevel, class_key, read_grade

WRITTEN = {
    GradeLevel.SIXIEME: ["6e A", "6ème", "Sixième", "6EME C"],
    GradeLevel.CINQUIEME: ["5°3", "5e"],
    GradeLevel.QUATRIEME: ["4e", "Quatrieme B", "4 A"],
    GradeLevel.TROISIEME: ["3e B", "3ème B", "3°B", "3eB", "3B", "3 B", "301", "3e4", "troisième 2", "classe de 3e"],
    GradeLevel.QUATRIEME_SEGPA: ["4e SEGPA", "4ème segpa"],
    GradeLevel.TROISIEME_SEGPA: ["3e SEGPA", "3°SEGPA"],
    GradeLevel.TROISIEME_PREPA: ["3e prépa-métiers", "3ème prépa pro", "3PM"],
    GradeLevel.ULIS: ["ULIS", "ULIS collège", "3e ULIS"],
    GradeLevel.UPE2A: ["UPE2A", "upe 2a"],
    GradeLevel.SECONDE: ["2de", "2nde", "Seconde", "2de GT", "2nde 4", "2GT3", "2°5"],
    GradeLevel.SECONDE_PRO: ["2de pro", "2nde MELEC", "Seconde professionnelle", "2de bac pro TU"],
    GradeLevel.PREMIERE: ["1ère", "1re", "Première", "1G2"],
    GradeLevel.PREMIERE_TECHNO: ["1ère STI2D", "1STMG"],
    GradeLevel.PREMIERE_PRO: ["1re pro MSPC", "1ère bac pro"],
    GradeLevel.TERMINALE: ["Tle", "Term", "Terminale", "TG1", "T"],
    GradeLevel.TERMINALE_TECHNO: ["Terminale STMG", "TSTMG", "Tle ST2S"],
    GradeLevel.TERMINALE_PRO: ["Tle MELEC", "Tle pro", "Terminale bac pro TU"],
    GradeLevel.CAP_1: ["CAP 1", "1CAP", "1ère année CAP", "CAP"],
    GradeLevel.CAP_2: ["CAP2", "2e année de CAP"],
    GradeLevel.BTS_1: ["BTS 1", "BTS CIM 1"],
    GradeLevel.BTS_2: ["BTS 2", "2BTS", "BTS CIM 2"],
    GradeLevel.MENTION: ["MC lunetterie", "FCIL"],
    GradeLevel.APPRENTIS: ["apprentis", "Apprenties fromagères", "CFA"],
    GradeLevel.PREPA_APPRENTISSAGE: ["prépa-apprentissage"],
    GradeLevel.RELAIS: ["Dispositif relais", "classe relais"],
    GradeLevel.FORMATION_CONTINUE: ["stagiaires GRETA", "formation professionnelle"],
    GradeLevel.MISSION_LOCALE: ["Mission locale", "CEJ"],
}


@pytest.mark.parametrize(("written", "level"), [(each, level) for level, some in WRITTEN.items() for each in some])
def test_a_level_is_recognised(written: str, level: GradeLevel) -> None:
    assert read_grade(written) == level


@pytest.mark.parametrize(
    "written", ["", "groupe A", "7e", "42e", "2026", "Tourneurs", "trois", "SEGPA", "27 élèves", "🎉"]
)
def test_what_says_no_level_is_left_to_the_teacher(written: str) -> None:
    assert read_grade(written) is None


def test_every_level_reads_its_own_label() -> None:
    unsaid = {GradeLevel.AUTRE}
    assert {level for level in GradeLevel if read_grade(level.label) != level} == unsaid


def test_codes_fit_their_column() -> None:
    assert max(len(level.value) for level in GradeLevel) <= 16


@pytest.mark.parametrize("written", ["3e B", "3ème B", "3°B", "3eB", "3B", "3 b", " 3EME  B "])
def test_a_class_has_one_key_however_it_is_written(written: str) -> None:
    assert class_key(written) == "3b"


def test_other_classes_have_other_keys() -> None:
    assert len({class_key(name) for name in ("3e A", "3e B", "4e B", "Tle B", "2de B", "1re B", "301")}) == 7


@given(st.text(max_size=40))
def test_any_text_is_answered(written: str) -> None:
    assert read_grade(written) in (None, *GradeLevel)
    assert " " not in class_key(written)
