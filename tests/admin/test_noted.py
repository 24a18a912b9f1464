"""What Odile changes of the edition stays together with its line in the journal, or not at all."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from litestar import Litestar

from forum.audit.service import Told, noted
from forum.database import fetch
from forum.editions import queries, service
from forum.editions.values import EditionValue
from tests import builders
from tests.admin.office import sign_in
from tests.kit.fair import ODILE
from tests.kit.web import save, submit

EDITION = "/admin/edition"


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    await sign_in(client)
    return await builders.a_fair(slots=2, persons=60)


async def stands(edition: EditionValue) -> tuple[Any, ...]:
    """Everything of it, as the database has it."""
    queries.forget()
    return await queries.edition(edition.id), await queries.slots(edition.id), await fetch("SELECT * FROM edition")


async def test_without_its_line_in_the_journal_nothing_stays(fair: EditionValue, client: httpx.AsyncClient) -> None:
    hall, gate = fair.halls[0].id, fair.gates[0]
    first, second = (str(one.id) for one in await queries.slots(fair.id))
    before = await stands(fair)
    open_and_save: dict[str, dict[str, Any]] = {
        f"{EDITION}/filieres": {"sectors": ["bois", "lunetterie"], "name_bois": "Bois et jouets"},
        f"{EDITION}/salles/{hall}": {"name": "Halle", "width": "40", "depth": "24", "limit": "499", "aisle": "2,4"},
        f"{EDITION}/creneaux/{first}": {"persons": "77", "coaches": "2"},
    }
    click: dict[str, dict[str, Any]] = {
        f"{EDITION}/creneaux/{second}/retrait": {},
        f"/admin/classes/arrivees/portes/{gate.id}": {"pace": "33", "seen": str(gate.pace)},
    }

    async def try_all() -> list[int]:
        saved = [(await save(client, path, **said)).status_code for path, said in open_and_save.items()]
        return saved + [(await submit(client, path, **said)).status_code for path, said in click.items()]

    await fetch("ALTER TABLE audit_entry RENAME TO lost")
    assert (await try_all(), await stands(fair)) == ([500] * 5, before)
    await fetch("ALTER TABLE lost RENAME TO audit_entry")
    assert await try_all() == [303] * 5
    acts = {row["act"] for row in await fetch("SELECT act FROM audit_entry")}
    assert acts >= {"set-edition", "set-hall", "resize-slot", "remove-slot", "set-pace"}


async def test_a_verb_that_refuses_leaves_no_line(fair: EditionValue) -> None:
    slot = (await queries.slots(fair.id))[0].id
    await builders.a_class(fair, pupils=30, adults=2)
    (noted_before,) = await fetch("SELECT count(*) AS n FROM audit_entry")
    told = Told(fair.id, "remove-slot", "slot", slot, "Créneau retiré")
    with pytest.raises(service.SlotInUse):
        await noted(ODILE, service.remove_slot(fair.id, slot), lambda _: told)
    assert await fetch("SELECT count(*) AS n FROM audit_entry") == [noted_before]


async def test_what_changed_nothing_is_not_noted(fair: EditionValue) -> None:
    assert await noted(ODILE, service.archive(fair.id), lambda _: None) is None
    assert await fetch("SELECT id FROM audit_entry WHERE act = 'archive-edition'") == []
