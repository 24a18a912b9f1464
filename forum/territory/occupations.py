"""Jobs (ROME 4) and activities (NAF rév. 2) met in the Haut-Jura, each with its sector."""

from dataclasses import dataclass
from functools import cache

from forum.territory.folding import fold, has_words
from forum.territory.reference import parts, rows
from forum.territory.sectors import Sector, find_sector


@dataclass(frozen=True, slots=True)
class Occupation:
    """One ROME code; `name` carries both genders, `local_words` what people say on a stand."""

    rome_code: str
    name: str
    sector: str
    local_words: tuple[str, ...]
    naf_divisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """One NAF code and the sector that we gave it."""

    naf_code: str
    name: str
    sector: str


@cache
def occupations() -> tuple[Occupation, ...]:
    """Every job of the shipped list, sector by sector."""
    return tuple(
        Occupation(
            rome_code=row["code_rome"],
            name=row["libelle"],
            sector=row["filiere"],
            local_words=tuple(word.strip() for word in row["exemples_metiers_locaux"].split(";") if word.strip()),
            naf_divisions=parts(row["divisions_naf"]),
        )
        for row in rows("rome.csv")
    )


@cache
def activities() -> tuple[Activity, ...]:
    """Every activity of the shipped list."""
    return tuple(Activity(row["code_naf"], row["libelle"], row["filiere"]) for row in rows("naf.csv"))


def occupations_of(sector: str) -> tuple[Occupation, ...]:
    """The jobs of one sector."""
    return tuple(one for one in occupations() if one.sector == sector)


def search_occupations(q: str, limit: int = 10) -> tuple[Occupation, ...]:
    """Jobs by ROME code, by name or by the words people use here: « pipier » finds H2208."""
    wanted = fold(q)
    if not wanted:
        return ()
    return tuple(one for one, words in _searched() if has_words(words, wanted))[:limit]


def sector_of_activity(naf_code: str) -> Sector | None:
    """The sector that a NAF code suggests (« 32.50B » or « 3250B »), or nothing."""
    wanted = naf_code.replace(".", "").strip().upper()
    found = next((one for one in activities() if one.naf_code.replace(".", "") == wanted), None)
    return find_sector(found.sector) if found else None


@cache
def _searched() -> tuple[tuple[Occupation, str], ...]:
    return tuple((one, fold(" ".join((one.rome_code, one.name, *one.local_words)))) for one in occupations())
