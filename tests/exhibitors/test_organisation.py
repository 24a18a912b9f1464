"""What an organisation says of itself, and what is checked in it."""

from __future__ import annotations

import pytest

from forum.exhibitors.forms import OrganisationForm
from forum.exhibitors.rules import OrganisationSaid, is_siret
from forum.territory.sectors import SECTORS

ACME = {
    "name": "Acme",
    "kind": "company",
    "sector": "lunetterie",
    "siret": "732 829 320 00074",
    "commune": "39368",
    "commune_text": "Hauts de Bienne",
    "website": "www.acme.example",
    "pitch": "Des lunettes.\nDes verres.",
    "first_name": "Alix",
    "last_name": "Acme",
    "email": "alix@acme.example",
    "phone": "03 84 33 00 00",
}


def test_it_reads_a_whole_organisation() -> None:
    form = OrganisationForm(ACME)
    said = form.read_organisation(SECTORS)
    assert form.faults == {}
    assert said == OrganisationSaid(
        name="Acme",
        kind="company",
        sector="lunetterie",
        siret="73282932000074",
        insee_code="39368",
        website="https://www.acme.example",
        pitch="Des lunettes.\nDes verres.",
        first_name="Alix",
        last_name="Acme",
        email="alix@acme.example",
        phone="0384330000",
    )


@pytest.mark.parametrize(
    "digits, right",
    [
        ("73282932000074", True),
        ("73282932000075", False),
        ("35600000000048", True),
        ("35600000049837", True),
        ("00000000000000", True),
        ("7328293200007", False),
        ("732829320000744", False),
        ("7328293200007²", False),
        ("", False),
    ],
)
def test_a_siret_has_a_key(digits: str, right: bool) -> None:
    assert is_siret(digits) is right


@pytest.mark.parametrize(
    "field, typed",
    [
        ("siret", "123"),
        ("siret", "7328293200007²"),
        ("website", "javascript:alert(1)"),
        ("website", "ftp://x.fr"),
        ("website", "https://"),
        ("website", 'https://x.fr/"><script>'),
        ("name", ""),
        ("name", "🎉"),
        ("name", "x" * 121),
        ("pitch", "x" * 601),
        ("kind", "pirate"),
        ("sector", "alchimie"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field(field: str, typed: str) -> None:
    form = OrganisationForm({**ACME, field: typed})
    form.read_organisation(SECTORS)
    assert set(form.faults) == {field}
    assert form.typed[field] == typed


@pytest.mark.parametrize("name", ["Émaux & Cie", "L’Œuvre", "3D Jura", "Société n° 5®", "王 & 李"])
def test_a_name_is_as_it_stands_on_the_sign(name: str) -> None:
    form = OrganisationForm({**ACME, "name": name})
    assert form.read_organisation(SECTORS).name == name
    assert form.faults == {}


def test_a_commune_typed_anew_wins_over_the_one_picked_before() -> None:
    form = OrganisationForm({**ACME, "commune": "39368", "commune_text": "Villard-Saint-Sauveur"})
    assert form.read_organisation(SECTORS).insee_code == "39560"
