"""A draft is sealed with its own token: neither the database nor a backup can read it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence

import msgspec
from cryptography.fernet import Fernet


def hash_of(token: str) -> str:
    """What the table knows of a token: SHA-256, in hexadecimal."""
    return hashlib.sha256(b"draft:" + token.encode()).hexdigest()


def sealed(token: str, typed: Mapping[str, Sequence[str]]) -> str:
    """What was typed, for nobody without the token."""
    return _seal(token).encrypt(msgspec.json.encode(typed)).decode()


def opened(token: str, kept: str) -> dict[str, list[str]]:
    """What was typed, by its token."""
    return msgspec.json.decode(_seal(token).decrypt(kept), type=dict[str, list[str]])


def _seal(token: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"seal of a draft:" + token.encode()).digest()))
