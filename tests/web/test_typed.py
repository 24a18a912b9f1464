"""What every form does with what is typed: it keeps it, cleans what nobody sees, and says what cannot stand."""

from __future__ import annotations

import pytest

from forum.forms import Typed


@pytest.mark.parametrize(
    "sent, kept",
    [
        ("Ada\x00Lovelace", "AdaLovelace"),
        ("Ada\x07\x1b[31m", "Ada[31m"),
        ("\u202eevil\u202c", "evil"),
        ("\u2066Ada\u2069\u200f", "Ada"),
        ("A\u200bd\ufeffa\u00ad", "Ada"),
        ("Ada\ud800", "Ada"),
        ("Ada\x85\x9f", "Ada"),
        ("E\u0301lise", "Élise"),
        ("M.\u00a0Ada\u202f!", "M.\u00a0Ada\u202f!"),
        ("une ligne\nune autre", "une ligne\nune autre"),
    ],
    ids=[
        "NUL",
        "escape",
        "override",
        "isolate",
        "unseen",
        "half surrogate",
        "C1",
        "composed",
        "French spaces",
        "lines",
    ],
)
def test_what_nobody_sees_is_taken_away(sent: str, kept: str) -> None:
    form = Typed({"word": sent}, {"word": [sent]})
    assert (form.typed["word"], form.many("word")) == (kept, [kept])


def test_a_line_is_one_line() -> None:
    assert Typed({"name": "  Ada \n\t Lovelace \r\n"}).text("name") == "Ada Lovelace"
    assert Typed({"note": "  deux\nlignes "}).text("note", lines=True) == "deux\nlignes"


@pytest.mark.parametrize(
    "typed, number",
    [
        ("27", 27),
        (" 27 ", 27),
        ("+5", 5),
        ("1\u202f500", 1500),
        ("", None),
        ("vingt", None),
        ("2,5", None),
        ("9" * 40, None),
        ("-1", None),
        ("2001", None),
        ("٣", None),
        ("²", None),
        ("1e3", None),
    ],
)
def test_a_whole_number_is_read_between_its_bounds(typed: str, number: int | None) -> None:
    form = Typed({"n": typed})
    read = form.whole("n", "Le nombre", 0, 2000)
    if number is None:
        assert set(form.faults) == {"n"}
    else:
        assert (read, form.faults) == (number, {})


@pytest.mark.parametrize(
    "typed, read",
    [
        ("Ada@Exemple.FR", "Ada@exemple.fr"),
        (" ada@exemple.fr. ", "ada@exemple.fr"),
        ("ce.0391035n@ac-besancon.fr", "ce.0391035n@ac-besancon.fr"),
        ("mailto:ada@exemple.fr", "ada@exemple.fr"),
    ],
)
def test_an_address_is_tidied(typed: str, read: str) -> None:
    form = Typed({"email": typed})
    assert (form.email("email"), form.faults) == (read, {})


@pytest.mark.parametrize(
    "typed",
    [
        "ada",
        "ada@",
        "@exemple.fr",
        "ada@exemple",
        "ada@exemple..fr",
        "a da@exemple.fr",
        "ada@exemple.fr, b@exemple.fr",
        "ada@exemple.fr\nBcc: b@exemple.fr",
        "<ada@exemple.fr>",
        "a" * 250 + "@exemple.fr",
    ],
)
def test_an_address_that_is_none_is_refused_and_kept(typed: str) -> None:
    form = Typed({"email": typed})
    form.email("email")
    assert set(form.faults) == {"email"}
    assert form.typed["email"] == typed


def test_a_slip_in_a_known_domain_is_answered_with_a_suggestion() -> None:
    form = Typed({"email": "ada@gmial.com"})
    form.email("email")
    assert "ada@gmail.com" in form.faults["email"]


@pytest.mark.parametrize(
    "typed, read",
    [
        ("06 12 34 56 78", "0612345678"),
        ("+33 (0)6.12.34.56.78", "0612345678"),
        ("0033612345678", "0612345678"),
        ("+41 79 123 45 67", "+41791234567"),
        ("\u202a06\u00a012\u00a034\u00a056\u00a078\u202c", "0612345678"),
    ],
)
def test_a_telephone_is_kept_as_digits(typed: str, read: str) -> None:
    form = Typed({"phone": typed})
    assert (form.phone("phone"), form.faults) == (read, {})


@pytest.mark.parametrize("typed", ["0612", "12345678901", "+1", "zéro six", "+" + "1" * 30])
def test_a_telephone_that_is_none_is_refused(typed: str) -> None:
    form = Typed({"phone": typed})
    form.phone("phone")
    assert set(form.faults) == {"phone"}


def test_a_choice_is_one_of_those_offered() -> None:
    form = Typed({"status": "lyceen", "other": "roi"})
    assert form.choice("status", ["lyceen"], "?") == "lyceen"
    assert (form.choice("other", ["lyceen"], "Choisissez."), form.faults) == ("", {"other": "Choisissez."})


def test_the_first_word_about_a_field_stands() -> None:
    form = Typed()
    form.fault("name", "le premier")
    form.fault("name", "le second")
    assert form.faults == {"name": "le premier"}
