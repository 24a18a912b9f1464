"""Somebody asks: what is to come is cancelled, they are erased at once, and a backup that comes back changes nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from forum import clock, database
from forum.attendance import service as attendance
from forum.badges import queries as badges
from forum.class_visits import queries as class_visits
from forum.database import fetch
from forum.editions import queries as editions
from forum.errors import NotFound
from forum.mail import queries as mail
from forum.people.who import Who
from forum.privacy import service
from forum.privacy.queries import kept, search
from forum.privacy.service import register
from forum.stands import queries as stands
from forum.visitors import queries as visitors
from tests import builders
from tests.kit.race import together
from tests.privacy.conftest import Past, after
from tests.privacy.test_erase_by_date import whole_database

BY = Who("visitor", builders.uuid.UUID(int=7), "")


async def test_after_the_forum_whoever_came_is_still_counted(past: Past) -> None:
    before = await attendance.make(past.edition.id)
    with clock.at(after(past.edition)):
        await service.erase(past.edition, "visitor", past.ada, BY)
        made = await attendance.make(past.edition.id)
        (proof,) = await kept.records()
    assert replace(made, at=before.at) == before
    assert (proof.reason, proof.by_name, proof.figures) == ("request", "la personne elle-même", "identiques")
    assert (await visitors.visitor(past.edition.id, past.ada)).cancelled_at is None


async def test_before_the_forum_the_place_goes_back_and_the_calendar_is_told(past: Past) -> None:
    with builders.in_time(past.edition):
        await service.erase(past.edition, "visitor", past.bea, BY)
    line = await visitors.visitor(past.edition.id, past.bea)
    assert line.cancelled_at
    assert (line.first_name, line.email) == ("", "")
    assert [one.state for one in await badges.badges_of(past.bea)] == ["cancelled"]
    waiting = [one for one in await mail.letters_to(past.bea) if one.state == "waiting" and one.to_address]
    assert {one.template for one in waiting} >= {"visitors/letters/goodbye.md", "privacy/letters/erased.md"}


async def test_the_last_letter_is_emptied_once_it_has_left(past: Past) -> None:
    with clock.at(after(past.edition)):
        await service.erase(past.edition, "visitor", past.ada, BY)
        assert await service.sweep() == 0
        assert "ada@visiteuse.example" in await whole_database()
        await fetch("UPDATE letter SET posted_at = {} WHERE holder = {} AND posted_at IS NULL", clock.now(), past.ada)
        await service.sweep()
    assert "ada@visiteuse.example" not in await whole_database()


async def test_a_teacher_takes_the_classes_along_and_an_exhibitor_the_stand(past: Past) -> None:
    (visit,) = await class_visits.all_visits(past.edition.id)
    therese = visit.referent
    with builders.in_time(past.edition):
        await service.erase(past.edition, "exhibitor", past.acme, BY)
    booking = await stands.booking_of(past.edition.id, past.acme)
    assert (booking.lives, booking.exhibitor) == (False, past.acme)
    with clock.at(after(past.edition)):
        await service.erase(past.edition, "teacher", therese, BY)
    (line,) = await class_visits.all_visits(past.edition.id)
    assert (line.referent_name.strip(), line.pupils, line.cancelled_at) == ("", 27, None)
    assert await class_visits.all_visits(past.edition.id, "teacher") == []
    assert await class_visits.all_visits(past.edition.id, "3e B plateau") == [line]


async def test_erasing_twice_at_once_is_once(past: Past) -> None:
    with clock.at(after(past.edition)):
        done, failed = await together([service.erase(past.edition, "visitor", past.ada, BY) for _ in range(4)])
        assert (len(done), failed) == (1, {"AlreadyErased": 3})
        assert len(await kept.records()) == 1


async def test_nobody_of_another_edition_is_erased(past: Past) -> None:
    with pytest.raises(NotFound):
        await service.erase(replace(past.edition, id=past.edition.id + 1), "visitor", past.ada, BY)
    with pytest.raises(NotFound):
        await service.erase(past.edition, "teacher", past.ada, BY)
    with pytest.raises(NotFound):
        await service.erase(past.edition, "account; DROP TABLE visitor", past.ada, BY)


@pytest.mark.only("sqlite")
async def test_a_backup_that_comes_back_is_erased_again(past: Past, database_url: str) -> None:
    copy = Path(database_url.removeprefix("sqlite:///") + ".copy")
    from forum.database.backup import backup

    await backup(copy)
    with clock.at(after(past.edition)):
        await service.erase(past.edition, "visitor", past.ada, BY)
    await database.stop()
    for left in Path(copy).parent.glob(f"{copy.name.removesuffix('.copy')}*"):
        if left != copy:
            left.unlink()
    shutil.move(copy, database_url.removeprefix("sqlite:///"))
    database.use(database_url)
    await database.start()
    editions.forget()
    assert (await visitors.visitor(past.edition.id, past.ada)).last_name == "Lovelace"
    with clock.at(after(past.edition, 2)):
        assert await service.after_restore() == (1, 0)
        assert await service.after_restore() == (0, 0)
        (proof,) = await kept.records()
    assert (await visitors.visitor(past.edition.id, past.ada)).last_name == ""
    assert proof.reason == "restored"


async def test_the_register_names_nobody_and_survives_half_a_line(past: Past) -> None:
    with clock.at(after(past.edition)):
        await service.erase(past.edition, "visitor", past.ada, BY)
    text = register.path().read_text()
    assert "Ada" not in text
    register.path().write_text(text + '{"holder": "12')
    assert list(register.wishes()) == [(past.ada, "visitor", past.edition.id)]


async def test_old_backups_give_way_to_a_fresh_one(
    past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine_name: str
) -> None:
    import os

    from forum.backups import queries as shelf

    monkeypatch.setattr(shelf, "folder", lambda: tmp_path)
    old = tmp_path / "forum-20261120-120000.sauvegarde"
    old.write_bytes(b"a copy of before")
    then = past.edition.last_day.closes_at.timestamp()
    os.utime(old, (then, then))
    assert [one.stale for one in await service.backups()] == [False]
    assert await service.renew() == 0
    with clock.at(past.on("visitors")):
        await service.erase_due()
        assert [one.stale for one in await service.backups()] == [True]
        assert await service.renew() == 1
    (left,) = tmp_path.glob("*.sauvegarde")
    assert left != old
    assert left.stat().st_size > 1000


async def test_everything_about_a_person_is_found_by_name_or_address(past: Past) -> None:
    for words in ("lovelace", "ADA love", "ada@visiteuse.example"):
        assert [one.holder for one in (await search.anybody(words)).found] == [past.ada], words
    assert [one.source for one in (await search.anybody("Thérèse")).found] == ["teacher"]
    assert [(one.source, one.about) for one in (await search.anybody("alix")).found] == [("exhibitor", "Acme Lunettes")]
    assert (await search.anybody("  ")).found == ()
    assert (await search.anybody("personne@nulle-part.fr")).found == ()
    with clock.at(after(past.edition)):
        await service.erase(past.edition, "visitor", past.ada, BY)
    assert (await search.anybody("lovelace")).found == ()
