"""From a refusal to an answer: a French page for people, problem+json (RFC 9457) for programs."""

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Template

from forum.database import DiskFull
from forum.errors import Forbidden, NotFound, Refusal
from forum.web.answers import page

log = logging.getLogger("forum.faults")

_SENTENCES = {
    400: "La demande n’a pas pu être lue.",
    401: "Cette page demande d’être connecté.",
    403: "Vous n’avez pas le droit de faire cela, ou la page est restée ouverte trop longtemps. Rechargez-la et recommencez.",
    404: "Cette page n’existe pas, ou n’existe plus.",
    405: "Cette adresse ne répond pas à ce genre de demande.",
    413: "L’envoi est trop lourd\u00a0: rien n’a été enregistré. Revenez à la page précédente et choisissez un fichier plus léger"
    " (un logo pèse 8\u00a0Mo au plus).",
    415: "Ce genre de fichier n’est pas accepté.",
    429: "Trop de tentatives. Attendez une minute, puis recommencez.",
    500: "Une erreur s’est produite chez nous. Rien n’a été enregistré\u00a0; réessayez dans un instant.",
    503: "Le service est momentanément indisponible. Réessayez dans un instant.",
}
_TITLES = {
    403: "Accès refusé",
    404: "Page introuvable",
    413: "Envoi trop lourd",
    422: "Demande refusée",
    429: "Un instant",
    500: "Erreur de notre côté",
    503: "Un instant",
}


def status_of(refusal: Refusal) -> int:
    """The one place where families of refusals meet HTTP."""
    if isinstance(refusal, NotFound):
        return 404
    if isinstance(refusal, Forbidden):
        return 403
    return 422


def answer_refusal(request: Request[Any, Any, Any], refusal: Refusal) -> Response[Any]:
    """A verb, a question or a guard refused."""
    return _answer(request, status_of(refusal), refusal.sentence, ways=refusal.ways, title=refusal.title)


def answer_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """The framework refused: unknown address, wrong method, missing token, body too large …"""
    sentence = _SENTENCES.get(error.status_code, _SENTENCES[500 if error.status_code >= 500 else 400])
    return _answer(request, error.status_code, sentence, dict(error.headers or {}))


def answer_busy(request: Request[Any, Any, Any], fault: Exception) -> Response[Any]:
    """The database does not answer: nothing was written, and trying again may well succeed."""
    log.error("unavailable", exc_info=fault, extra={"request": _reference(request)})
    sentence = fault.sentence if isinstance(fault, DiskFull) else _SENTENCES[503]
    return _answer(request, 503, sentence, {"retry-after": "5"})


def answer_fault(request: Request[Any, Any, Any], fault: Exception) -> Response[Any]:
    """A fault of ours: logged with the request's id, never shown."""
    log.error("fault", exc_info=fault, extra={"request": _reference(request)})
    return _answer(request, 500, _SENTENCES[500])


def _answer(
    request: Request[Any, Any, Any],
    status: int,
    sentence: str,
    headers: dict[str, str] | None = None,
    ways: tuple[tuple[str, str], ...] = (),
    title: str = "",
) -> Response[Any]:
    if _wants_json(request):
        called = title or _TITLES.get(status, "Refus")
        problem = {"type": "about:blank", "status": status, "title": called, "detail": sentence}
        return Response(problem, status_code=status, media_type="application/problem+json", headers=headers)
    title = title or _TITLES.get(status, "Demande refusée")
    answer: Template = page(
        request,
        "refused.html",
        status=status,
        title=title,
        sentence=sentence,
        ways=ways,
        reference=_reference(request),
    )
    answer.headers.update(headers or {})
    return answer


def _reference(request: Request[Any, Any, Any]) -> str:
    return str(request.scope.get("state", {}).get("request_id", "-"))


def _wants_json(request: Request[Any, Any, Any]) -> bool:
    if "/api/" in request.url.path:
        return True
    accept = request.headers.get("accept", "")
    return "json" in accept and "text/html" not in accept
