"""A file of schools is read in whatever shape it comes, and each line that is not kept says why."""

from __future__ import annotations

import pytest

from forum.territory.kinds import SchoolKind, kind_of_nature, site_name
from forum.territory.schools_file import RefusedLine, SchoolLine, UnreadableFile, read_schools
from tests.territory.annuaire import export, school, uai

COLLEGE = SchoolLine(2, uai(1), "Collège d'essai 1", SchoolKind.COLLEGE, "39478", "Saint-Claude")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "latin-1", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_whatever_its_encoding_and_separator(encoding: str, separator: str) -> None:
    read = read_schools(export(school(1), encoding=encoding, separator=separator))
    assert read.schools == (COLLEGE,)
    assert read.refused == read.set_aside == ()


def test_the_ministrys_titles_in_lower_case_are_the_same() -> None:
    content = export(school(1)).replace(b"Identifiant_de_l_etablissement", b"identifiant_de_l_etablissement")
    assert read_schools(content).schools == (COLLEGE,)


def test_a_table_of_ones_own_with_short_titles() -> None:
    content = f"uai,nom,type_code,code_insee,commune\n{uai(1)},Collège d'essai 1,CLG,39478,Saint-Claude\n"
    assert read_schools(content.encode()).schools == (COLLEGE,)


def test_leading_zeros_that_a_spreadsheet_ate_come_back() -> None:
    ain = school(1, identifiant_de_l_etablissement="10987T", code_commune="1014", nom_commune="Arbent")
    assert read_schools(export(ain)).refused == (
        RefusedLine(
            2, "UAI «\u00a010987T\u00a0»\u00a0: Un numéro UAI compte sept chiffres et une lettre, par exemple 0390786T."
        ),
    )
    ain["identifiant_de_l_etablissement"] = "010987T"
    assert [(one.uai, one.insee_code) for one in read_schools(export(ain)).schools] == [("0010987T", "01014")]


def test_a_former_commune_becomes_the_one_of_today() -> None:
    morez = school(1, code_commune="", nom_commune="MOREZ CEDEX", code_postal="39403")
    assert [(one.insee_code, one.municipality_name) for one in read_schools(export(morez)).schools] == [
        ("39368", "Hauts de Bienne")
    ]


def test_a_commune_that_is_not_in_our_list_is_kept_by_name() -> None:
    unknown = school(1, code_commune="39999", nom_commune="Saint-Nulle-Part")
    assert [(one.insee_code, one.municipality_name) for one in read_schools(export(unknown)).schools] == [
        (None, "Saint-Nulle-Part")
    ]


def test_what_is_none_of_our_business_is_set_aside_and_counted() -> None:
    read = read_schools(
        export(
            school(1),
            school(2, code_nature="151", libelle_nature="ECOLE DE NIVEAU ELEMENTAIRE"),
            school(3, code_nature="151"),
            school(4, etat="FERMÉ"),
            school(5, code_commune="75056", code_departement="075"),
            school(6, etat="A FERMER"),
        )
    )
    assert [one.line for one in read.schools] == [2, 7]
    assert dict(read.set_aside) == {
        "ni collège ni lycée": 2,
        "établissement fermé": 1,
        "hors de l’Ain, du Doubs et du Jura": 1,
    }
    assert read.refused == ()


def test_what_is_wrong_is_refused_with_its_line_and_its_reason() -> None:
    wrong = uai(1)[:-1] + ("A" if uai(1)[-1] != "A" else "B")
    read = read_schools(
        export(
            school(1, identifiant_de_l_etablissement=wrong),
            school(2, nom_etablissement="  "),
            school(3),
            school(3, "Deux fois le même"),
            school(4, code_commune="", nom_commune=""),
        )
    )
    assert [one.uai for one in read.schools] == [uai(3)]
    assert [(one.line, one.reason) for one in read.refused] == [
        (
            2,
            f"UAI «\u00a0{wrong}\u00a0»\u00a0: La lettre finale ne correspond pas aux chiffres\u00a0: "
            f"vouliez-vous dire {uai(1)}\u202f?",
        ),
        (3, "nom absent"),
        (5, f"l’UAI {uai(3)} est déjà à la ligne 4"),
        (6, "commune absente ou inconnue"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "l’UAI"),
        (b"\x00\x01\x02PK", "tableau"),
        (b"nom;commune\nx;y\n", "l’UAI"),
        (b"uai;commune\nx;y\n", "le nom"),
        (b"uai;nom\nx;y\n", "la nature"),
        ("🎉".encode(), "l’UAI"),
    ],
)
def test_what_is_no_table_of_schools_is_refused_whole(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_schools(content)


def test_quotes_empty_lines_and_short_lines_do_no_harm() -> None:
    name = 'Collège "Les Sapins"; annexe\nde la gare'
    read = read_schools(export(school(1, name), school(2)) + b"\r\n;;;\r\n0399003X\r\n")
    assert [one.name for one in read.schools] == ['Collège "Les Sapins"; annexe de la gare', "Collège d'essai 2"]
    assert len(read.refused) == 1


def test_every_nature_of_the_second_degree_has_its_kind() -> None:
    assert [kind_of_nature(code) for code in ("340", "302", "300", "306", "320", "334", "335", "390")] == [
        SchoolKind(code) for code in ("CLG", "LG", "LGT", "LPO", "LP", "SEP", "SGT", "SEGPA")
    ]
    assert kind_of_nature("151") is None


def test_schools_of_one_campus_share_the_name_of_their_site() -> None:
    names = (
        "Collège Pré Saint-Sauveur",
        "Lycée polyvalent Pré Saint-Sauveur",
        "Section d'Enseignement Professionnel Pré Saint Sauveur",
        "Section d'enseignement général et professionnel adapté du Collège Pré Saint Sauveur",
        "SEGPA Pré St-Sauveur",
    )
    assert {site_name(name) for name in names} == {"pre saint sauveur"}
