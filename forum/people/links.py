"""Links in letters: single purpose, hashed, expiring, revocable.

The token is the HMAC of the link's id under the server's secret: a letter waiting in the outbox holds only the id, the
table holds only the hash, and neither opens anything to somebody who copied the database without the secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid
from datetime import datetime

from forum import clock
from forum.errors import NotFound
from forum.people.tables import AccessLink
from forum.settings import settings

ASKED_FOR = {"teacher": "teacher-full"}
"""The purpose of a link that somebody has just asked for by mail, where the lasting one of the letters only shows."""


class DeadLink(NotFound):
    """Unknown, expired, revoked or already used: said in one sentence, so that guessing learns nothing."""

    sentence = "Ce lien n’est plus valable. Demandez-en un nouveau ci-dessous."


def token_of(link_id: uuid.UUID) -> str:
    """The secret part of a link's address: 32 characters, 192 bits."""
    made = hmac.new(settings().secret.encode(), b"link:" + link_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:24]).decode()


def hash_token(token: str) -> str:
    """What a table keeps of a token: SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


async def make(purpose: str, subject: uuid.UUID, edition: int | None, expires_at: datetime) -> uuid.UUID:
    """A new link to one subject for one purpose, inside the caller's transaction; answers the link's id."""
    link_id = uuid.uuid4()
    await AccessLink(
        id=link_id,
        token_hash=hash_token(token_of(link_id)),
        purpose=purpose,
        subject=subject,
        edition=edition,
        created_at=clock.now(),
        expires_at=expires_at,
    ).save()
    return link_id


def url(link_id: uuid.UUID, purpose: str = "") -> str:
    """The whole address, as a letter carries it."""
    path = "porte/inscription" if purpose == "device" else "lien"
    return f"{settings().base_url}/{path}/{token_of(link_id)}"


async def find_live(token: str) -> AccessLink | None:
    """The link of a token if it may still be followed, else None."""
    found = await AccessLink.objects().where(AccessLink.token_hash == hash_token(token)).first()
    if found is None or found.revoked_at or found.used_at or found.expires_at <= clock.now():
        return None
    return found


async def use_up(link: AccessLink) -> bool:
    """Spend a link that serves once; False when somebody was quicker."""
    spent = (
        await AccessLink.update({AccessLink.used_at: clock.now()})
        .where((AccessLink.id == link.id) & AccessLink.used_at.is_null())
        .returning(AccessLink.id)
    )
    return bool(spent)


async def revoke_all(subject: uuid.UUID) -> None:
    """No link to this subject opens any more."""
    await AccessLink.update({AccessLink.revoked_at: clock.now()}).where(
        (AccessLink.subject == subject) & AccessLink.revoked_at.is_null()
    )
