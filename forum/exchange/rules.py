"""Decisions of the exchange: what leaves and what never does, and how each kind of value is written."""

from __future__ import annotations

import base64
import uuid
from datetime import UTC, date, datetime
from typing import Any

from piccolo.columns import Column

FORMAT = 1
"""The version of the file: raised when an older program could no longer read it right."""

STAYS = {
    "access_link": "les liens d’accès",
    "login_session": "les sessions ouvertes",
    "recovery_code": "les codes de secours",
    "calendar_feed": "les adresses d’abonnement aux agendas",
    "saved_form": "les formulaires commencés, scellés",
    "stand_hold": "les stands tenus pendant que l’on remplit un formulaire",
    "standing_figures": "les chiffres en cours, qui se recomptent",
}
"""Tables that never leave: they open something, or hold for minutes only."""
BLANK: dict[str, dict[str, Any]] = {
    "account": {"password_hash": None, "totp_secret": None, "totp_last_step": 0},
    "letter": {"link": None, "leased_by": None, "leased_until": None},
    "door_enrolment": {"link": None},
    "door_device": {"token_hash": None},
    "print_run": {"file": None, "leased_by": None, "leased_until": None},
}
"""Columns that never leave, and what stands in them afterwards: secrets, and what only its own server understands."""


def kind_of(column: Column) -> str:
    """text, integer, boolean, date, moment, id or bytes."""
    if column.value_type is uuid.UUID:
        return "id"
    kinds = {bool: "boolean", int: "integer", str: "text", datetime: "moment", date: "date", bytes: "bytes"}
    return kinds[column.value_type]


def out(kind: str, value: Any) -> Any:
    """A value as JSON says it, from what either engine stores."""
    if value is None:
        return None
    if kind == "boolean":
        return bool(value)
    if kind == "id":
        return str(uuid.UUID(bytes=value) if isinstance(value, bytes) else uuid.UUID(str(value)))
    if kind == "moment":
        return _moment(value).isoformat().replace("+00:00", "Z")
    if kind == "date":
        return value.isoformat() if isinstance(value, date) else str(value)[:10]
    if kind == "bytes":
        return base64.b64encode(bytes(value)).decode()
    return value


def back(kind: str, value: Any) -> Any:
    """The same, read again. Raises ValueError, TypeError."""
    if value is None:
        return None
    if kind == "id":
        return uuid.UUID(value)
    if kind == "moment":
        return _moment(value)
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "bytes":
        return base64.b64decode(value)
    expected = {"text": str, "integer": int, "boolean": bool}[kind]
    if not isinstance(value, expected) or (kind == "integer" and isinstance(value, bool)):
        raise ValueError(f"{value!r} is no {kind}")
    return value


def _moment(value: Any) -> datetime:
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
