"""A badge as everybody else sees it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BadgeValue:
    """A badge, its end if it has one, and when it last went to paper."""

    id: UUID
    edition: int
    code: str
    kind: str
    """exhibitor, visitor, class, chaperone, pupil, organizer, door, press or blank."""
    holder: UUID
    title: str
    subtitle: str
    detail: str
    pupils: int
    adults: int
    photo: str
    """yes, no or partial."""
    day: date | None
    """The only day on which it opens the door, if there is one."""
    expected_at: datetime | None
    issued_at: datetime
    changed_at: datetime
    state: str
    """valid, cancelled, replaced or withdrawn."""
    ended_at: datetime | None
    replaced_by: UUID | None
    printed_at: datetime | None

    @property
    def valid(self) -> bool:
        """Whether it has not been ended."""
        return self.state == "valid"

    @property
    def changed_since_printed(self) -> bool:
        """Whether the paper that somebody holds says something else by now."""
        return self.printed_at is not None and self.changed_at > self.printed_at
