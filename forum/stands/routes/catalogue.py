"""The public catalogue of the exhibitors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from forum.editions.sectors import called
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.rules import LEVELS, OFFERS
from forum.stands import queries
from forum.stands.routes.asking import Asked
from forum.stands.rules.programme import Looked, find
from forum.territory.folding import fold
from forum.web import page
from forum.web.kept import kept_page


@get("/exposants")
async def show_catalogue(
    request: Asked,
    edition: NamedDependency[EditionValue],
    q: FromQuery[str] = "",
    filiere: FromQuery[str] = "",
    offre: FromQuery[str] = "",
    niveau: FromQuery[str] = "",
    commune: FromQuery[str] = "",
) -> Template | Response[bytes]:
    """Who will be there: validated exhibitors, by words without accents, sector, offer, level and commune."""
    words = {word: called(edition.sectors, word) for word in fold(q[:80]).split()[:6]}
    looked = Looked(words, filiere, offre, niveau, commune)
    return await kept_page(request, "stands/catalogue.html", lambda: _found(edition, q, looked))


async def _found(edition: EditionValue, q: str, looked: Looked) -> dict[str, Any]:
    shown = await queries.programme(edition.id)
    return {
        "found": find(shown, looked),
        "total": len(shown),
        "q": q,
        "looked": looked,
        "sectors": edition.sectors,
        "sector_names": [(one.code, one.name) for one in edition.sectors],
        "offers": OFFERS,
        "levels": LEVELS,
        "communes": sorted(
            {(one.insee_code, one.commune) for one in shown if one.commune}, key=lambda one: fold(one[1])
        ),
    }


@get("/api/programme", include_in_schema=True, tags=["programme"])
async def programme(edition: NamedDependency[EditionValue]) -> Response[dict[str, Any]]:
    """The programme as open data: every confirmed exhibitor with its stand, jobs, offers and levels."""
    told = {
        "edition": edition.name,
        "date": edition.first_day.date.isoformat() if edition.days else None,
        "exhibitors": [
            {
                "id": str(one.id),
                "name": one.name,
                "kind": one.kind,
                "sector": one.sector_code,
                "stand": one.number,
                "zone": one.zone,
                "commune": one.commune or None,
                "insee_code": one.insee_code,
                "jobs": list(one.jobs),
                "rome": list(one.rome_codes),
                "offers": dict(one.offers),
                "levels": sorted(one.levels),
                "text": one.pitch,
                "website": one.website or None,
                "logo": f"/exposants/{one.id}/logo.png" if one.has_logo else None,
            }
            for one in await queries.programme(edition.id)
        ],
    }
    return Response(told, headers={"access-control-allow-origin": "*", "cache-control": "public, max-age=60"})


@get("/exposants/{exhibitor_id:uuid}")
async def show_exhibitor(
    request: Asked, edition: NamedDependency[EditionValue], exhibitor_id: FromPath[UUID]
) -> Template:
    """The public page of one validated exhibitor. Raises NotFound for any other."""
    one = await exhibitors.exhibitor(edition.id, exhibitor_id)
    stand = next((s for s in await queries.plan(edition.id) if s.exhibitor == one.id and s.holder), None)
    if stand is None:
        raise NotFound("Cet exposant n’est pas, ou plus, au programme.")
    shown = await exhibitors.shown_of(edition.id, one.id)
    has_logo = await exhibitors.has_logo(one.id)
    return page(
        request,
        "stands/exhibitor.html",
        one=one,
        stand=stand,
        shown=shown,
        has_logo=has_logo,
        offers=OFFERS,
        levels=LEVELS,
    )


@get("/exposants/{exhibitor_id:uuid}/logo.png")
async def logo(exhibitor_id: FromPath[UUID]) -> Response[bytes]:
    """An exhibitor's logo, as we drew it. Raises NotFound."""
    headers = {"cache-control": "public, max-age=300", "content-disposition": "inline"}
    return Response(await exhibitors.logo(exhibitor_id), media_type="image/png", headers=headers)
