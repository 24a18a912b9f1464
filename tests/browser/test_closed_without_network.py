"""The figures are closed while a phone, without network, still holds a passage: it is named, its passage comes late, and what was
closed stays what it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from forum import clock
from forum.editions import queries as editions
from tests.admin.office import sign_in
from tests.browser.door_phone import Enrolled
from tests.door.stage import Stage
from tests.kit.web import submit

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("ten_o_clock")]
HERE = "/admin/frequentation"
FILES = (
    "rapport.pdf",
    *(f"frequentation-interne.{fmt}" for fmt in ("pdf", "xlsx", "ods", "csv", "json")),
    "publics.csv",
)


async def test_a_phone_that_cannot_say_what_it_holds_is_named_and_its_passages_come_after_the_close(
    live: str, stage: Stage, enrolled: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bea = await stage.visitor(), await stage.visitor()
    over = (await editions.edition(stage.edition)).last_day.closes_at + timedelta(hours=1)
    async with enrolled() as phone, httpx.AsyncClient(base_url=live) as odile:
        await phone.begin()
        await phone.type(ada.code)
        await phone.says("BIENVENUE", "Ada")
        await stage.received(1)
        await phone.waits(0)
        await phone.offline()
        await phone.type(bea.code)
        await phone.waits(1)
        begun = datetime.now(UTC)
        monkeypatch.setattr(clock, "now", lambda: over + (datetime.now(UTC) - begun))
        await sign_in(odile)
        named = "Porte A – téléphone de Dora (sans nouvelles depuis le vendredi 27 novembre à 10\u00a0h"
        assert named in (await odile.get(HERE)).text.partition("Arrêter les chiffres</h2>")[2]
        assert (await submit(odile, f"{HERE}/arret")).status_code == 303
        assert f"dans des téléphones à cette date\u00a0: {named}" in (await odile.get(HERE)).text
        closed = {name: (await odile.get(f"{HERE}/{name}")).content for name in FILES}
        await phone.offline(False)
        await phone.waits(0)
        await stage.received(2)
        page = (await odile.get(HERE)).text
        assert "1 passage est arrivé après l’arrêt des chiffres\u00a0: Porte A – téléphone de Dora (1)." in page
        assert {name: (await odile.get(f"{HERE}/{name}")).content for name in FILES} == closed
        draft = (await odile.get(f"{HERE}/publics.csv?brouillon=oui")).content
        assert draft != closed["publics.csv"]
