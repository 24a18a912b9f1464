"""What exhibitors change by themselves: their sheet, their contacts, and only until the deadline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from forum import clock
from forum.badges import queries as badges
from forum.database import fetch
from forum.editions.values import Audience, EditionValue, Window
from forum.exhibitors import queries as exhibitors
from forum.exhibitors import service as exhibitor_verbs
from forum.exhibitors.rules import ContactSaid
from forum.people.who import Who
from forum.stands import queries, service
from tests import builders
from tests.kit.fair import ODILE
from tests.kit.web import submit

SHEET = {
    "name": "Acme Optique",
    "kind": "craft",
    "sector": "lunetterie",
    "first_name": "Alix",
    "last_name": "Acme",
    "email": "alix@acme.example",
}
BO = ContactSaid("Bo", "Acme", "bo@acme.example", "")


@pytest.fixture
async def acme(edition: EditionValue, client: httpx.AsyncClient) -> queries.BookingLine:
    await submit(client, "/plan/A1/reservation", **{**SHEET, "name": "Acme Lunetes"})
    return (await queries.all_bookings(edition.id))[0]


async def test_a_name_corrected_is_corrected_on_the_badges_and_told(
    edition: EditionValue, client: httpx.AsyncClient, acme: queries.BookingLine
) -> None:
    wrong = await submit(client, "/exposants/espace/organisation", **{**SHEET, "email": "pas une adresse"})
    assert wrong.status_code == 422
    assert "Acme Optique" in wrong.text
    assert (await submit(client, "/exposants/espace/organisation", **SHEET)).status_code == 303
    assert (await queries.booking(edition.id, acme.id)).exhibitor_name == "Acme Optique"
    assert [badge.title for badge in await badges.badges_of(acme.exhibitor)] == ["Acme Optique"]
    await service.tell_now(edition, acme.id)
    told = await fetch("SELECT count(*) AS n FROM letter WHERE template = {}", "stands/letters/changed.md")
    assert told == [{"n": 1}]
    await submit(client, "/exposants/espace/organisation", **SHEET)  # nothing new tells nobody
    assert not await service.tell_now(edition, acme.id)


async def test_after_the_deadline_only_organisers_change_or_cancel(edition: EditionValue) -> None:
    acme = await builders.an_exhibitor(edition)
    line = await queries.booking_of(edition.id, acme)
    closed = replace(edition, windows={**edition.windows, Audience.EXHIBITORS: Window(None, clock.now())})
    mine = Who("exhibitor", acme, "Acme")
    for verb in (
        lambda by: service.correct_needs(closed, line.id, builders.NEEDS, by),
        lambda by: service.correct_organisation(closed, line.id, builders.ACME, by),
        lambda by: service.cancel(closed, line.id, by),
    ):
        with pytest.raises(service.CorrectionsClosed) as refused:
            await verb(mine)
        assert "03 84 41 00 00" in refused.value.sentence.replace("\u00a0", " ")
        await verb(ODILE)
    assert not (await queries.booking(edition.id, line.id)).lives


async def test_a_colleague_gets_the_lost_link_at_the_own_address(edition: EditionValue) -> None:
    acme = await builders.an_exhibitor(edition)
    await exhibitor_verbs.add_contact(acme, BO)
    with pytest.raises(exhibitor_verbs.ContactKnown):
        await exhibitor_verbs.add_contact(acme, replace(BO, email="ALIX@acme.example"))
    assert await service.send_way_in(edition, "bo@acme.example") == 1
    rows = await fetch("SELECT to_address FROM letter WHERE template = {}", "stands/letters/way_in.md")
    assert rows == [{"to_address": "bo@acme.example"}]


async def test_a_new_colleague_gets_the_way_in_at_once(
    edition: EditionValue, client: httpx.AsyncClient, acme: queries.BookingLine
) -> None:
    for _ in range(2):  # the second click adds nobody
        await submit(client, "/exposants/espace/contacts", first_name="Bo", last_name="Acme", email="bo@acme.example")
    rows = await fetch("SELECT to_address FROM letter WHERE template = {}", "stands/letters/way_in.md")
    assert rows == [{"to_address": "bo@acme.example"}]
    assert len(await exhibitors.contacts_of(acme.exhibitor)) == 2


async def test_jobs_are_ticked_in_the_list_or_told_in_free_words(
    edition: EditionValue, client: httpx.AsyncClient, acme: queries.BookingLine
) -> None:
    told = {"known": ["H2909", "X9999"], "jobs": "Pipier\nMontreur d’ours", "levels": ["college"]}
    assert (await submit(client, "/exposants/espace/metiers", **told)).status_code == 303
    jobs = (await exhibitors.shown_of(edition.id, acme.exhibitor)).jobs
    assert [(job.rome_code, job.words.split(" / ")[0]) for job in jobs] == [
        ("H2909", "Assembleur monteur"),
        ("H2208", "Pipier"),
        (None, "Montreur d’ours"),
    ]
    page = (await client.get("/exposants/espace/metiers")).text
    assert 'value="H2909" checked' in page
    assert "Pipier\nMontreur d’ours" in page
    many = await submit(client, "/exposants/espace/metiers", known=["H2909"], jobs="\n".join("abcdefgh"))
    assert many.status_code == 422
    assert 'value="H2909" checked' in many.text


async def test_the_main_contact_is_another_when_one_says_so(edition: EditionValue) -> None:
    acme = await builders.an_exhibitor(edition)
    bo = await exhibitor_verbs.add_contact(acme, BO)
    await exhibitor_verbs.put_first(acme, bo)
    await exhibitor_verbs.put_first(acme, bo)
    assert [one.email for one in await exhibitors.contacts_of(acme)] == ["bo@acme.example", "alix@acme.example"]


async def test_a_contact_removed_cannot_come_back_by_an_old_link(
    edition: EditionValue,
    client: httpx.AsyncClient,
    acme: queries.BookingLine,
    another_client: Callable[[], httpx.AsyncClient],
) -> None:
    bo = await exhibitor_verbs.add_contact(acme.exhibitor, BO)
    await service.send_way_in(edition, "bo@acme.example")
    from forum.people import links

    (letter,) = await fetch("SELECT link FROM letter WHERE to_address = {}", "bo@acme.example")
    address = "/" + links.url(letter["link"]).split("/", 3)[3]
    theirs = another_client()
    await theirs.get(address)
    await submit(theirs, address)
    assert (await theirs.get("/exposants/espace")).status_code == 200
    assert (await submit(client, f"/exposants/espace/contacts/{bo}/retrait")).status_code == 303
    assert (await client.get("/exposants/espace")).status_code == 200
    assert (await theirs.get("/exposants/espace")).status_code == 403
    assert (await another_client().get(address)).status_code == 404
    new = await fetch("SELECT to_address FROM letter WHERE template = {}", "stands/letters/way_in.md")
    assert sorted(row["to_address"] for row in new) == ["alix@acme.example", "bo@acme.example"]


async def test_a_stand_bears_so_many_badges_and_no_more(edition: EditionValue) -> None:
    small = service.NewStand("P1", "Petits", 200, 900, 200, 150, 3000)
    await service.lay_out(edition.id, edition.halls[0].id, [small])
    many = replace(builders.NEEDS, people=4)
    with pytest.raises(service.TooManyPeople) as refused:
        await service.book(edition, "P1", builders.ACME, many)
    assert refused.value.field == "people"
    acme = await service.book(edition, "A1", builders.ACME, many)
    line = await queries.booking_of(edition.id, acme)
    for name in ("Bo", "Zoë"):
        await service.add_person(edition, line.id, name, "Acme", ODILE)
    with pytest.raises(service.TooManyPeople, match="3 personnes"):
        await service.move(edition, line.id, "P1", ODILE)
    with pytest.raises(service.TooManyPeople):
        await service.correct_needs(edition, line.id, replace(many, people=6), ODILE)
    assert (await queries.booking(edition.id, line.id)).number == "A1"


async def test_the_second_of_two_tabs_finds_what_the_first_booked(
    edition: EditionValue, client: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    await submit(client, "/plan/A1/garde")
    hold = client.cookies["forum_hold"]
    assert (await submit(client, "/plan/A1/reservation", **SHEET)).headers["location"] == "/exposants/espace"
    twice = another_client()  # the same browser, whose second click left before the first was answered
    await twice.get("/")
    twice.cookies.set("forum_hold", hold, path="/plan")
    again = await submit(twice, "/plan/A1/reservation", **SHEET)
    assert (again.status_code, again.headers["location"]) == (303, "/exposants/espace")
    assert "Acme Optique" in (await twice.get("/exposants/espace")).text
    other = await submit(client, "/plan/A2/reservation", **SHEET)
    assert (other.status_code, other.headers["location"]) == (303, "/exposants/espace")
    stranger = await submit(another_client(), "/plan/A1/reservation", **SHEET)
    assert stranger.status_code == 422
    assert await fetch("SELECT count(*) AS n FROM exhibitor") == [{"n": 1}]


async def test_what_was_told_to_the_suggestions_is_in_the_form(
    edition: EditionValue, client: httpx.AsyncClient
) -> None:
    page = await client.get("/plan/suggestions?filiere=bois&watts=1500&machine=yes")
    assert "/plan/A1/reservation?filiere=bois&amp;watts=1500&amp;machine=yes" in page.text
    kept = await submit(client, "/plan/A1/garde?filiere=bois&watts=1500&machine=yes&autre=x")
    assert kept.headers["location"] == "/plan/A1/reservation?filiere=bois&watts=1500&machine=yes"
    form = await client.get(kept.headers["location"])
    assert 'value="bois" selected' in form.text
    assert '<details class="notice-details" open>' in form.text


async def test_the_short_form_is_enough(edition: EditionValue, client: httpx.AsyncClient) -> None:
    done = await submit(client, "/plan/A1/reservation", **SHEET)
    assert done.status_code == 303
    line = (await queries.all_bookings(edition.id))[0]
    assert not (await queries.known(line)).needs
    assert 'href="/exposants/espace/besoins"' in (await client.get("/exposants/espace")).text
    await service.correct_needs(edition, line.id, replace(builders.NEEDS, power_watts=0), ODILE)
    assert (await queries.known(line)).needs


async def test_ten_minutes_too_late_the_best_stands_are_offered_with_reasons(
    edition: EditionValue, client: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    await submit(client, "/plan/A1/garde")
    with clock.at(clock.now() + timedelta(minutes=25)):
        await submit(another_client(), "/plan/A1/reservation", **{**SHEET, "name": "Rival", "email": "r@r.example"})
        late = await submit(client, "/plan/A1/reservation", **{**SHEET, "power_watts": "1500"})
    assert late.status_code == 422
    assert "Acme Optique" in late.text
    assert all(f'value="A{n}"' in late.text for n in (2, 3, 4))
    assert "3\u00a0m de celui que vous vouliez" in late.text
    assert "1\u202f500\u00a0W demandés" in late.text
