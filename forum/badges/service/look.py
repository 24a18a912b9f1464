"""How an edition's badges look: colours, lines, logos."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from uuid import UUID

from anyio import to_thread

from forum import clock
from forum.audit import service as audit
from forum.audit.rules import differences
from forum.badges.faces import Look
from forum.badges.pictures import read_picture
from forum.badges.queries import look
from forum.badges.rules import checked_colours, tidy_words
from forum.database import fetch, hold, transaction
from forum.editions.tables import Edition
from forum.errors import NotFound, Refusal
from forum.meanwhile import check_seen
from forum.people.who import Who

MOST_PARTNERS = 6


class TooManyLogos(Refusal):
    """They would be too small to recognise."""

    sentence = "Six logos de partenaires au plus\u00a0: retirez-en un d’abord."
    field = "picture"


class NoSuchPicture(NotFound):
    """Removed by somebody else, or never there."""

    sentence = "Ce logo n’est plus là."


async def change_look(
    edition: int, colours: Mapping[str, str], line: str, back_line: str, by: Who, seen: str | None = None
) -> None:
    """Choose colours (by kind; the usual one where none is given) and the two lines. `seen` stands for what was `held`.

    Raises `NoColour`, ChangedMeanwhile.
    """
    kept = json.dumps(checked_colours(colours), sort_keys=True)
    async with transaction():
        await hold(Edition, edition)
        before = held(await look(edition))
        check_seen(before, seen)
        await fetch(
            "INSERT INTO badge_look (edition, colours, line, back_line, changed_at) VALUES ({}, {}, {}, {}, {})"
            " ON CONFLICT (edition) DO UPDATE SET colours = excluded.colours, line = excluded.line,"
            " back_line = excluded.back_line, changed_at = excluded.changed_at",
            *(edition, kept, tidy_words(line)[:120], tidy_words(back_line), clock.now()),
        )
        went = differences(before, held(await look(edition)))
        await audit.note(edition, by, "change badge look", "badge look", edition, "Modèle des badges modifié", went)


def held(now: Look) -> dict[str, str]:
    """What the journal keeps of a look: the two lines, and the colours that are not the usual ones."""
    return {"colours": json.dumps(dict(now.colours), sort_keys=True), "line": now.line, "back_line": now.back_line}


async def add_picture(edition: int, part: str, name: str, content: bytes, by: Who) -> UUID:
    """Put a partner's logo on the backs, or the organisers' in the mark's place (instead of the one before).

    Raises `UnreadablePicture`, `PictureTooBig`, `TooManyLogos`.
    """
    picture = await to_thread.run_sync(read_picture, content, tidy_words(name)[:80])
    picture_id = uuid.uuid4()
    async with transaction():
        await hold(Edition, edition)
        if part == "logo":
            await fetch("DELETE FROM badge_picture WHERE edition = {} AND part = 'logo'", edition)
        else:
            partners = await fetch("SELECT id FROM badge_picture WHERE edition = {} AND part = 'partner'", edition)
            if len(partners) >= MOST_PARTNERS:
                raise TooManyLogos
        await fetch(
            "INSERT INTO badge_picture (id, edition, part, name, image, width, height, added_at)"
            " VALUES ({}, {}, {}, {}, {}, {}, {}, {})",
            *(picture_id, edition, part, picture.name, picture.png, picture.width, picture.height, clock.now()),
        )
        await audit.note(
            edition, by, "add badge logo", "badge picture", picture_id, f"Logo ajouté aux badges\u00a0: {picture.name}"
        )
    return picture_id


async def remove_picture(edition: int, picture_id: UUID, by: Who) -> None:
    """Take a logo away. Raises `NoSuchPicture`."""
    async with transaction():
        gone = await fetch(
            "DELETE FROM badge_picture WHERE id = {} AND edition = {} RETURNING name", picture_id, edition
        )
        if not gone:
            raise NoSuchPicture
        await audit.note(
            edition,
            by,
            "remove badge logo",
            "badge picture",
            picture_id,
            f"Logo retiré des badges\u00a0: {gone[0]['name']}",
        )
