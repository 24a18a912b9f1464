"""The halls of an edition and their gates."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from forum.database import AlreadyThere, hold, transaction
from forum.editions import queries
from forum.editions.service.opening import add_gate, add_hall
from forum.editions.service.removing import remove
from forum.editions.tables import Edition, Gate, Hall
from forum.errors import NotFound, Refusal
from forum.meanwhile import check_seen

happened_at_gates: list[Callable[[int], Awaitable[bool]]] = []
"""Whether anybody passed a gate: it keeps its hall, where they were counted. Rooms above say it."""


@dataclass(frozen=True, slots=True)
class HallSaid:
    """A hall as it is typed: sizes in centimetres, the limit in persons, staff included."""

    name: str
    width_cm: int
    depth_cm: int
    capacity_limit: int


@dataclass(frozen=True, slots=True)
class GateSaid:
    """A gate as it is typed: its hall, its letter, its name, its place in centimetres."""

    hall: int
    code: str
    name: str
    x_cm: int
    y_cm: int


class HallTaken(Refusal):
    """Halls are told apart by their names."""

    sentence = "Une salle porte déjà ce nom."
    field = "name"


class HallInUse(Refusal):
    """Stands and gates stand in a hall."""

    sentence = "Des stands ou des portes sont dans cette salle\u00a0: retirez-les d’abord."


class GateTaken(Refusal):
    """Gates are told apart by their letters."""

    sentence = "Une porte porte déjà cette lettre."
    field = "code"


class GateInUse(Refusal):
    """Slots, phones and scans name a gate."""

    sentence = "Des créneaux, des téléphones ou des passages tiennent à cette porte\u00a0: elle reste."


class GatePassed(Refusal):
    """Whoever passed a gate was counted in its hall."""

    sentence = (
        "Des passages ont été lus à cette porte\u00a0: elle reste à sa salle, où ils sont comptés. Pour l’autre salle,"
        " ajoutez une porte."
    )
    field = "hall"


async def set_hall(edition: int, hall: int | None, said: HallSaid, seen: str | None = None) -> int:
    """A new hall, or another name, size or limit for one; answers its id. `seen` stands for what the writer saw of it.

    Raises HallTaken, ChangedMeanwhile, NotFound.
    """
    columns = {
        Hall.name: said.name,
        Hall.width_cm: said.width_cm,
        Hall.depth_cm: said.depth_cm,
        Hall.capacity_limit: said.capacity_limit,
    }
    try:
        async with transaction():
            if hall is None:
                made = await add_hall(edition, said.name, said.width_cm, said.depth_cm, said.capacity_limit)
            else:
                made = await _change(Hall, edition, hall, columns, seen)
    except AlreadyThere:
        raise HallTaken from None
    queries.forget()
    return made


async def set_gate(edition: int, gate: int | None, said: GateSaid, seen: str | None = None) -> int:
    """A new gate, or another letter, name or place for one; answers its id. `seen` stands for what the writer saw of it.

    Raises GateTaken, GatePassed, ChangedMeanwhile, NotFound.
    """
    columns = {
        Gate.hall: said.hall,
        Gate.code: said.code,
        Gate.name: said.name,
        Gate.x_cm: said.x_cm,
        Gate.y_cm: said.y_cm,
    }
    try:
        async with transaction():
            if not await Hall.exists().where((Hall.id == said.hall) & (Hall.edition == edition)):
                raise NotFound
            if gate is None:
                made = await add_gate(edition, said.hall, said.code, said.name, said.x_cm, said.y_cm)
            else:
                await hold(Edition, edition)  # nobody passes meanwhile
                if await _moves(gate, said.hall) and await _happened_at(gate):
                    raise GatePassed
                made = await _change(Gate, edition, gate, columns, seen)
    except AlreadyThere:
        raise GateTaken from None
    queries.forget()
    return made


async def set_pace(edition: int, gate: int, pace: int, seen: str | None = None) -> None:
    """How many persons a gate lets in per minute, from 1 to 600: the arrival plan is held against it.

    `seen` stands for the pace that the writer saw. Raises ChangedMeanwhile, NotFound.
    """
    async with transaction():
        await _change(Gate, edition, gate, {Gate.pace: pace}, seen)
    queries.forget()


async def remove_hall(edition: int, hall: int) -> None:
    """Take an empty hall away. Raises LastOne, HallInUse, NotFound."""
    await remove(Hall, edition, hall, HallInUse)


async def remove_gate(edition: int, gate: int) -> None:
    """Take a gate away that nothing names. Raises LastOne, GateInUse, NotFound."""
    await remove(Gate, edition, gate, GateInUse)


async def _moves(gate: int, hall: int) -> bool:
    return not await Gate.exists().where((Gate.id == gate) & (Gate.hall == hall))


async def _happened_at(gate: int) -> bool:
    return any([await happened(gate) for happened in happened_at_gates])


async def _change(table: Any, edition: int, row: int, columns: Mapping[Any, Any], seen: str | None = None) -> int:
    await hold(table, row)
    known = await table.select(*columns).where((table.id == row) & (table.edition == edition)).first()
    if known is None:
        raise NotFound
    check_seen(known, seen)
    await table.update(dict(columns)).where(table.id == row)
    return row
