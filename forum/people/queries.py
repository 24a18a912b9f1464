"""Questions about who is signed in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from forum import clock
from forum.database import fetch
from forum.people import links
from forum.people.tables import Account, LoginSession, StaffRole
from forum.people.who import ROLE_NAMES, Who


async def find_session(token: str) -> Who | None:
    """The person behind a session's cookie, or None when it is unknown, ended or past."""
    row = (
        await LoginSession.select(LoginSession.kind, LoginSession.subject, LoginSession.edition, LoginSession.confirmed)
        .where(
            (LoginSession.id == links.hash_token(token))
            & (LoginSession.expires_at > clock.now())
            & LoginSession.ended_at.is_null()
        )
        .first()
    )
    if row is None:
        return None
    if row["kind"] != "staff":
        return Who(row["kind"], _uuid(row["subject"]), "", row["edition"], confirmed=bool(row["confirmed"]))
    who = await find_staff(row["subject"])
    return replace(who, edition=row["edition"]) if who else None


async def find_staff(account: uuid.UUID) -> Who | None:
    """An account with its roles, or None when it was removed or has none."""
    rows = await StaffRole.select(StaffRole.role, StaffRole.epci_siren, StaffRole.account.name.as_alias("name")).where(
        (StaffRole.account == account) & StaffRole.account.removed_at.is_null()
    )
    if not rows:
        return None
    territories = [row["epci_siren"] for row in rows if row["epci_siren"]]
    return Who(
        "staff",
        _uuid(account),
        rows[0]["name"],
        roles=frozenset(row["role"] for row in rows),
        epci=territories[0] if territories else None,
    )


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One account in the list of the team."""

    id: uuid.UUID
    name: str
    email: str
    roles: str
    has_password: bool
    has_totp: bool


async def team() -> list[StaffLine]:
    """Every account that may sign in, by name."""
    rows = await fetch(
        "SELECT a.id, a.name, a.email, a.password_hash IS NOT NULL AS locked, a.totp_secret IS NOT NULL AS totp, r.role"
        " FROM account a JOIN staff_role r ON r.account = a.id WHERE a.removed_at IS NULL ORDER BY a.name, a.id, r.role"
    )
    people: dict[str, StaffLine] = {}
    for row in rows:
        key = str(row["id"])
        role = ROLE_NAMES[row["role"]]
        known = people.get(key)
        people[key] = StaffLine(
            _uuid(row["id"]),
            row["name"],
            row["email"],
            f"{known.roles}, {role}" if known else role,
            bool(row["locked"]),
            bool(row["totp"]),
        )
    return list(people.values())


@dataclass(frozen=True, slots=True)
class OpenSession:
    """An open session in the list of somebody's own; `id` names it, it opens nothing."""

    id: str
    device: str
    created_at: datetime
    expires_at: datetime
    this_one: bool


async def sessions_of(account: uuid.UUID, mine: str | None = None) -> list[OpenSession]:
    """The open sessions of an account, the newest first; `mine` is the cookie of the one who asks."""
    rows = await fetch(
        "SELECT id, device, created_at, expires_at FROM login_session"
        " WHERE subject = {} AND kind = 'staff' AND ended_at IS NULL AND expires_at > {} ORDER BY created_at DESC, id",
        *(account, clock.now()),
    )
    here = links.hash_token(mine) if mine else None
    return [OpenSession(**row, this_one=row["id"] == here) for row in rows]


async def nobody_yet() -> bool:
    """Whether no organiser may sign in: the forum was just installed."""
    rows = await fetch(
        "SELECT 1 FROM staff_role r JOIN account a ON a.id = r.account"
        " WHERE r.role = 'organizer' AND a.removed_at IS NULL LIMIT 1"
    )
    return not rows


async def find_account(email: str) -> uuid.UUID | None:
    """The account of an address, if it may sign in."""
    row = (
        await Account.select(Account.id).where((Account.email == email.lower()) & Account.removed_at.is_null()).first()
    )
    return _uuid(row["id"]) if row else None


async def may_ask_link(account: uuid.UUID, since: datetime, most: int) -> bool:
    """Whether a letter may sign this person in: no double verification, a role, and fewer than `most` links made since."""
    rows = await fetch(
        "SELECT a.totp_secret, (SELECT count(*) FROM access_link l WHERE l.subject = a.id AND l.created_at > {}) AS made"
        " FROM account a WHERE a.id = {} AND a.removed_at IS NULL AND EXISTS (SELECT 1 FROM staff_role r WHERE r.account = a.id)",
        *(since, account),
    )
    return bool(rows) and rows[0]["totp_secret"] is None and int(rows[0]["made"]) < most


def _uuid(value: object) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
