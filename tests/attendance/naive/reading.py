"""What is counted: the journal's lines as their CSV says them, the rows of the open export, the communes that ship."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
COMMUNES = Path(__file__).parents[3] / "forum/data/communes.csv"
HELD = ("submitted", "validated")
Row = dict[str, Any]
Tables = dict[str, list[Row]]


def journal_of(text: str) -> list[Row]:
    """The lines of « journal.csv »."""
    return [
        {
            "id": row["Identifiant"],
            "kind": row["Acte"],
            "way": row["Sens"],
            "gate": row["Porte"],
            "hall": row["Salle"],
            "device": row["Téléphone"],
            "boss": row["Par un responsable"] == "oui",
            "badge": row["Badge"],
            "badge_kind": row["Genre de badge"],
            "heads": [int(row["Jeunes"]), int(row["Adultes"])],
            "status": row["Situation"],
            "place": row["Commune (INSEE)"],
            "admitted": row["Admis"] == "oui",
            "target": row["Concerne"],
            "at": datetime.fromisoformat(row["Instant (UTC)"]),
            "received": datetime.fromisoformat(row["Instant de réception (UTC)"]),
            "offline": row["Hors réseau"] == "oui",
        }
        for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    ]


def tables_of(export: Path) -> Tables:
    """Every table of the open export."""
    with zipfile.ZipFile(export) as packed:
        names = [name for name in packed.namelist() if name.startswith("json/")]
        return {Path(name).stem: json.loads(packed.read(name)) for name in names}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def local(at: datetime) -> datetime:
    return at.astimezone(PARIS)


@cache
def places() -> tuple[dict[str, Row], list[Row]]:
    """The communes by INSEE code, and the territory's communautés in the order of the file's own names."""
    with COMMUNES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["nom"] for row in rows]
    departments = {"01": "Ain", "25": "Doubs", "39": "Jura"}
    found = {}
    for row in rows:
        twin = names.count(row["nom"]) > 1
        label = f"{row['nom']} ({departments[row['code_departement']]})" if twin else row["nom"]
        short = row["nom_epci"].removeprefix(row["type_epci"] + " ")
        found[row["code_insee"]] = {
            "label": label,
            "epci": row["siren_epci"],
            "epci_name": short,
            "inside": row["territoire_industrie_haut_jura"] == "1",
        }
    return found, [one for one in found.values() if one["inside"]]


class Edition:
    """One edition of the export: its days and places, its registrations and badges."""

    def __init__(self, tables: Tables, edition: int) -> None:
        def mine(name: str) -> list[Row]:
            return [row for row in tables[name] if row["edition"] == edition]

        self.id = edition
        self.days = sorted(mine("day"), key=lambda day: day["date"])
        self.halls = sorted(mine("hall"), key=lambda hall: hall["id"])
        self.gates = sorted(mine("gate"), key=lambda gate: gate["code"])
        self.slots = mine("arrival_slot")
        self.badges = {badge["id"]: badge for badge in mine("badge")}
        self.queued = sum(phone["queued"] for phone in mine("door_device") if not phone["revoked_at"])
        self.replaced = {
            row["replaced_by"]: row["badge"]
            for row in tables["badge_revocation"]
            if row["replaced_by"] and row["badge"] in self.badges
        }
        self.ended = {row["badge"]: row["reason"] for row in tables["badge_revocation"]}
        self.parties = {**self._classes(tables), **self._visitors(tables), **self._exhibitors(tables)}
        for badge in self.badges.values():
            if badge["kind"] in ("class", "visitor", "exhibitor") and badge["holder"] not in self.parties:
                heads = [badge["pupils"], badge["adults"]]
                off = self.ended.get(badge["id"]) == "cancelled"
                self.parties[badge["holder"]] = {"kind": badge["kind"], "heads": heads, "off": off}

    def _classes(self, tables: Tables) -> dict[str, Row]:
        schools = {school["id"]: school for school in tables["school"]}
        slots = {slot["id"]: slot for slot in self.slots}
        dates = {day["id"]: day["date"] for day in self.days}
        gone = {row["class_visit"] for row in tables["class_cancellation"]}
        waits = {row["class_visit"] for row in tables["class_wait"]}
        return {
            row["id"]: {
                "kind": "class",
                "heads": [row["pupils"], row["adults"]],
                "off": row["id"] in gone,
                "place": schools[row["school"]]["insee_code"],
                "day": dates[slots[row["slot"]]["day"]],
                "slot": row["slot"],
                "slot_at": moment(slots[row["slot"]]["starts_at"]),
                "school": row["school"],
                "school_name": schools[row["school"]]["name"],
                "level": row["grade_level"],
                "coaches": row["coaches"],
            }
            for row in tables["class_visit"]
            if row["edition"] == self.id and row["id"] not in waits
        }

    def _visitors(self, tables: Tables) -> dict[str, Row]:
        gone = {row["visitor"] for row in tables["visitor_cancellation"]}
        waits = {row["visitor"] for row in tables["visitor_wait"]}
        return {
            row["id"]: {
                "kind": "visitor",
                "heads": [row["children"], row["adults"]],
                "off": row["id"] in gone,
                "place": row["insee_code"],
                "elsewhere": bool(row["elsewhere"]),
                "status": row["status"],
            }
            for row in tables["visitor"]
            if row["edition"] == self.id and row["id"] not in waits
        }

    def _exhibitors(self, tables: Tables) -> dict[str, Row]:
        begins = {day["edition"]: "9999" for day in tables["day"]}
        for day in tables["day"]:
            begins[day["edition"]] = min(begins[day["edition"]], day["date"])
        held = {row["exhibitor"] for row in tables["stand_booking"] if row["state"] in HELD}
        before = [
            row
            for row in tables["exhibitor"]
            if row["id"] in held and begins[row["edition"]] < begins[self.id] and row["edition"] != self.id
        ]
        known = {row["siret"] for row in before if row["siret"]} | {plain(row["name"]) for row in before}
        found = {}
        for row in tables["exhibitor"]:
            if row["edition"] == self.id:
                bookings = [one for one in tables["stand_booking"] if one["exhibitor"] == row["id"]]
                last = max(bookings, key=lambda one: one["booked_at"], default={"state": "", "people": 0})
                found[row["id"]] = {
                    "kind": "exhibitor",
                    "heads": [0, last["people"]],
                    "off": last["state"] not in HELD,
                    "place": row["insee_code"],
                    "sector": row["sector"],
                    "structure": row["kind"],
                    "confirmed": last["state"] == "validated",
                    "returning": row["siret"] in known or plain(row["name"]) in known,
                    "offers": {
                        one["kind"]: one["number"] for one in tables["exhibitor_offer"] if one["exhibitor"] == row["id"]
                    },
                }
        return found

    def person(self, line: Row) -> str:
        """Whose line it is: the first badge of a chain of replacements, or the line itself."""
        badge = line["badge"]
        while badge in self.replaced:
            badge = self.replaced[badge]
        return badge or line["id"]

    def registration(self, person: str) -> str:
        """The id of the registration that a person's badge stands for, whether there is one or not."""
        return self.badges[person]["holder"] if person in self.badges else ""


def plain(name: str) -> str:
    """A name without accents, capitals and marks, as one compares them."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())
