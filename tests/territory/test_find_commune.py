"""A commune is found as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.errors import NotFound
from forum.territory.commune_search import search_communes
from forum.territory.communes import commune, communes, communes_at, epci, find_commune, find_epci, territory


def labels(q: str, limit: int = 10) -> list[str]:
    return [found.label for found in search_communes(q, limit)]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("Saint-Claude", "Saint-Claude"),
        ("st claude", "Saint-Claude"),
        ("SAINT CLAUDE", "Saint-Claude"),
        ("saintclaude", "Saint-Claude"),
        ("lavans les st claude", "Lavans-lès-Saint-Claude"),
        ("prémanon", "Prémanon"),
        ("PREMANON", "Prémanon"),
        ("l'abergement de varey", "L'Abergement-de-Varey"),
        ("l’abergement de varey", "L'Abergement-de-Varey"),
        ("rousses", "Les Rousses"),
        ("champagnolle", "Champagnole"),
        ("39200 vill", "Villard-Saint-Sauveur"),
    ],
)
def test_whatever_the_accents_hyphens_and_saints(typed: str, best: str) -> None:
    assert best in labels(typed, 2)


@pytest.mark.parametrize(
    ("typed", "label", "insee"),
    [
        ("Morez", "Hauts de Bienne (Morez)", "39368"),
        ("St Lupicin", "Coteaux du Lizon (Saint-Lupicin)", "39491"),
        ("pratz", "Lavans-lès-Saint-Claude (Pratz)", "39286"),
    ],
)
def test_by_the_name_of_a_former_commune(typed: str, label: str, insee: str) -> None:
    found = search_communes(typed)[0]
    assert (found.label, found.commune.insee_code) == (label, insee)


def test_namesakes_are_told_apart_by_their_departement_and_the_nearer_comes_first() -> None:
    assert labels("champagney") == ["Champagney (Jura)", "Champagney (Doubs)"]
    assert sum(one.namesakes for one in communes()) == 22


def test_a_commune_is_offered_once_even_when_several_of_its_names_answer() -> None:
    for q in ("chassal", "molinges", "hauts", "saint"):
        codes = [found.commune.insee_code for found in search_communes(q, 50)]
        assert len(codes) == len(set(codes))


def test_by_postal_code_whole_or_begun() -> None:
    assert labels("39200")[0] == "Saint-Claude"
    assert {one.name for one in communes_at("01590")} == {"Chancia", "Lavancia-Epercy", "Dortan"}
    assert [one.department for one in communes_at("01590")][:2] == ["39", "39"]
    assert all(any(code.startswith("394") for code in found.commune.postal_codes) for found in search_communes("394"))
    assert communes_at("75001") == ()


@pytest.mark.parametrize("typed", ["", " ", "3", "zzzz", "🎉", "'", "%", "\0"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert search_communes(typed) == ()


def test_no_more_than_asked_for() -> None:
    assert len(search_communes("saint", 3)) == 3


@given(st.text(max_size=40))
def test_any_text_is_answered(typed: str) -> None:
    assert len(search_communes(typed, 5)) <= 5


def test_every_name_finds_its_commune() -> None:
    for one in territory().communes:
        for name in (one.name, *one.delegated):
            assert one in [found.commune for found in search_communes(name)], name


def test_a_label_that_was_offered_finds_its_commune_again() -> None:
    for name in ("morez", "champagney", "cuttura", "saint claude", "pratz"):
        for offered in search_communes(name):
            assert search_communes(offered.label)[0].commune == offered.commune, offered.label


def test_by_code_or_not_at_all() -> None:
    assert commune("39478").name == "Saint-Claude"
    assert commune("39478").epci_name == "CC Haut-Jura Saint-Claude"
    assert epci("200026573").short_name == "Haut-Jura Saint-Claude"
    assert find_commune("00000") is find_commune(None) is find_epci("1") is None
    with pytest.raises(NotFound):
        commune("75056")
    with pytest.raises(NotFound):
        epci("000000000")
