"""The pauses between tries, and one-line texts."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.mail import rules


def test_pauses_double_until_three_hours() -> None:
    middles = [rules.pause_after(tries, 0.5) for tries in range(1, 11)]
    minutes = [pause / timedelta(minutes=1) for pause in middles]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 180, 180]


def test_a_letter_is_given_up_after_two_days_and_a_half() -> None:
    whole = sum((rules.pause_after(tries, 0.5) for tries in range(1, rules.MOST_TRIES)), timedelta())
    assert timedelta(days=2) < whole < timedelta(days=3)
    assert not rules.gives_up(rules.MOST_TRIES - 1)
    assert rules.gives_up(rules.MOST_TRIES)


@given(tries=st.integers(0, 10_000), chance=st.floats(0, 1, exclude_max=True))
def test_a_pause_is_spread_by_a_fifth_and_never_out_of_bounds(tries: int, chance: float) -> None:
    pause = rules.pause_after(tries, chance)
    middle = rules.pause_after(tries, 0.5)
    assert 0.8 * middle <= pause <= 1.2 * middle
    assert timedelta(seconds=48) <= pause <= timedelta(hours=3.6)


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    line = rules.one_line(text)
    assert len(line.splitlines()) <= 1
    assert rules.one_line(line) == line


def test_one_line_keeps_french_spaces() -> None:
    assert rules.one_line(" 9\u00a0h\u00a015 \r\n Déjà\u202f? ") == "9\u00a0h\u00a015 Déjà\u202f?"
