"""What phones and people may say to the door: an upload of entries, a phone's name, a supervisor's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from forum.door.rules import Broken, Entry
from forum.door.service import Upload
from forum.forms import Typed

MOST_BYTES = 256_000
UNREADABLE = "Ce passage est illisible\u00a0: le téléphone doit recharger la page."


class Unreadable(Exception):
    """Not even an envelope: no entry of it can be answered one by one."""


class _Whole(msgspec.Struct):
    sent_at: datetime
    entries: list[Entry]
    queued: int = 0


class _Envelope(msgspec.Struct):
    sent_at: datetime
    entries: list[msgspec.Raw]
    queued: int = 0


_whole = msgspec.json.Decoder(_Whole)
_envelope = msgspec.json.Decoder(_Envelope)
_entry = msgspec.json.Decoder(Entry)


def read_upload(body: bytes) -> Upload:
    """The upload that a phone sent. Raises `Unreadable`; an entry that alone is wrong becomes a `Broken` one."""
    try:
        whole = _whole.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _one_by_one(body)
    return Upload(_aware(whole.sent_at), whole.queued, whole.entries)


def _one_by_one(body: bytes) -> Upload:
    try:
        envelope = _envelope.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable from error
    return Upload(_aware(envelope.sent_at), envelope.queued, [_read_entry(raw) for raw in envelope.entries])


def _read_entry(raw: msgspec.Raw) -> Entry | Broken:
    try:
        return _entry.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Broken(_id_of(raw), UNREADABLE)


def _id_of(raw: msgspec.Raw) -> str | None:
    said: Any = None
    try:
        said = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    name = said.get("id") if isinstance(said, dict) else None
    return name[:64] if isinstance(name, str) else None


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise Unreadable
    return moment


class PhoneForm(Typed):
    """The name of a phone, and its gate when the page offers a choice."""

    def read(self, gates: list[int] | None = None) -> tuple[str, int | None] | None:
        """The name and the gate; None when something is wrong."""
        name = self.text(
            "name", "Donnez un nom à ce téléphone, par exemple «\u00a0Porte A – téléphone 2\u00a0».", most=60
        )
        gate = None
        if gates is not None:
            chosen = self.choice("gate", [str(gate) for gate in gates], "Choisissez la porte où vous êtes.")
            gate = int(chosen) if chosen else None
        return None if self.faults else (name, gate)


class OfferForm(Typed):
    """The gate and the rights of a phone to be invited."""

    def read(self, gates: list[int]) -> tuple[int, str] | None:
        gate = self.choice("gate", [str(gate) for gate in gates], "Choisissez la porte du téléphone.")
        rights = self.choice("rights", ("scan", "supervise"), "Dites ce que ce téléphone pourra faire.", default="scan")
        return None if self.faults else (int(gate), rights)


class CountForm(Typed):
    """What a supervisor says about a hall: how many people it really holds, or how many to add or take off, and why."""

    def read(self, halls: list[int]) -> tuple[int, str, int, str, bool] | None:
        """The hall, the act (present, add, remove or empty), the number, the reason, and whether they are of the house."""
        hall = self.choice("hall", [str(hall) for hall in halls], "Choisissez la salle.")
        act = self.choice("act", ("present", "add", "remove", "empty"), "Dites ce qui est à corriger.")
        number = 0 if act == "empty" else self.whole("number", "Le nombre de personnes", 0, 5000)
        if act in ("add", "remove") and number == 0 and "number" not in self.faults:
            self.fault("number", "Indiquez au moins une personne.")
        note = self.note()
        staff = self.typed.get("staff") == "yes" and act in ("add", "remove")
        return None if self.faults else (int(hall), act, number, note, staff)

    def note(self) -> str:
        note = self.text("note", "Écrivez pourquoi\u00a0: la correction reste au journal avec votre nom.", most=200)
        if note and len(note) < 3:
            self.fault("note", "Écrivez la raison en quelques mots.")
        return note


class SettleForm(Typed):
    """What was decided about a conflict, and which of its sides to erase, if any."""

    def read(self) -> tuple[str, str] | None:
        note = self.text("note", "Écrivez ce que vous avez constaté.", most=200)
        erased = self.choice("erase", ("none", "line", "other"), "Choisissez ce qui compte.", default="none")
        return None if self.faults else (note, erased)
