"""Places of an arrival slot, in persons and in coaches: taken and given back."""

from __future__ import annotations

from forum.database import fetch
from forum.editions.tables import ArrivalSlot
from forum.errors import Refusal


class SlotFull(Refusal):
    """The slot cannot hold so many more persons or coaches."""

    sentence = "Ce créneau vient de se remplir. Choisissez-en un autre\u00a0: les places restantes sont à jour."
    field = "slot"


async def take_places(slot: int, persons: int, coaches: int) -> None:
    """Take places in a slot, decided by its row in one statement: two classes never share a seat. Raises SlotFull."""
    taken = await fetch(
        "UPDATE arrival_slot SET taken_persons = taken_persons + {}, taken_coaches = taken_coaches + {} WHERE id = {}"
        " AND taken_persons + {} <= capacity_persons AND taken_coaches + {} <= capacity_coaches RETURNING id",
        *(persons, coaches, slot, persons, coaches),
    )
    if not taken:
        raise SlotFull


async def give_back_places(slot: int, persons: int, coaches: int) -> None:
    """The places of a class that will not come, or comes at another time."""
    await ArrivalSlot.update(
        {
            ArrivalSlot.taken_persons: ArrivalSlot.taken_persons - persons,
            ArrivalSlot.taken_coaches: ArrivalSlot.taken_coaches - coaches,
        }
    ).where(ArrivalSlot.id == slot)
