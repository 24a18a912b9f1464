"""The three families of refusal. No HTTP in them: `forum.web` alone turns a family into a status code."""

from __future__ import annotations


class Refusal(Exception):
    """Something the forum will not do, with a French sentence that a visitor can read.

    A verb's own refusals subclass this above the verb and give `sentence` as a class attribute; one whose
    sentence depends on the case passes it in. `field` names the form field the refusal belongs to, if any.

        class StandTaken(Refusal):
            sentence = "Ce stand vient d’être réservé. Choisissez-en un autre sur le plan."
            field = "stand"
    """

    sentence: str = "Cette demande ne peut pas être acceptée."
    field: str | None = None
    number: int = 0
    """Which of several things that were asked for in one go, from 0."""
    title: str = ""
    """The heading of the page that says it; none for the usual one of its family."""
    ways: tuple[tuple[str, str], ...] = ()
    """Where whoever reads it goes on from there: address and words of each link; home when there is none."""

    def __init__(self, sentence: str | None = None, *, field: str | None = None) -> None:
        if sentence is not None:
            self.sentence = sentence
        if field is not None:
            self.field = field
        super().__init__(self.sentence)


class NotFound(Refusal):
    """What was asked for does not exist, or no longer."""

    sentence = "Cette page ou cette fiche n’existe pas, ou n’existe plus."


class Forbidden(Refusal):
    """It exists, but not for this person."""

    sentence = "Vous n’avez pas le droit de faire cela."
