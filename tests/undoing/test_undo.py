"""An act of the journal is taken back while nothing followed, and refused in plain words when something did."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest

from forum import clock
from forum.audit import queries as audit
from forum.audit.queries import Entry
from forum.badges import queries as badge_queries
from forum.badges.queries import badges_of
from forum.badges.service import look as badges
from forum.class_visits import queries as class_queries
from forum.class_visits import service as class_visits
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions import service as edition_verbs
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.mail import service as mail
from forum.mailings import service as mailings
from forum.people import queries as people_queries
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, VIEWER
from forum.stands import queries as stand_queries
from forum.stands import service as stands
from forum.stands.service import StandTaken
from forum.team import service as team
from forum.undoing.rules import UNDOABLE
from forum.undoing.service import MovedOn, NotUndoable, undo
from forum.undoing.service.undo import _TOGETHER, _VERBS
from forum.visitors import queries as visitor_queries
from forum.visitors import service as visitors
from tests import builders
from tests.kit.fair import ODILE
from tests.kit.race import together


@pytest.fixture
async def fair(database: str) -> EditionValue:
    return await builders.a_fair()


async def last(act: str, subject: object) -> Entry:
    """The newest act of that name about a record."""
    return next(one for one in await audit.entries_about(subject) if one.act == act)


def test_every_act_that_may_be_taken_back_has_its_verb() -> None:
    assert {*_VERBS, *_TOGETHER} == UNDOABLE


async def test_a_cancelled_booking_stands_again_with_new_badges(fair: EditionValue) -> None:
    acme = await builders.an_exhibitor(fair)
    booking = (await stand_queries.booking_of(fair.id, acme)).id
    await stands.validate(fair, booking, ODILE)
    [old] = await badges_of(acme, valid_only=True)
    await stands.cancel(fair, booking, ODILE)
    entry = await last("booking-cancelled", booking)
    await undo(fair, entry.id, ODILE)
    line = await stand_queries.booking(fair.id, booking)
    assert (line.state, line.number) == ("validated", "A1")
    [new] = await badges_of(acme, valid_only=True)
    assert (new.title, new.code != old.code) == ("Acme Lunettes", True)
    undone = await audit.entry(fair.id, entry.id)
    assert undone.undone_by == "Odile"
    assert (await last("undo", booking)).undoes == entry.id


async def test_a_booking_whose_stand_is_taken_stays_cancelled(fair: EditionValue) -> None:
    acme = await builders.an_exhibitor(fair)
    booking = (await stand_queries.booking_of(fair.id, acme)).id
    await stands.cancel(fair, booking, ODILE)
    await builders.an_exhibitor(fair, name="Autre", email="autre@exemple.fr")
    with pytest.raises(StandTaken):
        await undo(fair, (await last("booking-cancelled", booking)).id, ODILE)
    assert (await stand_queries.booking(fair.id, booking)).state == "cancelled"
    assert [one.act for one in await audit.entries_about(booking)].count("undo") == 0


async def test_a_moved_booking_goes_back_and_its_needs_too(fair: EditionValue) -> None:
    acme = await builders.an_exhibitor(fair)
    booking = (await stand_queries.booking_of(fair.id, acme)).id
    await stands.move(fair, booking, "A3", ODILE)
    await stands.correct_needs(fair, booking, replace(builders.NEEDS, tables=3), ODILE)
    await undo(fair, (await last("move-booking", booking)).id, ODILE)
    await undo(fair, (await last("correct-needs", booking)).id, ODILE)
    line = await stand_queries.booking(fair.id, booking)
    assert (line.number, line.tables) == ("A1", 1)


async def test_a_cancelled_class_is_expected_again_if_there_is_room(fair: EditionValue) -> None:
    visit = await builders.a_class(fair)
    with builders.in_time(fair):
        await class_visits.cancel(fair, visit, ODILE)
        entry = await last("cancel-class", visit)
        await undo(fair, entry.id, ODILE)
        line = await class_queries.visit(fair.id, visit)
        assert line.expected
        [slot, _] = await editions.slots(fair.id)
        assert slot.taken_persons == 29
        assert sorted(badge.valid for badge in await badges_of(visit)) == [False, True]


async def test_a_class_whose_slot_filled_up_stays_cancelled(fair: EditionValue) -> None:
    visit = await builders.a_class(fair)
    with builders.in_time(fair):
        await class_visits.cancel(fair, visit, ODILE)
    await builders.a_class(fair, class_name="4e A", pupils=55)
    with builders.in_time(fair), pytest.raises(edition_verbs.SlotFull):
        await undo(fair, (await last("cancel-class", visit)).id, ODILE)
    assert (await class_queries.visit(fair.id, visit)).state == "cancelled"


async def test_a_moved_class_goes_back_unless_it_moved_again(fair: EditionValue) -> None:
    visit = await builders.a_class(fair)
    first, second = await editions.slots(fair.id)
    with builders.in_time(fair):
        await class_visits.move(fair, visit, second.id, ODILE)
        moved = await last("change-class", visit)
        await undo(fair, moved.id, ODILE)
        assert (await class_queries.visit(fair.id, visit)).slot == first.id
        with pytest.raises(NotUndoable, match="déjà"):
            await undo(fair, moved.id, ODILE)


async def test_a_cancelled_visitor_is_registered_again_once(fair: EditionValue) -> None:
    ada = await builders.a_visitor(fair)
    with builders.in_time(fair):
        await visitors.cancel(fair, ada, ODILE)
        entry = await last("cancel-visitor", ada)
        await undo(fair, entry.id, ODILE)
    assert (await visitor_queries.visitor(fair.id, ada)).cancelled_at is None
    assert sorted(badge.valid for badge in await badges_of(ada)) == [False, True]


async def test_a_visitor_who_registered_anew_is_not_doubled(fair: EditionValue) -> None:
    ada = await builders.a_visitor(fair)
    with builders.in_time(fair):
        await visitors.cancel(fair, ada, ODILE)
    await builders.a_visitor(fair)
    with builders.in_time(fair), pytest.raises(visitors.NotCancelled):
        await undo(fair, (await last("cancel-visitor", ada)).id, ODILE)


async def test_numbers_of_a_visitor_come_back_but_a_name_was_not_kept(fair: EditionValue) -> None:
    ada = await builders.a_visitor(fair)
    with builders.in_time(fair):
        await visitors.change(fair, ada, replace(builders.ADA, adults=3), ODILE)
        await undo(fair, (await last("change-visitor", ada)).id, ODILE)
        assert (await visitor_queries.visitor(fair.id, ada)).adults == 1
    with clock.at(fair.first_day.opens_at - timedelta(days=6)):
        await visitors.change(fair, ada, replace(builders.ADA, last_name="Byron"), ODILE)
        entry = await last("change-visitor", ada)
        assert entry.changes == {"last_name": ("…", "…")}
        with pytest.raises(NotUndoable, match="personnelles"):
            await undo(fair, entry.id, ODILE)


async def noted(edition: EditionValue, act: str, kind: str, subject: object, was: Any, now: Any) -> Entry:
    """What the pages of the edition write after their verb."""
    from forum.audit import service
    from forum.audit.rules import differences

    await service.note(edition.id, ODILE, act, kind, subject, "Acte", differences(was, now))
    return await last(act, subject)


async def test_a_removed_gate_comes_back(fair: EditionValue) -> None:
    gate = fair.gates[1]
    said = edition_verbs.GateSaid(gate.hall, gate.code, gate.name, gate.x_cm, gate.y_cm)
    await edition_verbs.remove_gate(fair.id, gate.id)
    entry = await noted(fair, "remove-gate", "gate", gate.id, asdict(said), None)
    await undo(fair, entry.id, ODILE)
    assert [one.code for one in (await editions.edition(fair.id)).gates] == ["A", "B"]


async def test_a_gate_whose_letter_was_taken_stays_away(fair: EditionValue) -> None:
    gate = fair.gates[1]
    said = edition_verbs.GateSaid(gate.hall, gate.code, gate.name, gate.x_cm, gate.y_cm)
    await edition_verbs.remove_gate(fair.id, gate.id)
    entry = await noted(fair, "remove-gate", "gate", gate.id, asdict(said), None)
    await edition_verbs.set_gate(fair.id, None, said)
    with pytest.raises(edition_verbs.GateTaken):
        await undo(fair, entry.id, ODILE)


async def test_a_day_goes_back_to_its_hours_and_a_made_hall_goes(fair: EditionValue) -> None:
    day = fair.first_day
    was = edition_verbs.DaySaid(day.date, day.setup_at, day.opens_at, day.closes_at, day.teardown_until)
    now = replace(was, closes_at=was.closes_at + timedelta(hours=1))
    with builders.in_time(fair):
        await edition_verbs.set_day(fair.id, day.id, now)
        await undo(fair, (await noted(fair, "set-day", "day", day.id, asdict(was), asdict(now))).id, ODILE)
        assert (await editions.edition(fair.id)).first_day.closes_at == day.closes_at
        hall = edition_verbs.HallSaid("Annexe", 1000, 1000, 90)
        made = await edition_verbs.set_hall(fair.id, None, hall)
        await undo(fair, (await noted(fair, "set-hall", "hall", made, None, asdict(hall))).id, ODILE)
    assert [one.name for one in (await editions.edition(fair.id)).halls] == ["Grande salle"]


async def test_places_of_a_slot_come_back_unless_they_were_changed_again(fair: EditionValue) -> None:
    slot = (await editions.slots(fair.id))[0]
    was = {"capacity_persons": 60, "capacity_coaches": 2}
    await edition_verbs.resize_slot(fair.id, slot.id, 80, 3)
    entry = await noted(fair, "resize-slot", "slot", slot.id, was, {"capacity_persons": 80, "capacity_coaches": 3})
    await edition_verbs.resize_slot(fair.id, slot.id, 90, 3)
    with pytest.raises(MovedOn):
        await undo(fair, entry.id, ODILE)
    await edition_verbs.resize_slot(fair.id, slot.id, 80, 3)
    await undo(fair, entry.id, ODILE)
    assert (await editions.slots(fair.id))[0].capacity_persons == 60


async def test_a_removed_slot_comes_back(fair: EditionValue) -> None:
    slot = (await editions.slots(fair.id))[0]
    names = ("capacity_persons", "capacity_coaches", "day", "gate", "starts_at", "ends_at")
    was = {name: getattr(slot, name) for name in names}
    await edition_verbs.remove_slot(fair.id, slot.id)
    await undo(fair, (await noted(fair, "remove-slot", "slot", slot.id, was, None)).id, ODILE)
    assert (await editions.slots(fair.id))[0].starts_at == slot.starts_at


async def test_words_and_dates_of_the_edition_come_back(fair: EditionValue) -> None:
    from forum.meanwhile import fingerprint

    opens = clock.now()
    now = {"tagline": "Autre", "visitors_open_at": opens}
    seen = fingerprint({"tagline": fair.tagline, "visitors_open_at": None})
    changed = await edition_verbs.set_words(fair.id, now, seen)
    entry = await noted(fair, "set-edition", "edition", fair.id, {n: p[0] for n, p in changed.items()}, now)
    await undo(fair, entry.id, ODILE)
    fresh = await editions.edition(fair.id)
    assert (fresh.tagline, fresh.window(list(fresh.windows)[2]).opens_at) == ("Cent métiers à toucher", None)


async def test_deadlines_come_back(fair: EditionValue) -> None:
    before = await stand_queries.deadlines(fair)
    await stands.set_deadlines(fair, {**before, "needs": date(2026, 11, 1)}, ODILE)
    await undo(fair, (await last("set-deadlines", fair.id)).id, ODILE)
    assert await stand_queries.deadlines(fair) == before


async def test_a_reworded_letter_gets_its_words_back(fair: EditionValue) -> None:
    from forum.mail import letterheads

    template = "visitors/letters/welcome.md"
    await mail.reword(fair.id, template, "Premier", "Un texte.", ODILE)
    with clock.at(clock.now() + timedelta(seconds=1)):
        await mail.reword(fair.id, template, "Second", "Un autre.", ODILE)
        entry = await last("reword-letter", template)
    with clock.at(clock.now() + timedelta(seconds=2)):
        await undo(fair, entry.id, ODILE)
    assert (await letterheads.history(fair.id, template))[0].subject == "Premier"


async def test_roles_come_back_and_the_last_organizer_stays(fair: EditionValue) -> None:
    await builders.staff(ORGANIZER, "Olga")
    dora = await builders.staff(DOOR_SUPERVISOR, "Dora")
    await team.set_roles(fair, dora.id, {VIEWER}, None, ODILE)
    await undo(fair, (await last("set-roles", dora.id)).id, ODILE)
    from forum.people.queries import find_staff

    who = await find_staff(dora.id)
    assert who is not None
    assert who.roles == {DOOR_SUPERVISOR}


async def test_an_archived_edition_and_an_act_without_a_way_back_are_refused(fair: EditionValue) -> None:
    visit = await builders.a_class(fair)
    entry = await last("register-class", visit)
    with pytest.raises(NotUndoable):
        await undo(fair, entry.id, ODILE)
    with pytest.raises(Refusal, match="archivée"):
        await undo(replace(fair, archived_at=clock.now()), entry.id, ODILE)


async def test_two_who_take_the_same_act_back_do_it_once(fair: EditionValue) -> None:
    ada = await builders.a_visitor(fair)
    with builders.in_time(fair):
        await visitors.cancel(fair, ada, ODILE)
        entry = await last("cancel-visitor", ada)
        done, failed = await together([undo(fair, entry.id, ODILE) for _ in range(4)])
    assert [one.act.id for one in done] == [entry.id]
    assert failed == {"NotUndoable": 3}
    assert await fetch("SELECT count(*) AS n FROM audit_entry WHERE undoes = {}", entry.id) == [{"n": 1}]
    assert len([badge for badge in await badges_of(ada) if badge.valid]) == 1


async def test_a_corrected_organisation_is_as_before_unless_a_person_was_named(fair: EditionValue) -> None:
    acme = await builders.an_exhibitor(fair)
    booking = (await stand_queries.booking_of(fair.id, acme)).id
    await stands.correct_organisation(fair, booking, replace(builders.ACME, name="Bézicles", sector="bois"), ODILE)
    entry = await last("correct-organisation", booking)
    await undo(fair, entry.id, ODILE)
    line = await stand_queries.booking(fair.id, booking)
    assert (line.exhibitor_name, line.sector_code) == ("Acme Lunettes", "lunetterie")
    await stands.correct_organisation(fair, booking, replace(builders.ACME, email="autre@acme.example"), ODILE)
    with pytest.raises(NotUndoable, match="données personnelles"):
        await undo(fair, (await last("correct-organisation", booking)).id, ODILE)


async def test_hours_of_the_public_come_back_with_their_places(fair: EditionValue) -> None:
    first, second = await builders.visitor_slots(fair, 10, 20)
    await visitors.resize_slot(fair, first, 5, ODILE)
    await undo(fair, (await last("resize-visitor-slot", first)).id, ODILE)
    await visitors.remove_slot(fair, second, ODILE)
    gone = await last("remove-visitor-slot", second)
    await undo(fair, gone.id, ODILE)
    slots = await visitor_queries.slots(fair.id)
    assert [(one.capacity, one.starts_at.minute) for one in slots] == [(10, 0), (20, 30)]
    with pytest.raises(NotUndoable, match="déjà"):
        await undo(fair, gone.id, ODILE)


async def test_an_hour_of_the_public_whose_place_was_taken_stays_away(fair: EditionValue) -> None:
    _, second = await builders.visitor_slots(fair, 10, 20)
    await visitors.remove_slot(fair, second, ODILE)
    entry = await last("remove-visitor-slot", second)
    day = fair.first_day
    await visitors.lay_slots(fair, day.id, day.opens_at, day.opens_at, 60, 30, ODILE)
    with pytest.raises(visitors.SlotHeld):
        await undo(fair, entry.id, ODILE)


async def test_somebody_removed_is_of_the_team_again_by_a_letter(fair: EditionValue) -> None:
    odile = await builders.staff(role=ORGANIZER)
    paul = await builders.staff(role=VIEWER, name="Paul")
    await team.remove(fair, paul.id, odile)
    await undo(fair, (await last("remove-staff", paul.id)).id, odile)
    who = await people_queries.find_staff(paul.id)
    assert who is not None
    assert who.roles == {VIEWER}
    assert (await fetch("SELECT template FROM letter"))[-1]["template"] == "team/letters/invited.md"


async def test_the_look_of_badges_and_the_banner_come_back(fair: EditionValue) -> None:
    await badges.change_look(fair.id, {}, "Ligne une", "", ODILE)
    await badges.change_look(fair.id, {}, "Ligne deux", "Dos", ODILE)
    await undo(fair, (await last("change badge look", fair.id)).id, ODILE)
    look = await badge_queries.look(fair.id)
    assert (look.line, look.back_line) == ("Ligne une", "")
    await edition_verbs.put_notice(fair.id, "Il neige.")
    await mailings.clear_notice(fair, ODILE)
    await undo(await editions.edition(fair.id), (await last("clear-notice", fair.id)).id, ODILE)
    assert (await editions.edition(fair.id)).notice == "Il neige."
