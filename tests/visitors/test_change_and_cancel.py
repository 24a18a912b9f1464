"""Correcting and cancelling a registration: badge, entry and letters follow, and nothing is done twice."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from forum.badges import queries as badges
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.people.who import Who
from forum.visitors import queries, service
from tests import builders
from tests.builders import ADA
from tests.kit.race import together

pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
async def ada(edition: EditionValue) -> Who:
    return Who("visitor", await builders.a_visitor(edition), "Ada Lovelace")


async def test_a_correction_shows_on_the_badge_and_in_the_search(edition: EditionValue, ada: Who) -> None:
    before = await queries.visitor(edition.id, ada.id)
    said = replace(ADA, first_name="Zoë-Élisabeth", last_name="Ğülşen O'Connor-d'Étioles", adults=3, children=2)
    await service.change(edition, ada.id, said, ada)
    after = await queries.visitor(edition.id, ada.id)
    assert after == replace(
        before, first_name="Zoë-Élisabeth", last_name="Ğülşen O'Connor-d'Étioles", adults=3, children=2
    )
    (badge,) = await badges.badges_of(ada.id)
    assert (badge.title, badge.subtitle, badge.detail) == (
        "Zoë-Élisabeth",
        "Ğülşen O'Connor-d'Étioles",
        "et 4 accompagnants",
    )
    for words in ("gulsen", "zoe elisabeth", "ÉTIOLES", "saint claude"):
        assert await queries.all_visitors(edition.id, words) == [after]
    assert await queries.all_visitors(edition.id, "lovelace") == []


async def test_cancelling_ends_the_badge_and_the_entry_and_says_so(edition: EditionValue, ada: Who) -> None:
    await service.cancel(edition, ada.id, ada)
    assert [one.state for one in await badges.badges_of(ada.id)] == ["cancelled"]
    assert [one.status for one in await invitations.invitations_of(ada.id)] == ["CANCELLED"]
    assert sorted(one.template for one in await mail.letters_to(ada.id)) == [
        "visitors/letters/goodbye.md",
        "visitors/letters/welcome.md",
    ]
    assert await queries.heads(edition.id) == (0, 0)


async def test_cancelling_twice_is_once(edition: EditionValue, ada: Who) -> None:
    done, failed = await together([service.cancel(edition, ada.id, ada) for _ in range(6)])
    assert (done, failed) == ([None] * 6, {})
    await service.cancel(edition, ada.id, ada)
    assert len(await mail.letters_to(ada.id)) == 2


async def test_nothing_changes_once_cancelled(edition: EditionValue, ada: Who) -> None:
    await service.cancel(edition, ada.id, ada)
    before = await queries.visitor(edition.id, ada.id)
    with pytest.raises(NotFound):
        await service.change(edition, ada.id, replace(ADA, last_name="King"), ada)
    assert await queries.visitor(edition.id, ada.id) == before


async def test_a_correction_at_the_moment_of_cancelling_does_not_revive_the_entry(
    edition: EditionValue, ada: Who
) -> None:
    for round_ in range(5):
        one = Who("visitor", await builders.a_visitor(edition, first_name=f"Ada {round_}"), "Ada")
        changes = [service.change(edition, one.id, replace(ADA, last_name=f"King {n}"), one) for n in range(3)]
        await together([*changes[:2], service.cancel(edition, one.id, one), changes[2]])
        assert [line.status for line in await invitations.invitations_of(one.id)] == ["CANCELLED"]
        assert [badge.state for badge in await badges.badges_of(one.id)] == ["cancelled"]


async def test_a_stranger_s_id_is_not_found(edition: EditionValue, ada: Who) -> None:
    nobody = uuid.uuid4()
    with pytest.raises(NotFound):
        await service.change(edition, nobody, ADA, ada)
    with pytest.raises(NotFound):
        await service.cancel(edition, nobody, ada)


async def test_a_lost_badge_is_sent_to_every_live_registration_of_the_address(edition: EditionValue, ada: Who) -> None:
    twin = await builders.a_visitor(edition, first_name="Annabella")
    gone = await builders.a_visitor(edition, first_name="Byron")
    await service.cancel(edition, gone, ada)
    assert await service.send_way_in(edition, ADA.email) == 2
    assert await service.send_way_in(edition, "nobody@exemple.fr") == 0
    for visitor, count in ((ada.id, 1), (twin, 1), (gone, 0)):
        told = [line.template for line in await mail.letters_to(visitor)]
        assert told.count("visitors/letters/way_in.md") == count
