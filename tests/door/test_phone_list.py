"""The phones' list: sealed under each badge's own code, kept up to date, the whole of it when in doubt."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from forum import clock
from forum.badges import service as badges
from forum.badges.codes import new_code
from forum.badges.tables import Badge
from forum.door.phone_list import hash8_of, key_of, phone_list, seal, unseal
from tests.door.stage import TEN, Stage, minutes, set_stage


def test_the_key_is_hkdf_of_the_code() -> None:
    code = new_code()
    assert key_of(code) == HKDF(hashes.SHA256(), 32, salt=b"", info=b"forum-door-1").derive(code.encode())


def test_a_box_opens_with_its_code_only() -> None:
    code, record = new_code(), {"title": "Zoë Łukasz"}
    place, box = seal(code, record)
    assert (place, unseal(code, box)) == (hash8_of(code), record)
    assert seal(code, record)[1] != box  # another nonce every time
    with pytest.raises(InvalidTag):
        unseal(new_code(), box)


async def test_only_what_changed_is_sealed_and_sent_again(stage: Stage) -> None:
    with clock.at(TEN):
        ada, charlie = await stage.visitor(), await stage.visitor()
        first = await phone_list(stage.edition)
        complete, entries, removed = first.since(None)
        assert (complete, len(entries), removed) == (True, 2, [])
        kept = first.badges[charlie.id]
    with clock.at(TEN + minutes(10)):
        await badges.revoke(ada.holder)
        later = await phone_list(stage.edition)
        complete, entries, removed = later.since(TEN + minutes(5))
        assert (complete, [entry.record["state"] for entry in entries], removed) == (False, ["cancelled"], [])
        assert later.badges[charlie.id] is kept


async def test_what_changed_just_before_the_last_answer_comes_again(stage: Stage) -> None:
    """A slow transaction may commit a change dated before the answer that did not have it."""
    with clock.at(TEN):
        await phone_list(stage.edition)
    with clock.at(TEN + minutes(10) - minutes(0.5)):
        await stage.visitor()
    with clock.at(TEN + minutes(11)):
        _, entries, _ = (await phone_list(stage.edition)).since(TEN + minutes(10))
        assert len(entries) == 1


async def test_an_answer_older_than_this_server_gets_the_whole_list(stage: Stage) -> None:
    with clock.at(TEN):
        await stage.visitor()
        told = await phone_list(stage.edition)
    assert told.since(TEN - minutes(1))[0] is True


async def test_an_erased_badge_leaves_the_phones(stage: Stage) -> None:
    with clock.at(TEN):
        ada = await stage.visitor()
        await stage.visitor()
        await phone_list(stage.edition)
    with clock.at(TEN + minutes(10)):
        await Badge.delete().where(Badge.id == ada.id)
        complete, entries, removed = (await phone_list(stage.edition)).since(TEN + minutes(5))
        assert (complete, entries, removed) == (False, [], [hash8_of(ada.code)])


async def test_a_badge_of_another_edition_has_its_place_and_no_record(stage: Stage) -> None:
    """So that a phone without network tells it from a badge that was issued after its last contact."""
    with clock.at(TEN):
        ada = await stage.visitor()
        elsewhere = await set_stage("forum-2025")
        old = await elsewhere.visitor()
        told = await phone_list(stage.edition)
        _, entries, _ = told.since(None)
        assert {(one.hash8, bool(one.box)) for one in entries} == {
            (hash8_of(ada.code), True),
            (hash8_of(old.code), False),
        }
        assert len(told) == 2
    with clock.at(TEN + minutes(10)):
        newer = await elsewhere.visitor()
        await Badge.delete().where(Badge.id == old.id)
        _, entries, removed = (await phone_list(stage.edition)).since(TEN + minutes(5))
        assert ([one.hash8 for one in entries], removed) == ([], []), "as many as before: nothing is looked for"
        await elsewhere.visitor()
        told = await phone_list(stage.edition)
        _, entries, removed = told.since(TEN + minutes(5))
        assert hash8_of(newer.code) in {one.hash8 for one in entries}
        assert (len(entries), removed, len(told)) == (2, [hash8_of(old.code)], 3)
