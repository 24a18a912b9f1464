"""What the scanner is told when it may not, or when nothing could be taken: RFC 9457, with types that it knows."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response

from forum.database import Unavailable
from forum.door.forms import Unreadable
from forum.door.service import PhoneRevoked, TooMany

MEDIA_TYPE = "application/problem+json"


class Stranger(Exception):
    """No phone of ours: never enrolled, or its cookie has ended."""


class ScanOnly(Exception):
    """The phone scans; this is for supervisors' phones."""


# Each refusal: the status, the end of its type, the sentence.
_PROBLEMS: dict[type[Exception], tuple[int, str, str]] = {
    Stranger: (401, "stranger", "Ce téléphone n’est pas inscrit à la porte."),
    ScanOnly: (403, "scan-only", "Cette page demande un téléphone de responsable."),
    PhoneRevoked: (410, "revoked", PhoneRevoked.sentence),
    Unreadable: (400, "unreadable", "Cet envoi est illisible\u00a0: le téléphone doit recharger la page."),
    TooMany: (413, "too-many", TooMany.sentence),
    Unavailable: (503, "busy", "La base de données est occupée\u00a0: le téléphone garde tout et réessaie."),
}
REFUSALS = tuple(_PROBLEMS)


def problem(error: Exception) -> tuple[int, bytes, dict[str, str]]:
    """The status, the body and the headers of the answer to one of `REFUSALS`."""
    status, kind, sentence = _PROBLEMS[next(known for known in REFUSALS if isinstance(error, known))]
    body = {"type": f"/porte/problemes/{kind}", "status": status, "title": "Refus", "detail": sentence}
    return status, msgspec.json.encode(body), {"retry-after": "2"} if status == 503 else {}


def answer_problem(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The same, for the framework."""
    status, body, headers = problem(error)
    return Response(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)
