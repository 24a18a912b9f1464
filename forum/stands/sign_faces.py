"""What the signs of stands say, gathered in as few questions for a hundred as for one."""

from __future__ import annotations

from collections.abc import Sequence

from forum.badges.faces import PictureFace
from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitors
from forum.settings import settings
from forum.stands.drawing.sign import SignFace
from forum.stands.queries import BookingLine
from forum.territory.communes import find_commune


async def sign_faces(edition: EditionValue, lines: Sequence[BookingLine]) -> list[SignFace]:
    """A face for each booking that has a stand, in the order given."""
    shown = await exhibitors.shown_by(edition.id)
    logos = await exhibitors.logos_of([line.exhibitor for line in lines])
    faces = []
    for line in lines:
        commune = find_commune(line.insee_code)
        logo = logos.get(line.exhibitor)
        faces.append(
            SignFace(
                number=line.number,
                name=line.exhibitor_name,
                sector=edition.sector(line.sector),
                zone=line.zone,
                commune=commune.name if commune else "",
                jobs=tuple(job.words for job in shown[line.exhibitor].jobs),
                address=f"{settings().base_url}/exposants/{line.exhibitor}",
                logo=PictureFace(line.exhibitor_name, *logo) if logo else None,
            )
        )
    return faces
