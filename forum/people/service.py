"""Verbs of signing in and of the staff."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta

from anyio import to_thread

from forum import clock
from forum.database import fetch, transaction
from forum.errors import Refusal
from forum.people import links, passwords, recovery
from forum.people.tables import Account, LoginSession, StaffRole
from forum.people.who import ROLE_NAMES, TERRITORY_LEAD, Who

SESSION_LENGTH = {
    "staff": timedelta(hours=12),
    "exhibitor": timedelta(days=7),
    "teacher": timedelta(days=7),
    "visitor": timedelta(days=7),
}

TRIES_A_MINUTE = 10
"""Sign-ins that one address may try."""


async def open_session(
    kind: str, subject: uuid.UUID, edition: int | None, device: str = "", confirmed: bool = True
) -> str:
    """A new session with a new token; answers the cookie's value, of which only the hash is kept.

    `device` is how the person will know it again in a list of sessions. One that is not `confirmed` reads only.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    await LoginSession(
        id=links.hash_token(token),
        kind=kind,
        subject=subject,
        edition=edition,
        created_at=now,
        expires_at=now + SESSION_LENGTH[kind],
        device=device[:40],
        confirmed=confirmed,
    ).save()
    return token


async def look_at(token: str, edition: int) -> None:
    """From now on this session of the team works on that edition."""
    await LoginSession.update({LoginSession.edition: edition}).where(LoginSession.id == links.hash_token(token))


async def end_session(token: str) -> None:
    """The cookie opens nothing any more."""
    await LoginSession.update({LoginSession.ended_at: clock.now()}).where(LoginSession.id == links.hash_token(token))


async def end_sessions_of(kind: str, subject: uuid.UUID) -> None:
    """Whoever is signed in as that person must come in again by a link."""
    await LoginSession.update({LoginSession.ended_at: clock.now()}).where(
        (LoginSession.kind == kind) & (LoginSession.subject == subject) & LoginSession.ended_at.is_null()
    )


async def follow(token: str, device: str = "", before: Who | None = None) -> tuple[str, str]:
    """Follow a link of a letter: answers the kind of person and the value of the session's cookie.

    Raises DeadLink. A link to one's own registration may be followed again until it ends; one that signs staff in serves once.
    A teacher's lasting link may have been forwarded to pupils, so it only shows; the short one that was asked for by mail
    (`teacher-full`) may change things too. Whoever was signed in `before` on this device as the same person and confirmed
    stays so.
    """
    async with transaction():
        link = await links.find_live(token)
        if link is None or link.purpose in {"device", "install"}:
            raise links.DeadLink
        if link.purpose == "sign-in" and not await links.use_up(link):
            raise links.DeadLink
        kind = {"sign-in": "staff", "teacher-full": "teacher"}.get(link.purpose, link.purpose)
        stays = before is not None and before.confirmed and (before.kind, before.id) == (kind, link.subject)
        return kind, await open_session(kind, link.subject, link.edition, device, stays or link.purpose != "teacher")


class WrongCredentials(Refusal):
    """Address, password or one-time code: which of them is never said."""

    sentence = "L’adresse, le mot de passe ou le code à usage unique n’est pas le bon."


async def sign_in(email: str, password: str, code: str, device: str = "") -> str:
    """Sign staff in by password (and one-time or recovery code where one is set); answers the session's cookie.

    Raises WrongCredentials.
    """
    account = (
        await Account.objects().where((Account.email == email.strip().lower()) & Account.removed_at.is_null()).first()
    )
    right = await to_thread.run_sync(passwords.verify, account.password_hash if account else None, password)
    if not right or account is None:
        raise WrongCredentials
    async with transaction():
        if account.totp_secret and not await _spend_code(account, code):
            raise WrongCredentials
        return await open_session("staff", account.id, None, device)


async def prove(account: uuid.UUID, password: str, code: str) -> None:
    """Somebody who is signed in proves it again before something grave. Raises WrongCredentials."""
    known = await Account.objects().where((Account.id == account) & Account.removed_at.is_null()).first()
    right = await to_thread.run_sync(passwords.verify, known.password_hash if known else None, password)
    if not right or known is None:
        raise WrongCredentials
    if known.totp_secret and not await _spend_code(known, code):
        raise WrongCredentials


