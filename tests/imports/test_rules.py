"""Columns are guessed, names compared, cells mended."""

from __future__ import annotations

import pytest

from forum.imports.rules.columns import CONTACTS, EXHIBITORS, guess, phone_of, siret_of
from forum.imports.rules.rows import split_name
from forum.imports.rules.twins import IN_BOOK, Index, Known, near_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sté Dupont & Fils (S.A.R.L.)", "SARL DUPONT"),
        ("Établissements Grand-Clément", "Ets Grand Clement"),
        ("La Tournerie du Lac", "Tournerie Lac SAS"),
        ("St-Claude Optique", "Saint Claude Optique"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert near_name(one) == near_name(other)


def test_a_letter_off_is_close_and_two_sirets_are_two() -> None:
    index = Index.of([Known(IN_BOOK, None, "Lunetterie", near_name("Lunetterie Bonnet"), "73282932000074")])
    close = index.twin(None, "", near_name("Lunetterie Bonet"))
    assert close is not None
    assert (close.why, close.sure) == ("close", False)
    assert index.twin("05552118460018", "", near_name("Lunetterie Bonnet")) is None
    assert index.twin(None, "", near_name("Lunetterie Bardet")) is None


def test_columns_are_guessed_by_head_then_by_what_they_hold() -> None:
    heads = ("Nom", "Entreprise", "Téléphone (portable)", "Colonne D", "N° SIRET")
    rows = [("Acme", "Lunettes Acme", "0612345678", "alix@acme.example", "73282932000074")] * 3
    assert guess(EXHIBITORS, heads, rows) == {"name": 1, "last_name": 0, "phone": 2, "siret": 4, "email": 3}
    assert guess(CONTACTS, ("RNE", "Collège", "Contact", "Mél"), []) == {
        "uai": 0,
        "school": 1,
        "contact": 2,
        "email": 3,
    }


@pytest.mark.parametrize(
    ("cell", "digits"),
    [("732 829 320 00074", "73282932000074"), ("5552118460018", "05552118460018"), ("12", "12")],
)
def test_a_siret_in_a_cell(cell: str, digits: str) -> None:
    assert siret_of(cell) == digits


def test_a_telephone_and_a_name_in_a_cell() -> None:
    assert phone_of("612345678") == "0612345678"
    assert split_name("Mme Marie-Claude DUPONT") == ("Marie-Claude", "DUPONT")
    assert split_name("M. Dupont") == ("", "Dupont")
