"""Which phones are at the door, and which are invited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from forum import clock
from forum.database import fetch
from forum.door import known_phones
from forum.door.rules import Phone
from forum.people import links

SILENT_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class PhoneShown:
    """A phone as supervisors see it. `queued` passages were still waiting on it when it was last heard."""

    id: UUID
    name: str
    gate: int
    gate_name: str
    rights: str
    enrolled_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None
    queued: int

    @property
    def state(self) -> str:
        """« revoked », « silent » for five minutes, « holding » passages, or « live »."""
        if self.revoked_at:
            return "revoked"
        if self.seen_at is None or clock.now() - self.seen_at > SILENT_AFTER:
            return "silent"
        return "holding" if self.queued else "live"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link shown to one phone; `state` is open, used or over."""

    id: UUID
    edition: int
    gate: int
    gate_name: str
    rights: str
    url: str
    expires_at: datetime
    state: str


async def find_phone(token: str) -> Phone | None:
    """The phone whose cookie this is, revoked or not; None for a token that is nobody's."""
    return await known_phones.find(links.hash_token(token))


async def phones(edition: int) -> list[PhoneShown]:
    """Every phone of the edition, those at the door first, by name."""
    rows = await fetch(
        "SELECT door_device.id, door_device.name, door_device.gate, gate.name AS gate_name, rights, enrolled_at, revoked_at,"
        " seen_at, queued FROM door_device JOIN gate ON gate.id = door_device.gate WHERE door_device.edition = {}",
        edition,
    )
    shown = [PhoneShown(**row) for row in rows]
    return sorted(shown, key=lambda phone: (phone.revoked_at is not None, phone.name.casefold()))


async def suggested_name(edition: int, gate: int) -> str:
    """« Porte A – téléphone 2 »: the first number that no phone at the door bears."""
    names = await fetch("SELECT name FROM gate WHERE id = {}", gate)
    rows = await fetch("SELECT name FROM door_device WHERE edition = {} AND revoked_at IS NULL", edition)
    taken = {row["name"] for row in rows}
    base = f"{names[0]['name'] if names else 'Porte'} – téléphone"
    return next(name for number in range(1, len(taken) + 2) if (name := f"{base} {number}") not in taken)


_INVITED = """
SELECT door_enrolment.id, door_enrolment.edition, door_enrolment.gate, gate.name AS gate_name, door_enrolment.rights,
       access_link.id AS link, access_link.expires_at, access_link.used_at, access_link.revoked_at
  FROM door_enrolment JOIN gate ON gate.id = door_enrolment.gate JOIN access_link ON access_link.id = door_enrolment.link
"""


async def find_invitation(token: str) -> Invitation | None:
    """The invitation behind a link, whatever its state; None when the link is not one of ours."""
    rows = await fetch(_INVITED + " WHERE access_link.token_hash = {}", links.hash_token(token))
    return _invitation(rows[0]) if rows else None


async def invitation(edition: int, enrolment: UUID) -> Invitation | None:
    """One invitation of the edition, whatever its state."""
    rows = await fetch(_INVITED + " WHERE door_enrolment.edition = {} AND door_enrolment.id = {}", edition, enrolment)
    return _invitation(rows[0]) if rows else None


async def invitations(edition: int) -> list[Invitation]:
    """The invitations that may still be followed, the newest first."""
    rows = await fetch(
        _INVITED
        + " WHERE door_enrolment.edition = {} AND access_link.used_at IS NULL AND access_link.revoked_at IS NULL"
        " AND access_link.expires_at > {} ORDER BY door_enrolment.offered_at DESC",
        edition,
        clock.now(),
    )
    return [_invitation(row) for row in rows]


async def enrolment_state(token: str) -> str:
    """Why a link does or does not open: « open », « used », « expired » or « unknown »."""
    found = await find_invitation(token)
    return found.state if found else "unknown"


def _invitation(row: dict[str, object]) -> Invitation:
    link, used, revoked = row.pop("link"), row.pop("used_at"), row.pop("revoked_at")
    assert isinstance(link, UUID)
    assert isinstance(row["expires_at"], datetime)
    over = revoked is not None or row["expires_at"] <= clock.now()
    state = "used" if used else "expired" if over else "open"
    return Invitation(**row, url=links.url(link, "device"), state=state)  # type: ignore[arg-type]
