"""The two look-ups that every form uses: communes and schools, as JSON, for anybody.

Each keystroke asks: who asks is not looked up, and no cookie is given.
"""

from dataclasses import dataclass
from typing import Annotated

from litestar import Router, get
from litestar.datastructures import CacheControlHeader
from litestar.params import FromQuery, Parameter

from forum.territory import queries
from forum.territory.commune_search import FoundCommune, search_communes
from forum.territory.communes import communes_at
from forum.web.public import everybody

LOOK_UPS = ("/communes", "/etablissements")
_LONGEST = 80
_COUNT = 12
_FOR_ANYBODY = {"exclude_from_auth": True, "exclude_from_csrf": True}


@dataclass(frozen=True, slots=True)
class CommuneAnswer:
    """A commune as forms offer it: `label` is to be shown, `insee_code` to be sent back."""

    insee_code: str
    label: str
    name: str
    old_name: str | None
    department: str
    postal_codes: tuple[str, ...]
    epci_siren: str
    epci: str
    in_territory: bool


@dataclass(frozen=True, slots=True)
class SchoolAnswer:
    """A school as forms offer it: `label` is to be shown, `id` to be sent back."""

    id: int
    label: str
    name: str
    kind: str
    uai: str | None
    municipality: str
    department: str
    epci: str | None
    in_territory: bool
    campus: str


@get(
    "/communes",
    sync_to_thread=False,
    opt=_FOR_ANYBODY,
    cache_control=CacheControlHeader(public=True, max_age=86_400),
    summary="Communes by name or postal code",
    description="Communes of the Jura, the Doubs and the Ain, by name (former communes too) or by postal code.",
)
def look_up_communes(
    q: FromQuery[Annotated[str, Parameter(description="Words of the name, or a postal code, or both")]] = "",
    code_postal: FromQuery[Annotated[str, Parameter(description="A whole postal code")]] = "",
) -> list[CommuneAnswer]:
    """Communes that answer, best first."""
    if code_postal:
        return [_commune(FoundCommune(one)) for one in communes_at(code_postal)]
    return [_commune(one) for one in search_communes(q[:_LONGEST], _COUNT)]


@get(
    "/etablissements",
    opt=_FOR_ANYBODY,
    cache_control=CacheControlHeader(public=True, max_age=60),
    summary="Schools by name, commune, postal code or UAI",
    description="Schools and training centres; the schools of one campus stay side by side.",
)
async def look_up_schools(
    q: FromQuery[Annotated[str, Parameter(description="Words of the name or commune, a postal code, or a UAI")]] = "",
) -> list[SchoolAnswer]:
    """Schools that answer, best first."""
    return [_school(one) for one in await queries.search_schools(q[:_LONGEST], _COUNT)]


def _commune(found: FoundCommune) -> CommuneAnswer:
    one = found.commune
    return CommuneAnswer(
        insee_code=one.insee_code,
        label=found.label,
        name=one.name,
        old_name=found.old_name,
        department=one.department_name,
        postal_codes=one.postal_codes,
        epci_siren=one.epci_siren,
        epci=one.epci_name,
        in_territory=one.in_territory,
    )


def _school(one: queries.SchoolEntry) -> SchoolAnswer:
    return SchoolAnswer(
        id=one.id,
        label=one.label,
        name=one.name,
        kind=one.kind.label,
        uai=one.uai,
        municipality=one.municipality,
        department=one.department,
        epci=one.epci_name,
        in_territory=one.in_territory,
        campus=one.campus,
    )


router = Router("/", guards=[everybody], route_handlers=[look_up_communes, look_up_schools], tags=["Territory"])
