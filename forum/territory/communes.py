"""Communes and their EPCI, held in memory: 1,446 rows that change once a year.

Origins are told by INSEE code, never by postal code: a postal code may belong to several communes, EPCI and even
départements.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from forum.errors import NotFound
from forum.territory.folding import fold
from forum.territory.reference import parts, rows

DEPARTMENTS = {"01": "Ain", "25": "Doubs", "39": "Jura"}


@dataclass(frozen=True, slots=True)
class Epci:
    """An intermunicipality, told by its SIREN; `in_territory` for the five that hold the forum."""

    siren: str
    name: str
    kind: str
    in_territory: bool

    @property
    def short_name(self) -> str:
        """The name without its kind: « Haut-Jura Saint-Claude »."""
        return self.name.removeprefix(f"{self.kind} ")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today; `delegated` are the old communes that people still name."""

    insee_code: str
    name: str
    department: str
    postal_codes: tuple[str, ...]
    epci_siren: str
    epci_name: str
    in_territory: bool
    population: int
    delegated: tuple[str, ...] = ()
    namesakes: bool = field(default=False, compare=False)

    @property
    def department_name(self) -> str:
        """« Jura » for 39."""
        return DEPARTMENTS[self.department]

    @property
    def label(self) -> str:
        """The name, with the département where another commune bears the same one."""
        return f"{self.name} ({self.department_name})" if self.namesakes else self.name


@dataclass(frozen=True, slots=True)
class Territory:
    """The five communautés de communes of Territoires d'industrie Haut-Jura."""

    epcis: tuple[Epci, ...]
    communes: tuple[Commune, ...]

    @property
    def population(self) -> int:
        """Inhabitants, all communes together."""
        return sum(commune.population for commune in self.communes)


def commune(insee_code: str) -> Commune:
    """The commune with that INSEE code.

    Raises:
        NotFound: none of the three départements has it.
    """
    found = find_commune(insee_code)
    if found is None:
        raise NotFound("Cette commune n’est pas dans notre liste.")
    return found


def find_commune(insee_code: str | None) -> Commune | None:
    """The commune with that INSEE code, or nothing."""
    return _by_insee().get(insee_code or "")


def communes_at(postal_code: str) -> tuple[Commune, ...]:
    """The communes that have that postal code, those of the territory first, then by name."""
    return _by_postal_code().get(postal_code.strip(), ())


def communes() -> tuple[Commune, ...]:
    """Every commune of the three départements, by INSEE code."""
    return tuple(_by_insee().values())


def codes_of(siren: str) -> tuple[str, ...]:
    """INSEE codes of the communes of one intermunicipality; none for an unknown SIREN."""
    return tuple(one.insee_code for one in communes() if one.epci_siren == siren)


def epci(siren: str) -> Epci:
    """The intermunicipality with that SIREN.

    Raises:
        NotFound: none has it.
    """
    found = find_epci(siren)
    if found is None:
        raise NotFound("Cette intercommunalité n’est pas dans notre liste.")
    return found


def find_epci(siren: str | None) -> Epci | None:
    """The intermunicipality with that SIREN, or nothing."""
    return _epcis().get(siren or "")


@cache
def territory() -> Territory:
    """The five communautés de communes, by name, and their communes."""
    inside = sorted((one for one in _epcis().values() if one.in_territory), key=lambda one: fold(one.short_name))
    return Territory(tuple(inside), tuple(one for one in communes() if one.in_territory))


@cache
def _by_insee() -> dict[str, Commune]:
    table = list(rows("communes.csv"))
    names = [row["nom"] for row in table]
    twice = {name for name, same in groupby(sorted(names)) if len(list(same)) > 1}
    return {
        row["code_insee"]: Commune(
            insee_code=row["code_insee"],
            name=row["nom"],
            department=row["code_departement"],
            postal_codes=parts(row["codes_postaux"]),
            epci_siren=row["siren_epci"],
            epci_name=_epcis()[row["siren_epci"]].name,
            in_territory=row["territoire_industrie_haut_jura"] == "1",
            population=int(row["population_municipale"]),
            delegated=parts(row["communes_deleguees_associees"]),
            namesakes=row["nom"] in twice,
        )
        for row in table
    }


@cache
def _epcis() -> dict[str, Epci]:
    return {
        row["siren_epci"]: Epci(
            siren=row["siren_epci"],
            name=" ".join(row["nom_epci"].split()),
            kind=row["type_epci"],
            in_territory=row["territoire_industrie_haut_jura"] == "1",
        )
        for row in rows("communes.csv")
    }


@cache
def _by_postal_code() -> dict[str, tuple[Commune, ...]]:
    found: dict[str, list[Commune]] = {}
    for one in communes():
        for postal_code in one.postal_codes:
            found.setdefault(postal_code, []).append(one)
    return {
        code: tuple(sorted(some, key=lambda one: (not one.in_territory, fold(one.name))))
        for code, some in found.items()
    }
