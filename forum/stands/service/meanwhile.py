"""Two who write at once, or one in two tabs: the second is asked before anything of the first is lost."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Mapping

from forum.database import hold, transaction
from forum.editions.values import EditionValue
from forum.exhibitors.rules import OrganisationSaid
from forum.meanwhile import ChangedMeanwhile, check_seen
from forum.people.who import Who
from forum.stands.rules import NeedsSaid
from forum.stands.service.book import submit
from forum.stands.service.contacts import correct_organisation
from forum.stands.service.needs import correct_needs
from forum.stands.tables import StandBooking

Told = Mapping[str, str]
"""Questions with their answers, in words."""


class WrittenMeanwhile(ChangedMeanwhile):
    """The part was saved after the page was opened, by somebody else or in another tab."""

    sentence = (
        "Ces réponses ont été enregistrées entre-temps, dans un autre onglet ou par quelqu’un d’autre."
        " Comparez les deux versions, puis enregistrez la bonne."
    )


async def unless_written_meanwhile(
    booking_id: uuid.UUID, seen: str | None, now: Callable[[], Awaitable[Told]], verb: Callable[[], Awaitable[None]]
) -> None:
    """Do a verb on a booking if what its writer had seen (a fingerprint; None: nobody looked) still stands there.

    Raises WrittenMeanwhile, and what the verb raises.
    """
    async with transaction():
        await hold(StandBooking, booking_id)
        stands = await now()
        try:
            check_seen(stands, seen)
        except ChangedMeanwhile as refusal:
            raise WrittenMeanwhile(refusal.now) from None
        await verb()


Answers = tuple[OrganisationSaid, NeedsSaid]
"""What the form of a booking says."""


async def correct_answers(edition: EditionValue, booking_id: uuid.UUID, said: Answers, by: Who) -> None:
    """Other answers to the whole form of a booking. Raises what `correct_organisation` and `correct_needs` do."""
    organisation, needs = said
    async with transaction():
        await correct_organisation(edition, booking_id, organisation, by)
        await correct_needs(edition, booking_id, needs, by)


async def submit_with(
    edition: EditionValue, booking_id: uuid.UUID, number: str, said: Answers, by: Who, kept: uuid.UUID | None
) -> None:
    """A draft takes a stand, with the answers of another tab; when it cannot, the draft stays as it was.

    Raises what `submit` and `correct_answers` do.
    """
    async with transaction():
        await correct_answers(edition, booking_id, said, by)
        await submit(edition, booking_id, number, by, kept)
