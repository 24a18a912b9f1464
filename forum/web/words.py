"""French as it is printed: dates, hours, numbers, class names."""

import re
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date

from forum import clock

NARROW = "\u202f"
HARD = "\u00a0"


@lru_cache(maxsize=4096)
def say_date(value: date | datetime, *, year: bool = True, weekday: bool = True) -> str:
    """« mardi 24 novembre 2026 », « 1er décembre 2026 »; a moment is said in the forum's own time zone."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    pattern = ("EEEE " if weekday else "") + "d MMMM" + (" y" if year else "")
    said = format_date(value, pattern, locale="fr_FR")
    return re.sub(r"(^|\D)1 (?=\w)", r"\g<1>1er ", said, count=1)


def say_hour(value: datetime) -> str:
    """« 9 h 30 », « 14 h » in the forum's own time zone."""
    local = clock.local(value)
    return f"{local.hour}{HARD}h" + (f"{HARD}{local.minute:02d}" if local.minute else "")


def say_moment(value: datetime) -> str:
    """« mardi 24 novembre 2026 à 9 h 30 »."""
    return f"{say_date(value)} à {say_hour(value)}"


def say_second(value: datetime) -> str:
    """« 9 h 05 min 07 s » in the forum's own time zone, for what changes while it is read."""
    local = clock.local(value)
    return f"{local.hour}{HARD}h{HARD}{local.minute:02d}{HARD}min{HARD}{local.second:02d}{HARD}s"


def say_number(value: float) -> str:
    """« 1 446 », « 12,5 » with a narrow space between thousands."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
    return text.replace(",", NARROW).replace(".", ",")


def say_weight(size: int) -> str:
    """« 1,4 Mo »: the size of a file in decimal units, as a French system says it."""
    for unit, least in (("Go", 10**9), ("Mo", 10**6), ("ko", 10**3)):
        if size >= least:
            amount = size / least
            return f"{amount:.{1 if amount < 100 else 0}f}".replace(".", ",").removesuffix(",0") + f"\u00a0{unit}"
    return f"{size}\u00a0octets"


def say_class(name: str) -> str:
    """« 3e B » as it is printed: « 3ᵉ B »."""
    return re.sub(r"\b([0-9])(?:e|ème|eme)\b", r"\1ᵉ", name)


def say_phone(number: str) -> str:
    """« 06 12 34 56 78 »: pairs for French numbers, left alone otherwise."""
    if re.fullmatch(r"0[0-9]{9}", number):
        return HARD.join(number[i : i + 2] for i in range(0, 10, 2))
    return number
