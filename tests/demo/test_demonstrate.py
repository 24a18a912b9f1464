"""The demonstration: four moments of a year, made through the verbs, with the totals that it promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from forum import clock
from forum.class_visits import queries as class_visits
from forum.database import fetch
from forum.demo.sizes import SIZES, STAGES
from forum.demo.stages import RealEdition, demonstrate
from forum.door import queries as door
from forum.editions.queries import current_edition, slots
from forum.editions.values import EditionValue
from forum.layout import queries as layout
from forum.layout.rules.warnings import warnings
from forum.stands import queries as stands
from forum.territory.communes import find_commune
from forum.visitors import queries as visitors
from tests.kit.fair import small_fair

TUESDAY = datetime(2026, 11, 10, 10, 30, tzinfo=UTC)
SHARE = {"booking": 0.0, "registration": 0.6}


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    clock.set(TUESDAY)
    yield
    clock.reset()


async def made(stage: str, size: str, seed: int = 2026) -> EditionValue:
    clock.reset()  # the verbs are told their moments one by one
    with clock.at(TUESDAY):
        return await demonstrate(stage, size, seed)


async def totals(edition: EditionValue) -> dict[str, int]:
    """What the organisers would count."""
    every = await class_visits.all_visits(edition.id, state="all")
    visits = [line for line in every if line.referent_last_name != "Exemple"]  # those that are left to decide
    return {
        "exhibitors": (await stands.bookings(edition.id)).total,
        "classes": len(visits),
        "pupils": sum(line.pupils for line in visits),
        "adults": sum(line.adults for line in visits),
        "coaches": sum(line.coaches for line in visits),
        "visitors": (await visitors.visitors(edition.id, visitors.Sought())).total,
    }


def promised(stage: str, size: str) -> dict[str, int]:
    """The same figures as the sizes say them."""
    many, share = SIZES[size], SHARE.get(stage, 1.0)
    return {
        "exhibitors": round(many.exhibitors * (0.4 if stage == "booking" else 1)),
        **{name: round(getattr(many, name) * share) for name in ("classes", "pupils", "adults", "coaches", "visitors")},
    }


@pytest.mark.parametrize("stage", STAGES)
async def test_each_stage_holds_what_it_promises(database: str, stage: str) -> None:
    edition = await made(stage, "small")
    assert await totals(edition) == promised(stage, "small")
    assert (await current_edition()).id == edition.id
    visits = await class_visits.all_visits(edition.id, state="all")
    for slot in await slots(edition.id):
        mine = [line for line in visits if line.slot == slot.id and line.holds_places]
        assert (slot.taken_persons, slot.taken_coaches) == (
            sum(line.heads for line in mine),
            sum(line.coaches for line in mine),
        )
    lines = await visitors.all_visitors(edition.id)
    for hour in await visitors.slots(edition.id):
        assert hour.taken == sum(line.heads for line in lines if line.slot == hour.id and line.holds_places)
    assert [line.slot for line in lines if line.slot is None] == []
    assert any(line.state == visitors.WAITING for line in lines) == (stage == "registration")
    scans = (await fetch("SELECT count(*) AS n FROM scan"))[0]["n"]
    assert (scans > 20) == (stage in {"open-day", "over"})
    late = await fetch("SELECT count(*) AS n FROM audit_entry WHERE at > {}", TUESDAY)
    assert late == [{"n": 0}]


async def test_everybody_in_it_is_invented_and_says_so(database: str) -> None:
    edition = await made("registration", "small")
    assert edition.slug.startswith("demonstration-")
    pitches = await fetch("SELECT pitch FROM exhibitor")
    assert all("inventé" in row["pitch"] for row in pitches)
    addresses = await fetch(
        "SELECT email FROM exhibitor_contact UNION SELECT email FROM visitor UNION SELECT email FROM referent UNION"
        " SELECT email FROM account"
    )
    domains = {row["email"].rpartition("@")[2] for row in addresses}
    assert {name for name in domains if not name.endswith((".example", ".invalid", ".test"))} == set()
    homes = await fetch("SELECT insee_code FROM visitor WHERE insee_code IS NOT NULL")
    assert all(find_commune(row["insee_code"]) for row in homes)


async def test_the_same_seed_tells_the_same_story(database: str) -> None:
    async def story(seed: int) -> list[tuple[object, ...]]:
        edition = await made("over", "small", seed)
        booked = [(line.exhibitor_name, line.number, line.state) for line in await stands.all_bookings(edition.id)]
        classes = [
            (line.school_name, line.class_name, line.heads, line.starts_at)
            for line in await class_visits.all_visits(edition.id)
        ]
        people = [(line.name, line.origin, line.heads) for line in await visitors.all_visitors(edition.id)]
        return [tuple(booked), tuple(classes), tuple(people)]

    first = await story(7)
    assert await story(7) == first
    assert await story(8) != first


@pytest.mark.parametrize("hour", [0, 9, 22])
async def test_an_open_day_is_open_at_any_hour(database: str, hour: int) -> None:
    now = datetime(2026, 11, 10, hour, 40, tzinfo=clock.PARIS)
    clock.reset()
    with clock.at(now):
        edition = await demonstrate("open-day", "small")
        assert edition.first_day.opens_at <= now
        assert now < edition.first_day.closes_at
        assert (await door.affluence(edition.id)).present >= 0


async def test_the_past_day_ends_with_nearly_everybody_gone(database: str) -> None:
    edition = await made("over", "small")
    assert edition.last_day.closes_at < TUESDAY
    kinds = {row["kind"]: row["n"] for row in await fetch("SELECT kind, count(*) AS n FROM scan GROUP BY kind")}
    assert kinds.keys() >= {"scan", "count", "walk_in"}


async def test_a_real_edition_is_never_replaced(database: str) -> None:
    real = await small_fair()
    with pytest.raises(RealEdition):
        await made("registration", "small")
    assert (await current_edition()).id == real.id
    assert await fetch("SELECT count(*) AS n FROM edition") == [{"n": 1}]


@pytest.mark.only("sqlite")
async def test_the_acceptance_load_is_whole(database: str) -> None:
    edition = await made("over", "full")
    assert await totals(edition) == {
        "exhibitors": 100,
        "classes": 60,
        "pupils": 1500,
        "adults": 130,
        "coaches": 40,
        "visitors": 500,
    }
    assert (await fetch("SELECT count(*) AS n FROM scan"))[0]["n"] > 500


async def test_the_hall_of_the_demonstration_is_sound(database: str) -> None:
    edition = await made("registration", "small")
    assert warnings(await layout.floor(edition.id, edition.halls[0].id)) == []
