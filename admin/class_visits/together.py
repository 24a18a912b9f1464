"""One act on many classes: the filtered list, looked at and unticked where need be, then done one by one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, ClassVar

from litestar import Request

from admin.class_visits.seeking import STATE_WORDS, asked_for, sought
from admin.listing import Wanted
from admin.together import Act, Shown, Together, TogetherSaid, handlers_of
from forum.class_visits import queries, service
from forum.class_visits.queries import VisitLine
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.web.words import say_class, say_moment

Asked = Request[Who, str, Any]


class Classes(Together[VisitLine]):
    """What may be done to classes together."""

    path = "/admin/classes"
    names = ("Classes", "classe", "classes")
    columns = ("Classe", "Enseignant")
    subject = "class visits"
    acts: ClassVar[Mapping[str, Act]] = {
        "trust": Act(
            "Valider les enseignants",
            "voient leur enseignant validé, et leur laissez-passer part aussitôt, avec ceux de ses autres classes",
        ),
        "pass": Act("Renvoyer le laissez-passer", "reçoivent leur laissez-passer de nouveau"),
        "letter": Act("Écrire un courriel", "reçoivent ce courriel, adressé à l’enseignant et à ses collègues"),
        "move": Act(
            "Changer l’heure d’arrivée", "changent d’heure, et leurs enseignants sont prévenus", "move-classes"
        ),
        "cancel": Act("Annuler les visites", "sont annulées, et leurs enseignants prévenus", "cancel-classes"),
    }

    def asked(self, request: Asked) -> Wanted:
        return asked_for(request)

    async def total(self, request: Asked, edition: EditionValue) -> int:
        return (await queries.visits(edition.id, wanted=sought(request, asked_for(request)))).total

    async def lines(self, request: Asked, edition: EditionValue) -> Sequence[VisitLine]:
        return await queries.all_visits(edition.id, wanted=sought(request, asked_for(request)))

    async def slots(self, edition: EditionValue) -> list[tuple[int, str]]:
        return [
            (
                one.id,
                f"{say_moment(one.starts_at)}, porte {one.gate_code} ({one.persons_left} places, {one.coaches_left} cars)",
            )
            for one in await slots(edition.id)
        ]

    def why_not(self, line: VisitLine, said: TogetherSaid, reached: Sequence[VisitLine]) -> str:
        if line.cancelled_at:
            return "déjà annulée"
        if said.act == "trust" and line.trusted:
            return "enseignant déjà validé"
        if said.act == "pass" and not (line.expected and line.trusted):
            return STATE_WORDS[line.state] if line.trusted else "enseignant à valider"
        if said.act == "move" and line.expected and line.slot == said.slot:
            return "déjà à cette heure"
        if said.act == "letter" and (same := next((one for one in reached if one.referent == line.referent), None)):
            return f"l’enseignant reçoit ce courriel pour la {say_class(same.class_name)}"
        return ""

    def shown(self, line: VisitLine) -> Shown:
        name = f"{say_class(line.class_name)}, {line.school_name}"
        return Shown(name, f"{line.referent_name}, {line.referent_email}", line.heads, line.starts_at)

    def verb(self, edition: EditionValue, said: TogetherSaid, by: Who) -> Callable[[VisitLine], Awaitable[object]]:
        if said.act == "trust":
            return lambda one: service.trust(edition, one.referent, by)
        if said.act == "pass":
            return lambda one: service.send_pass(edition, one.id, by)
        if said.act == "letter":
            return lambda one: service.write_to(edition, one.id, said.title, said.text, by)
        if said.act == "move":
            return lambda one: service.move(edition, one.id, said.slot, by)
        return lambda one: service.cancel(edition, one.id, by, said.text)


handlers = handlers_of(Classes())
