"""Whose word is taken, who answers beside them, and the links that open the teacher's space."""

from __future__ import annotations

import uuid
from datetime import timedelta

from forum import clock
from forum.audit import service as audit
from forum.class_visits import letters, queries
from forum.class_visits.rules import ReferentSaid, hidden_address
from forum.class_visits.service.change import cancel
from forum.class_visits.service.refusals import OneselfAColleague
from forum.class_visits.service.register import known_referent
from forum.class_visits.service.telling import way_in, welcome
from forum.class_visits.tables import ClassColleague, Referent
from forum.database import fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.mail import service as mail
from forum.people import links
from forum.people.who import Who

FULL_LINK_LASTS = timedelta(hours=24)


async def trust(edition: EditionValue, referent: uuid.UUID, by: Who) -> None:
    """An organiser vouches for a teacher: each expected class gets its pass and its letter. Twice is once. Raises NotFound."""
    async with transaction():
        await hold(Referent, referent)
        teacher = await queries.teacher(edition.id, referent)
        if teacher.trusted_at:
            return
        await Referent.update({Referent.trusted_at: clock.now(), Referent.trusted_by: by.name[:120]}).where(
            Referent.id == referent
        )
        await audit.note(edition.id, by, "trust-teacher", "referent", referent, f"{teacher.name} validé")
        for line in await queries.visits_of(edition.id, referent):
            if line.referent == referent and line.expected:
                await welcome(edition, line)


async def distrust(edition: EditionValue, referent: uuid.UUID, by: Who, word: str) -> None:
    """Nobody of that name teaches there: every class of theirs is cancelled, and the letter says why. Raises NotFound."""
    async with transaction():
        teacher = await queries.teacher(edition.id, referent)
        await audit.note(edition.id, by, "refuse-teacher", "referent", referent, f"{teacher.name} refusé")
        for line in await queries.visits_of(edition.id, referent):
            if line.referent == referent:
                await cancel(edition, line.id, by, word)


async def add_colleague(edition: EditionValue, visit_id: uuid.UUID, said: ReferentSaid, by: Who) -> None:
    """Another teacher sees and changes this class too, by a link of their own. Raises NotFound, OneselfAColleague."""
    async with transaction():
        line = await queries.visit(edition.id, visit_id)
        if line.referent_email.lower() == said.email.lower():
            raise OneselfAColleague
        other, _ = await known_referent(edition.id, said)
        made = await fetch(
            "INSERT INTO class_colleague (id, class_visit, referent, added_at) VALUES ({}, {}, {}, {})"
            " ON CONFLICT (class_visit, referent) DO NOTHING RETURNING id",
            *(uuid.uuid4(), visit_id, other, clock.now()),
        )
        if not made:
            raise OneselfAColleague
        teacher = await queries.teacher(edition.id, other)
        to = letters.Reader(other, teacher.first_name, teacher.name, teacher.email)
        link = await way_in(edition, other)
        await mail.write(letters.draft(edition, line, "colleague", to, {"teacher": line.referent_name}, link, None))
        told = f"{teacher.name} ajouté à la {line.class_name}"
        await audit.note(edition.id, by, "add-colleague", "class visit", visit_id, told)


async def drop_colleague(edition: EditionValue, visit_id: uuid.UUID, referent: uuid.UUID, by: Who) -> None:
    """That colleague answers for the class no more. Twice is once."""
    async with transaction():
        gone = (
            await ClassColleague.delete()
            .where((ClassColleague.class_visit == visit_id) & (ClassColleague.referent == referent))
            .returning(ClassColleague.id)
        )
        if gone:
            await audit.note(edition.id, by, "drop-colleague", "class visit", visit_id, "Collègue retiré de la visite")


async def send_way_in(edition: EditionValue, email: str) -> int:
    """A new link to the teacher's space, by letter only; answers how many letters, for nobody to see.

    Whoever reads that mailbox may change things for a day: the link that stays good for months only shows.
    """
    async with transaction():
        teacher = await queries.find_teacher(edition.id, email)
        if teacher is None or not await queries.visits_of(edition.id, teacher.id):
            return 0
        await _write_full_link(edition, teacher)
        return 1


async def send_full_link(edition: EditionValue, referent: uuid.UUID) -> str:
    """A link that may change things, to the mailbox of the teacher alone; answers the address with its middle hidden. Raises NotFound."""
    async with transaction():
        teacher = await queries.teacher(edition.id, referent)
        await _write_full_link(edition, teacher)
    return hidden_address(teacher.email)


async def _write_full_link(edition: EditionValue, teacher: queries.Teacher) -> None:
    link = await links.make("teacher-full", teacher.id, edition.id, clock.now() + FULL_LINK_LASTS)
    to = letters.Reader(teacher.id, teacher.first_name, teacher.name, teacher.email)
    await mail.write(letters.plain(edition, "way_in", to, link))
