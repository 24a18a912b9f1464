"""The first organiser of an empty forum: one link, once, and never again."""

from __future__ import annotations

import httpx
import pytest

from forum.database import fetch
from forum.demo.story import first_words
from forum.people import installing, queries
from forum.people.links import DeadLink
from forum.people.service import PasswordTooShort
from tests.builders import staff
from tests.kit.race import together
from tests.kit.web import submit

PASSWORD = "une phrase facile à retenir"


async def offered() -> str:
    address = await installing.offer()
    assert address is not None
    return address.rpartition("/")[2]


async def test_the_server_prints_the_link_while_there_is_nobody(database: str) -> None:
    lines = await first_words(empty=True)
    assert "/installation/" in lines[-1]
    await staff()
    assert len(await first_words(empty=True)) == 1


async def test_a_later_start_ends_the_link_of_the_one_before(database: str) -> None:
    earlier, later = await offered(), await offered()
    assert await installing.find_offer(earlier) is None
    assert await installing.find_offer(later) is not None


async def test_of_two_people_with_the_link_one_is_the_organizer(database: str) -> None:
    token = await offered()
    done, failed = await together(
        [installing.install(token, f"o{n}@exemple.fr", f"Odile {n}", PASSWORD) for n in range(4)]
    )
    assert (len(done), failed) == (1, {"DeadLink": 3})
    assert len(await queries.team()) == 1


async def test_once_there_is_an_organizer_the_link_opens_nothing(database: str) -> None:
    token = await offered()
    await staff()
    with pytest.raises(DeadLink):
        await installing.install(token, "charlie@exemple.fr", "Charlie", PASSWORD)


async def test_a_short_password_makes_no_account(database: str) -> None:
    token = await offered()
    with pytest.raises(PasswordTooShort):
        await installing.install(token, "odile@exemple.fr", "Odile", "court")
    assert await fetch("SELECT count(*) AS n FROM account") == [{"n": 0}]
    assert await installing.find_offer(token) is not None


async def test_odile_installs_the_forum_and_is_led_to_her_first_edition(client: httpx.AsyncClient) -> None:
    token = await offered()
    path = f"/installation/{token}"
    assert (await client.get("/")).status_code == 404
    assert "Ce forum est à vous" in (await client.get(path)).text
    refused = await submit(client, path, name="Odile", email="odile@exemple", password=PASSWORD)
    assert refused.status_code == 422
    assert 'value="Odile"' in refused.text
    assert PASSWORD not in refused.text
    answer = await submit(client, path, name="Odile", email="odile@exemple.fr", password=PASSWORD)
    assert answer.headers["location"] == "/admin"
    led = await client.get("/admin")
    assert (led.status_code, led.headers["location"]) == (303, "/admin/edition/nouvelle")
    assert "Nouvelle édition" in (await client.get("/admin/edition/nouvelle")).text
    assert (await client.get(path)).status_code == 404
    assert (await client.get(f"/lien/{token}")).status_code == 404
