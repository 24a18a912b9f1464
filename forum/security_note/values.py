"""The facts of a deployment, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Facts:
    """What the note says of this server, on the day when it is made."""

    forum: str
    controller: str
    dpo: str
    address: str
    https: bool
    made_on: datetime
    engine: str
    sessions: dict[str, timedelta]
    link_lasts: timedelta
    door_link_lasts: timedelta
    least_password: int
    memory_mib: int
    passes: int
    tries_a_minute: int
    recovery_codes: int
    team: int
    team_doubly_verified: int
    hsts: bool
    backups: bool
    backups_aside: bool
    backups_kept: tuple[int, int, int, int]
    last_backup: datetime | None
    last_backup_checked: datetime | None
    backup_failure: str
    mail_host: str
    mail_sealed: bool
    requests_logged: bool
    metrics: bool
    erased: tuple[tuple[str, date], ...]
