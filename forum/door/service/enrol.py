"""Phones join the door by a link that serves once, and leave it in one tap."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from uuid import UUID

from forum import clock
from forum.audit import service as audit
from forum.database import AlreadyThere, transaction
from forum.door import known_phones
from forum.door.rules import Phone
from forum.door.rules.lines import SUPERVISE
from forum.door.tables import DoorDevice, DoorEnrolment
from forum.editions import queries as editions
from forum.errors import NotFound, Refusal
from forum.people import links
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, Who

OFFER_LASTS = timedelta(minutes=30)
RIGHTS = ("scan", SUPERVISE)


class EnrolmentOver(NotFound):
    """The link served already, has ended, or never was."""

    sentence = "Ce lien d’inscription n’est plus valable\u00a0: demandez-en un autre au responsable de l’accueil."


class NameTaken(Refusal):
    """Two phones of one name could not be told apart."""

    sentence = "Un autre téléphone porte déjà ce nom. Ajoutez un numéro ou un prénom."
    field = "name"


class NoSuchGate(Refusal):
    """The gate is not one of this edition's."""

    sentence = "Choisissez une porte de cette édition."
    field = "gate"


class NoSuchPhone(NotFound):
    """No phone has that id."""

    sentence = "Ce téléphone n’existe pas, ou n’existe plus."


async def offer_enrolment(
    edition: int, gate: int, rights: str, by: Who, lasts: timedelta = OFFER_LASTS
) -> tuple[UUID, UUID]:
    """Invite one phone to a gate; the ids of the enrolment and of its link. Raises `NoSuchGate`.

    Show the link as a QR code (`links.url(link, "device")`): it opens the door's page on the phone that films it, and
    serves once.
    """
    await _gate(edition, gate)
    if rights not in RIGHTS:
        raise ValueError(f"rights are one of {RIGHTS}")
    async with transaction():
        enrolment = uuid.uuid4()
        link = await links.make("device", enrolment, edition, clock.now() + lasts)
        await DoorEnrolment(
            id=enrolment,
            edition=edition,
            gate=gate,
            rights=rights,
            link=link,
            offered_by=by.id,
            offered_at=clock.now(),
        ).save()
        await audit.note(
            edition, by, "offer-enrolment", "door enrolment", enrolment, "Invitation d’un téléphone à la porte"
        )
    return enrolment, link


async def withdraw_enrolment(enrolment: UUID, edition: int, by: Who) -> None:
    """The link that was shown opens nothing any more."""
    async with transaction():
        await links.revoke_all(enrolment)
        await audit.note(
            edition, by, "withdraw-enrolment", "door enrolment", enrolment, "Invitation d’un téléphone retirée"
        )


async def enrol(token: str, name: str, before: Phone | None = None) -> tuple[Phone, str]:
    """The phone that followed the link becomes a device; the phone and the token for its cookie.

    `before` is what the same phone was until now, if it was enrolled: it ceases to be that. Raises `EnrolmentOver`,
    `NameTaken`.
    """
    try:
        async with transaction():
            link = await links.find_live(token)
            if link is None or link.purpose != "device" or not await links.use_up(link):
                raise EnrolmentOver
            row = await DoorEnrolment.select().where(DoorEnrolment.id == link.subject).first()
            if row is None:
                raise EnrolmentOver
            return await _add(
                row["edition"],
                row["gate"],
                name,
                row["rights"],
                enrolment=row["id"],
                by=row["offered_by"],
                before=before,
            )
    except AlreadyThere as taken:
        raise NameTaken if taken.on("edition", "name") or taken.constraint else EnrolmentOver from None


async def enrol_oneself(who: Who, edition: int, gate: int, name: str, before: Phone | None = None) -> tuple[Phone, str]:
    """Signed-in door staff make the phone in their hand a device. Raises `NoSuchGate`, `NameTaken`."""
    await _gate(edition, gate)
    rights = SUPERVISE if who.is_a(ORGANIZER, DOOR_SUPERVISOR) else "scan"
    try:
        async with transaction():
            return await _add(edition, gate, name, rights, enrolment=None, by=who.id, before=before)
    except AlreadyThere:
        raise NameTaken from None


async def revoke(device: UUID, by: Who) -> None:
    """The phone may not speak any more, at once; what it still holds is shown to a supervisor. Raises `NoSuchPhone`."""
    async with transaction():
        revoked = (
            await DoorDevice.update({DoorDevice.revoked_at: clock.now()})
            .where((DoorDevice.id == device) & DoorDevice.revoked_at.is_null())
            .returning(DoorDevice.edition, DoorDevice.name)
        )
        if revoked:
            await audit.note(revoked[0]["edition"], by, "revoke-phone", "door device", device, revoked[0]["name"])
        elif not await DoorDevice.exists().where(DoorDevice.id == device):
            raise NoSuchPhone
    known_phones.forget()


async def _add(
    edition: int, gate: int, name: str, rights: str, *, enrolment: UUID | None, by: UUID | None, before: Phone | None
) -> tuple[Phone, str]:
    now = clock.now()
    if before and before.edition == edition and before.revoked_at is None:
        await DoorDevice.update({DoorDevice.revoked_at: now}).where(DoorDevice.id == before.id)
        known_phones.forget()
    token = secrets.token_urlsafe(32)
    phone = Phone(uuid.uuid4(), edition, gate, " ".join(name.split())[:60], rights, now)
    await DoorDevice(
        id=phone.id,
        edition=edition,
        gate=gate,
        name=phone.name,
        rights=rights,
        token_hash=links.hash_token(token),
        enrolment=enrolment,
        enrolled_at=now,
        enrolled_by=by,
    ).save()
    who = Who("device", phone.id, phone.name, edition)
    await audit.note(edition, who, "enrol-phone", "door device", phone.id, f"{phone.name} est à la porte")
    return phone, token


async def _gate(edition: int, gate: int) -> None:
    if (await editions.edition(edition)).gate(gate) is None:
        raise NoSuchGate
