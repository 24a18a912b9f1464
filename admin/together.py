"""One act on all of a list: chosen, looked at and unticked where need be, then done one by one.

Each list says what differs by a `Together` of its own; handlers and pages are the same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect, Template

from admin.listing import Wanted
from forum.audit import service as audit
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.forms import Typed
from forum.people.guards import staff
from forum.people.who import ORGANIZER, Who
from forum.undoing.service import REGISTRATIONS
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, str, Any]
MOST = 500
"""At once: more would keep the page waiting for a minute. The next ones come with the next look at the list."""


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done to many: the button, what happens to whoever is ticked, and what the journal calls it if it can be taken back."""

    button: str
    happens: str
    undone_as: str = ""


@dataclass(frozen=True, slots=True)
class TogetherSaid:
    """An act on many registrations: which, on which slot, with which words."""

    act: str
    slot: int
    title: str
    text: str


class TogetherForm(Typed):
    """One act for the whole list."""

    def read(self, acts: Iterable[str], slots: Sequence[int]) -> TogetherSaid:
        """What is asked; a letter needs words, a move needs an hour."""
        act = self.choice("act", acts, "Choisissez ce qu’il faut faire.")
        letter = act == "letter"
        slot = ""
        if act == "move":
            slot = self.choice("slot", [str(one) for one in slots], "Choisissez la nouvelle heure d’arrivée.")
        return TogetherSaid(
            act=act,
            slot=int(slot) if slot.isdigit() else 0,
            title=self.text("title", "Donnez un objet au courriel." if letter else None, 120),
            text=self.text("text", "Écrivez le courriel." if letter else None, 4000, lines=True),
        )


class Registration(Protocol):
    """A line of such a list."""

    @property
    def id(self) -> UUID: ...
    @property
    def slot(self) -> int | None: ...


Line = TypeVar("Line", bound=Registration)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the preview shows it."""

    name: str
    reader: str
    heads: int
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class Preview(Generic[Line]):
    """Whom an act would reach, and whom not and why."""

    reached: list[Line]
    left: list[tuple[Line, str]]


class Together(ABC, Generic[Line]):
    """A list whose registrations are acted on together."""

    path: str
    """Of the list; what is chosen stands at `path`/ensemble."""
    names: tuple[str, str, str]
    """The list, one of its registrations, several: « Visiteurs », « inscription », « inscriptions » (all of them feminine)."""
    columns: tuple[str, str]
    """What the preview says above the name and above who is written to."""
    subject: str
    """What the journal calls several of them."""
    acts: ClassVar[Mapping[str, Act]]

    @abstractmethod
    def asked(self, request: Asked) -> Wanted:
        """The list as its address says it."""

    @abstractmethod
    async def total(self, request: Asked, edition: EditionValue) -> int:
        """How many registrations the list holds."""

    @abstractmethod
    async def lines(self, request: Asked, edition: EditionValue) -> Sequence[Line]:
        """All of them."""

    @abstractmethod
    async def slots(self, edition: EditionValue) -> list[tuple[int, str]]:
        """The arrival slots that they may be moved to, with the words for each; none where there are no slots."""

    @abstractmethod
    def why_not(self, line: Line, said: TogetherSaid, reached: Sequence[Line]) -> str:
        """Why the act does not concern this one, given those before it that it reaches; empty when it does."""

    @abstractmethod
    def shown(self, line: Line) -> Shown:
        """The line in the preview."""

    @abstractmethod
    def verb(self, edition: EditionValue, said: TogetherSaid, by: Who) -> Callable[[Line], Awaitable[object]]:
        """What is done to each."""

    async def choose(self, request: Asked, edition: EditionValue) -> Template:
        """What to do with the registrations of the list."""
        return page(request, "admin/together.html", form=TogetherForm(), **await self._told(request, edition))

    async def preview(self, request: Asked, edition: EditionValue) -> Template:
        """Whom it would reach, ticked; nothing is done yet."""
        form = await read_form(request, TogetherForm)
        told = await self._told(request, edition)
        said = form.read(self.acts, [slot for slot, _ in told["slots"]])
        if form.faults:
            return unprocessable(request, "admin/together.html", form=form, **told)
        looked = self._sorted(await self.lines(request, edition), said)
        return page(request, "admin/preview.html", form=form, said=said, looked=looked, most=MOST, **told)

    async def act(self, request: Asked, edition: EditionValue) -> Template | Redirect:
        """Do it to those that stayed ticked; each on its own, so that one refusal stops nobody else."""
        form = await read_form(request, TogetherForm)
        told = await self._told(request, edition)
        said = form.read(self.acts, [slot for slot, _ in told["slots"]])
        if form.faults:
            return unprocessable(request, "admin/together.html", form=form, **told)
        ticked = set(form.many("line"))
        reached = self._sorted(await self.lines(request, edition), said).reached
        done: list[Line] = []
        refused = 0
        verb = self.verb(edition, said, request.user)
        for line in [line for line in reached if str(line.id) in ticked][:MOST]:
            try:
                await verb(line)
            except Refusal:
                refused += 1
            else:
                done.append(line)
        word = f"{len(done)} {self.names[2] if len(done) > 1 else self.names[1]}\u00a0: c’est fait."
        if self.acts[said.act].undone_as and len(done) > 1:
            await self._note(edition, said, done, request.user)
            word += " Le journal peut tout défaire d’un coup."
        if refused:
            word += f" {refused} n’ont pas pu changer\u00a0: plus de place, ou changées entre-temps."
        return see_other(f"{self.path}{told['asked'].href()}", word, "warn" if refused else "done")

    async def _note(self, edition: EditionValue, said: TogetherSaid, done: Sequence[Line], by: Who) -> None:
        """The whole of it is one act in the journal, too, which takes it back."""
        act = self.acts[said.act]
        was = [f"{line.id} {line.slot or ''}".strip() for line in done]
        told = f"{len(done)} {self.names[2]}\u00a0: {act.button[0].lower()}{act.button[1:]}"
        changes = {REGISTRATIONS: (was, said.slot if said.act == "move" else None)}
        await audit.note(edition.id, by, act.undone_as, self.subject, said.act, told, changes)

    def _sorted(self, found: Sequence[Line], said: TogetherSaid) -> Preview[Line]:
        """Those whom the act concerns, and the others with the reason."""
        looked: Preview[Line] = Preview([], [])
        for line in found:
            if why := self.why_not(line, said, looked.reached):
                looked.left.append((line, why))
            else:
                looked.reached.append(line)
        return looked

    async def _told(self, request: Asked, edition: EditionValue) -> dict[str, Any]:
        slots = await self.slots(edition)
        return {
            "of": self,
            "asked": self.asked(request),
            "total": await self.total(request, edition),
            "slots": slots,
            "acts": [(code, act.button) for code, act in self.acts.items() if code != "move" or slots],
        }


def handlers_of(together: Together[Any]) -> list[HTTPRouteHandler]:
    """The three addresses below the list: organisers only."""
    organizers_only = staff(ORGANIZER)

    @get("/ensemble", guards=[organizers_only])
    async def choose(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
        return await together.choose(request, edition)

    @post("/ensemble/apercu", guards=[organizers_only])
    async def preview(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
        return await together.preview(request, edition)

    @post("/ensemble", guards=[organizers_only])
    async def act(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
        return await together.act(request, edition)

    return [choose, preview, act]
