"""Verbs of the visitors: register, change, cancel, find one's badge again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from forum import clock
from forum.audit import service as audit
from forum.badges import queries as badge_queries
from forum.badges import service as badges
from forum.badges.codes import show_code
from forum.database import fetch, hold, transaction
from forum.editions.tables import Edition
from forum.editions.values import Audience, EditionValue
from forum.errors import NotFound, Refusal
from forum.invitations import service as invitations
from forum.mail import service as mail
from forum.people import links
from forum.people.who import Who
from forum.territory.communes import find_commune
from forum.territory.folding import fold
from forum.visitors import letters
from forum.visitors.rules import VisitorSaid, name_key
from forum.visitors.tables import Visitor, VisitorCancellation, VisitorSector


class RegistrationClosed(Refusal):
    """Before the opening date, or after the closing one."""

    sentence = "Les inscriptions des visiteurs ne sont pas ouvertes en ce moment. Le jour du forum, l’accueil vous inscrit sur place."


@dataclass(frozen=True, slots=True)
class Registered:
    """A registration; `new` is False when the same person was registered before."""

    id: uuid.UUID
    new: bool


async def register(edition: EditionValue, said: VisitorSaid, by: Who | None = None) -> Registered:
    """Register a visitor, issue the badge, the calendar entry and the letter.

    The same person (same name, same address) registering again makes no second visitor: the badge is sent again to the
    address, and nothing is changed nor shown, because whoever types a name and an address need not be that person.
    Raises RegistrationClosed.
    """
    if edition.window(Audience.VISITORS).state(clock.now()) != "open":
        raise RegistrationClosed
    async with transaction(shared=True):
        await hold(Edition, edition.id)  # two clicks on one button are two requests at once
        known = await _find_same(edition.id, said)
        if known is not None:
            await _send_again(edition, known)
            return Registered(known.id, new=False)
        visitor = Visitor(
            id=uuid.uuid4(), edition=edition.id, registered_at=clock.now(), search=_search(said), **_columns(said)
        )
        await visitor.save()
        await _keep_sectors(visitor.id, said.sectors)
        badge = await badges.issue(
            edition.id, "visitor", visitor.id, *_words(said), adults=said.adults, pupils=said.children
        )
        ics = await invitations.invite(
            edition, visitor.id, "visit", letters.entry(edition), said.email, _full_name(said)
        )
        link = await links.make("visitor", visitor.id, edition.id, _link_ends(edition))
        await mail.write(letters.welcome(edition, visitor, link, badge.id, ics, show_code(badge.code)))
        who = by or Who("visitor", visitor.id, _full_name(said))
        await audit.note(edition.id, who, "register-visitor", "visitor", visitor.id, "Inscription d’un visiteur")
        return Registered(visitor.id, new=True)


async def change(edition: EditionValue, visitor_id: uuid.UUID, said: VisitorSaid, by: Who) -> None:
    """Correct a registration; the badge says the new words at once. Raises NotFound."""
    async with transaction():
        await hold(Visitor, visitor_id)
        await _change(edition, await _live(edition.id, visitor_id), said)
        await audit.note(edition.id, by, "change-visitor", "visitor", visitor_id, "Correction d’une inscription")


async def cancel(edition: EditionValue, visitor_id: uuid.UUID, by: Who) -> None:
    """Give the place back: the badge ends, the calendar entry is withdrawn, a letter says so. Twice is once. Raises NotFound."""
    async with transaction():
        await hold(Visitor, visitor_id)
        visitor = await _visitor(edition.id, visitor_id)
        done = await fetch(
            "INSERT INTO visitor_cancellation (visitor, at) VALUES ({}, {}) ON CONFLICT (visitor) DO NOTHING RETURNING visitor",
            visitor_id,
            clock.now(),
        )
        if not done:
            return
        await badges.revoke(visitor_id, "cancelled")
        withdrawn = await invitations.withdraw(edition, visitor_id)
        await mail.write(letters.goodbye(edition, visitor, withdrawn[0] if withdrawn else None))
        await audit.note(edition.id, by, "cancel-visitor", "visitor", visitor_id, "Annulation d’une inscription")


async def send_way_in(edition: EditionValue, email: str) -> int:
    """Send each registration of an address its badge and a new link; answers how many letters, for nobody to see."""
    async with transaction():
        visitors = await Visitor.objects().where((Visitor.edition == edition.id) & (Visitor.email == email))
        sent = 0
        for visitor in visitors:
            if await VisitorCancellation.exists().where(VisitorCancellation.visitor == visitor.id):
                continue
            await _send_again(edition, visitor)
            sent += 1
        return sent


async def _send_again(edition: EditionValue, visitor: Visitor) -> None:
    link = await links.make("visitor", visitor.id, edition.id, _link_ends(edition))
    held = await badge_queries.badges_of(visitor.id, valid_only=True)
    await mail.write(letters.way_in(edition, visitor, link, held[0].id if held else None))


async def _change(edition: EditionValue, visitor: Visitor, said: VisitorSaid) -> None:
    columns = {getattr(Visitor, name): value for name, value in _columns(said).items()}
    await Visitor.update({**columns, Visitor.search: _search(said)}).where(Visitor.id == visitor.id)
    await _keep_sectors(visitor.id, said.sectors)
    title, subtitle, detail = _words(said)
    await badges.reword(
        visitor.id, title=title, subtitle=subtitle, detail=detail, adults=said.adults, pupils=said.children
    )
    await invitations.invite(edition, visitor.id, "visit", letters.entry(edition), said.email, _full_name(said))


async def _keep_sectors(visitor: uuid.UUID, sectors: tuple[str, ...]) -> None:
    await VisitorSector.delete().where(VisitorSector.visitor == visitor)
    if sectors:
        await VisitorSector.insert(
            *(VisitorSector(id=uuid.uuid4(), visitor=visitor, sector=sector) for sector in sectors)
        )


async def _live(edition: int, visitor_id: uuid.UUID) -> Visitor:
    visitor = await _visitor(edition, visitor_id)
    if await VisitorCancellation.exists().where(VisitorCancellation.visitor == visitor_id):
        raise NotFound("Cette inscription a été annulée.")
    return visitor


async def _visitor(edition: int, visitor_id: uuid.UUID) -> Visitor:
    visitor = await Visitor.objects().where((Visitor.id == visitor_id) & (Visitor.edition == edition)).first()
    if visitor is None:
        raise NotFound("Cette inscription n’existe pas, ou n’existe plus.")
    return visitor


async def _find_same(edition: int, said: VisitorSaid) -> Visitor | None:
    rows = await fetch(
        "SELECT v.id, v.first_name, v.last_name FROM visitor v LEFT JOIN visitor_cancellation c ON c.visitor = v.id"
        " WHERE v.edition = {} AND v.email = {} AND c.visitor IS NULL ORDER BY v.registered_at",
        edition,
        said.email,
    )
    wanted = name_key(said.first_name, said.last_name)
    same = [row["id"] for row in rows if name_key(row["first_name"], row["last_name"]) == wanted]
    return await Visitor.objects().get(Visitor.id == same[0]) if same else None


def _columns(said: VisitorSaid) -> dict[str, Any]:
    return {
        "first_name": said.first_name,
        "last_name": said.last_name,
        "email": said.email,
        "status": said.status,
        "postal_code": said.postal_code,
        "insee_code": said.insee_code,
        "elsewhere": said.elsewhere,
        "adults": said.adults,
        "children": said.children,
    }


def _search(said: VisitorSaid) -> str:
    commune = find_commune(said.insee_code)
    place = commune.name if commune else said.elsewhere or said.postal_code
    return f"{fold(f'{said.first_name} {said.last_name}')} | {fold(said.email)} | {fold(place)}"[:300]


def _words(said: VisitorSaid) -> tuple[str, str, str]:
    others = said.adults - 1 + said.children
    return said.first_name, said.last_name, f"et {others} accompagnant{'s' if others > 1 else ''}" if others else ""


def _full_name(said: VisitorSaid) -> str:
    return f"{said.first_name} {said.last_name}"


def _link_ends(edition: EditionValue) -> datetime:
    """Links live until a month after the forum: long enough to see, correct or erase."""
    return edition.last_day.closes_at + timedelta(days=30)
