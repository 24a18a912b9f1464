"""What a visitor's form understands, and what it refuses without losing a word."""

from __future__ import annotations

import pytest

from forum.territory.sectors import SECTORS
from forum.visitors.forms import VisitorForm
from forum.visitors.rules import VisitorSaid, name_key

FINE = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "email": "ada@visiteuse.example",
    "status": "lyceen",
    "commune": "39478",
    "commune_text": "Saint-Claude",
    "companions": "1",
    "children": "2",
}


def test_it_reads_a_whole_registration() -> None:
    form = VisitorForm(FINE)
    assert form.read(SECTORS) == VisitorSaid(
        first_name="Ada",
        last_name="Lovelace",
        email="ada@visiteuse.example",
        status="lyceen",
        postal_code="39200",
        insee_code="39478",
        elsewhere=None,
        adults=2,
        children=2,
    )
    assert form.faults == {}


def test_an_empty_form_is_told_everything_at_once() -> None:
    form = VisitorForm()
    form.read(SECTORS)
    assert set(form.faults) == {"first_name", "last_name", "email", "status", "commune"}


@pytest.mark.parametrize(
    "typed, origin",
    [
        ({"commune": "39478", "commune_text": "Saint-Claude"}, ("39200", "39478", None)),
        ({"commune": "39478", "commune_text": "39200 Saint-Claude"}, ("39200", "39478", None)),
        ({"commune": "39478", "commune_text": "39200"}, ("39200", "39478", None)),
        ({"commune": "", "commune_text": "Saint-Claude"}, ("39200", "39478", None)),
        ({"commune": "", "commune_text": "st claude"}, ("39200", "39478", None)),
        ({"commune": "", "commune_text": "39200 saint claude"}, ("39200", "39478", None)),
        ({"commune": "", "commune_text": "MOREZ"}, ("39400", "39368", None)),
        ({"commune": "", "commune_text": "01170"}, None),
        ({"commune": "", "commune_text": "69003"}, ("69003", None, None)),
        ({"commune": "39478", "commune_text": "Villard-Saint-Sauveur"}, ("39200", "39560", None)),
        ({"commune": "39478", "commune_text": "Avignon-lès-Saint-Claude"}, ("39200", "39032", None)),
        ({"commune": "", "commune_text": "", "elsewhere": "Genève, Suisse"}, ("", None, "Genève, Suisse")),
    ],
    ids=[
        "picked",
        "code and name",
        "code",
        "name",
        "name as typed",
        "code and name typed",
        "old name typed",
        "shared code",
        "far",
        "retyped",
        "longer",
        "abroad",
    ],
)
def test_an_origin_is_a_commune_never_a_guess(
    typed: dict[str, str], origin: tuple[str, str | None, str | None] | None
) -> None:
    form = VisitorForm({**FINE, **typed})
    said = form.read(SECTORS)
    if origin is None:
        assert "Plusieurs communes" in form.faults["commune"]
    else:
        assert (form.faults, (said.postal_code, said.insee_code, said.elsewhere)) == ({}, origin)


def test_a_postal_code_with_a_commune_of_another_departement_is_asked_again() -> None:
    form = VisitorForm({**FINE, "commune": "01004", "commune_text": "39200"})
    form.read(SECTORS)
    assert form.faults["commune"].startswith("Plusieurs communes partagent le 39200")
    assert form.typed["commune_text"] == "39200"


@pytest.mark.parametrize(
    "typed", ["Xyzzy", "99999", "392", "²", "39200 ²", "١٢٣٤٥", "🙂", "%", "'; DROP TABLE visitor; --"]
)
def test_an_origin_that_is_nowhere_is_refused(typed: str) -> None:
    form = VisitorForm({**FINE, "commune": "", "commune_text": typed})
    form.read(SECTORS)
    assert set(form.faults) == {"commune"}


@pytest.mark.parametrize(
    "name",
    [
        "Zoë-Élisabeth",
        "Ğülşen",
        "O'Connor-d'Étioles",
        "Nguyễn Thị Minh Khai",
        "王",
        "محمد",
        "Łukasz",
        "d’Étioles",
        "Jean-Ch. 3",
    ],
)
def test_names_are_as_people_bear_them(name: str) -> None:
    form = VisitorForm({**FINE, "first_name": name, "last_name": name})
    said = form.read(SECTORS)
    assert (form.faults, said.first_name, said.last_name) == ({}, name, name)


@pytest.mark.parametrize("name", ["🙂", "Ada 🎉", "Ada 👩🏽‍💻", "---", "…", "\ue000", "1️⃣"])
def test_a_name_that_no_badge_can_print_is_refused(name: str) -> None:
    form = VisitorForm({**FINE, "first_name": name})
    form.read(SECTORS)
    assert set(form.faults) == {"first_name"}
    assert form.typed["first_name"] == name


def test_a_very_long_name_is_refused_and_kept() -> None:
    form = VisitorForm({**FINE, "last_name": "x" * 81})
    form.read(SECTORS)
    assert form.faults == {"last_name": "Au plus 80 caractères\u00a0: il y en a 81."}
    assert form.typed["last_name"] == "x" * 81


@pytest.mark.parametrize(
    "field, typed", [("companions", "10"), ("companions", "-1"), ("children", "deux"), ("children", "10" * 20)]
)
def test_companions_are_counted_up_to_nine(field: str, typed: str) -> None:
    form = VisitorForm({**FINE, field: typed})
    form.read(SECTORS)
    assert set(form.faults) == {field}


def test_one_person_is_known_by_any_spelling() -> None:
    assert name_key("ZOË", "d'Étioles") == name_key("zoe", "D’ETIOLES")
    assert name_key("伟", "王") != name_key("娜", "王")
