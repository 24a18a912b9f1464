"""What did not arrive stands beside the person, with the reason, in each of the three lists."""

from __future__ import annotations

import httpx
import pytest

from forum.mail.service import outbox
from tests.admin.office import sign_in
from tests.builders import a_class, a_fair, a_visitor, an_exhibitor


@pytest.mark.parametrize("path", ["/admin/visiteurs", "/admin/classes", "/admin/exposants"])
async def test_the_reason_stands_beside_the_person(database: str, client: httpx.AsyncClient, path: str) -> None:
    edition = await a_fair()
    await an_exhibitor(edition)
    await a_class(edition)
    await a_visitor(edition)
    await sign_in(client)
    assert "Courrier non remis" not in (await client.get(path)).text
    for letter in await outbox.claim("test", 50):
        await outbox.refused(letter, "550 5.1.1 Adresse inconnue")
    listed = (await client.get(path)).text
    assert listed.count("Courrier non remis") == 1
    assert "550 5.1.1 Adresse inconnue" in listed
