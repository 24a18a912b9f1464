"""One act on many registrations of visitors: the filtered list, looked at and unticked where need be, then done one by one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, ClassVar

from litestar import Request

from admin.listing import Wanted
from admin.together import Act, Shown, Together, TogetherSaid, handlers_of
from admin.visitors.seeking import STATE_WORDS, asked_for, sought
from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.visitors import queries, service
from forum.visitors.queries import VisitorLine
from forum.web.words import say_moment

Asked = Request[Who, str, Any]


class Visitors(Together[VisitorLine]):
    """What may be done to visitors together."""

    path = "/admin/visiteurs"
    names = ("Visiteurs", "inscription", "inscriptions")
    columns = ("Nom", "Adresse")
    subject = "visitors"
    acts: ClassVar[Mapping[str, Act]] = {
        "badge": Act("Renvoyer le badge", "reçoivent leur badge de nouveau"),
        "letter": Act("Écrire un courriel", "reçoivent ce courriel"),
        "move": Act("Changer l’heure d’arrivée", "changent d’heure et sont prévenues", "move-visitors"),
        "cancel": Act("Annuler les inscriptions", "sont annulées, et chaque personne prévenue", "cancel-visitors"),
    }

    def asked(self, request: Asked) -> Wanted:
        return asked_for(request)

    async def total(self, request: Asked, edition: EditionValue) -> int:
        return (await queries.visitors(edition.id, sought(request, asked_for(request)))).total

    async def lines(self, request: Asked, edition: EditionValue) -> Sequence[VisitorLine]:
        return await queries.sought_visitors(edition.id, sought(request, asked_for(request)))

    async def slots(self, edition: EditionValue) -> list[tuple[int, str]]:
        return [
            (one.id, f"{say_moment(one.starts_at)} ({one.left} place{'s' if one.left > 1 else ''})")
            for one in await queries.slots(edition.id)
        ]

    def why_not(self, line: VisitorLine, said: TogetherSaid, reached: Sequence[VisitorLine]) -> str:
        if line.cancelled_at:
            return "déjà annulé"
        if said.act in ("badge", "letter") and not line.email:
            return "sans adresse"
        if said.act == "badge" and not line.expected:
            return STATE_WORDS[line.state]
        if said.act == "move" and line.expected and line.slot == said.slot:
            return "déjà à cette heure"
        return ""

    def shown(self, line: VisitorLine) -> Shown:
        return Shown(line.name, line.email, line.heads, line.starts_at)

    def verb(self, edition: EditionValue, said: TogetherSaid, by: Who) -> Callable[[VisitorLine], Awaitable[object]]:
        if said.act == "badge":
            return lambda one: service.send_badge(edition, one.id, by)
        if said.act == "letter":
            return lambda one: service.write_to(edition, one.id, said.title, said.text, by)
        if said.act == "move":
            return lambda one: service.move(edition, one.id, said.slot, by)
        return lambda one: service.cancel(edition, one.id, by, said.text)


handlers = handlers_of(Visitors())
