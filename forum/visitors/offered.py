"""What the visitors' form offers: statuses, families of jobs, needs, and the arrival slots with the places left."""

from __future__ import annotations

from typing import Any

from forum import clock
from forum.editions.values import EditionValue
from forum.visitors import queries
from forum.visitors.forms import YOUNGER, VisitorForm
from forum.visitors.queries import VisitorLine, VisitorSlotPlaces
from forum.visitors.rules import NEEDS, STATUSES, nearest_with_room
from forum.web.words import say_date, say_hour

_WAITS = [
    ("", "Choisir une autre heure", "Changez l’heure d’arrivée ci-dessus."),
    ("slot", "Attendre cette heure", "Nous vous écrivons dès que la place se libère."),
    ("any", "Attendre, à n’importe quelle heure", "La première qui a la place pour vous."),
]


async def offered(edition: EditionValue, form: VisitorForm, mine: VisitorLine | None = None) -> dict[str, Any]:
    """The lists of the form; `mine` is the registration that is being corrected."""
    slots = await queries.slots(edition.id)
    now = clock.now()
    open_ones = [slot for slot in slots if slot.ends_at > now or (mine and mine.slot == slot.id)]
    asks_to_wait = mine is None and form.typed.get("slot") and (form.wait or "slot" in form.faults)
    return {
        "statuses": [*STATUSES.items(), (YOUNGER, "Moins de 15 ans")],
        "sectors": [(sector.code, sector.name) for sector in edition.sectors],
        "needs": list(NEEDS.items()),
        "has_slots": bool(slots),
        "slots": [_card(slot, edition, mine) for slot in open_ones],
        "waits": _WAITS if asks_to_wait else [],
    }


async def near(edition: EditionValue, form: VisitorForm, heads: int) -> str:
    """The three slots nearest to the full one that still have the places, in words."""
    slot = form.slot()
    room = nearest_with_room(await queries.slots(edition.id), slot, heads, clock.now()) if slot else []
    if not room:
        return "Vous pouvez attendre qu’une place se libère\u00a0: dites-le ci-dessous."
    named = ", ".join(when(one, edition) for one in room)
    return f"Les plus proches qui ont la place\u00a0: {named}. Ou attendez\u00a0: dites-le ci-dessous."


def _card(slot: VisitorSlotPlaces, edition: EditionValue, mine: VisitorLine | None) -> tuple[str, str, str, str]:
    """A slot as a card; one's own places count as free. A full one can be asked for by somebody new, who then may wait."""
    own = mine is not None and mine.slot == slot.id
    left = slot.left + (mine.heads if own and mine and mine.holds_places else 0)
    full = "Complet" if mine else "Complet, liste d’attente"
    detail = f"{left} place{'s' if left > 1 else ''}" if left else full
    return str(slot.id), when(slot, edition), detail, "off" if mine and not own and not left else ""


def when(slot: VisitorSlotPlaces, edition: EditionValue) -> str:
    """The hour of arrival, with its day where the edition has several."""
    day = f"{say_date(slot.starts_at, year=False)}, " if len(edition.days) > 1 else ""
    return f"{day}{say_hour(slot.starts_at)}"
