"""The exhibitor's papers: the sign of the stand, the set-up sheet, every badge in one file."""

from __future__ import annotations

from collections.abc import Sequence

import anyio.to_thread
from litestar import Response, get
from litestar.di import NamedDependency

from forum.badges.pdf import holder_pdf
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitors
from forum.stands import queries
from forum.stands.drawing.setup_sheet import SheetFace, draw_setup_sheet
from forum.stands.drawing.sign import draw_signs
from forum.stands.routes.asking import Asked
from forum.stands.sign_faces import sign_faces
from forum.web.words import say_phone


class NoStandYet(Refusal):
    """Papers are of a stand."""

    sentence = "Vos documents seront prêts quand un stand sera à vous."


@get("/exposants/espace/panneau.pdf")
async def sign(request: Asked, edition: NamedDependency[EditionValue]) -> Response[bytes]:
    """The sign to hang on the stand. Raises NoStandYet."""
    booking = await queries.booking_of(edition.id, request.user.id)
    if not booking.stands:
        raise NoStandYet
    return await signs_answer(edition, [booking], f"panneau-{booking.number}.pdf")


async def signs_answer(edition: EditionValue, lines: Sequence[queries.BookingLine], name: str) -> Response[bytes]:
    """The signs of these bookings, a page each."""
    faces = await sign_faces(edition, lines)
    return _pdf(await anyio.to_thread.run_sync(draw_signs, edition, faces), name)


@get("/exposants/espace/fiche-montage.pdf")
async def setup_sheet(request: Asked, edition: NamedDependency[EditionValue]) -> Response[bytes]:
    """Hours, place, vehicle, furniture, whom to call, and the stand on the plan. Raises NoStandYet."""
    booking = await queries.booking_of(edition.id, request.user.id)
    return await setup_sheet_answer(edition, booking)


async def setup_sheet_answer(edition: EditionValue, booking: queries.BookingLine) -> Response[bytes]:
    """The same for any booking. Raises NoStandYet."""
    if not booking.stands:
        raise NoStandYet
    mine = await exhibitors.exhibitor(edition.id, booking.exhibitor)
    stands = await queries.plan(edition.id)
    own = next(one for one in stands if one.number == booking.number)
    contact = ", ".join(one for one in (mine.contact, say_phone(mine.phone)) if one)
    face = SheetFace(booking, contact, await queries.find_details(booking.id), own, stands)
    return _pdf(await anyio.to_thread.run_sync(draw_setup_sheet, edition, face), f"montage-{booking.number}.pdf")


@get("/exposants/espace/badges.pdf")
async def badges(request: Asked) -> Response[bytes]:
    """Every valid badge of the stand's people, one to a page. Raises NoSuchBadge."""
    _, drawn = await holder_pdf(request.user.id, request.app.state.get("badge_plans"))
    return _pdf(drawn, "badges.pdf")


def _pdf(drawn: bytes, name: str) -> Response[bytes]:
    headers = {"content-disposition": f'inline; filename="{name}"', "cache-control": "no-store"}
    return Response(drawn, media_type="application/pdf", headers=headers)
