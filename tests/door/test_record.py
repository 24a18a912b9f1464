"""Recording what phones say: kept once, judged, answered, never lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from forum import clock
from forum.badges import service as badges
from forum.badges.codes import show_code
from forum.database import engine, transaction
from forum.door import ledger as ledgers
from forum.door import queries
from forum.door import service as door
from forum.door.ledger import forget
from forum.door.rules import Broken
from forum.door.words import ERASED_BEFORE, OTHER_EDITION
from tests.door.stage import ODILE, TEN, Stage, entry, minutes, send, set_stage, verdicts


async def present(stage: Stage) -> int:
    return (await queries.affluence(stage.edition)).present


async def test_ada_is_welcome_once_then_already_in(stage: Stage) -> None:
    dora = await stage.phone()
    ada = await stage.visitor()
    first = entry(code=ada.code)
    [welcome] = await send(dora, first)
    [again] = await send(dora, entry(code=ada.code, device_at=TEN + minutes(12)), at=TEN + minutes(12))
    assert (welcome["verdict"], welcome["title"], welcome["tone"]) == ("welcome", "Ada", "good")
    assert (again["verdict"], again["tone"], again["duplicate_of"]) == ("again", "bad", str(first.id))
    assert again["lines"] == ["Entré à 10\u00a0h, porte A."]
    assert await present(stage) == 1


async def test_she_leaves_and_comes_back(stage: Stage) -> None:
    dora = await stage.phone()
    ada = await stage.visitor()
    steps = [
        entry(code=ada.code, direction=way, device_at=TEN + minutes(n)) for n, way in enumerate(["in", "out", "in"])
    ]
    assert await verdicts(dora, *steps, at=TEN + minutes(5)) == ["welcome", "out", "welcome"]
    assert await present(stage) == 1


async def test_a_code_is_read_as_people_type_it(stage: Stage) -> None:
    dora = await stage.phone()
    ada = await stage.visitor()
    typed = show_code(ada.code).lower().replace("0", "o").replace("1", "i")
    assert await verdicts(dora, entry(code=typed)) == ["welcome"]


async def test_a_class_is_counted_and_completed_later(stage: Stage) -> None:
    dora = await stage.phone()
    b3 = await stage.class_pass()
    scan = entry(code=b3.code)
    [asked] = await send(dora, scan)
    assert (asked["verdict"], asked["pupils"], asked["adults"]) == ("class", 27, 2)
    assert await present(stage) == 0
    [counted] = await send(dora, entry("count", b3.code, target=scan.id, pupils=26, adults=2))
    assert (counted["verdict"], counted["inside"]) == ("counted", {"pupils": 26, "adults": 2})
    [late] = await send(dora, entry(code=b3.code, device_at=TEN + minutes(9)), at=TEN + minutes(9))
    assert (late["pupils"], late["adults"], late["inside"]) == (1, 0, {"pupils": 26, "adults": 2})
    await send(dora, entry("count", b3.code, pupils=1, device_at=TEN + minutes(10)), at=TEN + minutes(10))
    assert await present(stage) == 29
    [leaving] = await send(
        dora, entry(code=b3.code, direction="out", device_at=TEN + minutes(90)), at=TEN + minutes(90)
    )
    assert (leaving["pupils"], leaving["adults"]) == (27, 2)
    out = entry("count", b3.code, direction="out", pupils=27, adults=2, device_at=TEN + minutes(91))
    await send(dora, out, at=TEN + minutes(91))
    assert await present(stage) == 0


async def test_four_hundred_in_a_class_of_27_is_asked_twice(stage: Stage) -> None:
    dora = await stage.phone()
    b3 = await stage.class_pass()
    [doubtful] = await send(dora, entry("count", b3.code, pupils=400))
    assert (doubtful["verdict"], doubtful["lines"][-1]) == ("doubtful", "400 pour 29 annoncés\u00a0?")
    assert await present(stage) == 0
    assert await verdicts(dora, entry("count", b3.code, pupils=400, confirmed=True)) == ["counted"]
    assert await present(stage) == 400


async def test_badges_that_do_not_open(stage: Stage) -> None:
    dora = await stage.phone()
    with clock.at(TEN - minutes(60)):
        cancelled, withdrawn, replaced = [await stage.visitor() for _ in range(3)]
        await badges.revoke(cancelled.holder)
        await badges.withdraw(withdrawn.id, ODILE)
        await badges.replace(replaced.id, ODILE)
    tomorrow = await stage.visitor(day=stage.next_day)
    elsewhere = await (await set_stage("forum-2027")).visitor()
    codes = [cancelled.code, withdrawn.code, replaced.code, tomorrow.code, elsewhere.code]
    entries = [entry(code=code) for code in [*codes, "HJ" + "0" * 17, "https://example.org/", "#" + "ab" * 32]]
    assert await verdicts(dora, *entries) == [
        "cancelled",
        "withdrawn",
        "replaced",
        "not_today",
        "foreign",
        "unknown",
        "foreign",
        "foreign",
    ]
    [said] = await send(dora, entry(code=elsewhere.code))
    assert (said["word"], said["lines"], said["title"]) == ("PAS À NOUS", [OTHER_EDITION], "")
    assert await present(stage) == 0
    lines = await stage.lines()
    assert len(lines) == 9
    assert lines[7]["code_hash"] == "ab" * 32
    assert all("example" not in str(line) for line in lines)


async def test_what_a_volunteer_may_let_in_all_the_same(stage: Stage) -> None:
    dora, odile = await stage.phone(), await stage.phone(supervise=True)
    with clock.at(TEN - minutes(60)):
        cancelled, withdrawn = [await stage.visitor() for _ in range(2)]
        await badges.revoke(cancelled.holder)
        await badges.withdraw(withdrawn.id, ODILE)
    answers = await send(dora, entry(code=cancelled.code, confirmed=True), entry(code=withdrawn.code, confirmed=True))
    assert [answer["verdict"] for answer in answers] == ["welcome", "withdrawn"]
    assert answers[0]["tone"] == "attention"
    assert await verdicts(odile, entry(code=withdrawn.code, confirmed=True)) == ["welcome"]


async def test_too_early_is_let_in_and_noted(stage: Stage) -> None:
    dora = await stage.phone()
    ada = await stage.visitor(expected_at=TEN + minutes(45))
    [early] = await send(dora, entry(code=ada.code))
    assert (early["verdict"], early["tone"]) == ("early", "attention")
    assert "Attendu à 10\u00a0h\u00a045. Peut entrer\u00a0: c’est noté." in early["lines"]
    assert await present(stage) == 1


async def test_a_repeated_id_gets_the_answer_it_got(stage: Stage) -> None:
    dora = await stage.phone()
    ada = await stage.visitor()
    scan = entry(code=ada.code)
    first = await send(dora, scan)
    again = await send(dora, scan, at=TEN + minutes(5))
    late = entry(code=ada.code, id=scan.id, offline=True, shown="welcome")
    assert again == first == await send(dora, late, at=TEN + minutes(6))
    assert len(await stage.lines()) == 1
    forget()  # a server that was killed remembers nothing
    assert await send(dora, scan, at=TEN + minutes(7)) == first


async def test_the_same_id_twice_in_one_upload(stage: Stage) -> None:
    dora = await stage.phone()
    scan = entry(code=(await stage.visitor()).code)
    first, second = await send(dora, scan, scan)
    assert first == second
    assert len(await stage.lines()) == 1


async def test_the_same_id_with_other_content_is_refused(stage: Stage) -> None:
    dora = await stage.phone()
    ada, charlie = await stage.visitor(), await stage.visitor()
    scan = entry(code=ada.code)
    await send(dora, scan)
    [refused] = await send(dora, entry(code=charlie.code, id=scan.id))
    assert (refused["verdict"], refused["id"]) == ("refused", str(scan.id))
    assert "rien n’a été changé" in refused["reason"]
    assert len(await stage.lines()) == 1


async def test_an_id_of_another_edition_is_refused_and_the_rest_stands(stage: Stage) -> None:
    other = await set_stage("forum-2027")
    theirs = await other.phone()
    scan = entry(code=(await other.visitor()).code)
    await send(theirs, scan)
    dora = await stage.phone()
    ada = await stage.visitor()
    assert await verdicts(dora, entry(code=ada.code), entry(code=ada.code, id=scan.id)) == ["welcome", "refused"]
    assert len(await stage.lines()) == 1


async def test_what_cannot_be_written_is_refused_in_words(stage: Stage) -> None:
    dora = await stage.phone()
    other = await set_stage("forum-2027")
    ada, b3 = await stage.visitor(), await stage.class_pass()
    bad = [
        entry("count", b3.code, pupils=-3),
        entry("count", b3.code, pupils=401),
        entry("count", ada.code, pupils=3),
        entry(code=ada.code, gate=other.gate_a),
        entry(code=ada.code, direction="sideways"),
        entry("dance"),
        entry(),
        entry("undo"),
        entry("click"),
        entry("correction", adults=5, note="comptage à vue"),
        entry("reset"),
        entry("walk_in", ada.code, adults=1),
        entry("walk_in", adults=1, status="espion"),
        entry("walk_in", adults=1, insee_code="39"),
        entry(code=ada.code, device_at=datetime(2026, 11, 27, 10, 0)),  # noqa: DTZ001 - the fault itself
    ]
    answers = await send(dora, *bad)
    assert {answer["verdict"] for answer in answers} == {"refused"}
    assert all(answer["reason"].endswith((".", "page.")) for answer in answers)
    assert await stage.lines() == []


async def test_an_unreadable_entry_leaves_the_others(stage: Stage) -> None:
    dora = await stage.phone()
    ada = await stage.visitor()
    with clock.at(TEN):
        answers = await door.record(dora, door.Upload(TEN, 2, [Broken("x", "Illisible."), entry(code=ada.code)]))
    assert len(answers) == 2
    assert len(await stage.lines()) == 1


async def test_more_than_two_hundred_at_once_are_refused(stage: Stage) -> None:
    dora = await stage.phone()
    with pytest.raises(door.TooMany):
        await send(dora, *[entry("click", adults=1) for _ in range(201)])


async def test_a_revoked_phone_writes_nothing(stage: Stage) -> None:
    dora = await stage.phone()
    await door.revoke(dora.id, ODILE)
    [shown] = await queries.phones(stage.edition)
    assert shown.state == "revoked"
    with pytest.raises(door.PhoneRevoked):
        await send(replace(dora, revoked_at=TEN), entry("click", adults=1))


@pytest.mark.parametrize("wrong", [timedelta(minutes=10), -timedelta(minutes=10), timedelta(days=365 * 13)])
async def test_a_wrong_clock_is_corrected(stage: Stage, wrong: timedelta) -> None:
    dora = await stage.phone()
    ada = await stage.visitor()
    # Scanned at ten o'clock, sent twenty minutes later, by a phone whose clock is wrong.
    scan = entry(code=ada.code, device_at=TEN + wrong, offline=True)
    await send(dora, scan, at=TEN + minutes(20), sent_at=TEN + minutes(20) + wrong)
    [line] = await stage.lines()
    assert (line["corrected_at"], line["offset_ms"]) == (TEN, round(-wrong.total_seconds() * 1000))
    assert line["device_at"] == TEN + wrong


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [
        (datetime(2039, 1, 1, tzinfo=UTC), TEN),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), TEN),
        (datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 11, 26, 7, 0, tzinfo=UTC)),
        (datetime(1, 1, 1, tzinfo=UTC), datetime(2026, 11, 26, 7, 0, tzinfo=UTC)),
    ],
)
async def test_an_impossible_time_stays_between_the_day_before_enrolment_and_now(
    stage: Stage, claimed: datetime, kept: datetime
) -> None:
    dora = await stage.phone()
    assert await verdicts(dora, entry(code=(await stage.visitor()).code, device_at=claimed)) == ["welcome"]
    assert [line["corrected_at"] for line in await stage.lines()] == [kept]


async def test_walk_ins_and_clicks_count(stage: Stage) -> None:
    dora = await stage.phone()
    blank = await stage.visitor(kind="blank")
    await send(
        dora,
        entry("walk_in", adults=1, status="demandeur_emploi", insee_code="39478"),
        entry("walk_in", blank.code, adults=2, pupils=1, status="parent"),
        entry("click", adults=1),
        entry("click", adults=1),
        entry("click", adults=1, direction="out"),
    )
    assert await present(stage) == 5
    # The blank badge now stands for the three people who came with it.
    await send(dora, entry(code=blank.code, direction="out", device_at=TEN + minutes(1)), at=TEN + minutes(1))
    assert await present(stage) == 2


async def test_undo_erases_the_entry_and_the_line_stays(stage: Stage) -> None:
    dora = await stage.phone()
    ada = await stage.visitor()
    scan = entry(code=ada.code)
    await send(dora, scan)
    assert await verdicts(dora, entry("undo", target=scan.id)) == ["undone"]
    assert await present(stage) == 0
    assert len(await stage.lines()) == 2
    assert await verdicts(dora, entry(code=ada.code, device_at=TEN + minutes(1)), at=TEN + minutes(1)) == ["welcome"]


async def test_undo_of_what_has_not_arrived_yet_says_so_and_takes_effect_when_it_comes(stage: Stage) -> None:
    dora = await stage.phone()
    scan = entry(code=(await stage.visitor()).code)
    undo = entry("undo", target=scan.id)
    [said] = await send(dora, undo)
    assert (said["verdict"], said["word"], said["tone"]) == ("awaited", "RIEN À EFFACER", "attention")
    assert "rien n’a été effacé" in said["lines"][0]
    [came] = await send(dora, scan)
    assert (came["verdict"], came["tone"], came["lines"][0]) == ("welcome", "attention", ERASED_BEFORE)
    assert await present(stage) == 0
    assert await send(dora, undo) == [said], "the stored answer"
    click = entry("click", adults=1)
    [_, came] = await send(dora, entry("undo", target=click.id), click)
    assert (came["verdict"], came["lines"][0], await present(stage)) == ("noted", ERASED_BEFORE, 0)


async def test_only_supervisors_undo_what_others_wrote(stage: Stage) -> None:
    dora, neighbour, odile = await stage.phone(), await stage.phone(), await stage.phone(supervise=True)
    scan = entry(code=(await stage.visitor()).code)
    await send(dora, scan)
    assert await verdicts(neighbour, entry("undo", target=scan.id)) == ["refused"]
    assert await present(stage) == 1
    undo = entry("undo", target=scan.id)
    assert await verdicts(odile, undo) == ["undone"]
    assert await present(stage) == 0
    assert await verdicts(odile, entry("undo", target=undo.id)) == ["refused"]


async def test_an_undo_of_anothers_scan_sent_before_it_does_nothing(stage: Stage) -> None:
    dora, neighbour = await stage.phone(), await stage.phone()
    scan = entry(code=(await stage.visitor()).code)
    assert await verdicts(neighbour, entry("undo", target=scan.id)) == ["awaited"]
    [came] = await send(dora, scan)
    assert (came["tone"], await present(stage)) == ("good", 1)


async def test_going_to_the_other_hall_is_leaving_this_one(stage: Stage) -> None:
    dora, at_annex = await stage.phone(), await stage.phone(gate=stage.annex_gate)
    ada = await stage.visitor()
    await send(dora, entry(code=ada.code))
    assert await verdicts(at_annex, entry(code=ada.code, device_at=TEN + minutes(5)), at=TEN + minutes(5)) == [
        "welcome"
    ]
    told = await queries.affluence(stage.edition)
    assert [(hall.name, hall.present) for hall in told.halls] == [("Grande salle", 0), ("Annexe", 1)]


async def test_the_gate_chosen_on_the_phone_counts(stage: Stage) -> None:
    dora = await stage.phone()
    await send(dora, entry("click", adults=1, gate=stage.annex_gate))
    assert [hall.present for hall in (await queries.affluence(stage.edition)).halls] == [0, 1]


async def test_two_phones_offline_let_the_same_badge_in(stage: Stage) -> None:
    dora, odile = await stage.phone(), await stage.phone(gate=stage.gate_b)
    ada = await stage.visitor()
    here = entry(code=ada.code, offline=True, shown="welcome", device_at=TEN + minutes(1))
    there = entry(code=ada.code, offline=True, shown="welcome", device_at=TEN)
    assert await verdicts(dora, here, at=TEN + minutes(30)) == ["welcome"]
    [flagged] = await send(odile, there, at=TEN + minutes(40))
    assert (flagged["verdict"], flagged["duplicate_of"]) == ("again", str(here.id))
    assert await present(stage) == 1
    state = await queries.attendance(stage.edition)
    assert state.first == {ada.id: there.id}


async def test_many_phones_at_once_share_commits_and_lose_nothing(stage: Stage) -> None:
    phones = [await stage.phone() for _ in range(8)]
    badges_ = [await stage.visitor() for _ in range(40)]
    everything = [(phone, entry(code=badge.code)) for badge in badges_ for phone in phones]
    answers = await asyncio.gather(*(verdicts(phone, scan) for phone, scan in everything))
    assert sum(answer == ["welcome"] for answer in answers) == 40
    assert sum(answer == ["again"] for answer in answers) == 280
    lines = await stage.lines()
    assert [line["number"] for line in lines] == list(range(1, 321))
    assert await present(stage) == 40


async def test_a_listener_that_leaves_changes_nothing(stage: Stage) -> None:
    dora = await stage.phone()
    scans = [entry(code=(await stage.visitor()).code) for _ in range(20)]
    tasks = [asyncio.create_task(verdicts(dora, scan)) for scan in scans]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    kept = await asyncio.gather(*tasks, return_exceptions=True)
    assert [answer for answer in kept if answer == ["welcome"]] == [["welcome"]] * 10
    await send(dora, *scans, at=TEN + minutes(1))
    assert len(await stage.lines()) == 20
    assert await present(stage) == 20


async def test_a_ledger_reads_what_another_worker_wrote(stage: Stage) -> None:
    dora = await stage.phone()
    ada, charlie = await stage.visitor(), await stage.visitor()
    await send(dora, entry(code=ada.code))
    mine = ledgers._ledgers[engine()]
    forget()
    await send(dora, entry(code=charlie.code))  # by a ledger of its own, as another worker would
    ledgers._ledgers[engine()] = mine
    scan = entry(code=charlie.code, device_at=TEN + minutes(1))
    assert await verdicts(dora, scan, at=TEN + minutes(1)) == ["again"]
    assert [line["number"] for line in await stage.lines()] == [1, 2, 3]
    assert await present(stage) == 2


async def test_nothing_is_recorded_inside_somebody_elses_transaction(stage: Stage) -> None:
    dora = await stage.phone()
    with pytest.raises(RuntimeError):
        async with transaction():
            await send(dora, entry("click", adults=1))


async def test_a_phone_enrolled_anew_sends_what_it_held_from_before(stage: Stage) -> None:
    before = await stage.phone()
    ada = await stage.visitor()
    scan = entry(code=ada.code, offline=True, shown="welcome", device_at=TEN - minutes(150))
    await send(before, scan)
    await door.revoke(before.id, ODILE)
    anew = await stage.phone()
    held = entry("click", adults=1, offline=True, device_at=TEN - minutes(140))
    assert await verdicts(anew, scan, held, at=TEN + minutes(10)) == ["welcome", "noted"]
    assert [line["corrected_at"] for line in await stage.lines()] == [TEN - minutes(150), TEN - minutes(140)]
