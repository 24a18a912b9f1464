"""Nouns of signing in: accounts of the staff, their roles, sessions, and the links that letters carry."""

import uuid

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition


class Account(Table):
    """Somebody of the organisation: organiser, territory lead, door supervisor, door staff or viewer."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    email = Varchar(length=254, unique=True)
    name = Varchar(length=120)
    password_hash = Varchar(length=200, null=True, default=None)
    totp_secret = Varchar(length=64, null=True, default=None)
    totp_last_step = Integer(default=0)
    created_at = Timestamptz()
    removed_at = Timestamptz(null=True, default=None)


class StaffRole(Table):
    """What an account may do; a territory lead's role names its communauté de communes by SIREN."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    account = ForeignKey(Account, null=False, on_delete=OnDelete.cascade)
    role = Varchar(length=20)
    epci_siren = Varchar(length=9, null=True, default=None)


class LoginSession(Table):
    """An open session, known by the hash of its cookie; `subject` is an account, an exhibitor, a referent or a visitor.

    One that is not `confirmed` reads only: its link may have been forwarded.
    """

    id = Varchar(length=64, primary_key=True)
    kind = Varchar(length=12)
    subject = UUID()
    edition = ForeignKey(Edition, null=True, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz()
    expires_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    device = Varchar(length=40)
    confirmed = Boolean(default=True)


class RecoveryCode(Table):
    """A code that signs in once instead of the phone's; only its hash is kept."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    account = ForeignKey(Account, null=False, on_delete=OnDelete.cascade)
    code_hash = Varchar(length=64, unique=True)
    made_at = Timestamptz()
    used_at = Timestamptz(null=True, default=None)


class AccessLink(Table):
    """A link in a letter: one purpose, one subject, an end. Its token is derived from the server's secret, only its hash is kept."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    token_hash = Varchar(length=64, unique=True)
    purpose = Varchar(length=12)
    subject = UUID()
    edition = ForeignKey(Edition, null=True, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz()
    expires_at = Timestamptz()
    used_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
