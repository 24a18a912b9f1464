"""Hearing entries one after the other, each knowing the ones before it in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from forum import clock
from forum.door.ledger import Ledger
from forum.door.rules import Asked, Badge, Broken, Entry, Line, Phone, Verdict, fault_of, judge, moment_of
from forum.door.rules.lines import COUNT, UNDO, WALK_IN
from forum.door.rules.weighing import may_undo, moves_badge, order
from forum.door.service.row import fingerprint, row_of
from forum.door.words import answer, refused

if TYPE_CHECKING:
    from forum.door.service.writing import Request

OTHER_CONTENT = "Un autre passage porte déjà ce numéro\u00a0: rien n’a été changé."


class Sitting:
    """The entries of one transaction: what is known before, and what they add."""

    def __init__(
        self,
        book: Ledger,
        codes: Mapping[str, str | None],
        badges: Mapping[str, Badge],
        kept: Mapping[UUID, tuple[str, str]],
        elsewhere: Set[UUID] = frozenset(),
    ) -> None:
        self.book = book
        self.register = book.register
        self.codes = codes
        self.badges = badges
        self.kept = dict(kept)
        self.elsewhere = elsewhere
        self.gates = book.gates
        self.lines: list[Line] = []
        self.rows: list[tuple[Any, ...]] = []
        self._new: dict[UUID, Line] = {}
        self._fresh: dict[UUID, list[Line]] = {}
        self._erasing: list[Line] = []

    def hear(self, request: Request, entry: Entry | Broken) -> bytes:
        """The answer to one entry, as JSON; its line and its row are added when it may be written."""
        if isinstance(entry, Broken):
            return _json(refused(entry.id, entry.reason))
        mark = fingerprint(entry)
        if entry.id in self.kept:
            before, repeated = self.kept[entry.id]
            return repeated.encode() if before == mark else _json(refused(entry.id, OTHER_CONTENT))
        if entry.id in self.elsewhere:
            return _json(refused(entry.id, OTHER_CONTENT))
        if reason := self._fault(request.phone, entry):
            return _json(refused(entry.id, reason))
        said = self._write(request, entry, mark)
        self.kept[entry.id] = (mark, said.decode())
        return said

    def _fault(self, phone: Phone, entry: Entry) -> str | None:
        if reason := fault_of(entry, supervises=phone.supervises):
            return reason
        if entry.gate is not None and entry.gate not in self.gates:
            return "Cette porte n’est pas de cette édition."
        if entry.kind == UNDO:
            return self._fault_of_undo(phone, entry)
        badge = self._badge(entry)
        if entry.kind == COUNT and badge and badge.edition == phone.edition and not badge.group:
            return "Ce badge n’est pas celui d’une classe\u00a0: on ne compte que les classes."
        if entry.kind == WALK_IN and badge and (badge.kind != "blank" or badge.edition != phone.edition):
            return "Ce badge est déjà celui de quelqu’un\u00a0: prenez un badge vierge."
        return None

    def _fault_of_undo(self, phone: Phone, entry: Entry) -> str | None:
        assert entry.target
        target = self._known(entry.target)
        if target is None:
            return None  # it may still wait on another phone: the undo takes effect when it comes
        if target.kind == UNDO:
            return "Un effacement ne s’efface pas\u00a0: enregistrez le passage de nouveau."
        if not phone.supervises and target.device != phone.id:
            return "Seul un téléphone de responsable efface le passage d’un autre."
        return None

    def _known(self, line: UUID) -> Line | None:
        return self._new.get(line) or self.register.lines.get(line)

    def _is_erased(self, line: Line) -> bool:
        """Whether somebody entitled has taken the line back before it came."""
        return self.register.is_undone(line) or any(u.target == line.id and may_undo(u, line) for u in self._erasing)

    def _badge(self, entry: Entry) -> Badge | None:
        code = self.codes.get(entry.code) if entry.code else None
        return self.badges.get(code) if code else None

    def _write(self, request: Request, entry: Entry, mark: str) -> bytes:
        phone = request.phone
        at, offset = moment_of(entry.device_at, request.sent_at, request.received_at, phone.enrolled_at)
        gate = entry.gate if entry.gate is not None else phone.gate
        asked = Asked(
            entry,
            phone.edition,
            at,
            clock.local(at).date(),
            self.book.hall_of[gate],
            phone.supervises,
            readable=bool(entry.code and self.codes.get(entry.code)),
            target_known=entry.target is None or self._known(entry.target) is not None,
        )
        found = self._badge(entry)
        verdict = judge(asked, found, self._history(found))
        badge = found if found and found.edition == phone.edition else None
        line = self._line(request, entry, verdict, badge, at, gate)
        said = _json(answer(entry, verdict, found, self.gates, at, erased=self._is_erased(line)))
        self._remember(line)
        self.rows.append(row_of(request, entry, line, badge, said, mark, offset))
        return said

    def _line(
        self, request: Request, entry: Entry, verdict: Verdict, badge: Badge | None, at: datetime, gate: int
    ) -> Line:
        return Line(
            id=entry.id,
            number=self.book.last + len(self.lines) + 1,
            kind=entry.kind,
            direction=entry.direction,
            gate=gate,
            hall=self.book.hall_of[gate],
            device=request.phone.id if request.by is None else None,
            supervised=request.phone.supervises,
            badge=badge.id if badge else None,
            badge_kind=badge.kind if badge else None,
            pupils=verdict.pupils,
            adults=verdict.adults,
            admitted=verdict.admitted,
            target=entry.target,
            status=entry.status,
            verdict=verdict.name,
            at=at,
            received_at=request.received_at,
            offline=entry.offline,
        )

    def _remember(self, line: Line) -> None:
        self.lines.append(line)
        self._new[line.id] = line
        if line.kind == UNDO:
            self._erasing.append(line)
        elif line.badge and moves_badge(line):
            self._fresh.setdefault(line.badge, []).append(line)

    def _history(self, badge: Badge | None) -> Sequence[Line]:
        """The badge's passages that count, those of this transaction included, in the order of time."""
        if badge is None:
            return []
        passages = self.register.passages(badge.id)
        if fresh := self._fresh.get(badge.id):
            passages = sorted((*passages, *fresh), key=order)
        if self._erasing:
            passages = [p for p in passages if not any(u.target == p.id and may_undo(u, p) for u in self._erasing)]
        return self._since_reset(passages) if self.register.resets else passages

    def _since_reset(self, passages: Sequence[Line]) -> list[Line]:
        resets = self.register.live_resets()
        return [p for p in passages if not any(r.hall == p.hall and r.at >= p.at for r in resets)]


def _json(said: dict[str, Any]) -> bytes:
    return msgspec.json.encode(said)
