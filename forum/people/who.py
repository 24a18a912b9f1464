"""Somebody who is signed in, as a value."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

ORGANIZER = "organizer"
TERRITORY_LEAD = "territory_lead"
DOOR_SUPERVISOR = "door_supervisor"
DOOR_STAFF = "door_staff"
VIEWER = "viewer"

ROLE_NAMES = {
    ORGANIZER: "organisation",
    TERRITORY_LEAD: "référent territorial",
    DOOR_SUPERVISOR: "responsable de l’accueil",
    DOOR_STAFF: "accueil",
    VIEWER: "comité de pilotage (lecture seule)",
}


@dataclass(frozen=True, slots=True)
class Who:
    """A signed-in person: `kind` is staff, exhibitor, teacher, visitor, device or system; `id` is the account or the record.

    `edition` is whose space this is; of staff, the edition that they chose to work on, None for the public one.
    `roles` and `epci` (SIREN of the only communauté de communes that a territory lead sees) belong to staff. Who is not
    `confirmed` came by a link that may have been forwarded, and reads only.
    """

    kind: str
    id: uuid.UUID
    name: str
    edition: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    epci: str | None = None
    confirmed: bool = True

    def is_a(self, *roles: str) -> bool:
        """Whether this is staff with one of the roles."""
        return self.kind == "staff" and not self.roles.isdisjoint(roles)

    @property
    def role_names(self) -> str:
        """The roles in French, for pages."""
        return ", ".join(name for role, name in ROLE_NAMES.items() if role in self.roles)


SYSTEM = Who("system", uuid.UUID(int=0), "le programme")
