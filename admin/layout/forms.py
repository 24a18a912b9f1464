"""What an organiser says of a hall's plan: one form a page, one act a time. Lengths are written in metres."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from forum.forms import Typed
from forum.layout.rules import edits, things
from forum.layout.rules.changes import CIRCUIT, DOOR, OBSTACLE, ZONE, Planned, Row
from forum.layout.rules.edits import COLUMNS, DOWN, READING, RIGHT, SNAKE, RowSaid
from forum.layout.rules.floor import Floor
from forum.layout.rules.saying import metres as said_metres
from forum.territory.sectors import Sector

Plan = Callable[[Floor], Planned]
DEFAULTS = {
    "dx": "0",
    "dy": "0",
    "degrees": "90",
    "first": "1",
    "row_count": "6",
    "row_lines": "1",
    "row_x": "2",
    "row_y": "2",
    "row_width": "3",
    "row_depth": "2",
    "row_gap": "0",
    "row_first": "1",
    "row_watts": "1500",
    "row_direction": RIGHT,
    "thing_id": "0",
}
WAYS = [(RIGHT, "Vers la droite"), (DOWN, "Vers le bas")]
ORDERS = [(READING, "Ligne par ligne"), (SNAKE, "En serpent"), (COLUMNS, "Colonne par colonne")]
KINDS = [(ZONE, "Zone"), (DOOR, "Porte ou issue"), (OBSTACLE, "Obstacle"), (CIRCUIT, "Circuit électrique")]
LARGEST = 30_000


class LayoutForm(Typed):
    """Every field of the page; `plan` reads those of the act that was asked for."""

    @classmethod
    def fresh(cls, floor: Floor, kind: str = "", id_: int = 0) -> LayoutForm:
        """As the page opens; with one thing of the hall in its fields when it is to be changed."""
        values = {**DEFAULTS, "aisle": _metres(floor.hall.aisle_cm)}
        if kind:
            row = things.found(floor, kind, id_)
            values |= {"thing_kind": kind, "thing_id": str(id_), "thing_name": str(row.get("name") or row.get("code"))}
            values |= {
                f"thing_{name}": str(row[name] or "") for name in ("sector", "watts", "emergency") if name in row
            }
            values |= {
                f"thing_{name.removesuffix('_cm')}": _metres(row[name])
                for name in ("x_cm", "y_cm", "width_cm", "depth_cm")
                if row.get(name) is not None
            }
        return cls(values)

    @property
    def chosen(self) -> list[int]:
        """The stands that are ticked."""
        return [int(value) for value in dict.fromkeys(self.many("stand")) if re.fullmatch(r"[0-9]{1,9}", value)]

    def plan(self, sectors: Sequence[Sector]) -> Plan | None:
        """The act asked for, or None with the faults. A zone is of one of the `sectors` of the edition, or of none."""
        acts: Mapping[str, Callable[[], Plan]] = {
            "move": self._move,
            "size": self._size,
            "turn": self._turn,
            "number": self._number,
            "give": self._give,
            "remove": lambda: self._on_chosen(edits.removed),
            "row": self._row,
            "thing": lambda: self._thing(sectors),
            "take": self._take,
            "norm": self._norm,
        }
        act = acts.get(self.typed.get("act", ""))
        if act is None:
            self.fault("act", "Choisissez ce qu’il faut faire.")
            return None
        made = act()
        return None if self.faults else made

    @property
    def seen(self) -> int | None:
        """The version of the plan that was looked at."""
        value = self.typed.get("seen", "")
        return int(value) if re.fullmatch(r"[0-9]{1,9}", value) else None

    def centimetres(self, name: str, what: str, least: float, most: float) -> int:
        """Metres as they are written, « 2,40 » or « −1 », answered in centimetres."""
        value = self.typed.get(name, "").strip().replace(",", ".").replace("−", "-")
        if not re.fullmatch(r"-?[0-9]{1,4}(\.[0-9]{1,3})?", value) or not least <= float(value) <= most:
            bounds = f"{least:g} à {most:g}".replace(".", ",").replace("-", "−")
            self.fault(name, f"{what} s’écrit en mètres, de {bounds}.")
            return 0
        return round(float(value) * 100)

    def _on_chosen(self, act: Callable[[Floor, list[int]], Planned]) -> Plan:
        chosen = self.chosen
        if not chosen:
            self.fault("stand", "Choisissez d’abord un ou plusieurs stands, sur le plan ou dans la liste.")
        return lambda floor: act(floor, chosen)

    def _move(self) -> Plan:
        right = self.centimetres("dx", "Le déplacement", -300, 300)
        down = self.centimetres("dy", "Le déplacement", -300, 300)
        return self._on_chosen(lambda floor, ids: edits.shifted(floor, ids, right, down))

    def _size(self) -> Plan:
        size = {
            "width_cm": self.centimetres("width", "La largeur", 0.5, 30),
            "depth_cm": self.centimetres("depth", "La profondeur", 0.5, 30),
        }
        return self._on_chosen(lambda floor, ids: edits.placed(floor, dict.fromkeys(ids, size)))

    def _turn(self) -> Plan:
        degrees = self.whole("degrees", "L’angle", -359, 359)
        return self._on_chosen(lambda floor, ids: edits.turned(floor, ids, degrees))

    def _number(self) -> Plan:
        prefix, first = self._prefix("prefix"), self.whole("first", "Le premier numéro", 1, 999)
        order = self.choice("order", [code for code, _ in ORDERS], "Choisissez un ordre.", READING)
        return self._on_chosen(lambda floor, ids: edits.renumbered(floor, ids, prefix, first, order))

    def _give(self) -> Plan:
        given: dict[str, Any] = {}
        if self.typed.get("power"):
            given["power_watts"] = self.whole("power", "La puissance", 0, 60_000)
        if self.typed.get("zone"):
            given["zone"] = self.text("zone", most=40)
        if circuit := self.typed.get("circuit"):
            given["circuit"] = None if circuit == "none" else self.whole("circuit", "Le circuit", 1, 999_999_999)
        for name in ("water", "network", "three_phase", "accessible"):
            if self.typed.get(name):
                given[name] = self.choice(name, ("yes", "no"), "Choisissez oui ou non.") == "yes"
        if not given:
            self.fault("power", "Changez au moins une chose.")
        return self._on_chosen(lambda floor, ids: edits.given(_with_circuit(floor, given), ids, given, "équipement"))

    def _row(self) -> Plan:
        circuit = self.whole("row_circuit", "Le circuit", 1, 999_999_999) if self.typed.get("row_circuit") else None
        said = RowSaid(
            self.whole("row_count", "Le nombre de stands", 1, edits.MOST_IN_A_ROW),
            self.whole("row_lines", "Le nombre de rangées", 1, 2),
            self.centimetres("row_x", "La place", 0, 300),
            self.centimetres("row_y", "La place", 0, 300),
            self.centimetres("row_width", "La largeur", 0.5, 30),
            self.centimetres("row_depth", "La profondeur", 0.5, 30),
            self.centimetres("row_gap", "L’écart", 0, 20),
            self.choice("row_direction", (RIGHT, DOWN), "Choisissez un sens.", RIGHT),
            self._prefix("row_prefix"),
            self.whole("row_first", "Le premier numéro", 1, 999),
            self.text("row_zone", most=40),
            self.whole("row_watts", "La puissance", 0, 60_000),
            circuit,
        )
        return lambda floor: edits.row(_with_circuit(floor, {"circuit": circuit}), said)

    def _prefix(self, name: str) -> str:
        value = self.text(name, "Donnez la lettre de la rangée.", 3).upper()
        if value and not value.isalnum():
            self.fault(name, "Une lettre ou deux, sans signe\u00a0: «\u00a0A\u00a0», «\u00a0HB\u00a0».")
        return value

    def _thing(self, sectors: Sequence[Sector]) -> Plan:
        kind = self.choice("thing_kind", [code for code, _ in KINDS], "Choisissez ce que c’est.", None)
        id_ = self.whole("thing_id", "L’objet", 0, 999_999_999, 0)
        name = self.text("thing_name", "Donnez un nom.", 12 if kind == CIRCUIT else 40)
        values: Row = {"code" if kind == CIRCUIT else "name": name}
        values |= {
            "x_cm": self.centimetres("thing_x", "La place", 0, 300),
            "y_cm": self.centimetres("thing_y", "La place", 0, 300),
        }
        if kind != CIRCUIT:
            values["width_cm"] = self.centimetres("thing_width", "La largeur", 0.1, 300)
        if kind in {ZONE, OBSTACLE}:
            values["depth_cm"] = self.centimetres("thing_depth", "La profondeur", 0.1, 300)
        if kind == ZONE:
            values["sector"] = self.choice("thing_sector", [one.code for one in sectors], "Choisissez une filière.", "")
        if kind == DOOR:
            values["emergency"] = self.ticked("thing_emergency")
        if kind == CIRCUIT:
            values["watts"] = self.whole("thing_watts", "La puissance", 1, 500_000)
        gather = self.ticked("thing_gather")
        return lambda floor: things.put(floor, kind, id_, values, gather)

    def _take(self) -> Plan:
        kind, _, id_ = self.typed.get("taken", "").partition("-")
        if kind not in dict(KINDS) or not re.fullmatch(r"[0-9]{1,9}", id_):
            self.fault("act", "Choisissez ce qu’il faut enlever.")
            return lambda floor: Planned((), "")
        return lambda floor: things.taken(floor, kind, int(id_))

    def _norm(self) -> Plan:
        aisle = self.centimetres("aisle", "La largeur des allées", 0.9, 20)
        return lambda floor: things.norm(floor, aisle)


def _with_circuit(floor: Floor, values: Mapping[str, Any]) -> Floor:
    """The floor, if the circuit named is one of its own. Raises KeyError."""
    circuit = values.get("circuit")
    if circuit is not None and circuit not in {one.id for one in floor.circuits}:
        raise KeyError(circuit)
    return floor


def _metres(length_cm: int) -> str:
    return said_metres(length_cm).removesuffix("\u00a0m").removesuffix(",00")
