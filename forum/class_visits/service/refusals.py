"""What the verbs of class visits refuse."""

from __future__ import annotations

import uuid

from forum.errors import Refusal


class RegistrationClosed(Refusal):
    """Before the opening date, or after the closing one."""

    sentence = "Les inscriptions des classes ne sont pas ouvertes en ce moment."


class ClassAlreadyThere(Refusal):
    """The same class of the same school is expected already; whoever registered it is told by letter, and named to nobody."""

    sentence = (
        "Cette classe est déjà inscrite. L’enseignant qui l’a fait est prévenu de votre demande\u00a0: il peut vous ajouter"
        " à la visite. Regardez votre courrier, ou appelez-nous."
    )
    field = "class_name"

    def __init__(self, twin: uuid.UUID | None = None) -> None:
        super().__init__()
        self.twin = twin


class NoSuchSlot(Refusal):
    """The slot does not exist in this edition."""

    sentence = "Ce créneau n’existe pas. Choisissez-en un dans la liste."
    field = "slot"


class SlotPast(Refusal):
    """Nobody arrives yesterday."""

    sentence = "Cette heure d’arrivée est passée. Choisissez-en une autre."
    field = "slot"


class TooLargeForSlot(Refusal):
    """The class would not fit if it came alone: waiting is no use."""

    sentence = "Ce créneau est trop petit pour la classe, même vide. Choisissez-en un autre, ou appelez-nous."
    field = "slot"


class VisitCancelled(Refusal):
    """Nothing changes in a visit that will not take place."""

    sentence = "Cette visite est annulée. Inscrivez la classe de nouveau."


class OfferOver(Refusal):
    """Too late: the hour has come and the places went to the next class, or nothing was offered."""

    sentence = "Ces places ne vous sont plus proposées\u00a0: le délai est passé."


class NotExpected(Refusal):
    """Only a class that is expected can be late, absent or moved on the day."""

    sentence = "Cette classe n’est pas attendue\u00a0: elle attend une place, ou sa visite est annulée."


class OneselfAColleague(Refusal):
    """The referent answers for the class already."""

    sentence = "Cette adresse est déjà celle d’un enseignant de la classe."
    field = "email"


class NothingToNote(Refusal):
    """An empty note says nothing."""

    sentence = "Écrivez la note avant de l’enregistrer."
    field = "body"
