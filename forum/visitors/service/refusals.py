"""What visitors' verbs refuse, each by its name."""

from forum.errors import Refusal


class RegistrationClosed(Refusal):
    """Before the opening date, or after the closing one."""

    sentence = "Les inscriptions des visiteurs ne sont pas ouvertes en ce moment. Le jour du forum, l’accueil vous inscrit sur place."


class SlotNeeded(Refusal):
    """The edition has arrival slots for its public: one must be said."""

    sentence = "Choisissez une heure d’arrivée."
    field = "slot"


class NoSuchSlot(Refusal):
    """Not a slot of this edition."""

    sentence = "Cette heure d’arrivée n’existe pas. Choisissez-en une dans la liste."
    field = "slot"


class SlotPast(Refusal):
    """Nobody arrives yesterday."""

    sentence = "Cette heure d’arrivée est passée. Choisissez-en une autre."
    field = "slot"


class SlotFull(Refusal):
    """The slot cannot hold so many more heads."""

    sentence = "Il n’y a plus assez de places à cette heure."
    field = "slot"


class TooManyForSlot(Refusal):
    """They would not fit if they came alone: waiting is no use."""

    sentence = "Vous êtes trop nombreux pour cette heure d’arrivée, même vide. Choisissez-en une autre, ou inscrivez-vous en deux fois."
    field = "slot"


class OfferOver(Refusal):
    """Too late: the places went to whoever came next, or nothing was offered."""

    sentence = "Ces places ne vous sont plus proposées\u00a0: le délai est passé."


class NotYetTheDay(Refusal):
    """People register on the spot while the doors are open, and an hour before."""

    sentence = "L’inscription sur place ouvre le jour du forum."


class TooManyAtOnce(Refusal):
    """More than a crowd at the doors: somebody plays with the poster's address."""

    sentence = "Beaucoup de monde s’inscrit en ce moment. Réessayez dans une minute, ou passez à l’accueil."


class NameKnown(Refusal):
    """Somebody of that name is registered: whoever registers for them looks first."""

    sentence = "Une personne de ce nom est déjà inscrite. Si c’en est une autre, cochez la case «\u00a0Inscrire quand même\u00a0»."
    field = "last_name"


class NothingToNote(Refusal):
    """An empty note says nothing."""

    sentence = "Écrivez la note avant de l’enregistrer."
    field = "body"
