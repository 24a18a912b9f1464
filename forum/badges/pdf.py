"""Badges as PDF files, from the rows: read in the event loop, drawn in a thread."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeAlias
from uuid import UUID

from anyio import to_thread

from forum.badges import queries
from forum.badges.drawing.sheets import Told, draw_badges, draw_trial
from forum.badges.faces import BadgeFace, EditionFace, PlanFace
from forum.badges.faces_of import badge_face, edition_face
from forum.badges.layouts import FOLDED_HOME, PASS, Layout
from forum.badges.values import BadgeValue
from forum.editions import queries as editions

Plans: TypeAlias = Callable[[int], Awaitable[PlanFace | None]]
"""From an edition's id to the hall drawn on the backs: known higher up, to whoever knows the stands."""

FACE_SECONDS = 5.0

__all__ = ["Enclosures", "badge_pdf", "draw_badges", "draw_trial", "holder_pdf", "sheets_pdf"]


async def badge_pdf(badge_id: UUID, plans: Plans | None = None) -> tuple[str, bytes]:
    """The file name and PDF that the badge's holder prints at home. Raises `NoSuchBadge`."""
    badge = await queries.badge(badge_id)
    return await _at_home([badge], await _edition_face(badge.edition, plans))


class Enclosures:
    """The PDF files that go with letters. What all badges of an edition say is read once for a few seconds' letters."""

    def __init__(self, plans: Plans | None = None) -> None:
        self._plans = plans
        self._faces: dict[int, tuple[float, EditionFace]] = {}

    async def __call__(self, badge_id: UUID) -> tuple[str, bytes] | None:
        """File name and PDF as `badge_pdf`, or nothing when the badge is gone or no longer valid."""
        try:
            badge = await queries.badge(badge_id)
        except queries.NoSuchBadge:
            return None
        return await _at_home([badge], await self._face(badge.edition)) if badge.valid else None

    async def _face(self, edition_id: int) -> EditionFace:
        read_at, face = self._faces.get(edition_id, (0.0, None))
        if face is None or time.monotonic() - read_at > FACE_SECONDS:
            face = await _edition_face(edition_id, self._plans)
            self._faces[edition_id] = (time.monotonic(), face)
        return face


async def holder_pdf(holder: UUID, plans: Plans | None = None) -> tuple[str, bytes]:
    """All valid badges of a holder, one to a page: those of the people of a stand. Raises `NoSuchBadge` when none is."""
    badges = await queries.badges_of(holder, valid_only=True)
    if not badges:
        raise queries.NoSuchBadge
    return await _at_home(badges, await _edition_face(badges[0].edition, plans))


async def sheets_pdf(
    edition_id: int,
    badges: Sequence[BadgeValue],
    layout: Layout,
    *,
    start: int = 1,
    backs: bool = False,
    told: Told | None = None,
    plans: Plans | None = None,
) -> bytes:
    """Badges in their order on the sheets of a layout. `told` is called from the drawing thread with the number done."""
    face = await _edition_face(edition_id, plans)
    draw = partial(
        draw_badges, [badge_face(badge) for badge in badges], face, layout, start=start, backs=backs, told=told
    )
    return await to_thread.run_sync(draw)


async def _at_home(badges: Sequence[BadgeValue], edition: EditionFace) -> tuple[str, bytes]:
    first = badges[0]
    layout = PASS if first.kind == "class" else FOLDED_HOME
    drawn = await to_thread.run_sync(_drawn, [badge_face(badge) for badge in badges], edition, layout)
    return _file_name(first), drawn


async def _edition_face(edition_id: int, plans: Plans | None) -> EditionFace:
    plan = await plans(edition_id) if plans else None
    return edition_face(await editions.edition(edition_id), plan, await queries.look(edition_id))


def _drawn(faces: Sequence[BadgeFace], edition: EditionFace, layout: Layout) -> bytes:
    return draw_badges(faces, edition, layout)


def _file_name(badge: BadgeValue) -> str:
    """« badge-camille.pdf », in letters that every system keeps."""
    plain = unicodedata.normalize("NFKD", badge.title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return f"{'classe' if badge.kind == 'class' else 'badge'}-{words or badge.kind}.pdf"
