"""What organisers may say to the mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forum.forms import Typed
from forum.mailings import rules


class TrialForm(Typed):
    """« Envoyer un courrier d’essai »: where to."""

    def read(self) -> str:
        """The address; empty with a fault."""
        return self.email("email")


@dataclass(frozen=True, slots=True)
class MessageSaid:
    """A message to many: to whom, in what sense, in which words."""

    segments: tuple[str, ...]
    sense: str
    subject: str
    text: str


class MessageForm(Typed):
    """A message to a part of the people: they are chosen, the subject and the text are written."""

    offered: ClassVar[tuple[str, ...]] = tuple(rules.SEGMENTS)

    def read(self) -> MessageSaid | None:
        """What was said, or None with the faults."""
        said = MessageSaid(
            self._segments(), "", self.text("subject", "Donnez un objet au courrier.", 150), self._words()
        )
        return None if self.faults else said

    def _segments(self) -> tuple[str, ...]:
        chosen = tuple(code for code in self.offered if code in self.many("segments"))
        if not chosen:
            self.fault("segments", "Choisissez à qui vous écrivez.")
        return chosen

    def _words(self) -> str:
        return self.text("text", "Écrivez ce qu’il faut savoir.", 2000, lines=True)


class GeneralForm(MessageForm):
    """« Message général »: one sentence to everybody; the subject follows from what happened."""

    offered = rules.EVERYBODY

    def read(self) -> MessageSaid | None:
        sense = self.choice("sense", rules.SENSES, "Dites ce qui arrive.")
        said = MessageSaid(
            self._segments(), sense, "", self.text("text", "Écrivez ce qu’il faut savoir.", 500, lines=True)
        )
        return None if self.faults else said


class FollowForm(Typed):
    """A word of why the edition's hours, day or place changed; it may be empty."""

    def read(self) -> str:
        return self.text("text", None, 500, lines=True)


class PlanForm(Typed):
    """Which planned mailing is switched, and to what."""

    def read(self) -> tuple[str, bool]:
        """« kind segment day » and whether it shall leave."""
        return self.text("plan"), self.ticked("on")


class WordingForm(Typed):
    """A letter's own words: its subject and its body."""

    def read(self) -> tuple[str, str]:
        """Subject and body; whether they make a letter is checked by rendering them."""
        subject = self.text("subject", "Donnez un objet au courrier.", 150)
        body = self.text("body", "Le courrier est vide.", 6000, lines=True)
        return subject, body.replace("\r\n", "\n")
