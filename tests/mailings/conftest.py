"""What the mailings' tests share: a fair with one of everybody."""

from __future__ import annotations

import pytest

from forum.editions.values import EditionValue
from forum.mailings import queries, service
from tests.builders import THERESE, a_class, a_fair, a_visitor, an_exhibitor


async def write_all(mailing: object) -> None:
    """Everything that can be written now."""
    while await service.write_batch(mailing):  # type: ignore[arg-type]
        pass


async def letters_of(template: str, edition: int) -> list[str]:
    """Whom the letters of one template are for, by address."""
    from forum.database import fetch

    rows = await fetch(
        "SELECT to_address FROM letter WHERE edition = {} AND template = {} ORDER BY to_address",
        edition,
        f"mailings/letters/{template}.md",
    )
    return [row["to_address"] for row in rows]


async def general(edition: EditionValue, sense: str = "info", text: str = "Il neige\u00a0: prenez le train.") -> object:
    """A general message to everybody, not yet sent."""
    from forum.mailings import rules
    from tests.kit.fair import ODILE

    return await service.draft_message(
        edition, rules.GENERAL, rules.EVERYBODY, sense, rules.headline(sense, edition.name), text, ODILE
    )


@pytest.fixture
async def fair(database: str) -> EditionValue:
    """Acme exhibits, Thérèse brings two classes, Ada visits."""
    edition = await a_fair()
    await an_exhibitor(edition)
    await a_class(edition)
    await a_class(edition, THERESE, class_name="3e C")
    await a_visitor(edition)
    assert queries
    return edition
