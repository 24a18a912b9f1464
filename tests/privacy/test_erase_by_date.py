"""What has reached its date is erased by itself: everywhere, once, with proof, and nothing that is counted changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from forum import clock
from forum.attendance import queries as attendance_queries
from forum.attendance import service as attendance
from forum.attendance.rules.sheet import Report
from forum.badges import queries as badges
from forum.consents import queries as consents
from forum.consents.rules import NEXT_EDITION
from forum.database import fetch
from forum.editions import queries as editions
from forum.mail import queries as mail
from forum.privacy import service
from forum.privacy.queries import addresses, kept
from forum.visitors import queries as visitors
from tests import builders
from tests.kit.race import together
from tests.privacy.conftest import Past, after

PERSONAL = ("Lovelace", "ada@visiteuse.example", "Byron", "bea@exemple.fr")


async def whole_database() -> str:
    """Everything that every table holds, as one text: what a thief would read."""
    from forum.piccolo_app import APP_CONFIG

    text = []
    for table in APP_CONFIG.table_classes:
        for row in await fetch(f"SELECT * FROM {table._meta.tablename}"):
            text.append(repr(row))
    return "\n".join(text)


async def test_nothing_of_a_visitor_is_left_anywhere_and_every_figure_stays(past: Past) -> None:
    before = await attendance.make(past.edition.id)
    with clock.at(past.on("visitors")):
        assert await service.erase_due() == 2  # the visitors, and the passages whose day is the same
    made = await attendance.make(past.edition.id)
    assert replace(made, at=before.at) == before
    left = await whole_database()
    assert [word for word in PERSONAL if word in left] == []
    line = await visitors.visitor(past.edition.id, past.ada)
    assert (line.first_name, line.email, line.status, line.insee_code, line.heads) == ("", "", "lyceen", "39478", 3)


async def test_nothing_is_erased_while_a_late_passage_keeps_the_figures_from_being_closed(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = attendance.make

    async def while_one_arrives(edition_id: int) -> Report:
        made = await make(edition_id)
        await fetch(
            "UPDATE scan SET number = number + 1000 WHERE edition = {} AND number = (SELECT max(number) FROM scan)",
            edition_id,
        )
        return made

    monkeypatch.setattr(attendance, "make", while_one_arrives)
    with clock.at(past.on("visitors")):
        assert await service.erase_due() == 0
        assert "ada@visiteuse.example" in await whole_database()
        monkeypatch.setattr(attendance, "make", make)
        assert await service.erase_due() == 2
    assert await attendance_queries.frozen(past.edition.id)
    assert "ada@visiteuse.example" not in await whole_database()


async def test_who_agreed_to_hear_of_the_next_edition_stays_until_the_later_date(past: Past) -> None:
    with clock.at(past.on("visitors")):
        await service.erase_due()
    assert (await visitors.visitor(past.edition.id, past.cy)).email == "cy@exemple.fr"
    with clock.at(past.on("contacts") + timedelta(days=1)):
        await service.erase_due()
    assert (await visitors.visitor(past.edition.id, past.cy)).email == ""
    assert not await consents.agrees(past.cy, NEXT_EDITION)


async def test_each_kind_goes_on_its_own_date(past: Past) -> None:
    with clock.at(past.on("classes")):
        await service.erase_due()
        assert await addresses.address(past.edition.id, "exhibitor", past.acme) == addresses.Address(
            "Alix", "Acme", "alix@acme.example"
        )
        text = await whole_database()
        assert "therese@ac-besancon.fr" not in text
        assert "0612345678" not in text
        assert "3e B" in text
    with clock.at(past.on("exhibitors")):
        await service.erase_due()
        text = await whole_database()
        assert "alix@acme.example" not in text
        assert "Acme Lunettes" in text


async def test_nothing_is_erased_a_day_too_early(past: Past) -> None:
    with clock.at(past.on("visitors") - timedelta(days=1)):
        assert await service.erase_due() == 0
    assert (await visitors.visitor(past.edition.id, past.ada)).last_name == "Lovelace"
    assert await kept.records() == []


async def test_the_proof_says_what_when_and_how_many(past: Past) -> None:
    with clock.at(past.on("visitors")) as now:
        await service.erase_due()
        proofs = {one.kind: one for one in await kept.records()}
    proof = proofs["visitors"]
    assert (proof.reason, proof.due, proof.by_name) == ("date", past.edition.erase_on["visitors"], "le programme")
    assert (proof.begun_at, proof.finished_at) == (now, now)
    assert {name: proof.counts[name] for name in ("people", "badges", "letters", "entries")} == {
        "people": 2,
        "badges": 2,
        "letters": 2,
        "entries": 2,
    }
    assert proof.figures == "identiques"
    # What a phone showed as Ada passed goes with her; the rest of the passages by themselves, each once.
    assert [proofs[kind].counts["scans"] for kind in ("visitors", "scans")] == [1, 1]


async def test_the_figures_are_closed_before_anything_goes(past: Past) -> None:
    with clock.at(past.on("visitors")):
        await service.erase_due()
    frozen = await attendance_queries.frozen(past.edition.id)
    assert frozen
    assert frozen.by == "le programme"


async def test_six_workers_at_once_erase_each_person_once(past: Past) -> None:
    for number in range(12):
        await builders.a_visitor(past.edition, first_name=f"Zoé {number}", email=f"z{number}@exemple.fr")
    with clock.at(past.on("visitors")):
        _, failed = await together([service.erase_due() for _ in range(6)])
        assert failed == {}
        people = sum(one.counts.get("people", 0) for one in await kept.records() if one.kind == "visitors")
    assert people == 14
    rows = await fetch("SELECT count(*) AS n FROM erasure WHERE kind = 'visitor'")
    assert rows[0]["n"] == 14


async def test_an_erasure_that_was_cut_short_goes_on_under_the_same_record(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forum.privacy.service import by_date

    monkeypatch.setattr(by_date, "BATCH", 1)
    batches = 0
    real = by_date._batch

    async def dies(*given: object) -> bool:
        nonlocal batches
        batches += 1
        if batches == 2:
            raise KeyboardInterrupt
        return await real(*given)  # type: ignore[arg-type]

    with clock.at(past.on("visitors")):
        monkeypatch.setattr(by_date, "_batch", dies)
        with pytest.raises(KeyboardInterrupt):
            await by_date.erase_kind(past.edition, "visitors", past.edition.erase_on["visitors"])
        monkeypatch.setattr(by_date, "_batch", real)
        await service.erase_due()
        (proof,) = [one for one in await kept.records() if one.kind == "visitors"]
    assert (proof.counts["people"], proof.figures) == (2, "identiques")


async def test_what_the_postman_had_in_hand_is_emptied_later(past: Past) -> None:
    with clock.at(past.on("visitors")):
        await service.erase_due()
        await fetch(
            "UPDATE letter SET text = 'Bonjour Ada', subject = 'x', posted_at = {} WHERE holder = {}",
            clock.now(),
            past.ada,
        )
        assert await service.sweep() == 1
    assert "Bonjour Ada" not in await whole_database()
    assert {one.to_address for one in await mail.letters_to(past.ada)} == {""}


async def test_an_erased_badge_opens_nothing(past: Past) -> None:
    (badge,) = await badges.badges_of(past.ada)
    with clock.at(past.on("visitors")):
        await service.erase_due()
    (gone,) = await badges.badges_of(past.ada)
    assert (gone.valid, gone.title, gone.subtitle, gone.pupils, gone.adults) == (False, "", "", 1, 2)
    assert gone.code != badge.code


async def test_what_is_kept_is_said_at_any_time_with_as_many_questions_for_three_as_for_one(past: Past) -> None:
    (edition,) = await kept.kept()
    assert {line.kind.code: line.kept for line in edition.lines if line.kind.code != "journal"} == {
        "visitors": 2,
        "scans": 2,
        "classes": 1,
        "exhibitors": 1,
        "contacts": 1,
    }
    with clock.at(past.on("visitors")):
        await service.erase_due()
        (edition,) = await kept.kept()
    lines = {line.kind.code: line for line in edition.lines}
    assert (lines["visitors"].kept, lines["visitors"].erased, lines["scans"].kept) == (0, 2, 0)


async def test_a_date_that_was_set_is_the_date(past: Past) -> None:
    sooner = past.edition.last_day.date + timedelta(days=10)
    with clock.at(after(past.edition)):
        await service.set_dates(past.edition, {"visitors": sooner}, await builders.staff(name="Octave"))
    edition = await editions.edition(past.edition.id)
    assert edition.erase_on["visitors"] == sooner
    with clock.at(after(past.edition, 11)):
        await service.erase_due()
    assert (await visitors.visitor(past.edition.id, past.ada)).email == ""


@pytest.mark.parametrize("days", [-1, 0, 4000], ids=["before the end", "the last day", "eleven years"])
async def test_a_date_too_early_or_too_late_is_refused(past: Past, days: int) -> None:
    wanted = past.edition.last_day.date + timedelta(days=days)
    with clock.at(past.edition.first_day.setup_at), pytest.raises(service.DateRefused):
        await service.set_dates(past.edition, {"visitors": wanted}, await builders.staff(name="Octave"))
    assert (await editions.edition(past.edition.id)).erase_on == past.edition.erase_on


async def test_the_journal_goes_after_a_year_but_not_its_proofs(past: Past) -> None:
    with clock.at(past.on("visitors")):
        await service.erase_due()
    with clock.at(past.on("journal") + timedelta(days=1)):
        await service.erase_due()
    acts = {row["act"] for row in await fetch("SELECT act FROM audit_entry WHERE edition = {}", past.edition.id)}
    assert "register-visitor" not in acts
    assert "erase-due" in acts


async def test_the_journal_that_goes_on_is_erased_once_a_month(past: Past) -> None:
    """Each hour another act is a year old: that is neither a proof an hour nor the end of every backup."""
    begun = past.on("journal") + timedelta(days=366)
    with clock.at(begun):
        await service.erase_due()
    ids = [row["id"] for row in await fetch("SELECT id FROM audit_entry ORDER BY id")]
    assert len(ids) > 2
    for hour, one in enumerate(ids):
        await fetch(
            "UPDATE audit_entry SET act = 'note', at = {} WHERE id = {}",
            begun - timedelta(days=365) + timedelta(hours=hour, minutes=1),
            one,
        )
    done = []
    for hour in range(6):
        with clock.at(begun + timedelta(hours=hour)):
            done.append(await service.erase_due())
    with clock.at(begun + timedelta(days=31)):
        done.append(await service.erase_due())
    assert done == [0, 0, 0, 0, 0, 0, 1]
    assert len(await fetch("SELECT id FROM audit_entry WHERE act = 'note'")) == 0
