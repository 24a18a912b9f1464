"""Who may. Each router names one of these; a router without a guard is a fault that a house test reports.

They are async because Litestar sends a plain function to a thread at every request.
"""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from forum.errors import Forbidden
from forum.people.who import Who
from forum.web.public import everybody as everybody

Connection = ASGIConnection[Any, Any, Any, Any]


_LOST = {
    "exhibitor": "/exposants/lien-perdu",
    "teacher": "/classes/lien-perdu",
    "visitor": "/visiteurs/badge-perdu",
}


class SignInNeeded(Forbidden):
    """Nobody is signed in, or not as the right kind of person; the page offers the way in."""

    sentence = "Cette page s’ouvre avec le lien reçu dans votre courriel. Il est perdu ? Un autre part en un instant."
    ways: tuple[tuple[str, str], ...] = (
        ("/exposants/lien-perdu", "Je suis exposant"),
        ("/classes/lien-perdu", "Je viens avec une classe"),
        ("/visiteurs/badge-perdu", "Je suis visiteur"),
    )

    def __init__(self, kind: str = "") -> None:
        super().__init__()
        if kind in _LOST:
            self.ways = ((_LOST[kind], "Recevoir un nouveau lien"), ("/", "Revenir à l’accueil"))


class StaffOnly(SignInNeeded):
    """The page belongs to the organisation."""

    sentence = "Cette page est réservée à l’équipe du forum. Connectez-vous."
    ways = (("/connexion", "Se connecter"), ("/", "Revenir à l’accueil"))


class WrongRole(Forbidden):
    """Staff, but not with the role that this page asks for."""

    sentence = "Votre rôle ne donne pas accès à cette page. Demandez à un organisateur."


class NotConfirmed(Forbidden):
    """Somebody came by a link that may have been forwarded: they read, and change nothing before a letter has confirmed them."""

    sentence = "Ce lien montre la visite, il ne change rien\u00a0: confirmez d’abord par courriel que c’est bien vous."


def who_of(connection: Connection) -> Who | None:
    """The signed-in person, or nobody."""
    found: Who | None = connection.scope.get("user")
    return found


def staff_of(connection: Connection, *roles: str) -> Who:
    """The member of staff who asks, with one of `roles` if any is named. Raises StaffOnly, WrongRole."""
    who = who_of(connection)
    if who is None or who.kind != "staff":
        raise StaffOnly
    if roles and not who.is_a(*roles):
        raise WrongRole
    return who


def staff(*roles: str) -> Guard:
    """Only staff with one of `roles`; any staff when none is named."""

    async def guard(connection: Connection, handler: BaseRouteHandler) -> None:
        staff_of(connection, *roles)

    guard.__name__ = "staff_" + "_or_".join(roles)
    return guard


def only(kind: str) -> Guard:
    """Only an exhibitor, a teacher or a visitor, through the link of their letter."""

    async def guard(connection: Connection, handler: BaseRouteHandler) -> None:
        who = who_of(connection)
        if who is None or who.kind != kind:
            raise SignInNeeded(kind)

    guard.__name__ = f"only_{kind}"
    return guard


async def confirmed_only(connection: Connection, handler: BaseRouteHandler) -> None:
    """Not by a forwarded link: beside a guard that says which kind of person. Raises NotConfirmed."""
    who = who_of(connection)
    if who is not None and not who.confirmed:
        raise NotConfirmed


exhibitors_only = only("exhibitor")
teachers_only = only("teacher")
visitors_only = only("visitor")


async def registered_only(connection: Connection, handler: BaseRouteHandler) -> None:
    """Somebody who came through the link of their own registration, whichever it is; not the team."""
    who = who_of(connection)
    if who is None or who.kind not in ("exhibitor", "teacher", "visitor"):
        raise SignInNeeded