async def _spend_code(account: Account, code: str) -> bool:
    """A one-time code serves once: its step must be later than the last one used, decided by the row. Else a recovery code."""
    step = passwords.totp_step(account.totp_secret or "", code)
    if step is None:
        return await recovery.spend_code(account.id, code)
    spent = (
        await Account.update({Account.totp_last_step: step})
        .where((Account.id == account.id) & (Account.totp_last_step < step))
        .returning(Account.id)
    )
    return bool(spent)


class UnknownRole(Refusal):
    """A role that the forum does not know."""

    sentence = "Ce rôle n’existe pas."


async def add_staff(email: str, name: str, role: str, epci: str | None = None) -> uuid.UUID:
    """An account with a role; answers its id. Raises UnknownRole.

    An address already known gets the role too, a territory lead the new territory instead of the old one.
    """
    if role not in ROLE_NAMES or (role == TERRITORY_LEAD) != bool(epci):
        raise UnknownRole
    async with transaction():
        # Two organisers may invite the same person at once: the unique address decides, not what was read before.
        rows = await fetch(
            "INSERT INTO account (id, email, name, totp_last_step, created_at) VALUES ({}, {}, {}, 0, {})"
            " ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING id, removed_at",
            *(uuid.uuid4(), email.lower(), name, clock.now()),
        )
        account = uuid.UUID(str(rows[0]["id"]))
        if rows[0]["removed_at"]:  # somebody who comes back does not come back with the roles of before
            await StaffRole.delete().where(StaffRole.account == account)
            await Account.update({Account.removed_at: None}).where(Account.id == account)
        await fetch(
            "INSERT INTO staff_role (id, account, role, epci_siren) VALUES ({}, {}, {}, {})"
            " ON CONFLICT (account, role) DO UPDATE SET epci_siren = excluded.epci_siren",
            *(uuid.uuid4(), account, role, epci),
        )
        return account


async def sign_in_link(account: uuid.UUID, lasts: timedelta = timedelta(hours=1)) -> str:
    """The address of a link that signs this account in, once."""
    return links.url(await links.make("sign-in", account, None, clock.now() + lasts))


class WrongCode(Refusal):
    """The six digits are not those of this moment."""

    sentence = "Ce code n’est pas le bon. Attendez le suivant dans votre application, puis recopiez-le."
    field = "code"


async def set_totp(account: uuid.UUID, secret: str, code: str) -> None:
    """From now on signing in by password asks for a one-time code too; a first code proves that the application has it.

    Raises WrongCode.
    """
    step = passwords.totp_step(secret, code)
    if step is None:
        raise WrongCode
    await Account.update({Account.totp_secret: secret, Account.totp_last_step: step}).where(Account.id == account)


async def drop_totp(account: uuid.UUID) -> None:
    """The password alone signs in again (a lost phone)."""
    async with transaction():
        await Account.update({Account.totp_secret: None}).where(Account.id == account)
        await recovery.forget_codes(account)


class PasswordTooShort(Refusal):
    """Length is what counts (ANSSI, recommandations relatives à l'authentification, 2021)."""

    sentence = f"Un mot de passe a au moins {passwords.LEAST} caractères. Une phrase est facile à retenir."
    field = "password"


async def set_password(account: uuid.UUID, password: str) -> None:
    """Give an account a password; every session open until then is closed. Raises PasswordTooShort."""
    check_password(password)
    made = await hashed(password)
    async with transaction():
        await keep_password(account, made)


def check_password(password: str) -> None:
    """Raises PasswordTooShort."""
    if len(password) < passwords.LEAST:
        raise PasswordTooShort


async def hashed(password: str) -> str:
    """What the table keeps of a password, made beside the event loop: it is slow on purpose."""
    return await to_thread.run_sync(passwords.hash_password, password)


async def keep_password(account: uuid.UUID, made: str) -> None:
    """Keep what `hashed` made, inside the caller's transaction, and close every session."""
    await Account.update({Account.password_hash: made}).where(Account.id == account)
    await LoginSession.update({LoginSession.ended_at: clock.now()}).where(
        (LoginSession.subject == account) & LoginSession.ended_at.is_null()
    )
