"""Passwords and one-time codes of the organisers; slow on purpose, so never on the event loop."""

from __future__ import annotations

from functools import cache

import argon2
import pyotp

from forum import clock

LEAST = 12


@cache
def hasher() -> argon2.PasswordHasher:
    """Argon2id as RFC 9106 advises where memory is short: 64 MiB, three passes."""
    return argon2.PasswordHasher.from_parameters(argon2.profiles.RFC_9106_LOW_MEMORY)


@cache
def _nobody() -> str:
    """What an account without password is compared with."""
    return hasher().hash("nobody has this password")


def hash_password(password: str) -> str:
    """What is kept of a password. Call it in a thread."""
    return hasher().hash(password)


def verify(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one; takes the same time when there is no such account. Call it in a thread."""
    instead = _nobody()
    try:
        return hasher().verify(password_hash or instead, password) and password_hash is not None
    except argon2.exceptions.Argon2Error:
        return False


def new_totp_secret() -> str:
    """A secret for an authenticator application, base32."""
    return pyotp.random_base32()


def totp_address(secret: str, email: str) -> str:
    """What an authenticator application reads from a QR code (otpauth:, Google's key URI format)."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Forum des métiers")


def totp_step(secret: str, code: str) -> int | None:
    """The 30-second step that a six-digit code belongs to (RFC 6238, one step of tolerance), or None when it is wrong."""
    totp = pyotp.TOTP(secret)
    now = int(clock.now().timestamp()) // 30
    for step in (now, now - 1, now + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(step), code.replace(" ", "")):
            return step
    return None
